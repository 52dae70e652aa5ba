"""One program for each library: a second start hands its wishes over to the first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

_ANSWER_LIMIT = 3_000  # ms; the first one may still be starting
_MOST = 4_096  # bytes of one message


class Arguments(NamedTuple):
    """What a start wishes of the library that it names."""

    minimized: bool = False  # stay where you are
    token: str = ""  # of the launcher: lets the first window come to the front
    api_url: str = ""  # another address of the service

    @staticmethod
    def of_this_start(minimized: bool, api_url: str | None) -> Arguments:
        """With what the launcher gave us: Wayland's token, or X11's."""
        token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID", "")
        return Arguments(minimized, token, api_url or "")


class Instance(QObject):
    """Holds the lock of a library's folder. A lock whose program was killed counts as free."""

    asked_to_show = Signal(str)  # with the launcher's token
    asked_for_address = Signal(str)  # of the service, which the first one may not use

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._lock = QLockFile(str(folder / "instance.lock"))
        self._lock.setStaleLockTime(0)  # age says nothing: the process id does
        self.is_first = self._lock.tryLock(0)
        if not self.is_first and self._lock.error() != QLockFile.LockError.LockFailedError:
            raise OSError(f"nothing can be written into the folder {folder}")

    @property
    def _name(self) -> str:
        import hashlib  # 8 ms that the first paint need not wait for

        folder = hashlib.sha256(bytes(self._folder.resolve())).hexdigest()
        return f"whisul-desktop-{folder[:16]}"

    def listen(self) -> None:
        """Hear later starts from now on. Loads QtNetwork: after the first paint."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # left by a program that was killed
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(self._name):
            raise OSError(f"no local socket: {self._server.errorString()}")

    def hand_over(self, arguments: Arguments) -> bool:
        """From a second start: tell the first one. False where it does not answer."""
        import json

        from PySide6.QtCore import QDeadlineTimer, QThread
        from PySide6.QtNetwork import QLocalSocket

        deadline = QDeadlineTimer(_ANSWER_LIMIT)
        while not deadline.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(deadline.remainingTime()):
                socket.write(json.dumps(arguments._asdict()).encode() + b"\n")
                # it hangs up once it has read it, maybe before we wait for that
                gone = socket.state() == QLocalSocket.LocalSocketState.UnconnectedState
                return gone or socket.waitForDisconnected(deadline.remainingTime())
            QThread.msleep(50)  # it is not listening yet
        return False

    def close(self) -> None:
        self._lock.unlock()
        self.deleteLater()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._on_readable(socket))
            self._on_readable(socket)  # what came before we were connected

    def _on_readable(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine() and socket.bytesAvailable() < _MOST:
            return
        arguments = _read(bytes(socket.readLine(_MOST).data()))
        socket.disconnectFromServer()
        if not arguments.minimized:
            self.asked_to_show.emit(arguments.token)
        if arguments.api_url:
            self.asked_for_address.emit(arguments.api_url)


def _read(line: bytes) -> Arguments:
    """What can't be understood comes from a start of another version: it wants to be seen."""
    import json

    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return Arguments()
    if not isinstance(told, dict):
        return Arguments()
    token, api_url = str(told.get("token", "")), str(told.get("api_url", ""))
    return Arguments(told.get("minimized") is True, token, api_url)
