"""Every command of the app once: its words, shortcut, icon and place in the menus."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from whisul_desktop.ui.theme import Look


@dataclass(frozen=True, slots=True)
class _Command:
    name: str
    text: str
    keys: str | QKeySequence.StandardKey = ""
    icon: str = ""
    checkable: bool = False
    separator: bool = False  # a line before it


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


def _commands() -> dict[str, list[_Command]]:
    keys = QKeySequence.StandardKey
    return {
        _tr("&File"): [
            _Command("new_song", _tr("&New Song"), keys.New, "generate"),
            _Command("save", _tr("&Save…"), keys.Save, "save"),
            _Command("show_in_folder", _tr("Reveal in &Folder"), "Ctrl+Shift+O", "folder"),
            _Command("settings", _tr("Se&ttings…"), "Ctrl+,", "settings", separator=True),
            _Command("quit", _tr("&Quit"), "Ctrl+Q", separator=True),
        ],
        _tr("&Song"): [
            _Command("play", _tr("&Play Song"), "", "play"),
            _Command("copy_prompt", _tr("Copy P&rompt"), "Ctrl+Shift+C", "copy"),
            _Command("copy_id", _tr("Copy &Job ID"), "", "copy"),
            _Command("edit_prompt", _tr("&Edit Prompt and Send Again"), "Ctrl+E", "pencil"),
            _Command("retry", _tr("Re&try"), "Ctrl+R", "retry", separator=True),
            _Command("send_again", _tr("Send A&gain…"), "", "retry"),
            _Command("adopt", _tr("I Have Its &ID…"), "", "key"),
            _Command("forget", _tr("F&orget…"), "", "trash"),
            _Command("fetch_again", _tr("&Fetch Files Again"), "", "retry"),
            _Command("find", _tr("F&ind"), keys.Find, "search", separator=True),
        ],
        _tr("&Playback"): [
            _Command("play_pause", _tr("Play or Pa&use"), "Space"),
            _Command("previous", _tr("P&revious"), "Ctrl+Left", "previous"),
            _Command("next", _tr("&Next"), "Ctrl+Right", "next"),
            _Command("forward", _tr("&Forward 10 Seconds"), "Shift+Right", separator=True),
            _Command("back", _tr("&Back 10 Seconds"), "Shift+Left"),
            _Command("volume_up", _tr("&Louder"), "Ctrl+Up", "volume", separator=True),
            _Command("volume_down", _tr("&Quieter"), "Ctrl+Down", "volume-low"),
            _Command("mute", _tr("&Mute"), "Ctrl+M", "muted", checkable=True),
            _Command(
                "continuous",
                _tr("&Go On to the Next Song"),
                icon="continue",
                checkable=True,
                separator=True,
            ),
        ],
        _tr("&Help"): [
            _Command("shortcuts", _tr("&Keyboard Shortcuts"), "F1"),
            _Command("about", _tr("&About Whisul")),
        ],
    }


REPEATING = frozenset({"volume_up", "volume_down", "forward", "back"})
SONG_ACTIONS = (  # what the context menu of rows offers, in order
    "play",
    "save",
    "show_in_folder",
    "",
    "copy_prompt",
    "copy_id",
    "edit_prompt",
    "",
    "retry",
    "send_again",
    "adopt",
    "forget",
    "fetch_again",
)


class Actions(QObject):
    """The QActions by name: `actions["save"]`."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._menus = _commands()
        self._actions = {
            command.name: self._build(command)
            for commands in self._menus.values()
            for command in commands
        }
        look.changed.connect(self._paint_icons)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> list[QAction]:
        return list(self._actions.values())

    def for_rows(self) -> list[QAction]:
        """Of the context menu; a separator stands between its groups."""
        actions: list[QAction] = []
        for name in SONG_ACTIONS:
            if name:
                actions.append(self._actions[name])
            else:
                line = QAction(self)
                line.setSeparator(True)
                actions.append(line)
        return actions

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus."""
        for title, commands in self._menus.items():
            menu = bar.addMenu(title)
            for command in commands:
                if command.separator:
                    menu.addSeparator()
                menu.addAction(self._actions[command.name])

    def view_menu(self, bar: QMenuBar) -> QMenu:
        """The menu of the columns, before Help."""
        menu = QMenu(_tr("&View"), bar)
        bar.insertMenu(bar.actions()[-1], menu)
        return menu

    def _build(self, command: _Command) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.name)
        action.setCheckable(command.checkable)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        # held down, Retry would pay again and again
        action.setAutoRepeat(command.name in REPEATING)
        if command.keys:
            action.setShortcut(QKeySequence(command.keys))
        if command.icon:
            action.setIcon(self._look.icon(command.icon))
        if command.name == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        elif command.name == "settings":
            action.setMenuRole(QAction.MenuRole.PreferencesRole)
        elif command.name == "about":
            action.setMenuRole(QAction.MenuRole.AboutRole)
        else:
            action.setMenuRole(QAction.MenuRole.NoRole)
        return action

    def _paint_icons(self) -> None:
        for commands in self._menus.values():
            for command in commands:
                if command.icon:
                    self._actions[command.name].setIcon(self._look.icon(command.icon))
