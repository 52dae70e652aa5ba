"""Batches to the service and back: kept, sent in order, paused, cancelled, nothing lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar

from tests.ui.batch_fixtures import Sender
from tests.ui.detail_fixtures import named
from whisul_desktop.core.errors import DiskFull
from whisul_desktop.core.types import JobStatus
from whisul_desktop.ui.batch_dialog import BatchDialog
from whisul_desktop.ui.message_line import MessageLine


async def test_a_batch_is_kept_in_order_and_goes_out(sender: Sender) -> None:
    ids = await sender.batch("rain", "snow", "tide")
    assert sender.prompts() == ["rain", "snow", "tide"]
    assert len({sender.world.job(job_id).batch_id for job_id in ids}) == 1
    assert sender.progress() == "Sent 0 of 3"
    assert sender.preferences.value.batch_draft == ""
    seen: set[str] = set()
    sender.send()

    def all_sent() -> bool:
        seen.add(sender.progress())
        return sender.progress() == ""

    await sender.until(all_sent)
    assert {"Sent 1 of 3", "Sent 2 of 3"} <= seen
    await sender.until(lambda: all(sender.world.job(job_id).server_id for job_id in ids))
    sent = sender.world.lookalike.jobs.values()
    assert [job.prompt for job in sent] == ["rain", "snow", "tide"]


async def test_one_song_alone_needs_no_progress(sender: Sender) -> None:
    await sender.world.generation.submit("rain")
    assert sender.progress() == ""


async def test_several_of_each(sender: Sender) -> None:
    sender.write("rain", "snow")
    sender.qtbot.keyClick(named(sender.dialog, "Songs of each"), Qt.Key.Key_Up)
    sender.click("Generate", sender.dialog)
    await sender.until(lambda: not sender.is_open())
    assert sender.prompts() == ["rain", "rain", "snow", "snow"]
    assert sender.progress() == "Sent 0 of 4"


async def test_pause_resume_and_a_restart_in_between(
    sender: Sender, make_sender: Callable[[], Sender]
) -> None:
    ids = await sender.batch("rain", "snow", "tide")
    sender.qtbot.keyClick(named(sender.window, "Pause"), Qt.Key.Key_Space)
    await sender.until(lambda: sender.progress() == "Paused: 3 waiting")
    sender.send()
    await sender.world.tasks.close()
    assert {sender.world.job(job_id).status for job_id in ids} == {JobStatus.QUEUED}
    sender.world.database.close()

    again = make_sender()
    await again.start()
    assert again.progress() == "Paused: 3 waiting"
    again.send()
    again.click("Resume")
    await again.until(lambda: again.progress() == "")
    await again.until(lambda: all(again.world.job(job_id).server_id for job_id in ids))


async def test_the_last_one_that_is_paused_can_be_resumed_after_a_restart(
    sender: Sender, make_sender: Callable[[], Sender]
) -> None:
    ids = await sender.batch("rain", "snow")
    await sender.world.generation.hold(ids)
    await sender.world.generation.cancel(ids[:1])
    await sender.world.tasks.close()
    sender.world.database.close()
    again = make_sender()
    await again.start()
    assert again.progress() == "Paused: 1 waiting"


@pytest.mark.parametrize("paused", [False, True])
async def test_cancel_asks_nothing_and_is_undone(sender: Sender, paused: bool) -> None:
    ids = await sender.batch("rain", "snow", "tide")
    if paused:
        sender.click("Pause")
        await sender.until(lambda: sender.progress() == "Paused: 3 waiting")
    before = sender.progress()
    sender.click("Cancel")
    await sender.until(lambda: sender.progress() == "")
    await sender.until(lambda: bool(sender.window.notices.texts()))
    assert sender.window.notices.texts() == ["Not sent, and now in Recently deleted: 3"]
    assert all(sender.world.job(job_id).deleted_at is not None for job_id in ids)
    sender.click("Undo", sender.window.notices)
    await sender.until(lambda: sender.progress() == before)
    assert sender.world.generation.waiting_ids() == ids
    assert [sender.world.job(job_id).is_held for job_id in ids] == [paused] * 3


async def test_a_batch_that_can_not_be_kept_stays_in_the_dialog(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_args: object) -> list[str]:
        raise DiskFull("full")

    monkeypatch.setattr(sender.world.generation, "submit_batch", refuse)
    sender.write("rain", "snow")
    sender.click("Generate", sender.dialog)
    [message] = sender.dialog.findChildren(MessageLine)
    await sender.until(message.text)
    assert message.text().startswith("The disk is full")
    assert sender.dialog.text() == "rain\nsnow\n"
    assert sender.preferences.value.batch_draft == "rain\nsnow\n"


async def test_the_draft_outlives_the_dialog_and_the_app(
    sender: Sender, make_sender: Callable[[], Sender]
) -> None:
    sender.write("rain", "snow")
    sender.qtbot.keyClick(sender.dialog, Qt.Key.Key_Escape)
    await sender.until(lambda: not sender.window.findChildren(BatchDialog))
    sender.window.actions_["new_batch"].trigger()
    assert sender.dialog.text() == "rain\nsnow\n"
    sender.preferences.close()
    again = make_sender()
    again.window.actions_["new_batch"].trigger()
    assert again.dialog.text() == "rain\nsnow\n"


async def test_what_is_being_kept_can_not_be_changed_or_sent_twice(
    make_sender: Callable[[], Sender],
) -> None:
    sender = make_sender()
    sender.write("rain", "snow")
    sender.dialog.take_in("nul.txt", "x\0y")
    sender.click("Generate", sender.dialog)
    sender.qtbot.keyClick(sender.dialog, Qt.Key.Key_Escape)
    await sender.until(lambda: not sender.window.findChildren(BatchDialog))
    sender.window.actions_["new_batch"].trigger()
    edit = named(sender.dialog, "Prompts")
    sender.qtbot.keyClicks(edit, "not now")
    sender.qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sender.dialog.take_in("late.txt", "tide")  # read while the others were on their way
    await sender.start()
    await sender.until(lambda: sender.dialog.text() == "x\0y\ntide")
    assert sender.prompts() == ["rain", "snow"]
    assert sender.is_open()
    sender.click("Generate", sender.dialog)
    await sender.until(lambda: sender.prompts() == ["rain", "snow", "tide"])
    await sender.until(lambda: sender.preferences.value.batch_draft == "x\0y")


async def test_what_could_not_be_sent_is_kept_though_the_dialog_is_closed(
    make_sender: Callable[[], Sender],
) -> None:
    sender = make_sender()
    sender.write("rain")
    sender.dialog.take_in("nul.txt", "x\0y")
    sender.click("Generate", sender.dialog)
    sender.qtbot.keyClick(sender.dialog, Qt.Key.Key_Escape)
    await sender.start()
    await sender.until(lambda: sender.preferences.value.batch_draft == "x\0y")
    assert sender.prompts() == ["rain"]


async def test_what_is_sent_before_the_services_are_there_waits(
    make_sender: Callable[[], Sender],
) -> None:
    sender = make_sender()
    sender.write("rain", "snow")
    sender.click("Generate", sender.dialog)
    sender.qtbot.keyClick(sender.dialog, Qt.Key.Key_Escape)  # the draft is still the only copy
    assert sender.preferences.value.batch_draft == "rain\nsnow\n"
    await sender.start()
    await sender.until(lambda: sender.prompts() == ["rain", "snow"])
    await sender.until(lambda: sender.preferences.value.batch_draft == "")


async def test_the_bar_tells_how_far_it_is(sender: Sender) -> None:
    await sender.batch("rain", "snow", "tide")
    bar = named(sender.window, "Prompts sent", QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (0, 3)
    assert bar.accessibleDescription() == "Sent 0 of 3"


async def test_what_is_deleted_is_not_counted_as_sent(sender: Sender) -> None:
    ids = await sender.batch("rain", "snow", "tide")
    await sender.world.generation.cancel(ids[:1])
    assert sender.progress() == "Sent 0 of 2"
