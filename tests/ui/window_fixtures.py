"""The whole window with its real controllers over the real services, without a sound device."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.services.conftest import World, lookalike, make_world
from whisul_desktop.services.handing_out import HandingOut
from whisul_desktop.services.lists import Lists
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.services.transfer import Transfer
from whisul_desktop.store.settings import SettingsStore
from whisul_desktop.ui.account_flow import AccountFlow
from whisul_desktop.ui.backend import Backend, Services, Work
from whisul_desktop.ui.contents import fill
from whisul_desktop.ui.controller import Controller
from whisul_desktop.ui.drag_out import DragOut
from whisul_desktop.ui.exporting import Exporting
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.playback import Playback
from whisul_desktop.ui.saving import Saving
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails
from whisul_desktop.ui.tokens import LIGHT
from whisul_desktop.ui.turns import Gathering
from whisul_desktop.ui.unconfirmed import Unconfirmed

__all__ = ["Desk", "PlayerStub", "lookalike", "make_desk", "make_world"]
Kind = TypeVar("Kind", bound=QWidget)


class PlayerStub(QObject):
    """In the place of the player, which test_player.py proves with a sound server."""

    state_changed = Signal(object)
    position_changed = Signal(float)
    duration_changed = Signal(float)
    finished = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.played: list[Path] = []
        self.toggled = 0

    def play(self, path: Path) -> None:
        self.played.append(path)

    def toggle(self) -> None:
        self.toggled += 1

    def seek(self, seconds: float) -> None: ...

    def set_volume(self, percent: int) -> None: ...

    def set_muted(self, muted: bool) -> None: ...

    def close(self) -> None: ...


class LoopBackend(Backend):
    """Outside of the loop, where pytest-qt lets Qt go on once more after a test, a timer of the
    window may still wish for something: nobody can do it, as nobody could after the app's loop."""

    @override
    def run(self, name: str, work: Work, *, latest: bool = False) -> None:
        if asyncio._get_running_loop() is not None:
            super().run(name, work, latest=latest)


def services_of(world: World) -> Services:
    """What serving.py builds."""
    return Services(
        world.tasks,
        world.account,
        world.generation,
        world.following,
        world.assets,
        world.export,
        HandingOut(world.library, world.export, world.cache),
        Lists(world.library),
        Transfer(world.library, world.cache, time.time),
    )


@dataclass
class Desk:
    """One window and the world behind it. Wishes wait until `serve`."""

    world: World
    window: MainWindow
    preferences: Preferences
    backend: Backend
    controller: Controller
    player: PlayerStub
    playback: Playback
    account_flow: AccountFlow
    thumbnails: Thumbnails
    problems: list[BaseException] = field(default_factory=list)

    def serve(self) -> None:
        """What Furnishing.on_services does."""
        services = services_of(self.world)
        self.backend.ready(services)
        for part in (self.controller, self.playback, self.account_flow):
            part.on_services(services)

    async def until(self, condition: Callable[[], object], seconds: float = 10.0) -> None:
        """Let tasks and Qt go on until it holds."""
        async with asyncio.timeout(seconds):
            while not condition():
                QCoreApplication.processEvents()
                # outside of Qt's own loop nobody deletes what asked for it
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                await asyncio.sleep(0.002)

    async def settle(self) -> None:
        """Until none of the window's wishes is under way; workers of `start` count as one."""
        await self.until(lambda: len(self.world.tasks) == 0)
        await self.until(lambda: True)

    def select(self, *job_ids: str) -> None:
        self.window.library.table.clearSelection()
        for number, job_id in enumerate(job_ids):
            if number == 0:
                self.window.library.show_job(job_id)
                continue
            model = self.window.library.table.model()
            selection = self.window.library.table.selectionModel()
            flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
            row = model.row_of(job_id)  # type: ignore[attr-defined]
            selection.select(model.index(row, 0), flags)
        assert {job.id for job in self.controller.selected} == set(job_ids)
        self.window.library.table.settle_selection()

    def button(self, parent: QWidget, label: str) -> QAbstractButton:
        """The one button of those words that is not hidden."""
        found = [
            button
            for button in parent.findChildren(QAbstractButton)
            if label in (button.text(), button.accessibleName()) and button.isVisibleTo(parent)
        ]
        assert len(found) == 1, f"{len(found)} × {label}"
        return found[0]

    def child(self, kind: type[Kind]) -> Kind | None:
        """The newest dialog of the window."""
        found = self.window.findChildren(kind)
        return found[-1] if found else None


@pytest.fixture
async def make_desk(
    qtbot: QtBot, look: Look, make_world: Callable[..., World], tmp_path: Path
) -> AsyncIterator[Callable[..., Desk]]:
    """Builds one window over `world`."""
    desks: list[Desk] = []

    def make(world: World | None = None) -> Desk:
        world = world or make_world()
        problems: list[BaseException] = []
        preferences = Preferences(SettingsStore(tmp_path / "settings.json"), problems.append)
        window = MainWindow(LIGHT, demo=False)
        qtbot.addWidget(window)
        media = tmp_path / "media"
        model = JobModel(window, jobs=world.library.jobs)
        thumbnails = Thumbnails(window)
        backend = LoopBackend()

        def locate(name: str) -> Path:
            return media / name

        for _ in fill(window, look, model, thumbnails, locate, preferences.value):
            pass
        Gathering(model.turn, world.library.changed)
        controller = Controller(window, model, world.library, preferences, backend, locate)
        player = PlayerStub(window)
        playback = Playback(
            window,
            model,
            player,  # type: ignore[arg-type]
            world.library,
            preferences,
            backend,
            locate,
        )
        saving = Saving(window, look, controller, world.library, preferences, backend)
        Exporting(window, look, controller, saving, backend)
        DragOut(window, look, controller, preferences, backend)
        Unconfirmed(window, controller, backend)
        account_flow = AccountFlow(
            window,
            look,
            preferences,
            backend,
            demo=False,
            data_folder=tmp_path,
            started_with_url=None,
        )
        window.show()
        desk = Desk(
            world, window, preferences, backend, controller, player, playback, account_flow,
            thumbnails, problems,
        )  # fmt: skip
        desks.append(desk)
        return desk

    yield make
    for desk in desks:
        await desk.world.tasks.close()
        desk.world.library.changed.wait = None
        desk.playback.close()
        desk.controller.close()
        desk.thumbnails.close()
        desk.preferences.close()
        assert desk.problems == []
