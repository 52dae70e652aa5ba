"""The look-alike behind a real socket, in a thread of the test's process."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from whisul_desktop.demo.serve import listen
from whisul_desktop.demo.service import LookAlike


class Live:
    """`with Live(lookalike):` serves it; `lookalike.api_url` is where.

    Scripting and looking at `lookalike.requests` work from the test's thread.
    """

    def __init__(self, lookalike: LookAlike) -> None:
        self.lookalike = lookalike
        self._server, self._socket = listen(lookalike)
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), name="look-alike", daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive(), "the look-alike did not end"
        self._socket.close()
