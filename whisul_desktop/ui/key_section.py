"""The API key in the settings: what is known about it in words, set, test, remove."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from whisul_desktop.core.errors import BadApiKey, KeyringTrouble, KeyringUnavailable, WhisulError
from whisul_desktop.core.keys import clean_key
from whisul_desktop.core.keystate import KeySource, KeyState
from whisul_desktop.ui import wording
from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.theme import Look

translate = QCoreApplication.translate


def key_state_text(state: KeyState) -> tuple[str, str]:
    """Kind (info, success, warning, danger) and words for what is known about the key."""
    if state.source is KeySource.NONE:
        return _without_key(state.trouble)
    if state.refused:
        return "danger", _refused(state)
    ends = (
        translate("KeySection", "It ends in …{hint}.").format(hint=state.hint) if state.hint else ""
    )
    works = translate("KeySection", "The service accepts it.") if state.checked else ""
    match state.source:
        case KeySource.ENVIRONMENT:
            where = translate(
                "KeySection",
                "The key comes from the environment variable WHISUL_API_KEY, which wins over "
                "a key kept here.",
            )
        case KeySource.SESSION:
            where = translate(
                "KeySection", "The key is kept for this session only: it is gone when you quit."
            )
        case _:
            where = translate("KeySection", "The key is kept in the system keyring.")
    return "success", " ".join(part for part in (where, ends, works) if part)


def _without_key(trouble: KeyringTrouble | None) -> tuple[str, str]:
    match trouble:
        case None:
            return "info", translate(
                "KeySection",
                "There is no API key yet. Copy one from your dashboard on whisul.com and paste "
                "it here.",
            )
        case KeyringTrouble.LOCKED:
            return "warning", translate(
                "KeySection",
                "The system keyring is locked, so the key in it can't be read. Unlock it, or "
                "paste a key for this session.",
            )
        case KeyringTrouble.NONE_YET:
            return "warning", translate(
                "KeySection",
                "There is no system keyring yet, and the window that makes one was closed. Try "
                "again and choose a password there, or paste a key for this session.",
            )
        case KeyringTrouble.UNSAFE:
            return "warning", translate(
                "KeySection",
                "The keyring set up on this computer would write the key into a plain file, so "
                "Whisul does not use it. A key can be kept for this session.",
            )
        case KeyringTrouble.MISSING:
            return "warning", translate(
                "KeySection",
                "This system has no keyring that could hold the key. A key can be kept for "
                "this session.",
            )
        case KeyringTrouble.TIMEOUT | KeyringTrouble.FAILED:
            return "warning", translate(
                "KeySection",
                "The system keyring is not available right now. A key can be kept for this "
                "session.",
            )


def _refused(state: KeyState) -> str:
    if state.source is KeySource.ENVIRONMENT and state.checked:
        return translate(
            "KeySection",
            "The service refuses the key in WHISUL_API_KEY, which wins over a key kept here. Put "
            "a new one there, or remove the variable, and start Whisul again.",
        )
    if state.source is KeySource.ENVIRONMENT:
        return translate(
            "KeySection",
            "What is in WHISUL_API_KEY can't be an API key, and it wins over a key kept here. "
            "Correct it, or remove the variable, and start Whisul again.",
        )
    return translate(
        "KeySection",
        "The service refuses this key. It may have been replaced or have expired: copy the "
        "present one from your dashboard on whisul.com.",
    )


class KeySection(QWidget):
    """Never shows a key again, but for its last characters."""

    set_requested = Signal(str)
    session_requested = Signal(str)
    test_requested = Signal()
    remove_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = KeyState()
        self._busy = False
        self._demo = False
        self._offered = False
        self._status = MessageLine(look)
        self._problem = MessageLine(look)
        self._field = QLineEdit()
        self._field.setAccessibleName(self.tr("API key"))
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setPlaceholderText(self.tr("Paste an API key"))
        self._field.textChanged.connect(self._on_text_changed)
        self._field.returnPressed.connect(self._on_set)
        self._set = self._button(self.tr("Set key"), self._on_set)
        self._set.setProperty("primary", True)
        self._session = self._button(self.tr("Keep for this session only"), self._on_session)
        self._test = self._button(self.tr("Test"), self.test_requested.emit)
        self._remove = self._button(self.tr("Remove"), self.remove_requested.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._status)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self._set)
        column.addLayout(row)
        column.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._session, self._test, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.set_state(self._state)

    def set_state(self, state: KeyState) -> None:
        """A key that was taken over leaves the field."""
        taken = state.source is not KeySource.NONE and state != self._state
        self._state = state
        if taken and self._busy:
            self._field.clear()
            self._offered = False
        self._show()

    def set_demo(self, demo: bool) -> None:
        self._demo = demo
        self._show()

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        if busy:
            self._problem.show_text("info", self.tr("One moment…"))
        elif self._problem.kind == "info":
            self._problem.clear()
        self._show()

    def show_error(self, error: WhisulError) -> None:
        """Beside the field. Trouble with the keyring offers to keep the key for now."""
        self._offered = isinstance(error, KeyringUnavailable) and bool(self._field.text())
        self._problem.show_text("danger", wording.error_text(error))
        self._show()

    def show_success(self, text: str) -> None:
        self._problem.show_text("success", text)

    def focus_field(self) -> bool:
        """Ready to paste; False where there is nothing to be pasted into, or a key that serves:
        what is typed without looking must not begin another."""
        serves = self._state.source is not KeySource.NONE and not self._state.refused
        if self._field.isHidden() or not self._field.isEnabled() or serves:
            return False
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _button(self, label: str, slot: object) -> QPushButton:
        button = QPushButton(label)
        button.setAccessibleName(label)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _show(self) -> None:
        state = self._state
        environment = state.source is KeySource.ENVIRONMENT
        if self._demo:
            self._status.show_text("info", self.tr("The demo needs no API key."))
        else:
            self._status.show_text(*key_state_text(state))
        has_key = state.source is not KeySource.NONE
        label = self.tr("Replace key") if has_key else self.tr("Set key")
        self._set.setText(label)
        self._set.setAccessibleName(label)
        free = not (environment or self._demo or self._busy)
        typed = bool(self._field.text().strip())
        self._field.setVisible(not self._demo)
        self._set.setVisible(not self._demo)
        self._field.setEnabled(not environment)
        self._field.setReadOnly(self._busy)
        self._set.setEnabled(free and typed)
        lacking = self._offered or (state.trouble is not None and not has_key)
        self._session.setVisible(lacking and not self._demo)
        self._session.setEnabled(free and typed)
        self._test.setVisible(not self._demo)
        self._test.setEnabled(has_key and not self._busy)
        self._remove.setVisible(not self._demo and not environment)
        self._remove.setEnabled(free and has_key)

    def _on_text_changed(self) -> None:
        if not self._busy:
            self._problem.clear()
        self._show()

    def _on_set(self) -> None:
        if self._set.isEnabled() and (key := self._cleaned()) is not None:
            self.set_requested.emit(key)

    def _on_session(self) -> None:
        if (key := self._cleaned()) is not None:
            self.session_requested.emit(key)

    def _cleaned(self) -> str | None:
        try:
            return clean_key(self._field.text())
        except BadApiKey as error:
            self.show_error(error)
            return None
