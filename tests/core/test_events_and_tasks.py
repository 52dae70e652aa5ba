"""Announcements reach everybody; tasks and threads never get lost and never hold the exit."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable

import pytest

from whisul_desktop.core import threads
from whisul_desktop.core.events import Event, Gathered
from whisul_desktop.core.tasks import DaemonExecutor, TaskScope, in_thread


def test_every_listener_hears_and_a_broken_one_is_not_swallowed():
    heard: list[object] = []
    event: Event[int] = Event()

    def broken(_value: int) -> None:
        raise ValueError("broken listener")

    event.connect(broken)
    disconnect = event.connect(heard.append)
    with pytest.raises(ValueError, match="broken listener"):
        event.emit(1)
    disconnect()
    disconnect()
    with pytest.raises(ValueError, match="broken listener"):
        event.emit(2)
    assert heard == [1]


def test_what_comes_in_one_turn_is_told_together_in_its_order():
    heard: list[tuple[int, ...]] = []
    turns: list[str] = []
    event: Gathered[int] = Gathered()
    event.connect(heard.append)
    event.emit((1,))
    event.wait = lambda: turns.append("next")
    event.emit((2,))
    event.emit((3, 2))
    assert (heard, turns) == ([(1,)], ["next"])
    event.tell()
    event.tell()
    assert heard == [(1,), (2, 3, 2)]
    event.emit((4,))
    assert turns == ["next", "next"]


async def test_errors_of_tasks_are_reported_and_cancellation_is_not():
    errors: list[BaseException] = []
    scope = TaskScope("test", errors.append)

    async def fail() -> None:
        raise KeyError("bug")

    async def wait() -> None:
        await asyncio.Event().wait()

    failed = scope.start(fail(), "fail")
    waiting = scope.start(wait(), "wait")
    await asyncio.wait([failed])
    await scope.close()
    assert waiting.cancelled()
    assert [type(error) for error in errors] == [KeyError]
    assert len(scope) == 0


async def test_the_latest_of_a_name_replaces_the_one_before():
    scope = TaskScope("test", pytest.fail)
    done: list[int] = []

    async def work(number: int) -> None:
        await asyncio.sleep(0)
        done.append(number)

    first = scope.start(work(1), "search", latest=True)
    second = scope.start(work(2), "search", latest=True)
    await asyncio.wait([first, second])
    assert (first.cancelled(), done) == (True, [2])
    await scope.close()


async def test_close_waits_for_what_a_cancelled_task_still_does_and_starts_nothing_more():
    scope = TaskScope("test", pytest.fail)
    cleaned: list[bool] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.append(True)

    scope.start(work(), "work")
    await asyncio.sleep(0)
    await scope.close()
    assert cleaned == [True]
    with pytest.raises(RuntimeError, match="closed"):
        scope.start(work(), "late")


async def test_a_thread_that_hangs_holds_nobody():
    stuck = threading.Event()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await in_thread(stuck.wait, name="stuck")
    thread = next(thread for thread in threading.enumerate() if thread.name == "stuck")
    assert thread.daemon
    stuck.set()


async def test_errors_of_a_thread_are_raised_where_it_is_awaited():
    def fail() -> None:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        await in_thread(fail, name="fail")


async def test_a_thread_that_has_done_its_work_takes_the_next():
    """Starting one makes the event loop wait for it, for as long as others hold the GIL."""
    used = {await in_thread(threading.get_ident, name="work") for _ in range(20)}
    assert len(used) == 1


async def test_no_work_waits_for_another_s_thread():
    stuck = [threading.Event() for _ in range(12)]
    scope = TaskScope("test", lambda _error: None)
    waiting = [
        scope.start(in_thread(each.wait, name="stuck"), f"stuck {number}")
        for number, each in enumerate(stuck)
    ]
    await asyncio.sleep(0)
    assert await in_thread(lambda: 5, name="quick") == 5
    for each in stuck:
        each.set()
    assert await asyncio.gather(*waiting) == [True] * 12


def test_idle_threads_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(threads, "IDLE", 0.01)
    workers = threads.Workers()
    ran: queue.SimpleQueue[threading.Thread] = queue.SimpleQueue()

    def work() -> Callable[[], object]:
        thread = threading.current_thread()
        return lambda: ran.put(thread)

    for _ in range(3):
        workers.run(work, "work")
        thread = ran.get(timeout=10)
        thread.join(10)
        assert not thread.is_alive()


async def test_name_lookups_use_daemon_threads():
    loop = asyncio.get_running_loop()
    executor = DaemonExecutor()
    daemon = await loop.run_in_executor(executor, lambda: threading.current_thread().daemon)
    assert daemon
    with pytest.raises(ZeroDivisionError):
        await loop.run_in_executor(executor, lambda: 1 / 0)
