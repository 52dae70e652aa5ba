"""Windows and macOS tell through Qt when a network comes back; Linux: desktop/routes.py."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from PySide6.QtNetwork import QNetworkInformation

from whisul_desktop.core.tasks import in_thread

_log = logging.getLogger(__name__)
_Reachability = QNetworkInformation.Reachability
# A network without the internet may still be the one that the service is in.
_USABLE = frozenset({_Reachability.Online, _Reachability.Site, _Reachability.Local})


async def watch_network(back: Callable[[], object]) -> None:
    """Call `back` each time that a network is there again, until cancelled; ends where the
    system does not tell."""
    # the plugin asks the system, which may hang
    await in_thread(_load_plugin, name="network information")
    information: QNetworkInformation | None = QNetworkInformation.instance()
    if information is None:
        _log.info("this system does not tell when the network comes back")
        return
    was_usable = information.reachability() in _USABLE

    def on_reachability(reachability: QNetworkInformation.Reachability) -> None:
        nonlocal was_usable
        before, was_usable = was_usable, reachability in _USABLE
        if was_usable and not before:
            _log.info("the network is back")
            back()

    information.reachabilityChanged.connect(on_reachability)
    try:
        await asyncio.Event().wait()  # until cancelled
    finally:
        information.reachabilityChanged.disconnect(on_reachability)


def _load_plugin() -> bool:
    load: Callable[[QNetworkInformation.Feature], bool] = QNetworkInformation.loadBackendByFeatures
    return load(QNetworkInformation.Feature.Reachability)
