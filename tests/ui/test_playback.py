"""Playing a song that is not here: it is fetched and plays, or it is said why it does not."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.fakes.media import mp3
from tests.services.conftest import World
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.demo.faults import Answer, Delay
from whisul_desktop.ui import sound, wording
from whisul_desktop.ui.player import PlayerState
from whisul_desktop.ui.track_button import TrackButton

JOB_ID = "a" * 32


def a_song(world: World, name: str) -> Job:
    """Finished, its file gone from this computer."""
    return Job(
        id=JOB_ID,
        prompt="gone",
        api_url=world.lookalike.api_url,
        created_at=time.time(),
        status=JobStatus.COMPLETED,
        server_id="81fa5ff7-6197-4c24-8062-c0ff8b62d58d",
        song=Song(
            "Midnight Grid", song_url=f"{world.lookalike.base_url}/media/{name}" if name else ""
        ),
        audio_file="gone.mp3",
    )


@pytest.fixture
def start(
    make_desk: Callable[..., Desk], make_world: Callable[..., World]
) -> Callable[[str], object]:
    async def begin(name: str) -> Desk:
        world = make_world()
        await asyncio.wrap_future(world.library.add([a_song(world, name)]))
        await world.account.load()  # the service does not know the job any more
        desk = make_desk(world)
        desk.serve()
        world.tasks.start(world.assets.run(), "keep")
        return desk

    return begin


def words(desk: Desk) -> str:
    """What the player bar says below the title."""
    [track] = desk.window.player_bar.findChildren(TrackButton)
    return track.accessibleDescription()


async def test_it_says_that_it_is_fetched_and_plays_once_it_is_here(start: Callable[..., object]):
    desk: Desk = await start("song-1.mp3")  # type: ignore[misc]
    desk.world.lookalike.script("GET /media", Delay(after=0.05))
    desk.playback.play(JOB_ID)
    assert words(desk) == "Fetching “Midnight Grid”…"
    await desk.until(lambda: desk.player.played)
    assert [path.is_file() for path in desk.player.played] == [True]
    assert words(desk) == ""
    assert desk.playback.current == JOB_ID


@pytest.mark.parametrize(
    ("status", "trouble"), [(410, MediaTrouble.LINK_EXPIRED), (500, MediaTrouble.NETWORK)]
)
async def test_it_says_why_a_song_cannot_be_fetched_and_waits_no_more(
    start: Callable[..., object],
    caplog: pytest.LogCaptureFixture,
    status: int,
    trouble: MediaTrouble,
):
    caplog.set_level("WARNING", "whisul_desktop.services.assets")
    desk: Desk = await start("song-2.mp3")  # type: ignore[misc]
    desk.world.lookalike.script("GET /media", Answer(status), times=None)
    desk.playback.play(JOB_ID)
    await desk.until(lambda: (JOB_ID, "audio") in desk.world.assets.troubles)
    error = desk.world.assets.troubles[JOB_ID, "audio"]
    assert isinstance(error, MediaError)
    assert error.trouble is trouble
    await desk.until(lambda: words(desk) == wording.error_text(error))
    await desk.world.tasks.close()  # else it is tried again
    # it comes later by another way: nobody is surprised by music
    desk.world.assets.path("late.mp3").write_bytes(mp3())
    desk.world.library.update(JOB_ID, lambda job: replace(job, audio_file="late.mp3"))
    assert desk.player.played == []


async def test_it_says_so_where_the_service_gave_no_link(start: Callable[..., object]):
    desk: Desk = await start("")  # type: ignore[misc]
    desk.playback.play(JOB_ID)
    await desk.until(lambda: words(desk) == "This song can't be fetched.")
    assert desk.player.played == []


async def test_the_details_of_the_song_that_plays_pause_and_resume_it(start: Callable[..., object]):
    desk: Desk = await start("song-1.mp3")  # type: ignore[misc]
    desk.select(JOB_ID)
    desk.button(desk.window.detail, "Play song").click()
    await desk.until(lambda: desk.player.played)
    desk.player.state_changed.emit(PlayerState.PLAYING)
    desk.button(desk.window.detail, "Pause").click()
    assert (desk.player.toggled, len(desk.player.played)) == (1, 1)
    desk.player.state_changed.emit(PlayerState.PAUSED)
    desk.button(desk.window.detail, "Resume").click()
    assert (desk.player.toggled, len(desk.player.played)) == (2, 1)
    desk.player.state_changed.emit(PlayerState.STOPPED)
    desk.button(desk.window.detail, "Play song").click()
    assert (desk.player.toggled, len(desk.player.played)) == (2, 2)


async def test_the_list_marks_the_song_only_while_it_is_heard(start: Callable[..., object]):
    desk: Desk = await start("song-1.mp3")  # type: ignore[misc]
    model = desk.window.library.table.model()
    desk.playback.play(JOB_ID)
    await desk.until(lambda: desk.player.played)
    states = (PlayerState.PLAYING, PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.STOPPED)
    for state in states:
        desk.player.state_changed.emit(state)
        assert model.is_heard(JOB_ID) is (state is PlayerState.PLAYING)  # type: ignore[attr-defined]
        assert model.is_playing(JOB_ID)  # type: ignore[attr-defined]


async def test_what_plays_songs_is_loaded_with_the_first_selection_and_in_a_thread(
    make_desk: Callable[..., Desk],
    make_world: Callable[..., World],
    monkeypatch: pytest.MonkeyPatch,
):
    threads: list[threading.Thread] = []
    monkeypatch.setattr(
        sound, "missing_library", lambda: threads.append(threading.current_thread())
    )
    world = make_world()
    await asyncio.wrap_future(world.library.add([a_song(world, "")]))
    desk = make_desk(world)
    desk.serve()
    await desk.settle()
    assert threads == []
    table = desk.window.library.table
    for _ in range(2):
        desk.select(JOB_ID)
        table.settle_selection()
        await desk.until(lambda: threads)
        table.clearSelection()
        table.settle_selection()
        await desk.settle()
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()
