"""Notices: calm, keyed, at most three, gone by themselves only where nobody is at them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.detail_fixtures import named
from whisul_desktop.core.settings import Theme
from whisul_desktop.ui.notice_bar import NoticeBar, _Notice
from whisul_desktop.ui.theme import Look


@pytest.fixture
def bar(qtbot: QtBot, look: Look) -> NoticeBar:
    made = NoticeBar(look)
    qtbot.addWidget(made)
    return made


def test_it_takes_no_room_until_there_is_something(bar: NoticeBar) -> None:
    assert bar.isHidden()
    bar.show_notice("Saved", kind="success", key="saved")
    assert not bar.isHidden()
    bar.dismiss("saved")
    bar.dismiss("never there")
    assert bar.isHidden()
    assert bar.texts() == []


def test_the_same_key_replaces(bar: NoticeBar) -> None:
    bar.show_notice("Saving 1 of 3…", key="saving")
    bar.show_notice("The way is lost", kind="danger")
    bar.show_notice("Saving 2 of 3…", key="saving")
    assert bar.texts() == ["The way is lost", "Saving 2 of 3…"]


def test_three_are_shown_and_the_older_come_back(bar: NoticeBar) -> None:
    for number in range(5):
        bar.show_notice(f"notice {number}", key=str(number))
    assert bar.texts() == ["notice 4", "notice 3", "notice 2"]
    shown = [label.text() for label in bar.findChildren(QLabel) if label.isVisibleTo(bar)]
    assert set(filter(None, shown)) == {"notice 2", "notice 3", "notice 4"}
    bar.dismiss("3")
    assert bar.texts() == ["notice 4", "notice 2", "notice 1"]


def test_the_action_takes_it_away_first(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.show()

    def again() -> None:
        assert bar.texts() == []
        bar.show_notice("Still there", key="key")

    bar.show_notice("No key", action="Set API Key…", on_action=again, key="key")
    button = named(bar, "Set API Key…", QPushButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert bar.texts() == ["Still there"]
    assert named(bar, "Dismiss", QToolButton)


def test_dismiss(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.show_notice("Hello")
    qtbot.mouseClick(named(bar, "Dismiss"), Qt.MouseButton.LeftButton)
    assert bar.texts() == []


def test_a_timeout_ends_it_but_not_under_the_focus(qtbot: QtBot, bar: NoticeBar) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    elsewhere = QLineEdit()
    for part in (elsewhere, bar):
        part.setParent(window)
    window.show()
    elsewhere.setFocus()
    bar.show_notice("short", key="short", timeout_s=0.05)
    bar.show_notice("long", key="long")
    qtbot.waitUntil(lambda: bar.texts() == ["long"])
    bar.show_notice("held", key="held", action="Do it", timeout_s=0.05)
    named(bar, "Do it").setFocus()
    held = next(iter(reversed(bar._notices.values())))
    qtbot.waitUntil(lambda: held._timer.interval() == 1_000)
    assert "held" in bar.texts()
    bar.show_notice("held", key="held")
    assert not held._timer.isActive()
    bar.setParent(None)  # qtbot closes both


def test_outside_text_is_literal_and_cut(bar: NoticeBar) -> None:
    bar.show_notice("<img src=x>" + "y" * 100_000, action="<b>&")
    label = next(label for label in bar.findChildren(QLabel) if label.text())
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text().startswith("<img src=x>y")
    assert len(label.text()) == 1_001
    assert named(bar, "<b>&", QPushButton).text() == "<b>&&"  # type: ignore[attr-defined]


def test_an_unknown_kind_is_a_mistake(bar: NoticeBar) -> None:
    with pytest.raises(KeyError):
        bar.show_notice("x", kind="error")


def test_a_card_looks_new_where_it_has_changed_alone(
    bar: NoticeBar, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[float] = []
    drawing = _Notice._drawing

    def counted(notice: _Notice, ratio: float) -> QPixmap:
        drawn.append(ratio)
        return drawing(notice, ratio)

    monkeypatch.setattr(_Notice, "_drawing", counted)
    look.set_theme(Theme.LIGHT)
    bar.resize(500, 60)
    bar.show_notice("Saved", key="saved")
    bar.grab()
    light = bar.grab().toImage()
    assert len(drawn) == 1
    bar.show_notice("Saved", kind="danger", key="saved")
    assert bar.grab().toImage() != light
    look.set_theme(Theme.DARK)
    bar.grab()
    bar.resize(400, 60)
    bar.grab()
    assert len(drawn) == 4
