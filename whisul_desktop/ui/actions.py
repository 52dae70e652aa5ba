"""Every command of the app once: its words, shortcut, icon and place in the menus."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
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
    within: str = ""  # the menu inside of the menu: "rating" or "export"


REPEATING = frozenset({"volume_up", "volume_down", "forward", "back"})
SONG_ACTIONS = (  # what the context menu of rows offers, in order
    "play",
    "save",
    "show_in_folder",
    "",
    "favourite",
    "rating",
    "reject",
    "note",
    "",
    "copy_files",
    "copy_prompt",
    "copy_id",
    "edit_prompt",
    "",
    "more_like",
    "retry",
    "send_again",
    "adopt",
    "forget",
    "fetch_again",
    "",
    "delete",
    "restore",
    "forget_for_good",
)


class Actions(QObject):
    """The QActions by name: `actions["save"]`."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._menus = self._commands()
        self._within = {"rating": QMenu(self.tr("R&ating")), "export": QMenu(self.tr("&Export"))}
        self._actions = {
            command.name: self._build(command)
            for commands in self._menus.values()
            for command in commands
        }
        look.changed.connect(self._paint_icons)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def name_for(self, songs: int) -> None:
        """So many are selected: commands say whether they are about one or several."""
        text = self.tr("&Copy Song") if songs == 1 else self.tr("&Copy Songs")
        self["copy_files"].setText(text)

    def menu(self, name: str) -> QMenu:
        """One that is inside of another: "rating" or "export"."""
        return self._within[name]

    def all(self) -> list[QAction]:
        return list(self._actions.values())

    def by_menu(self) -> dict[str, list[QAction]]:
        """By the menus' titles, in their order."""
        return {
            title: [self._actions[command.name] for command in commands]
            for title, commands in self._menus.items()
        }

    def for_rows(self) -> list[QAction]:
        """Of the context menu; a separator stands between its groups."""
        actions: list[QAction] = []
        for name in SONG_ACTIONS:
            if name in self._within:
                actions.append(self._within[name].menuAction())
            elif name:
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
                within = self._within.get(command.within)
                if within is not None:
                    menu.addMenu(within)  # where the first of them is, and stays
                into = within or menu
                if command.separator:
                    into.addSeparator()
                into.addAction(self._actions[command.name])

    def view_menus(self, bar: QMenuBar) -> tuple[QMenu, QMenu]:
        """Those of the order and of the columns, the last ones of View; empty."""
        view = bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)[-2]
        return view.addMenu(self.tr("S&ort by")), view.addMenu(self.tr("Colu&mns"))

    def _commands(self) -> dict[str, list[_Command]]:
        keys = QKeySequence.StandardKey
        return {
            self.tr("&File"): [
                _Command("new_song", self.tr("&New Song"), keys.New, "generate"),
                _Command("new_batch", self.tr("New &Batch…"), "Ctrl+Shift+N", "list"),
                _Command("add_jobs", self.tr("Add E&xisting Jobs…"), "Ctrl+Shift+J", "plus"),
                _Command("save", self.tr("&Save…"), keys.Save, "save", separator=True),
                _Command("show_in_folder", self.tr("Reveal in &Folder"), "Ctrl+Shift+O", "folder"),
                _Command("export_m3u8", self.tr("Selection as &Playlist…"), within="export"),
                _Command("export_csv", self.tr("Selection as &Table…"), within="export"),
                _Command("export_json", self.tr("Selection as &JSON…"), within="export"),
                _Command(
                    "export_library", self.tr("Whole &Library…"), separator=True, within="export"
                ),
                _Command("import_library", self.tr("&Import Library…")),
                _Command("rebuild", self.tr("Reb&uild from Saved Files…")),
                _Command("settings", self.tr("Se&ttings…"), "Ctrl+,", "settings", separator=True),
                _Command("quit", self.tr("&Quit"), "Ctrl+Q", separator=True),
            ],
            self.tr("&Edit"): [
                _Command("undo", self.tr("&Undo"), keys.Undo, "undo"),
                _Command("copy_files", self.tr("&Copy Songs"), keys.Copy, "copy", separator=True),
                _Command("find", self.tr("F&ind"), keys.Find, "search", separator=True),
                _Command("save_search", self.tr("Save Searc&h…"), "Ctrl+Shift+F", "bookmark"),
            ],
            self.tr("&Song"): [
                _Command("play", self.tr("&Play Song"), "", "play"),
                _Command(
                    "favourite", self.tr("Favo&urite"), "F", "heart", checkable=True, separator=True
                ),
                *(
                    _Command(f"stars_{stars}", words, str(stars), within="rating")
                    for stars, words in enumerate(self._ratings())
                ),
                _Command("reject", self.tr("Reje&ct"), "X", "reject", checkable=True),
                _Command("note", self.tr("&Note…"), "N", "note"),
                _Command("copy_prompt", self.tr("Copy P&rompt"), "Ctrl+Shift+C", "copy"),
                _Command("copy_id", self.tr("Copy &Job ID"), "", "copy"),
                _Command("edit_prompt", self.tr("&Edit Prompt and Send Again"), "Ctrl+E", "pencil"),
                _Command(
                    "more_like", self.tr("&More Like This"), "Ctrl+L", "generate", separator=True
                ),
                _Command("retry", self.tr("Re&try"), "Ctrl+R", "retry"),
                _Command("send_again", self.tr("Send A&gain…"), "", "retry"),
                _Command("adopt", self.tr("I Ha&ve Its ID…"), "", "key"),
                _Command("forget", self.tr("F&orget…"), "", "trash"),
                _Command("fetch_again", self.tr("&Fetch Files Again"), "", "retry"),
                _Command("delete", self.tr("De&lete"), "Del", "trash", separator=True),
                _Command("restore", self.tr("Re&store"), "", "undo"),
                _Command("forget_for_good", self.tr("Forget for Goo&d…"), "Shift+Del"),
            ],
            self.tr("&Playback"): [
                _Command("play_pause", self.tr("Play or Pa&use"), "Space"),
                _Command("previous", self.tr("P&revious"), "Ctrl+Left", "previous"),
                _Command("next", self.tr("&Next"), "Ctrl+Right", "next"),
                _Command("forward", self.tr("&Forward 10 Seconds"), "Shift+Right", separator=True),
                _Command("back", self.tr("&Back 10 Seconds"), "Shift+Left"),
                _Command("volume_up", self.tr("&Louder"), "Ctrl+Up", "volume", separator=True),
                _Command("volume_down", self.tr("&Quieter"), "Ctrl+Down", "volume-low"),
                _Command("mute", self.tr("&Mute"), "Ctrl+M", "muted", checkable=True),
                _Command(
                    "continuous",
                    self.tr("&Go On to the Next Song"),
                    icon="continue",
                    checkable=True,
                    separator=True,
                ),
            ],
            self.tr("&View"): [
                _Command("view_list", self.tr("&List"), "Ctrl+1", "list", checkable=True),
                _Command("view_grid", self.tr("&Covers"), "Ctrl+2", "grid", checkable=True),
                _Command("sidebar", self.tr("&Sidebar"), "F9", checkable=True),
                _Command("details", self.tr("Deta&ils"), "Shift+F9", checkable=True),
                _Command("next_part", self.tr("Ne&xt Part of the Window"), "F6", separator=True),
                _Command("previous_part", self.tr("&Previous Part of the Window"), "Shift+F6"),
                _Command(
                    "show_deleted",
                    self.tr("Recently &Deleted"),
                    "",
                    "trash",
                    checkable=True,
                    separator=True,
                ),
                _Command("empty_deleted", self.tr("&Empty Recently Deleted…")),
            ],
            self.tr("&Help"): [
                _Command("shortcuts", self.tr("&Keyboard Shortcuts"), "F1"),
                _Command("search_tips", self.tr("Search &Tips")),
                _Command("diagnostics", self.tr("&Diagnostics…")),
                _Command("about", self.tr("&About Whisul")),
            ],
        }

    def _ratings(self) -> tuple[str, ...]:
        return (
            self.tr("&No Stars"),
            self.tr("&1 Star"),
            self.tr("&2 Stars"),
            self.tr("&3 Stars"),
            self.tr("&4 Stars"),
            self.tr("&5 Stars"),
        )

    def _build(self, command: _Command) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.name)
        action.setCheckable(command.checkable)
        action.setIconVisibleInMenu(not command.checkable)  # there it would hide the tick
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
