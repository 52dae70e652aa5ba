"""The parts of the window that F6 goes through: prompt, songs, details, player."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from whisul_desktop.ui.main_window import MainWindow

_SONGS = 1


class WindowParts(QObject):
    """Connects itself to the window. A part where nothing could have the focus is passed over."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.compose.left.connect(window.library.go_to_songs)
        window.actions_["next_part"].triggered.connect(lambda: self._go(1))
        window.actions_["previous_part"].triggered.connect(lambda: self._go(-1))

    def _go(self, step: int) -> None:
        window = self._window
        parts = (window.compose, window.library.view, window.detail, window.player_bar)
        focus = window.focusWidget()
        at = next((n for n, part in enumerate(parts) if _holds(part, focus)), None)
        if at is None:  # sidebar and search come between prompt and songs
            at = 0 if step > 0 else _SONGS
        for distance in range(1, len(parts)):
            number = (at + step * distance) % len(parts)
            if number == _SONGS and not window.library.is_empty():
                window.library.go_to_songs()
                return
            first = None if number == _SONGS else _first_in(parts[number])
            if first is not None:
                first.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return


def _holds(part: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (part is focus or part.isAncestorOf(focus))


def _first_in(part: QWidget) -> QWidget | None:
    """What Tab would reach first in it."""
    child = part.nextInFocusChain()
    while child is not None and child is not part:
        takes = child.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and child.isVisible() and child.isEnabled() and part.isAncestorOf(child):
            return child
        child = child.nextInFocusChain()
    return None
