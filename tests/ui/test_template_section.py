"""The template of file names: its preview, its mistakes at their place, saving by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.services.conftest import World
from tests.services.songs import add, song
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.templates import FIELDS, TemplateTrouble, parse
from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.settings_dialog import SettingsDialog
from whisul_desktop.ui.template_section import TemplateSection, problem_text
from whisul_desktop.ui.text_block import TextBlock
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.tick_box import TickBox


@pytest.fixture
def section(qtbot: QtBot, look: Look) -> TemplateSection:
    section = TemplateSection(look)
    qtbot.addWidget(section)
    section.set_settings(Settings())
    section.show()
    return section


def parts(section: TemplateSection) -> tuple[QLineEdit, TextBlock, MessageLine]:
    [field] = section.findChildren(QLineEdit)
    [preview] = section.findChildren(TextBlock)
    [problem] = section.findChildren(MessageLine)
    return field, preview, problem


def test_the_preview_follows_every_key(qtbot: QtBot, section: TemplateSection) -> None:
    field, preview, problem = parts(section)
    assert preview.text() == "Midnight Grid.mp3"
    with qtbot.waitSignal(section.template_chosen) as chosen:
        field.setText("{tag1}/{n} {title} [{bpm}] {id8}")
    assert chosen.args == ["{tag1}/{n} {title} [{bpm}] {id8}"]
    assert preview.text() == "trap/1 Midnight Grid [140] 81fa5ff7.mp3"
    section.set_song(song(3))
    assert preview.text() == "trap/1 Song 3 [140] 00000000.mp3"
    assert problem.text() == ""


def test_a_mistake_is_told_and_not_kept(qtbot: QtBot, section: TemplateSection) -> None:
    field, preview, problem = parts(section)
    chosen: list[str] = []
    section.template_chosen.connect(chosen.append)
    qtbot.keyClicks(field, " {tempo}")
    assert chosen[-1] == "{title} "
    assert "{title} {" not in "".join(chosen)
    assert problem.text() == "There is no field {tempo}."
    assert not preview.isVisible()
    field.setText("{title}")
    assert not problem.isVisible()
    assert preview.isVisible()


def test_every_mistake_has_words() -> None:
    texts = {problem_text(parse(text).problems[0]) for text in
             ("{x}", "{title:9}", "{title", "}", "", "x" * 400)}  # fmt: skip
    assert len(texts) == len(TemplateTrouble)
    assert problem_text(parse("a {b").problems[0]) == "The brace at character 3 is not closed."


async def test_what_is_chosen_in_the_settings_is_kept(
    make_desk: Callable[..., Desk], make_world: Callable[..., World]
):
    world = make_world()
    await add(world, song(5))
    desk = make_desk(world)
    desk.serve()
    desk.window.actions_["settings"].trigger()
    dialog = desk.child(SettingsDialog)
    assert dialog is not None
    field, preview, _ = parts(dialog.template)
    assert preview.text() == "Song 5.mp3"
    field.setText("{title} {bpm}")
    assert desk.preferences.value.name_template == "{title} {bpm}"
    assert desk.preferences.value.auto_save_since == 0.0
    [tick] = dialog.template.findChildren(TickBox)
    tick.click()
    assert desk.preferences.value.auto_save
    assert desk.preferences.value.auto_save_since > song(5).made_at  # what is old stays
    dialog.reject()


def test_fields_are_put_in_by_a_click(qtbot: QtBot, section: TemplateSection) -> None:
    field, preview, _problem = parts(section)
    chips = [chip for chip in section.findChildren(QPushButton) if chip.property("tag")]
    assert [chip.text() for chip in chips] == [f"{{{name}}}" for name in FIELDS]
    assert all(chip.toolTip() and chip.accessibleDescription() for chip in chips)
    field.setCursorPosition(0)
    qtbot.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field, " ")
    assert field.text() == "{bpm} {title}"
    assert preview.text() == "140 Midnight Grid.mp3"
