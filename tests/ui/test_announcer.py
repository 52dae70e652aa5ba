"""What is announced, in which words, and what a click on it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.services.conftest import World
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.presence import Deed, Done, Notification
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.ui import announcer as module
from whisul_desktop.ui.announcer import MANY, Announcer

# the offscreen platform's own words
pytestmark = pytest.mark.qt_log_ignore("does not support raise", extend=True)
Make = Callable[..., Desk]
SONG = Song("Midnight <b>Grid</b>", song_url="https://cdn/a", image_url="https://cdn/b")


@dataclass
class Told:
    """An announcer over a real library, with a clock of its own."""

    desk: Desk
    announcer: Announcer
    now: list[float]
    notifications: list[Notification] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.desk.world

    def end(self, job_id: str, status: JobStatus = JobStatus.COMPLETED, **more: object) -> None:
        ready = {"song": SONG, "audio_file": f"{job_id}.mp3", "cover_file": f"{job_id}.jpg"}
        changes = (ready if status is JobStatus.COMPLETED else {}) | more
        self.world.library.update(
            job_id,
            lambda job: replace(job, status=status, **changes),  # type: ignore[arg-type]
        )
        self.world.library.changed.tell()  # the next turn


def running(number: int) -> Job:
    return Job(
        f"{number:032x}", f"prompt {number}", "https://whisul.test/api", 1000.0 + number,
        JobStatus.RUNNING, server_id=f"server {number}",
    )  # fmt: skip


@pytest.fixture
async def told(make_desk: Make, monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    desk = make_desk()
    desk.world.library.add([running(number) for number in range(9)])
    now = [100.0]
    announcer = Announcer(
        desk.window, desk.world.library, desk.preferences, lambda name: Path("/media") / name,
        clock=lambda: now[0],
    )  # fmt: skip
    made = Told(desk, announcer, now)
    announcer.wanted.connect(made.notifications.append)
    yield made
    announcer.close()


def ids(count: int) -> list[str]:
    return [running(number).id for number in range(count)]


async def test_a_ready_song(told: Told) -> None:
    [first] = ids(1)
    told.end(first)
    assert told.notifications == [
        Notification(
            first,
            "Midnight <b>Grid</b> is ready",
            "prompt 0",
            Path(f"/media/{first}.jpg"),
            ((Deed.PLAY, "Play"), (Deed.SHOW, "Show")),
        )
    ]


async def test_a_failed_one_says_why_and_can_be_retried(told: Told) -> None:
    first, second = ids(2)
    told.end(first, JobStatus.FAILED, error="out of <memory>")
    told.end(second, JobStatus.REJECTED)
    failed, rejected = told.notifications
    assert (failed.title, failed.text) == ("prompt 0 failed", "out of <memory>")
    assert [deed for deed, _ in failed.deeds] == [Deed.RETRY, Deed.SHOW]
    # the same words would be rejected again
    assert [deed for deed, _ in rejected.deeds] == [Deed.SHOW]
    assert failed.problem


async def test_many_fold_into_one(told: Told) -> None:
    for job_id in ids(8):
        told.end(job_id)
    told.end(running(8).id, JobStatus.FAILED)
    assert [one.key for one in told.notifications[:3]] == ids(3)
    assert told.notifications[3].replaces == tuple(ids(3))
    last = told.notifications[-1]
    assert (last.key, last.title, last.replaces) == (MANY, "8 ready, 1 failed", ())


async def test_only_ready_or_only_failed_ones_fold_too(told: Told) -> None:
    for job_id in ids(4):
        told.end(job_id)
    assert told.notifications[-1].title == "4 ready"
    told.now[0] += 60
    for number in range(4, 8):
        told.end(running(number).id, JobStatus.FAILED)
    assert told.notifications[-1].title == "4 failed"


async def test_nothing_while_a_window_of_ours_has_the_focus(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: told.desk.window)
    for job_id in ids(2):
        told.end(job_id)
    assert told.notifications == []


async def test_each_switch(told: Told) -> None:
    first, second, third, fourth = ids(4)
    told.desk.preferences.update(notify_ready=False)
    told.end(first)
    told.end(second, JobStatus.FAILED)
    told.desk.preferences.update(notify_ready=True, notify_failed=False, notify_sound=True)
    told.end(third, JobStatus.FAILED)
    told.end(fourth)
    assert [(one.key, one.sound) for one in told.notifications] == [(second, False), (fourth, True)]


async def test_a_song_waits_for_its_cover_for_a_while(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    [first] = ids(1)
    monkeypatch.setattr(module.News, "next_due", lambda _news: told.now[0])
    told.end(first, audio_file=None, cover_file=None)
    assert told.notifications == []
    told.now[0] += 8
    await told.desk.until(lambda: told.notifications)
    assert told.notifications[0].picture is None


async def test_a_long_title_leaves_room_for_what_happened(told: Told) -> None:
    [first] = ids(1)
    told.end(first, song=replace(SONG, title="x" * 5000 + "\nline"))
    assert told.notifications[0].title == "x" * 59 + "… is ready"


async def test_what_a_click_does(told: Told) -> None:
    first, second = ids(2)
    asked: list[tuple[str, str]] = []
    told.announcer.play_requested.connect(lambda job_id: asked.append(("play", job_id)))
    told.announcer.retry_requested.connect(lambda job_id: asked.append(("retry", job_id)))
    told.announcer.act(Done(Deed.PLAY, first))
    told.announcer.act(Done(Deed.RETRY, second))
    assert asked == [("play", first), ("retry", second)]
    told.desk.window.hide()
    told.announcer.act(Done(Deed.SHOW, first))
    assert told.desk.window.isVisible()
    assert [job.id for job in told.desk.controller.selected] == [first]
    told.announcer.act(Done(Deed.SHOW, MANY))
    told.announcer.act(Done(Deed.SHOW, "forgotten meanwhile"))
    assert [job.id for job in told.desk.controller.selected] == [first]
