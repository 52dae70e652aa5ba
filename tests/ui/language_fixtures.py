"""The app in other languages: those that it ships, and two made up for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton, QWidget

from tests.translations import FOLDER, tool
from whisul_desktop.ui.elided_label import ElidedLabel
from whisul_desktop.ui.language import ENGLISH, Speech

ACCENTED, RIGHT_TO_LEFT = "en_XA", "ar_XB"
Speak = Callable[[str], None]


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the two languages that are made for tests."""
    folder = tmp_path_factory.mktemp("translations")
    tool().pseudo(folder)
    return folder


@pytest.fixture
def speaking(qapp: QApplication, made_up: Path) -> Iterator[Speak]:
    """Speak a language; English and the C locale again after the test."""
    before = QLocale()
    shipped, for_tests = Speech(qapp, FOLDER), Speech(qapp, made_up)

    def wanted(code: str) -> None:
        for_tests.be_silent()
        shipped.be_silent()
        (for_tests if code in (ACCENTED, RIGHT_TO_LEFT) else shipped).speak(code)

    yield wanted
    wanted(ENGLISH)
    shipped.be_silent()
    QLocale.setDefault(before)


def shown(parent: QWidget) -> list[QLabel | QAbstractButton]:
    """All that is there to be read in a window."""
    kinds = (QLabel, QAbstractButton)
    return [
        child
        for kind in kinds
        for child in parent.findChildren(kind)
        if child.isVisibleTo(parent) and child.text()
    ]


def is_clipped(part: QLabel | QAbstractButton) -> bool:
    """Whether it has less room than its words take."""
    if isinstance(part, ElidedLabel):
        return False
    if isinstance(part, QLabel):
        if part.wordWrap():
            return part.heightForWidth(part.width()) > part.height()
        return part.sizeHint().width() > part.width()
    if isinstance(part, QToolButton) and (
        part.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    ):
        return False
    return part.minimumSizeHint().width() > part.width()
