"""The first-run page, About and the sheet of shortcuts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.canary import CANARY
from tests.ui.detail_fixtures import is_named, named
from whisul_desktop import __version__
from whisul_desktop.ui.about_dialog import AboutDialog
from whisul_desktop.ui.shortcuts_dialog import ShortcutsDialog
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.welcome import Welcome

KEY = CANARY


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> Welcome:
    made = Welcome(look)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def _field(page: Welcome) -> QLineEdit:
    field = named(page, "API key", QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def _texts(page: Welcome) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_what_is_said_beside_the_field_moves_nothing(qtbot: QtBot, page: Welcome) -> None:
    before = _field(page).mapTo(page, QPoint())
    page.show_problem("That is no key.")
    qtbot.wait(20)
    assert _field(page).mapTo(page, QPoint()) == before
    page.offer_session("This system has no keyring.")
    qtbot.wait(20)
    assert _field(page).mapTo(page, QPoint()) == before
    page.resize(1001, 701)  # what is said stays, and so does the place
    qtbot.wait(20)
    assert abs(_field(page).mapTo(page, QPoint()).y() - before.y()) <= 1


def test_two_ways_on_by_keyboard(qtbot: QtBot, page: Welcome) -> None:
    page.setFocus()
    qtbot.waitUntil(lambda: page.focusWidget() is _field(page))
    with qtbot.waitSignal(page.demo_requested):
        qtbot.keyClick(named(page, "Try the demo"), Qt.Key.Key_Space)
    keys: list[str] = []
    page.key_submitted.connect(keys.append)
    qtbot.keyClick(_field(page), Qt.Key.Key_Return)
    assert keys == []
    _field(page).setText(f'"{KEY}"\n')
    qtbot.keyClick(_field(page), Qt.Key.Key_Return)
    assert keys == [KEY]
    assert _field(page).echoMode() == QLineEdit.EchoMode.Password


def test_busy_takes_no_second_wish_and_ends(qtbot: QtBot, page: Welcome) -> None:
    keys: list[str] = []
    page.key_submitted.connect(keys.append)
    _field(page).setText(KEY)
    page.set_busy(True)
    assert "Checking the key" in _texts(page)
    qtbot.keyClick(_field(page), Qt.Key.Key_Return)
    assert keys == []
    assert not named(page, "Try the demo").isEnabled()
    page.show_problem("The service refuses this API key.")
    page.set_busy(False)
    assert "refuses" in _texts(page)
    assert named(page, "Continue").isEnabled()
    qtbot.keyClicks(_field(page), "x")
    assert "refuses" not in _texts(page)


def test_a_bad_paste_is_said_here(qtbot: QtBot, page: Welcome) -> None:
    _field(page).setText("ключ")
    qtbot.mouseClick(named(page, "Continue"), Qt.MouseButton.LeftButton)
    assert "can't be an API key" in _texts(page)


def test_a_session_is_offered_where_the_keyring_does_not_serve(qtbot: QtBot, page: Welcome) -> None:
    _field(page).setText(KEY)
    assert not is_named(page, "Keep for this session only")
    page.set_busy(True)
    page.offer_session("This system has no keyring.")
    page.set_busy(False)
    assert "no keyring" in _texts(page)
    with qtbot.waitSignal(page.session_requested) as asked:
        qtbot.mouseClick(named(page, "Keep for this session only"), Qt.MouseButton.LeftButton)
    assert asked.args == [KEY]


def test_it_fits_a_narrow_window(qtbot: QtBot, page: Welcome) -> None:
    page.resize(480, 700)
    qtbot.waitUntil(lambda: _field(page).width() < 440)
    right = _field(page).mapTo(page, _field(page).rect().topRight()).x()
    assert right < 480


def test_about_says_version_and_licence(qtbot: QtBot, look: Look) -> None:
    dialog = AboutDialog(look)
    qtbot.addWidget(dialog)
    dialog.show()
    texts = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert __version__ in texts
    assert "GNU General Public License" in texts
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_about_opens_its_addresses_and_no_others(
    qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    dialog = AboutDialog(look)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    link = named(dialog, "https://whisul.com", QLabel)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton, pos=link.rect().center())
    assert opened == ["https://whisul.com"]
    link.linkActivated.emit("file:///etc/passwd")  # type: ignore[attr-defined]
    assert opened == ["https://whisul.com"]


def test_the_sheet_lists_actions_that_have_keys(qtbot: QtBot, look: Look) -> None:
    save, plain = QAction("&Save && keep…"), QAction("No key")
    save.setShortcuts(["Ctrl+S", "Ctrl+Shift+S"])
    stars = [QAction(f"{number} Stars") for number in range(6)]
    for number, rating in enumerate(stars):
        rating.setObjectName(f"stars_{number}")
        rating.setShortcut(str(number))
    dialog = ShortcutsDialog(look, {"&File": [save, plain], "&Song": stars, "&Help": [plain]})
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Save & keep" in texts
    assert "Ctrl+S, Ctrl+Shift+S" in texts
    assert "No key" not in texts
    assert "Help" not in texts
    assert texts[texts.index("Song") :] == ["Song", "Stars", "0–5"]
    assert {"Return", "Esc"} <= set(texts)
