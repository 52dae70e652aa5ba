"""What the tests of batches share: the dialog by what is seen of it, a window over the services."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt, QUrl
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.services.conftest import World
from tests.ui.detail_fixtures import is_named, named
from tests.ui.window_fixtures import services_of
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store.settings import SettingsStore
from whisul_desktop.ui.actions import Actions
from whisul_desktop.ui.backend import Backend
from whisul_desktop.ui.batch_dialog import BatchDialog
from whisul_desktop.ui.batches import Batches
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.notice_bar import NoticeBar
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.tokens import LIGHT

CLICK = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def urls(*paths: Path) -> QMimeData:
    """What a file manager drags or copies."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


class Sheet:
    """A dialog that is open, by what is seen of it."""

    def __init__(self, dialog: BatchDialog) -> None:
        self.dialog = dialog
        self.sent: list[tuple[list[str], int]] = []
        self.files: list[Path] = []
        self.drafts: list[str] = []
        dialog.submit_requested.connect(lambda prompts, each: self.sent.append((prompts, each)))
        dialog.files_given.connect(self.files.extend)
        dialog.draft_changed.connect(self.drafts.append)

    @property
    def edit(self) -> QPlainTextEdit:
        return self._one(QPlainTextEdit, "Prompts")

    @property
    def generate(self) -> QPushButton:
        return self._one(QPushButton, "Generate")

    @property
    def each(self) -> QSpinBox:
        return self._one(QSpinBox, "Songs of each")

    @property
    def keep(self) -> QCheckBox:
        return self._one(QCheckBox, "Make repeated lines too")

    @property
    def column(self) -> QComboBox:
        return self._one(QComboBox, "Column")

    @property
    def list(self) -> QListView:
        return self._one(QListView, "Lines to look at")

    def _one(self, kind: type, name: str) -> object:
        return named(self.dialog, name, kind)

    def problems(self) -> list[str]:
        if not is_named(self.dialog, "Lines to look at"):
            return []
        model = self.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def message(self) -> str:
        [line] = self.dialog.findChildren(MessageLine)
        return line.text() if line.isVisible() else ""

    def count(self) -> str:
        """What a screen reader is told, and the eye by the words of the button alone."""
        shown = [label.text() for label in self.dialog.findChildren(QLabel)]
        assert not [text for text in shown if text.startswith("Songs that will")]
        return self.generate.accessibleDescription()


@pytest.fixture
def open_sheet(qtbot: QtBot, look: Look) -> Callable[..., Sheet]:
    def make(draft: str = "") -> Sheet:
        dialog = BatchDialog(look, draft)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return Sheet(dialog)

    return make


@pytest.fixture
def sheet(open_sheet: Callable[..., Sheet]) -> Sheet:
    return open_sheet()


@dataclass
class Sender:
    """A window of what batches need, over the real services. Nothing is sent before `start`."""

    qtbot: QtBot
    world: World
    window: MainWindow
    field: QLineEdit  # takes drops of its own
    batches: Batches
    preferences: Preferences
    backend: Backend
    problems: list[BaseException] = field(default_factory=list)

    async def start(self) -> None:
        """As serving.py does: the services first, then what an earlier run left."""
        world = self.world
        services = services_of(world)
        self.backend.ready(services)
        self.batches.on_services(services)
        await world.library.load_unfinished()
        await world.account.load()

    def send(self) -> None:
        self.world.tasks.start(self.world.generation.run(), "outbox")

    async def until(self, condition: Callable[[], object], seconds: float = 10.0) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                QCoreApplication.processEvents()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                await asyncio.sleep(0.002)

    @property
    def dialog(self) -> BatchDialog:
        [dialog] = self.window.findChildren(BatchDialog)
        return dialog

    def is_open(self) -> bool:
        return any(dialog.isVisible() for dialog in self.window.findChildren(BatchDialog))

    def write(self, *prompts: str) -> None:
        """Open the dialog by its shortcut's command and write lines into it."""
        self.window.actions_["new_batch"].trigger()
        edit = named(self.dialog, "Prompts")
        for prompt in prompts:
            self.qtbot.keyClicks(edit, prompt)
            self.qtbot.keyClick(edit, Qt.Key.Key_Return)

    def click(self, name: str, parent: QWidget | None = None) -> None:
        button = named(parent or self.window, name, QPushButton)
        self.qtbot.mouseClick(button, CLICK)

    async def batch(self, *prompts: str) -> list[str]:
        """Write and keep a batch; returns the ids of what waits."""
        self.write(*prompts)
        self.click("Generate", self.dialog)
        await self.until(lambda: not self.is_open())
        return self.world.generation.waiting_ids()

    def progress(self) -> str:
        """What the status bar says of batches, "" where it says nothing."""
        if not is_named(self.window, "Prompts sent") and not is_named(self.window, "Resume"):
            return ""
        [words] = [
            label.text()
            for label in self.window.statusBar().findChildren(QLabel)
            if label.isVisible()
        ]
        return words

    def prompts(self) -> list[str]:
        jobs = self.world.library.jobs.values()
        return [job.prompt for job in sorted(jobs, key=lambda job: (job.created_at, job.id))]


@pytest.fixture
async def make_sender(
    qtbot: QtBot, look: Look, make_world: Callable[..., World], tmp_path: Path
) -> AsyncIterator[Callable[[], Sender]]:
    senders: list[Sender] = []

    def make() -> Sender:
        world = make_world()
        problems: list[BaseException] = []
        preferences = Preferences(SettingsStore(tmp_path / "settings.json"), problems.append)
        window = MainWindow(LIGHT, demo=False)
        qtbot.addWidget(window)
        window.actions_ = Actions(look, window)
        window.notices = NoticeBar(look)
        field = QLineEdit()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.addWidget(window.notices)
        column.addWidget(field)
        window.setCentralWidget(middle)
        window.statusBar()  # built when it is first asked for
        backend = Backend()
        batches = Batches(window, look, world.library, preferences, backend)
        window.show()
        sender = Sender(qtbot, world, window, field, batches, preferences, backend, problems)
        senders.append(sender)
        return sender

    yield make
    for sender in senders:
        await sender.world.tasks.close()
        sender.batches.close()
        sender.preferences.close()
        assert sender.problems == []
        assert sender.world.errors == []


@pytest.fixture
async def sender(make_sender: Callable[[], Sender]) -> Sender:
    made = make_sender()
    await made.start()
    return made
