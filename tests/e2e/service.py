"""The look-alike of the service behind a real socket, scriptable by the test that started it."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any, Self

from tests.canary import CANARY
from tests.e2e.desktop import REPOSITORY
from tests.e2e.processes import wait_for
from whisul_desktop.demo.faults import Seen
from whisul_desktop.demo.serve import listen
from whisul_desktop.demo.service import LookAlike

KEY = CANARY


class Service:
    """A server in a thread. `lookalike.script(...)` makes it fail; see LookAlike."""

    def __init__(self, key: str = KEY, **options: Any) -> None:
        self.key = key
        self.lookalike = LookAlike(REPOSITORY / "resources" / "demo", key=key, **options)
        self._server, self._socket = listen(self.lookalike)
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), name="service", daemon=True
        )

    @property
    def url(self) -> str:
        return self.lookalike.api_url

    @property
    def origin(self) -> str:
        return self.lookalike.base_url

    def __enter__(self) -> Self:
        self._thread.start()
        wait_for(lambda: self._server.started, "the service")
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)
        self._socket.close()
        assert not self._thread.is_alive(), "the service did not end"

    def requests(self, method: str, path: str = "") -> list[Seen]:
        """What was asked so far by this method, at paths that hold `path`."""
        return [
            seen
            for seen in tuple(self.lookalike.requests)
            if seen.method == method and path in seen.path
        ]

    def polls(self) -> Counter[str]:
        """How often each job, by the service's id, was asked for."""
        return Counter(seen.path.rsplit("/", 1)[-1] for seen in self.requests("GET", "/jobs/"))
