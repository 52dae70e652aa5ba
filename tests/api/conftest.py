"""What the tests of the api layer share."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.fakes.live import Live
from tests.fakes.media import make_media
from whisul_desktop.api.cdn import CdnClient
from whisul_desktop.api.client import ApiClient, TimeLimits
from whisul_desktop.demo.service import LookAlike


@pytest.fixture
def lookalike(tmp_path: Path) -> LookAlike:
    """Healthy, at once, and in process until `live` serves it."""
    return LookAlike(make_media(tmp_path / "songs"), seconds=(0, 0), failure_rate=0)


@pytest.fixture
def live(lookalike: LookAlike) -> Iterator[LookAlike]:
    """The look-alike behind a real socket."""
    with Live(lookalike):
        yield lookalike


@pytest.fixture
async def client() -> AsyncIterator[ApiClient]:
    """Over real sockets."""
    client = ApiClient()
    yield client
    await client.aclose()


@pytest.fixture
async def hasty() -> AsyncIterator[ApiClient]:
    """Over real sockets, with no patience: half a second for everything."""
    client = ApiClient(limits=TimeLimits(total=0.5, connect=0.3))
    yield client
    await client.aclose()


@pytest.fixture
async def cdn() -> AsyncIterator[CdnClient]:
    """Over real sockets on this computer."""
    cdn = CdnClient(allow_loopback=True)
    yield cdn
    await cdn.aclose()
