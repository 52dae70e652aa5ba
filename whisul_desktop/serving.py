"""The second half of the start: everything that needs asyncio, loaded after the first paint."""

from __future__ import annotations

import asyncio
import hashlib  # noqa: F401 - for Instance.listen
import logging.handlers  # noqa: F401 - for Reporting.open_file
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import PySide6.QtNetwork  # noqa: F401 - for Instance.listen
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from whisul_desktop import integration  # noqa: F401 - for Furnishing.on_services
from whisul_desktop.api.cdn import CdnClient
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.pacing import Pacer
from whisul_desktop.core.tasks import DaemonExecutor, TaskScope
from whisul_desktop.core.urls import is_loopback
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.reporting import Reporting
from whisul_desktop.services import assets, following, wiring
from whisul_desktop.services.account import Account
from whisul_desktop.services.assets import Assets
from whisul_desktop.services.export import Export
from whisul_desktop.services.following import Following
from whisul_desktop.services.fresh_links import FreshLinks
from whisul_desktop.services.generation import Generation
from whisul_desktop.services.handing_out import HandingOut
from whisul_desktop.services.library import Library
from whisul_desktop.services.lists import Lists
from whisul_desktop.services.transfer import Transfer
from whisul_desktop.store import upkeep  # noqa: F401 - for LibraryFile.start_upkeep
from whisul_desktop.store.paths import resources_dir
from whisul_desktop.store.secrets import SecretStore
from whisul_desktop.ui import job_grid  # noqa: F401 - for ViewSwitch
from whisul_desktop.ui.backend import Services

if sys.platform == "linux":
    from whisul_desktop.desktop.routes import watch_network
else:
    from whisul_desktop.ui.wake import watch_network

STORE_PAUSE = 5.0  # seconds until a library that could not be read is tried again
DEMO_API_URL = "https://demo.whisul.example/api"  # answered inside this process


@dataclass(frozen=True, slots=True)
class Network:
    """What reaches out of the process, built in the loading thread."""

    api: ApiClient
    cdn: CdnClient
    secrets: SecretStore
    cache: MediaCache


def load(folder: Path, api_url: str, *, demo: bool) -> Network:
    """Import and build what takes long: TLS alone is 60 ms."""
    secrets = SecretStore()
    cache = MediaCache(folder / "media")
    if demo:
        from whisul_desktop.demo.service import LookAlike
        from whisul_desktop.demo.transport import demo_transport

        lookalike = LookAlike(resources_dir() / "demo", state=folder / "demo.json")
        transport = demo_transport(lookalike)
        return Network(ApiClient(transport), CdnClient(transport), secrets, cache)
    cdn = CdnClient(allow_loopback=is_loopback(api_url))
    return Network(ApiClient(), cdn, secrets, cache)


class Serving:
    """Builds the services, runs them until `close`, and takes them down in reverse."""

    def __init__(
        self,
        network: Network,
        library: Library,
        *,
        api_url: str,
        environment_key: str,
        demo: bool,
        read_only: bool,
        reporting: Reporting,
        on_services: Callable[[Services], None],
    ) -> None:
        self._network = network
        self._library = library
        self._reporting = reporting
        self._on_services = on_services
        self._demo = demo
        self._read_only = read_only
        self._closed = asyncio.Event()
        self._account = Account(
            network.api,
            network.secrets,
            DEMO_API_URL if demo else api_url,
            environment_key="" if demo else environment_key,
            session_key="demo" if demo else "",
            learned=reporting.formatter.hide,
        )

    def run(self, app: QApplication) -> None:
        """Until the window is closed and everything has ended."""
        loop = QEventLoop(app)
        loop.set_default_executor(DaemonExecutor())
        loop.set_exception_handler(self._reporting.on_loop_error)
        with loop:
            loop.run_until_complete(self._main())

    def close(self) -> None:
        """Begin to end; called on the loop's thread."""
        self._closed.set()

    async def _main(self) -> None:
        tasks = TaskScope("app", self._reporting.report)
        services = self._build(tasks)
        try:
            self._on_services(services)
            tasks.start(self._start(services), "start")
            await self._closed.wait()
        finally:
            await services.generation.finish()
            await tasks.close()
            await self._network.cdn.aclose()
            await self._network.api.aclose()

    def _build(self, tasks: TaskScope) -> Services:
        network, library, account = self._network, self._library, self._account
        pacer = Pacer()
        generation = Generation(library, network.api, account, time.time, pacer)
        follow = Following(library, network.api, account, time.time, pacer)
        links = FreshLinks(library, network.api, account, time.time, pacer)
        keep = Assets(library, network.cdn, network.cache, links)
        wiring.connect(generation, follow, keep)
        account.changed.connect(lambda _state: self._allow_loopback())
        export = Export(library, network.cache)
        return Services(
            tasks,
            account,
            generation,
            follow,
            keep,
            export,
            HandingOut(library, export, network.cache),
            Lists(library),
            Transfer(library, network.cache, time.time),
        )

    def _allow_loopback(self) -> None:
        """Songs of a service on this computer may be on this computer, and no others."""
        if not self._demo:
            self._network.cdn.allow_loopback = is_loopback(self._account.api_url)

    async def _start(self, services: Services) -> None:
        services.tasks.start(self._account.load(), "key")
        while True:
            try:
                await self._library.load_unfinished()
                break
            except StoreError as error:
                self._reporting.report(error, "reading the library:")
                await asyncio.sleep(STORE_PAUSE)
        tasks = services.tasks
        tasks.start(self._load_rest(services), "load the rest")
        tasks.start(services.handing_out.sweep(), "sweep")
        if self._read_only:
            return  # what can't be written down is not asked for
        tasks.start(self._library.keep_up(), "keep up")
        # only a hint: without it, what waits tries again within 12 s by itself, and what the
        # system calls unreachable is tried all the same
        tasks.start(watch_network(services.following.wake), "network")
        services.generation.recover()
        services.following.follow_all()
        tasks.start(services.generation.run(), "outbox")
        for number in range(following.WORKERS):
            tasks.start(services.following.run(), f"follow {number}")
        for number in range(assets.WORKERS):
            tasks.start(services.assets.run(), f"keep {number}")

    async def _load_rest(self, services: Services) -> None:
        services.assets.fetch_missing()  # they have all come with the unfinished
        while not self._library.is_loaded:
            try:
                await self._library.load_rest()
            except StoreError as error:
                self._reporting.report(error, "reading the library:")
                await asyncio.sleep(STORE_PAUSE)
