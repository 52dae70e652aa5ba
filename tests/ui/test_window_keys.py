"""Keys of the whole window, pressed where the focus happens to be."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from tests.services.conftest import World
from tests.ui.library_fixtures import NOW, ready
from tests.ui.window_fixtures import Desk
from whisul_desktop.ui.batch_dialog import BatchDialog
from whisul_desktop.ui.batches import Batches
from whisul_desktop.ui.theme import Look

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")


@pytest.fixture
async def desk(
    make_desk: Callable[..., Desk], make_world: Callable[..., World], look: Look
) -> AsyncIterator[Desk]:
    """Three songs and batches, the table with the focus."""
    world = make_world()
    names = ("rain", "night", "rain again")
    songs = [ready(name, created_at=NOW - number) for number, name in enumerate(names)]
    world.library.add(songs).result()
    made = make_desk(world)
    batches = Batches(made.window, look, world.library, made.preferences, made.backend)
    made.window.activateWindow()
    made.window.library.table.setFocus()
    await made.until(made.window.isActiveWindow)
    yield made
    batches.close()


def press(desk: Desk, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    """To whatever has the focus, as the window system would."""
    focus = desk.window.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


async def test_ctrl_f_finds_and_escape_leads_back(desk: Desk) -> None:
    library = desk.window.library
    model, search = library.table.model(), library.filter_bar.search
    prompt = desk.window.compose.findChild(QPlainTextEdit)
    assert prompt is not None
    for start in (library.table, prompt):
        start.setFocus()
        press(desk, Qt.Key.Key_F, CONTROL)
        assert desk.window.focusWidget() is search
        QTest.keyClicks(search, "rain")
        model.finish()  # type: ignore[attr-defined]
        assert model.rowCount() == 2
        press(desk, Qt.Key.Key_Escape)
        model.finish()  # type: ignore[attr-defined]
        assert (search.text(), model.rowCount()) == ("", 3)
        assert desk.window.focusWidget() is search
        press(desk, Qt.Key.Key_Escape)
        assert desk.window.focusWidget() is library.table


async def test_ctrl_f_again_types_over_the_old_search(desk: Desk) -> None:
    library = desk.window.library
    press(desk, Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(library.filter_bar.search, "rain")
    press(desk, Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(library.filter_bar.search, "night")
    assert library.filter_bar.text() == "night"


async def test_escape_leads_back_to_the_covers(desk: Desk) -> None:
    press(desk, Qt.Key.Key_2, CONTROL)
    grid = desk.window.library.grid
    assert grid is not None
    grid.setFocus()
    press(desk, Qt.Key.Key_F, CONTROL)
    press(desk, Qt.Key.Key_Escape)
    assert desk.window.focusWidget() is grid


@pytest.mark.parametrize("where", ["table", "prompt", "search"])
async def test_ctrl_shift_n_opens_a_batch(desk: Desk, where: str) -> None:
    fields = {
        "table": desk.window.library.table,
        "prompt": desk.window.compose.findChild(QPlainTextEdit),
        "search": desk.window.library.filter_bar.search,
    }
    field = fields[where]
    assert field is not None
    field.setFocus()
    press(desk, Qt.Key.Key_N, CONTROL | SHIFT)
    dialog = desk.child(BatchDialog)
    assert dialog is not None
    await desk.until(dialog.isVisible)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await desk.until(lambda: desk.child(BatchDialog) is None)


async def test_escape_leads_from_the_prompt_to_a_song_that_keys_act_on(desk: Desk) -> None:
    prompt = desk.window.compose.findChild(QPlainTextEdit)
    assert prompt is not None
    prompt.setFocus()
    press(desk, Qt.Key.Key_Escape)
    assert desk.window.focusWidget() is desk.window.library.table
    assert [job.prompt for job in desk.controller.selected] == ["rain"]
    press(desk, Qt.Key.Key_Down)
    QTest.keyClicks(prompt, "half a thought")
    prompt.setFocus()
    press(desk, Qt.Key.Key_Escape)
    assert desk.window.focusWidget() is desk.window.library.table
    assert [job.prompt for job in desk.controller.selected] == ["night"]
    assert desk.window.compose.draft() == "half a thought"


async def test_f6_goes_through_the_parts_of_the_window(desk: Desk) -> None:
    window = desk.window
    parts = (window.compose, window.library.view, window.detail, window.player_bar)

    def part_with_focus() -> object:
        focus = window.focusWidget()
        return next((p for p in parts if p is focus or p.isAncestorOf(focus)), None)

    desk.select(window.library.table.model().ids_at([1])[0])  # type: ignore[attr-defined]
    window.compose.focus_prompt()
    for expected in (*parts[1:], parts[0], parts[1]):
        press(desk, Qt.Key.Key_F6)
        assert part_with_focus() is expected
    for expected in (parts[0], *reversed(parts)):
        press(desk, Qt.Key.Key_F6, SHIFT)
        assert part_with_focus() is expected
    assert [job.prompt for job in desk.controller.selected] == ["night"]


async def test_f6_passes_over_what_has_nothing_to_offer(desk: Desk) -> None:
    window = desk.window
    window.library.focus_search()
    press(desk, Qt.Key.Key_F6)
    assert window.focusWidget() is window.library.table
    window.library.focus_search()
    press(desk, Qt.Key.Key_F6, SHIFT)
    assert window.compose.isAncestorOf(window.focusWidget())
    window.library.filter_bar.set_text("nothing is called so")
    window.library.table.model().finish()  # type: ignore[attr-defined]
    press(desk, Qt.Key.Key_F6)
    assert window.player_bar.isAncestorOf(window.focusWidget())


async def test_shift_f10_opens_the_menu_of_the_selected_songs(desk: Desk) -> None:
    for keys in (Qt.Key.Key_1, Qt.Key.Key_2):  # list and covers
        press(desk, keys, CONTROL)
        view = desk.window.library.view
        view.setFocus()
        desk.window.library.go_to_songs()
        press(desk, Qt.Key.Key_F10, SHIFT)
        menu = next(m for m in view.findChildren(QMenu) if m.isVisible())
        assert "&Play Song" in [action.text() for action in menu.actions()]
        QTest.keyClick(menu, Qt.Key.Key_Escape)


async def test_several_songs_are_played_exported_and_deleted_by_buttons(desk: Desk) -> None:
    ids = desk.window.library.table.model().shown_ids()[:2]  # type: ignore[attr-defined]
    for job_id in ids:
        desk.world.library.update(job_id, lambda job: replace(job, audio_file="a.mp3"))
    desk.select(*ids)
    pane, actions = desk.window.detail, desk.window.actions_
    given: list[str] = []
    for name in ("play", "delete"):
        actions[name].triggered.connect(lambda _on=False, name=name: given.append(name))
    assert desk.button(pane, "Save all 2")
    assert actions["copy_files"].text() == "&Copy Songs"
    desk.button(pane, "Play").click()
    desk.button(pane, "Delete").click()
    assert given == ["play", "delete"]
    desk.button(pane, "Export").click()
    assert actions.menu("export").isVisible()
    actions.menu("export").close()
    actions["delete"].setEnabled(False)
    assert not desk.button(pane, "Delete").isEnabled()
    desk.window.library.table.selectRow(0)
    assert actions["copy_files"].text() == "&Copy Song"
