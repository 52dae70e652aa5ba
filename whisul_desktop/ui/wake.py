"""The network that comes back is told to whoever waits for it, where the system tells us."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation

from whisul_desktop.core.tasks import in_thread
from whisul_desktop.ui.backend import Backend, Services

_log = logging.getLogger(__name__)
_Reachability = QNetworkInformation.Reachability
# A network without the internet may still be the one that the service is in.
_USABLE = frozenset({_Reachability.Online, _Reachability.Site, _Reachability.Local})


class Wake(QObject):
    """Looks at everything once when a network is there again.

    Only a hint: without it, as on a system that has no such service, what waits tries again
    within 12 s by itself; and what the system calls unreachable is tried all the same.
    """

    def __init__(self, backend: Backend, parent: QObject) -> None:
        super().__init__(parent)
        self._backend = backend
        self._was_usable = True

    def on_services(self, services: Services) -> None:
        """Begin to listen. Qt's plugin asks D-Bus, which may hang: in a thread."""
        services.tasks.start(self._listen(), "network")

    def on_reachability(self, reachability: QNetworkInformation.Reachability) -> None:
        """The system says how far the network reaches now."""
        was_usable, self._was_usable = self._was_usable, reachability in _USABLE
        services = self._backend.services
        if self._was_usable and not was_usable and services is not None:
            _log.info("the network is back")
            services.following.wake()

    async def _listen(self) -> None:
        await in_thread(_load_plugin, name="network information")
        information: QNetworkInformation | None = QNetworkInformation.instance()
        if information is None:
            _log.info("this system does not tell when the network comes back")
            return
        self._was_usable = information.reachability() in _USABLE
        information.reachabilityChanged.connect(self.on_reachability)


def _load_plugin() -> bool:
    load: Callable[[QNetworkInformation.Feature], bool] = QNetworkInformation.loadBackendByFeatures
    return load(QNetworkInformation.Feature.Reachability)
