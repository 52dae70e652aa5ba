"""The switches of the desktop section: what they say, and that they are told without wishing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from whisul_desktop.core.settings import Settings
from whisul_desktop.ui.desktop_section import DesktopSection
from whisul_desktop.ui.theme import Look

NAMES = (
    "notify_ready", "notify_failed", "notify_sound", "media_keys", "close_to_tray",
    "start_with_session",
)  # fmt: skip


@pytest.fixture
def section(qtbot: QtBot, look: Look) -> DesktopSection:
    made = DesktopSection(look)
    qtbot.addWidget(made)
    made.set_settings(Settings())
    return made


def switches(section: DesktopSection) -> list[QCheckBox]:
    return section.findChildren(QCheckBox)


def test_each_switch_is_one_setting(section: DesktopSection) -> None:
    wishes: list[tuple[str, bool]] = []
    section.changed.connect(lambda name, on: wishes.append((name, on)))
    states = [switch.isChecked() for switch in switches(section)]
    assert states == [getattr(Settings(), name) for name in NAMES]
    for switch in switches(section):
        assert switch.accessibleName() == switch.text()
        switch.click()
    section.set_settings(Settings())
    expected = [(name, not on) for name, on in zip(NAMES, states, strict=True)]
    assert wishes == expected


def test_a_sound_needs_something_to_sound_for(section: DesktopSection) -> None:
    section.set_settings(Settings(notify_ready=False, notify_failed=False))
    sound = switches(section)[NAMES.index("notify_sound")]
    assert not sound.isEnabled()
    section.set_settings(Settings(notify_ready=False))
    assert sound.isEnabled()


def test_the_demo_is_not_started_with_the_session(section: DesktopSection) -> None:
    section.set_demo(True)
    assert not switches(section)[NAMES.index("start_with_session")].isEnabled()
    why = next(label for label in section.findChildren(QLabel) if "demo" in label.text())
    assert why.isVisibleTo(section)
    section.set_demo(False)
    assert not why.isVisibleTo(section)
