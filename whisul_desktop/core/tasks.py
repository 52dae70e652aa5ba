"""The only makers of tasks and of threads that are waited for."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

from whisul_desktop.core.threads import Workers

T = TypeVar("T")
_workers = Workers()
_log = logging.getLogger(__name__)


class TaskScope:
    """Owns tasks: keeps them from being collected, reports their errors, ends them.

    `on_error` gets every exception that a task ends with, but for cancellation.
    """

    def __init__(self, name: str, on_error: Callable[[BaseException], None]) -> None:
        self._name = name
        self._on_error = on_error
        self._tasks: set[asyncio.Task[Any]] = set()
        self._latest: dict[str, asyncio.Task[Any]] = {}
        self._closed = False

    @property
    def is_closed(self) -> bool:
        """Nothing more can be started."""
        return self._closed

    def __len__(self) -> int:
        return len(self._tasks)

    def start(
        self, coroutine: Coroutine[Any, Any, T], name: str, *, latest: bool = False
    ) -> asyncio.Task[T]:
        """Run it. With `latest`, one that runs under the same name is cancelled first."""
        if self._closed:
            coroutine.close()
            raise RuntimeError(f"task scope {self._name} is closed")
        if latest:
            self.cancel(name)
        loop = asyncio.get_running_loop()
        task = loop.create_task(coroutine, name=f"{self._name}:{name}")
        self._tasks.add(task)
        if latest:
            self._latest[name] = task
        task.add_done_callback(self._on_done)
        return task

    def cancel(self, name: str) -> None:
        """Cancel the latest task of that name, where one still runs."""
        task = self._latest.pop(name, None)
        if task is not None:
            task.cancel()

    async def close(self) -> None:
        """Cancel everything and wait until it has ended."""
        self._closed = True
        while self._tasks:
            for task in tuple(self._tasks):
                task.cancel()
            await asyncio.wait(tuple(self._tasks))
            await asyncio.sleep(0)

    def _on_done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        for name, latest in tuple(self._latest.items()):
            if latest is task:
                del self._latest[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_error(error)


def report(bug: Exception, doing: str) -> None:
    """Tell the one place that reports bugs; whoever calls goes on."""
    context = {"message": doing, "exception": bug}
    asyncio.get_running_loop().call_exception_handler(context)


async def in_thread(work: Callable[[], T], *, name: str) -> T:
    """Run blocking `work` in a daemon thread, alone in it, and wait for it.

    A daemon thread, because one that hangs (D-Bus, a dead network drive) must never hold
    the exit; combine with `asyncio.timeout` where it can hang. Cancelling the wait leaves
    the thread to finish alone and drops its result.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def finish(result: T | None, error: BaseException | None) -> None:
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]

    def run() -> Callable[[], None]:
        result: T | None = None
        error: BaseException | None = None
        try:
            result = work()
        except BaseException as raised:  # noqa: BLE001 - handed to whoever awaits
            error = raised
        return lambda: tell(result, error)

    def tell(result: T | None, error: BaseException | None) -> None:
        try:
            loop.call_soon_threadsafe(finish, result, error)
        except RuntimeError:
            _log.debug("%s ended after the loop was closed", name)

    _workers.run(run, name)
    return await future


class DaemonExecutor(Executor):
    """For a loop's own blocking calls (name look-ups): a thread that hangs never holds the exit."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()

        def run() -> Callable[[], None]:
            if not future.set_running_or_notify_cancel():
                return lambda: None
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - handed to whoever awaits
                return functools.partial(future.set_exception, error)
            return lambda: future.set_result(result)

        _workers.run(run, "executor")
        return future
