"""The app in German, in longer words, and from right to left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.translations import FOLDER
from tests.ui.detail_fixtures import READY, named
from tests.ui.language_fixtures import (
    ACCENTED,
    RIGHT_TO_LEFT,
    Speak,
    faults,
    made_up,
    shown,
    speaking,
)
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.errors import BadApiKey, BadApiUrl
from whisul_desktop.core.keys import clean_key
from whisul_desktop.core.urls import check_api_url
from whisul_desktop.ui import language, wording
from whisul_desktop.ui.about_dialog import AboutDialog
from whisul_desktop.ui.add_jobs_dialog import AddJobsDialog
from whisul_desktop.ui.language_section import LanguageSection
from whisul_desktop.ui.player_bar import PlayerBar
from whisul_desktop.ui.settings_dialog import SettingsDialog
from whisul_desktop.ui.shortcuts_dialog import ShortcutsDialog
from whisul_desktop.ui.tag_chips import TagChips
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.welcome import Welcome

__all__ = ["made_up", "speaking"]
NOON = 1_771_326_000.0  # 2026-02-17, whatever the zone


def test_which_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    def system(name: str) -> None:
        monkeypatch.setattr(QLocale, "system", lambda: QLocale(name))

    assert language.languages(FOLDER) == ["de", "en"]
    system("de_AT")
    assert language.spoken("", FOLDER) == "de"
    assert language.spoken("en", FOLDER) == "en"
    system("fr_FR")
    assert language.spoken("", FOLDER) == "en"  # nobody has translated it yet
    assert language.spoken("de", FOLDER) == "de"
    assert language.spoken("a language that went", FOLDER) == "en"


def test_german(speaking: Speak, qtbot: QtBot, look: Look) -> None:
    speaking("de")
    dialog = SettingsDialog(look)
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Einstellungen"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)  # Qt's own words
    qtbot.addWidget(box)
    assert box.buttons()[0].text().replace("&", "") == "Abbrechen"
    assert wording.number_text(10_000) == "10.000"
    assert wording.bpm_text(92.5) == "92,5"
    assert wording.moment_text(NOON).startswith("Dienstag, 17. Februar 2026")
    speaking("en")
    assert QCoreApplication.translate("SettingsDialog", "Settings") == "Settings"
    assert wording.number_text(10_000) == "10,000"


@pytest.mark.parametrize(
    ("system", "chosen", "moment"),
    [
        (
            "de_DE",
            "en",
            "Tuesday, 17 February 2026 13:05",
        ),  # as it is written in an English Germany
        ("en_US", "en", "Tuesday, February 17, 2026 1:05 PM"),
        ("de_AT", "de", "Dienstag, 17. Februar 2026 13:05"),
        ("ja_JP", "de", "Dienstag, 17. Februar 2026 13:05"),
        ("de_DE", "", "Dienstag, 17. Februar 2026 13:05"),
    ],
)
def test_dates_are_those_of_the_language_and_the_place(
    system: str, chosen: str, moment: str, speaking: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(system))
    speaking(chosen)
    from PySide6.QtCore import QDateTime

    at = QDateTime.fromString("2026-02-17T13:05:00", Qt.DateFormat.ISODate).toSecsSinceEpoch()
    assert wording.moment_text(at).replace("\u202f", " ") == moment


def test_reasons_from_below_are_translated(speaking: Speak) -> None:
    speaking("de")
    with pytest.raises(BadApiKey) as key:
        clean_key("abc def")
    assert wording.error_text(key.value) == (
        "Das kann kein API-Schlüssel sein: Zeichen 4 ist ein Leerzeichen."
    )
    assert "character 4 is a space" in str(key.value)  # the log is English
    with pytest.raises(BadApiKey) as key:
        clean_key("x" * 3_000)
    assert "3.000 Zeichen sind mehr als 1.000" in wording.error_text(key.value)
    with pytest.raises(BadApiUrl) as url:
        check_api_url("http://example.com/{x}")
    assert "würde den Schlüssel ungeschützt senden" in wording.error_text(url.value)


def test_a_translation_that_is_damaged_leaves_english(
    qapp: QApplication, speaking: Speak, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "whisul_de.qm").write_bytes(b"no translation")
    with caplog.at_level("WARNING"):
        speech = language.Speech(qapp, tmp_path)
        speech.speak("de")
    assert "whisul_de" in caplog.text or "translation de" in caplog.text
    assert QCoreApplication.translate("SettingsDialog", "Settings") == "Settings"
    speech.be_silent()


# the choice


@pytest.fixture
def section(qtbot: QtBot, look: Look) -> LanguageSection:
    made = LanguageSection(look)
    qtbot.addWidget(made)
    made.set_language("en", "en")
    made.show()
    return made


def _choose(section: LanguageSection, text: str) -> None:
    choice = named(section, "Language", QComboBox)
    assert isinstance(choice, QComboBox)
    index = choice.findText(text)
    choice.setCurrentIndex(index)
    choice.activated.emit(index)


def test_languages_are_called_as_their_speakers_do(section: LanguageSection) -> None:
    choice = named(section, "Language", QComboBox)
    assert isinstance(choice, QComboBox)
    assert [choice.itemText(i) for i in range(choice.count())] == [
        "Like the system",
        "Deutsch",
        "English",
    ]


def test_another_language_is_told_in_its_own_words(qtbot: QtBot, section: LanguageSection) -> None:
    assert not _buttons(section)
    with qtbot.waitSignal(section.chosen) as chosen:
        _choose(section, "Deutsch")
    assert chosen.args == ["de"]
    assert "nächsten Start" in " ".join(part.text() for part in shown(section))
    assert _buttons(section) == ["Jetzt neu starten"]
    with qtbot.waitSignal(section.restart_requested):
        qtbot.mouseClick(named(section, "Jetzt neu starten"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(section.chosen):
        _choose(section, "English")
    assert not _buttons(section)  # it is spoken already


def _buttons(section: LanguageSection) -> list[str]:
    from PySide6.QtWidgets import QPushButton

    return [
        button.text() for button in section.findChildren(QPushButton) if button.isVisibleTo(section)
    ]


# all that is shown


def _windows(look: Look) -> dict[str, Callable[[], QWidget]]:
    return {
        "settings": lambda: SettingsDialog(look),
        "welcome": lambda: Welcome(look),
        "add jobs": lambda: AddJobsDialog(look, lambda _ids: 0),
        "about": lambda: AboutDialog(look),
        "shortcuts": lambda: ShortcutsDialog(look, {}),
    }


@pytest.mark.parametrize("window", ["settings", "welcome", "add jobs", "about", "shortcuts"])
@pytest.mark.parametrize("code", ["de", ACCENTED, RIGHT_TO_LEFT])
def test_every_word_is_translated_and_has_room(
    code: str, window: str, speaking: Speak, qtbot: QtBot, look: Look
) -> None:
    speaking(code)
    made = _windows(look)[window]()
    qtbot.addWidget(made)
    if not isinstance(made, QDialog):
        made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    assert not faults(made, code)


async def test_the_window_too(make_desk: Callable[..., Desk], speaking: Speak) -> None:
    for code in (ACCENTED, RIGHT_TO_LEFT):
        speaking(code)
        desk = make_desk()
        desk.window.resize(1280, 800)
        desk.window.show()
        await desk.settle()
        assert not faults(desk.window, code)
        mirrored = code == RIGHT_TO_LEFT
        assert (_left(desk.window.library) > _left(desk.window.detail)) is mirrored
        generate = desk.button(
            desk.window.compose, QCoreApplication.translate("ComposeBar", "Generate")
        )
        assert (_left(generate) < _left(desk.window.library)) is mirrored
        header = desk.window.library.table.horizontalHeader()
        assert (header.sectionViewportPosition(0) > header.sectionViewportPosition(1)) is mirrored


def _left(widget: QWidget) -> int:
    return widget.mapToGlobal(QPoint(0, 0)).x()


def test_time_runs_from_left_to_right_everywhere(qtbot: QtBot, look: Look, speaking: Speak) -> None:
    speaking(RIGHT_TO_LEFT)
    bar = PlayerBar(look)
    qtbot.addWidget(bar)
    bar.resize(1000, 72)
    bar.set_track(READY)
    bar.set_duration(167)
    bar.set_position(42)
    bar.show()
    assert bar.layoutDirection() == Qt.LayoutDirection.RightToLeft
    position, seek, duration = (
        _label(bar, wording.duration_text(42)),
        named(bar, _translated("Seek")),
        _label(bar, wording.duration_text(167)),
    )
    assert _left(position) < _left(seek) < _left(duration)
    assert wording.duration_text(167) == "٢:٤٧"  # of one script, the minutes first
    previous, play, following = (
        named(bar, _translated(name)) for name in ("Previous", "Play", "Next")
    )
    assert _left(previous) < _left(play) < _left(following)
    assert _left(play) > _left(seek)  # the bar as a whole is mirrored


def test_a_tag_keeps_its_own_direction(qtbot: QtBot, speaking: Speak) -> None:
    speaking(RIGHT_TO_LEFT)
    chips = TagChips()
    qtbot.addWidget(chips)
    chips.set_tags(("8-bit", "R&B"))
    assert [chip.text() for chip in chips.buttons()][:2] == [
        "\u2068" + "8-bit" + "\u2069",
        "\u2068" + "R&&B" + "\u2069",
    ]


def _translated(name: str) -> str:
    return QCoreApplication.translate("PlayerBar", name)


def _label(bar: PlayerBar, text: str) -> QLabel:
    [found] = [label for label in bar.findChildren(QLabel) if label.text() == text]
    return found


@pytest.mark.parametrize("code", ["en", "de"])
async def test_each_letter_of_a_menu_is_there_once(
    code: str, make_desk: Callable[..., Desk], speaking: Speak
) -> None:
    speaking(code)
    desk = make_desk()
    bar = desk.window.menuBar()
    menus = [("the bar", bar.actions())]
    menus += [(menu.title(), menu.actions()) for menu in bar.findChildren(QMenu)]
    assert len(menus) > 6
    for title, actions in menus:
        texts = [action.text() for action in actions if action.text()]
        letters = Counter(
            match[1].lower() for text in texts if (match := re.search(r"(?<!&)&(\w)", text))
        )
        twice = [letter for letter, count in letters.items() if count > 1]
        assert not twice, f"{title}: {twice} in {texts}"
