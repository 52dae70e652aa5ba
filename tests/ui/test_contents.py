"""The window is filled step by step, and Tab goes through it as the eye does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from whisul_desktop.core.settings import Settings
from whisul_desktop.ui.contents import fill
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails
from whisul_desktop.ui.tokens import LIGHT


@pytest.fixture
def window(qtbot, look: Look, tmp_path: Path):
    window = MainWindow(LIGHT, demo=True)
    qtbot.addWidget(window)
    thumbnails = Thumbnails()
    window.restore_geometry(Settings())
    with qtbot.waitSignal(window.painted):
        window.show()
    assert not window.is_filled
    for _ in fill(window, look, JobModel(window), thumbnails, tmp_path.joinpath, Settings()):
        pass
    assert window.is_filled
    yield window
    thumbnails.close()


def tab_stops(window: MainWindow) -> list[str]:
    first: QWidget = window.compose.focusWidget() or window.compose
    stops, widget = [], first
    while True:
        reached = widget.isVisible() and widget.isEnabled()
        if reached and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.accessibleName():
            stops.append(widget.accessibleName())
        widget = widget.nextInFocusChain()
        if widget is first:
            return stops


def test_tab_goes_from_the_prompt_over_the_list_to_the_player(window: MainWindow):
    stops = tab_stops(window)
    expected = ["Prompt", "Variations", "Generate", "Play"]
    assert [stop for stop in stops if stop in expected] == expected
    assert stops.index("Generate") < stops.index("Play")


def test_everything_is_painted_at_the_end(window: MainWindow):
    parts = (window.library, window.compose, window.detail, window.player_bar)
    assert all(part.updatesEnabled() for part in parts)
    assert all(part.isVisible() for part in parts)


def test_a_page_in_place_of_everything_hides_the_menus_that_have_nothing(window: MainWindow):
    page = QWidget()
    window.show_page(page)
    menus = [menu for menu in window.menuBar().actions() if menu.isVisible()]
    assert len(menus) == 2
    assert not window.actions_["save"].isVisible()
    window.show_page(None)
    assert window.actions_["save"].isVisible()
    assert window.library.isVisible()


@pytest.mark.parametrize("ill", ["ü", "AAAA", "not base64!", "x" * 5000])
def test_an_ill_geometry_is_a_default_one(qtbot, ill: str):
    window = MainWindow(LIGHT, demo=False)
    qtbot.addWidget(window)
    window.restore_geometry(Settings(window_geometry=ill))
    assert window.width() >= 760
