"""What connects the window with the desktop around it, over a desktop that writes down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from tests.ui.window_fixtures import Desk
from whisul_desktop import integration as module
from whisul_desktop.core.events import Event
from whisul_desktop.core.presence import (
    Activity,
    Deed,
    Done,
    Key,
    Notification,
    NowPlaying,
    Play,
    Pressed,
)
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.desktop.surroundings import Surroundings
from whisul_desktop.integration import Integration
from whisul_desktop.ui.player import PlayerState
from whisul_desktop.ui.theme import Look

pytestmark = pytest.mark.qt_log_ignore(  # the offscreen platform's own words
    "does not support raise", "systemTrayWindowChanged", extend=True
)


class Recording(Surroundings):
    """A desktop that has everything."""

    def __init__(self) -> None:
        super().__init__()
        self.done: Event[Done] = Event()
        self.pressed: Event[Pressed] = Event()
        self.notifications: list[Notification] = []
        self.playing: list[NowPlaying | None] = []
        self.jumps: list[float] = []
        self.activities: list[Activity] = []
        self.closed = False
        self.broken = False

    async def notify(self, notification: Notification) -> None:
        if self.broken:
            raise ValueError("a bug of ours")
        self.notifications.append(notification)

    async def offer_media_keys(self, now: NowPlaying, position: Callable[[], float]) -> None:
        self.playing.append(now)

    async def withdraw_media_keys(self) -> None:
        self.playing.append(None)

    def show_playing(self, now: NowPlaying) -> None:
        self.playing.append(now)

    def show_jump(self, position: float) -> None:
        self.jumps.append(position)

    def show_activity(self, activity: Activity) -> None:
        self.activities.append(activity)

    def close(self) -> None:
        self.closed = True


@dataclass
class Scene:
    desk: Desk
    around: Recording
    integration: Integration

    def song(self, number: int, status: JobStatus, **more: object) -> Job:
        job = Job(
            f"{number:032x}", f"prompt {number}", "https://whisul.test/api", float(number), status,
            song=Song("Midnight Grid", duration=100.0), audio_file="a.mp3",
        )  # fmt: skip
        job = replace(job, **more)  # type: ignore[arg-type]
        self.desk.world.library.add([job])
        return job


@pytest.fixture
async def scene(
    make_desk: Callable[..., Desk], look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Scene]:
    around = Recording()
    monkeypatch.setattr(module, "LATE", 0.0)
    monkeypatch.setattr(module, "surroundings", lambda _icon, _window: around)
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    desk = make_desk()
    desk.player.state = PlayerState.STOPPED  # type: ignore[attr-defined]
    desk.serve()
    integration = Integration(
        desk.window, look, desk.playback, desk.player,  # type: ignore[arg-type]
        desk.world.library, desk.preferences, lambda name: tmp_path / "media" / name,
    )  # fmt: skip
    assert desk.backend.services is not None
    integration.start(desk.backend.services)
    yield Scene(desk, around, integration)
    await desk.world.tasks.close()
    assert around.closed
    integration.close()


async def test_news_before_the_desktop_is_there_wait_for_it(scene: Scene) -> None:
    job = scene.song(1, JobStatus.RUNNING)
    scene.desk.world.library.update(job.id, lambda job: replace(job, status=JobStatus.COMPLETED))
    assert scene.around.notifications == []
    await scene.desk.until(lambda: scene.around.notifications)
    assert scene.around.notifications[0].title == "Midnight Grid is ready"


async def test_a_bug_with_one_notification_is_told_and_the_next_is_shown(scene: Scene) -> None:
    scene.around.broken = True
    await scene.desk.until(lambda: scene.around.playing)
    errors = scene.desk.world.errors
    first, second = (scene.song(number, JobStatus.RUNNING) for number in (1, 2))
    scene.desk.world.library.update(first.id, lambda job: replace(job, status=JobStatus.FAILED))
    await scene.desk.until(lambda: errors)
    scene.around.broken = False
    scene.desk.world.library.update(second.id, lambda job: replace(job, status=JobStatus.FAILED))
    await scene.desk.until(lambda: scene.around.notifications)
    assert [str(error) for error in errors] == ["a bug of ours"]
    errors.clear()


async def test_media_keys_follow_their_switch(scene: Scene) -> None:
    playing = scene.around.playing
    await scene.desk.until(lambda: len(playing) == 1)
    scene.desk.preferences.update(media_keys=False)
    await scene.desk.until(lambda: playing[-1] is None)
    scene.desk.preferences.update(media_keys=True)
    await scene.desk.until(lambda: playing[-1] is not None)


async def test_what_plays_is_told_and_keys_are_done(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "media").mkdir(exist_ok=True)
    (tmp_path / "media" / "a.mp3").write_bytes(b"sound")
    job = scene.song(1, JobStatus.COMPLETED)
    around, player = scene.around, scene.desk.player
    await scene.desk.until(lambda: around.playing)
    scene.desk.playback.play(job.id)

    def say(state: PlayerState) -> None:
        player.state = state  # type: ignore[attr-defined]
        player.state_changed.emit(state)

    say(PlayerState.PLAYING)
    expected = NowPlaying(job.id, "Midnight Grid", (), None, 100.0, Play.PLAYING, 0.8)
    assert around.playing[-1] == expected
    player.duration_changed.emit(99.5)
    assert around.playing[-1] == replace(expected, length=99.5)
    player.position_changed.emit(0.1)
    assert around.jumps == []
    player.position_changed.emit(50.0)
    assert around.jumps == [50.0]
    say(PlayerState.PAUSED)
    assert around.playing[-1] == replace(expected, length=99.5, state=Play.PAUSED)

    asked: list[Any] = []
    scene.desk.window.actions_["play_pause"].triggered.connect(lambda: asked.append("play_pause"))
    scene.desk.window.player_bar.seek_requested.connect(asked.append)
    for pressed in (Pressed(Key.PAUSE), Pressed(Key.PLAY), Pressed(Key.SEEK_TO, 12.5)):
        around.pressed.emit(pressed)
    assert asked == ["play_pause", 12.5]  # it is paused already
    around.pressed.emit(Pressed(Key.VOLUME, 0.25))
    assert scene.desk.preferences.value.volume == 25
    assert around.playing[-1] == replace(expected, length=99.5, state=Play.PAUSED, volume=0.25)


async def test_the_launcher_hears_how_far_several_are(scene: Scene) -> None:
    await scene.desk.until(lambda: scene.around.playing)
    jobs = [scene.song(number, JobStatus.RUNNING) for number in range(4)]
    scene.desk.world.library.update(
        jobs[0].id, lambda job: replace(job, status=JobStatus.COMPLETED)
    )
    await scene.desk.until(lambda: Activity(3, 0.25) in scene.around.activities)


async def test_the_launcher_hears_of_what_was_running_before_it_was_there(scene: Scene) -> None:
    scene.song(1, JobStatus.RUNNING)
    await scene.desk.until(lambda: scene.around.activities)
    assert scene.around.activities == [Activity(1)]


def menu(scene: Scene) -> list[str]:
    tray = scene.desk.window.findChild(QSystemTrayIcon)
    if tray is None:
        return []
    return [action.text() for action in tray.contextMenu().actions() if action.isVisible()]


async def test_the_trays_menu_knows_what_plays_already(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "media").mkdir(exist_ok=True)
    (tmp_path / "media" / "a.mp3").write_bytes(b"sound")
    job = scene.song(1, JobStatus.COMPLETED)
    scene.desk.playback.play(job.id)
    scene.desk.player.state = PlayerState.PLAYING  # type: ignore[attr-defined]
    scene.desk.player.state_changed.emit(PlayerState.PLAYING)
    assert not menu(scene)  # not built yet
    await scene.desk.until(lambda: scene.around.activities)
    assert "Pause" in menu(scene)


async def test_the_trays_menu_has_songs_that_come_finished(scene: Scene) -> None:
    await scene.desk.until(lambda: scene.around.playing)
    assert "Midnight Grid" not in menu(scene)
    scene.song(1, JobStatus.COMPLETED)
    await scene.desk.until(lambda: menu(scene)[:1] == ["Midnight Grid"])


async def test_retry_goes_where_the_detail_panes_goes(scene: Scene) -> None:
    await scene.desk.until(lambda: scene.around.playing)
    asked: list[str] = []
    scene.desk.window.detail.retry_requested.connect(asked.append)
    job = scene.song(1, JobStatus.EXPIRED)
    scene.around.done.emit(Done(Deed.RETRY, job.id))
    assert asked == [job.id]


async def test_a_start_that_cannot_be_set_is_taken_back_and_told(
    scene: Scene, tmp_path: Path
) -> None:
    await scene.desk.until(lambda: scene.around.playing)
    (tmp_path / "config").write_text("not a folder")
    scene.desk.preferences.update(start_with_session=True)
    await scene.desk.until(lambda: not scene.desk.preferences.value.start_with_session)
    assert "start with your session" in scene.desk.window.notices.texts()[0]
