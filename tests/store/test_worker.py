"""The thread that does one thing after the other, waited for or not."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator

import pytest

from whisul_desktop.core.errors import StoreError
from whisul_desktop.store.worker import Worker

LIMIT = 20  # seconds: far more than anything here takes


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker("tested")
    yield made
    assert made.close(LIMIT)


@pytest.mark.parametrize("by", ["begin", "submit", "close"])
def test_what_was_posted_is_done_in_its_turn(worker: Worker, by: str) -> None:
    done: list[object] = []
    told: list[object] = []
    worker.submit(lambda: done.append("before")).result(LIMIT)
    for number in range(3):
        worker.post(functools.partial(done.append, number), told.append)
    last = threading.Event()
    worker.post(last.set, told.append)
    if by == "begin":
        worker.begin()
        assert last.wait(LIMIT)
    elif by == "submit":
        worker.submit(lambda: done.append("after")).result(LIMIT)
    assert worker.close(LIMIT)
    assert done == ["before", 0, 1, 2, *(["after"] if by == "submit" else [])]
    assert told == [None] * 4


def test_what_fails_is_told_and_who_fails_to_hear_it_stops_nothing(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("ERROR", "whisul_desktop.store.worker")
    told: list[tuple[str, str]] = []

    def fail() -> None:
        raise ValueError("a bug")

    def end(name: str, error: BaseException | None) -> None:
        told.append((name, repr(error)))
        raise RuntimeError("another bug")

    worker.post(fail, functools.partial(end, "failed"))
    worker.post(lambda: None, functools.partial(end, "kept"))
    assert worker.submit(lambda: "goes on").result(LIMIT) == "goes on"
    assert told == [("failed", "ValueError('a bug')"), ("kept", "None")]
    worker.close(LIMIT)
    worker.post(lambda: None, functools.partial(end, "late"))
    assert told[2:] == [("late", repr(StoreError("The library is closed.")))]
    assert [record.exc_info is not None for record in caplog.records] == [True] * 3


def test_posting_from_many_threads_loses_nothing() -> None:
    for _ in range(30):
        worker, done = Worker("tested"), list[int]()

        def post(worker: Worker = worker, done: list[int] = done) -> None:
            for number in range(50):
                worker.post(functools.partial(done.append, number), lambda _error: None)
                worker.begin()

        threads = [threading.Thread(target=post) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert worker.close(LIMIT)
        assert sorted(done) == sorted([*range(50)] * 3)
