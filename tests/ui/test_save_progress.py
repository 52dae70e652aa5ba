"""What came of a longer piece of work: said in few words, with Close in reach."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.ui import wording
from whisul_desktop.ui.save_progress import ProgressDialog
from whisul_desktop.ui.text_block import TextBlock
from whisul_desktop.ui.theme import Look


@pytest.fixture
def over(qtbot: QtBot, look: Look) -> Callable[[list[str]], ProgressDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    return partial(finished, qtbot, look, window)


def finished(qtbot: QtBot, look: Look, window: QWidget, problems: list[str]) -> ProgressDialog:
    dialog = ProgressDialog(look, "Save Songs", window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.finish("danger", "Songs not saved", problems, [("Try Again", lambda: None)])
    qtbot.wait(30)
    return dialog


def test_many_of_one_reason_are_summed_up(over: Callable[[list[str]], ProgressDialog]):
    reason = wording.error_text(MediaError(MediaTrouble.MISSING, "/library/media/ab.mp3"))
    dialog = over([reason, *(f"Song {number}" for number in range(884)), ""])
    [block] = dialog.findChildren(TextBlock)
    assert block.text().split("\n") == [
        "884 songs: The file is no longer on this computer.",
        *(f"Song {number}" for number in range(5)),
        "and 879 more",
    ]


def test_however_many_reasons_there_are_close_stays_in_reach(
    over: Callable[[list[str]], ProgressDialog],
):
    dialog = over([line for n in range(300) for line in (f"Reason {n}.", f"S{n}", "")])
    assert dialog.height() <= min(480, dialog.screen().availableSize().height() * 0.7)
    [close] = [b for b in dialog.findChildren(QPushButton) if b.text() == "Close"]
    assert dialog.rect().contains(close.geometry())
    [block] = dialog.findChildren(TextBlock)
    assert block.verticalScrollBar().maximum() > 0
    assert block.height() > 150


def test_one_song_is_not_counted(over: Callable[[list[str]], ProgressDialog]):
    dialog = over(["The file can't be written.", "Rain", ""])
    [block] = dialog.findChildren(TextBlock)
    assert block.text() == "The file can't be written.\nRain"
    assert not block.verticalScrollBar().isVisible()
