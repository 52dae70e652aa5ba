"""One thread that does what it is given in order, and Futures for who waits."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

from whisul_desktop.core.errors import StoreError

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Worker:
    """A daemon thread, begun with the first work.

    Futures fit `asyncio.wrap_future`; once queued, work is done even if nobody waits any
    more, so that a cancelled task never loses a write.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._calls: deque[Callable[[], None] | None] = deque()
        self._bell: SimpleQueue[None] = SimpleQueue()  # rings where there are some
        self._lock = threading.Lock()  # nothing is queued behind the end mark
        self._thread: threading.Thread | None = None
        self.closing = threading.Event()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Do `work` in its turn. Its exception is the Future's; StoreError after `close`."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # from here on it can't be cancelled

        def call() -> None:
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 - handed to whoever waits
                future.set_exception(error)
            else:
                future.set_result(result)

        if self._put(call):
            self.begin()
        else:
            future.set_exception(_closed())
        return future

    def post(
        self, work: Callable[[], object], done: Callable[[BaseException | None], object]
    ) -> None:
        """The same without a Future, and begun with what is submitted next or by `begin`: to
        make one and to wake the thread is half of what a change of a job costs. `done` gets the
        exception or None on the thread, or at once after `close`."""

        def call() -> None:
            failed: BaseException | None = None
            try:
                work()
            except BaseException as error:  # noqa: BLE001 - handed on
                failed = error
            _tell(done, failed)

        if not self._put(call):
            _tell(done, _closed())

    def begin(self) -> None:
        """Do what was posted."""
        if self._calls:
            self._bell.put(None)

    def close(self, limit: float, last: Callable[[], None] | None = None) -> bool:
        """Do what is queued, then `last`; wait `limit` seconds for it. Idempotent.

        Returns whether all is done.
        """
        with self._lock:
            if not self.closing.is_set():
                self.closing.set()
                self._calls += [None] if last is None else [last, None]
                self._bell.put(None)
        if self._thread is None:
            return True
        self._thread.join(limit)
        return not self._thread.is_alive()

    def _put(self, call: Callable[[], None]) -> bool:
        """False after `close`."""
        with self._lock:
            if self.closing.is_set():
                return False
            self._calls.append(call)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name=self._name, daemon=True)
                self._thread.start()
        return True

    def _serve(self) -> None:
        while True:
            self._bell.get()
            while self._calls:
                call = self._calls.popleft()
                if call is None:
                    return
                call()
                del call  # holds the work and its values until the next one comes


def _tell(done: Callable[[BaseException | None], object], failed: BaseException | None) -> None:
    try:
        done(failed)
    except Exception:  # noqa: BLE001 - as in a Future: what comes next goes on
        _log.exception("hearing of %s", failed or "a work that is done")


def _closed() -> StoreError:
    return StoreError("The library is closed.")


def first_success(futures: Sequence[Future[None]]) -> Future[None]:
    """Done as soon as one of them succeeded; fails, as the last one did, when all have failed."""
    outcome: Future[None] = Future()
    outcome.set_running_or_notify_cancel()
    lock = threading.Lock()
    left = len(futures)

    def on_done(future: Future[None]) -> None:
        nonlocal left
        error = future.exception()
        with lock:
            left -= 1
            if outcome.done() or (error is not None and left):
                return
            if error is None:
                outcome.set_result(None)
            else:
                outcome.set_exception(error)

    for future in futures:
        future.add_done_callback(on_done)
    return outcome
