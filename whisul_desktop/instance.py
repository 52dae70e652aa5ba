"""One program for each library: a second start brings the first window forward."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

_ANSWER_LIMIT = 3_000  # ms; the first one may still be starting
_HELLO = b"show\n"


class Instance(QObject):
    """Holds the lock of a library's folder. A lock whose program was killed counts as free."""

    asked_to_show = Signal()

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

    def show_first(self) -> bool:
        """From a second start: ask the first one to show itself. False where it is silent."""
        from PySide6.QtCore import QDeadlineTimer, QThread
        from PySide6.QtNetwork import QLocalSocket

        deadline = QDeadlineTimer(_ANSWER_LIMIT)
        while not deadline.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(deadline.remainingTime()):
                socket.write(_HELLO)
                return socket.waitForDisconnected(deadline.remainingTime())
            QThread.msleep(50)  # it is not listening yet
        return False

    def close(self) -> None:
        self._lock.unlock()
        self.deleteLater()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked_to_show.emit()
            socket.disconnectFromServer()
