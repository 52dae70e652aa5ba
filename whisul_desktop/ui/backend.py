"""The services as the window meets them: what is asked before they are loaded waits."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whisul_desktop.core.tasks import TaskScope
    from whisul_desktop.services.account import Account
    from whisul_desktop.services.assets import Assets
    from whisul_desktop.services.export import Export
    from whisul_desktop.services.following import Following
    from whisul_desktop.services.generation import Generation
    from whisul_desktop.services.handing_out import HandingOut
    from whisul_desktop.services.lists import Lists
    from whisul_desktop.services.transfer import Transfer


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that needs asyncio or the network, built after the first paint."""

    tasks: TaskScope
    account: Account
    generation: Generation
    following: Following
    assets: Assets
    export: Export
    handing_out: HandingOut
    lists: Lists
    transfer: Transfer


Work = Callable[[Services], Coroutine[Any, Any, None]]


class Backend:
    """Runs the window's wishes as tasks, in order, from the moment the services are there."""

    def __init__(self) -> None:
        self.services: Services | None = None
        self._waiting: list[tuple[str, Work, bool]] = []

    def run(self, name: str, work: Work, *, latest: bool = False) -> None:
        """Start `work(services)` as a task; with `latest`, in place of one of the same name."""
        if self.services is None:
            self._waiting.append((name, work, latest))
        elif not self.services.tasks.is_closed:  # a timer may ask for more while all is ended
            self.services.tasks.start(work(self.services), name, latest=latest)

    def in_thread(self, name: str, work: Callable[[], object]) -> None:
        """Have what blocks done in a thread, which nobody waits for."""

        async def wait(_services: Services) -> None:
            from whisul_desktop.core.tasks import in_thread  # asyncio is there now

            await in_thread(work, name=name)

        self.run(name, wait)

    def ready(self, services: Services) -> None:
        """The services are there: do what was asked meanwhile."""
        self.services = services
        waiting, self._waiting = self._waiting, []
        for name, work, latest in waiting:
            self.run(name, work, latest=latest)
