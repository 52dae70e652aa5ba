"""What can be done with all songs that are selected: commands of the window, as buttons."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from whisul_desktop.ui.actions import Actions
from whisul_desktop.ui.flow_layout import FlowLayout
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.wording import number_text


class SelectionButtons(QWidget):
    """Each can be clicked where its command can be given. Without `actions` there is Save alone."""

    save_requested = Signal()

    def __init__(self, look: Look, actions: Actions | None) -> None:
        super().__init__()
        self._look = look
        self._icons: dict[QPushButton, str] = {}
        self._flow = FlowLayout(self, gap=8, centered=True)
        self._save = self._button(self.tr("Save…"), "save")
        self._save.setProperty("primary", True)
        self._save.clicked.connect(self.save_requested)
        if actions is not None:
            self._give(self.tr("Play"), "play", actions["play"])
            export = actions.menu("export")
            self._give(self.tr("Export"), "chevron-down", export.menuAction())
            self._give(self.tr("Delete"), "trash", actions["delete"])
        look.changed.connect(self._paint_icons)
        self._paint_icons()

    def in_tab_order(self) -> list[QPushButton]:
        return [*self._icons]

    def set_count(self, count: int, saveable: int) -> None:
        """So many are selected, and so many can be saved, -1 where that is not known."""
        words = self.tr("Save all %1") if saveable in (-1, count) else self.tr("Save %1")
        text = words.replace("%1", number_text(count if saveable < 0 else saveable))
        text = text if saveable else self.tr("Save…")
        self._save.setText(text)
        self._save.setAccessibleName(text)
        self._save.setEnabled(saveable != 0)

    def _give(self, label: str, icon: str, action: QAction) -> None:
        button = self._button(label, icon)
        menu: QMenu | None = action.menu()  # type: ignore[assignment]  # QObject in the stubs

        def give() -> None:
            if menu is None:
                action.trigger()
            else:  # not the button's own menu, which would run a loop inside the loop
                menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

        def follow() -> None:
            button.setEnabled(action.isEnabled())
            button.setVisible(action.isVisible())

        button.clicked.connect(give)
        action.changed.connect(follow)
        follow()

    def _button(self, label: str, icon: str) -> QPushButton:
        button = QPushButton(label, self)
        button.setAccessibleName(label)
        button.setIconSize(QSize(16, 16))
        self._icons[button] = icon
        self._flow.addWidget(button)
        return button

    def _paint_icons(self) -> None:
        for button, icon in self._icons.items():
            button.setIcon(self._look.icon(icon, "on_accent" if button is self._save else "text"))
