"""A look-alike in process, with a clock of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.demo.asking import KEYED, Clock
from tests.fakes.media import make_media
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.demo.transport import demo_transport


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def media(tmp_path: Path) -> Path:
    return make_media(tmp_path / "media")


@pytest.fixture
def lookalike(media: Path, clock: Clock) -> LookAlike:
    return LookAlike(media, clock=clock, failure_rate=0)


@pytest.fixture
async def http(lookalike: LookAlike) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=demo_transport(lookalike), base_url=lookalike.api_url, headers=KEYED
    ) as http:
        yield http
