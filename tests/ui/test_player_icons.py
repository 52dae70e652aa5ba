"""Icons are as sharp as the screen: on buttons too, where Qt asks for them in its own way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from whisul_desktop.ui.theme import Look


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_has_all_pixels_of_the_screen(look: Look, ratio: float) -> None:
    pixmap = look.icon("play").pixmap(QSize(20, 20), ratio, QIcon.Mode.Normal, QIcon.State.Off)
    assert pixmap.size() == QSize(20, 20) * ratio
    assert pixmap.deviceIndependentSize().toSize() == QSize(20, 20)
    assert look.pixmap("play", "text", 20, ratio).size() == QSize(20, 20) * ratio
