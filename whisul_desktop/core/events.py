"""One-to-many announcements, so that services need no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from whisul_desktop.core.override import override

T = TypeVar("T")


class Event(Generic[T]):
    """Listeners are called in order, in the caller's thread, before `emit` returns.

    A listener that raises stops neither the others nor the emitter: the first error is
    raised again once all were told, so that it reaches the one place that reports bugs.
    """

    __slots__ = ("_listeners",)

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], object]] = []

    def connect(self, listener: Callable[[T], object]) -> Callable[[], None]:
        """Call `listener` with every value from now on; returns how to stop that."""
        self._listeners.append(listener)

        def disconnect() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return disconnect

    def emit(self, value: T) -> None:
        errors: list[Exception] = []
        for listener in tuple(self._listeners):
            try:
                listener(value)
            except Exception as error:  # noqa: BLE001 - raised below, after the others
                errors.append(error)
        if errors:
            raise errors[0]


class Gathered(Event[tuple[T, ...]]):
    """An Event of many values, whose listeners whoever emits does not wait for.

    `wait` has `tell` called in the next turn of a loop, which tells all that came until then in
    one; until somebody sets it, everything is told at once.
    """

    __slots__ = ("_coming", "wait")

    def __init__(self) -> None:
        super().__init__()
        self._coming: list[T] = []
        self.wait: Callable[[], object] | None = None

    @override
    def emit(self, value: Iterable[T]) -> None:
        if not self._coming and self.wait is not None:
            self.wait()
        self._coming += value
        if self.wait is None:
            self.tell()

    def tell(self) -> None:
        """Tell now what came since the last time."""
        coming, self._coming = self._coming, []
        if coming:
            super().emit(tuple(coming))
