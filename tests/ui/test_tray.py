"""The tray's menu and icon; whether a desktop shows it is the end-to-end tests' part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QSystemTrayIcon

from tests.ui.window_fixtures import Desk
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.tray import Tray

# the offscreen platform's own words
pytestmark = pytest.mark.qt_log_ignore(
    "does not support raise", "systemTrayWindowChanged", extend=True
)


def song(number: int, title: str = "") -> Job:
    return Job(
        f"{number:032x}", "prompt", "https://whisul.test/api", float(number), JobStatus.COMPLETED,
        song=Song(title or f"Song {number}"), finished_at=1000.0 + number,
    )  # fmt: skip


@pytest.fixture
async def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


@pytest.fixture
async def tray(desk: Desk, look: Look) -> Iterator[Tray]:
    made = Tray(desk.window, look)
    yield made
    made.close()


def menu(tray: Tray) -> list[QAction]:
    shown = tray.findChild(QSystemTrayIcon)
    assert isinstance(shown, QSystemTrayIcon)
    return [action for action in shown.contextMenu().actions() if action.isVisible()]


def texts(tray: Tray) -> list[str]:
    return [action.text() for action in menu(tray) if not action.isSeparator()]


async def test_the_last_five_songs_newest_first(tray: Tray) -> None:
    assert texts(tray) == ["Play", "Generate…", "Quit"]
    tray.take([song(number) for number in (3, 1, 7, 2, 5, 6, 4)])
    assert texts(tray)[:5] == [f"Song {number}" for number in (7, 6, 5, 4, 3)]
    tray.take([song(9), replace(song(10), status=JobStatus.RUNNING)])
    assert texts(tray)[:5] == [f"Song {number}" for number in (9, 7, 6, 5, 4)]
    tray.take([replace(song(9), deleted_at=1.0)])
    tray.forget([song(6).id, "unknown"])
    assert texts(tray) == [
        *(f"Song {number}" for number in (7, 5, 4, 3, 2)),  # those before them move up
        *("Play", "Generate…", "Quit"),
    ]


async def test_a_song_of_the_menu_plays(tray: Tray) -> None:
    wanted: list[str] = []
    tray.play_requested.connect(wanted.append)
    tray.take([song(1), song(2)])
    menu(tray)[1].trigger()
    assert wanted == [song(1).id]


async def test_titles_are_shown_literally_and_cut(tray: Tray) -> None:
    tray.take([song(1, "<b>Rock</b> & &Roll"), song(2, "x" * 500)])
    assert texts(tray)[:2] == ["x" * 39 + "…", "<b>Rock</b> && &&Roll"]


async def test_commands(tray: Tray, desk: Desk) -> None:
    asked: list[str] = []
    for name in ("play_pause", "quit"):
        desk.window.actions_[name].triggered.connect(lambda _on, name=name: asked.append(name))
    play, generate, quit_ = (action for action in menu(tray) if not action.isSeparator())
    play.trigger()
    quit_.trigger()
    assert asked == ["play_pause", "quit"]
    desk.window.hide()
    generate.trigger()
    assert desk.window.isVisible()
    tray.set_playing(True)
    assert play.text() == "Pause"
    tray.set_playing(False)
    assert play.text() == "Play"


async def test_how_many_are_being_made(tray: Tray) -> None:
    icon = tray.findChild(QSystemTrayIcon)
    assert isinstance(icon, QSystemTrayIcon)

    def drawn() -> list[QImage]:
        return [icon.icon().pixmap(size, size).toImage() for size in (16, 48)]

    plain = drawn()
    assert icon.toolTip() == "Whisul"
    pictures = [plain]
    for running in (1, 2, 100):
        tray.set_running(running)
        assert icon.toolTip() == f"Whisul: {running} generating"
        assert all(drawn() != other for other in pictures)
        pictures.append(drawn())
    tray.set_running(0)
    assert drawn() == plain


async def test_closing_hides_only_by_the_users_own_hand(desk: Desk) -> None:
    closed: list[bool] = []
    desk.window.closed.connect(lambda: closed.append(True))
    desk.window.hides = lambda: True
    desk.window.close()  # Quit, a signal, the end of the session
    assert closed == [True]
