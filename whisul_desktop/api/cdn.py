"""Downloads of songs and covers from the service's media host. Never sees a key.

What the service answers is not trusted: a link decides neither what is read on this
computer or its network, nor how much, nor where it ends up.
"""

from __future__ import annotations

import functools
import re
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import httpx

from whisul_desktop.api.connection import ClientPool, ConnectionSetupError, Trace, opened
from whisul_desktop.api.part_file import PartFile
from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.tasks import in_thread
from whisul_desktop.core.urls import is_host_name, is_loopback_host

_MAX_HOPS = 5
_BLOCK = 1 << 20  # bytes that are written at once
_PROGRESS_EVERY = 0.1  # seconds
_CONNECT_TIMEOUT = 10.0  # seconds
_READ_TIMEOUT = 30.0  # seconds without a byte; a whole download takes as long as it takes
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_EXPIRED = frozenset({401, 403, 404, 410})
# Names that never lead out of a local network (RFC 6761, 6762, 8375 and ICANN's "internal").
_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".home", ".corp")
_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)", re.ASCII)
_DIGITS = re.compile(r"\d{1,15}", re.ASCII)

T = TypeVar("T")
Progress = Callable[[int, int | None], None]


def check_media_url(url: httpx.URL, *, allow_loopback: bool) -> None:
    """Raises MediaError(BLOCKED_URL) unless `url` is https to a public name.

    With `allow_loopback` also http and https to this computer (tests, `--api-url`).
    """
    host = url.raw_host.decode("ascii").lower()
    reason = ""
    if url.scheme not in {"https", "http"}:
        reason = "it is not a web address"
    elif url.userinfo:
        reason = "it contains a user name"
    elif not host:
        reason = "it has no host"
    elif is_loopback_host(host):
        reason = "" if allow_loopback else "it leads to this computer"
    elif not is_host_name(host):
        reason = "it has an address instead of a host's name"
    elif "." not in host.rstrip(".") or host.rstrip(".").endswith(_LOCAL_SUFFIXES):
        reason = "it leads to the local network"
    elif url.scheme != "https":
        reason = "it is not encrypted"
    if reason:
        raise MediaError(MediaTrouble.BLOCKED_URL, reason)


class CdnClient:
    """Downloads by plain links, with no key and no cookies.

    `transport` (demo, tests) replaces the network. May be built outside the event loop
    and in another thread.
    """

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        allow_loopback: bool = False,
        read_timeout: float = _READ_TIMEOUT,
    ) -> None:
        self.allow_loopback = allow_loopback
        timeout = httpx.Timeout(read_timeout, connect=_CONNECT_TIMEOUT, pool=None)
        self._clients = ClientPool(transport, timeout=timeout, clients=1, keep_alive=True)

    async def download(self, url: str, part: Path, *, limit: int, on_progress: Progress) -> None:
        """Fetch `url` whole into `part`; it is on the disk, with no side-car, when this returns.

        What an earlier call left in `part` is built upon where the media host confirms
        that it is the same file. `limit` in bytes. `on_progress(done, total)` in bytes, at
        most 10 times a second and once at the end. Raises MediaError: BLOCKED_URL,
        LINK_EXPIRED, TOO_LARGE (nothing stays), NETWORK (call again to go on), DISK.
        """
        file = PartFile(part)
        size, etag = await _on_disk(file.resumable)
        report = _Throttled(on_progress)
        try:
            if size and not await self._fetch(url, file, size, etag, limit, report):
                size = 0
            if not size and not await self._fetch(url, file, 0, "", limit, report):
                raise MediaError(MediaTrouble.NETWORK, "the media host sent a part unasked")
        except (ConnectionSetupError, httpx.HTTPError, OSError) as error:
            raise MediaError(MediaTrouble.NETWORK, str(error) or type(error).__name__) from error

    async def aclose(self) -> None:
        """Close every connection. May be called again."""
        await self._clients.aclose()

    async def _fetch(
        self, url: str, file: PartFile, size: int, etag: str, limit: int, report: _Throttled
    ) -> bool:
        """Fetch what comes after the first `size` bytes; False where they don't fit the rest."""
        headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if size:
            headers |= {"Range": f"bytes={size}-", "If-Range": etag}
        async with self._open(url, headers) as response:
            if response.headers.get("content-encoding", "identity").lower() != "identity":
                raise MediaError(MediaTrouble.NETWORK, "the media host sent an unasked encoding")
            if response.status_code == 416 and size:
                if response.headers.get("content-range", "") != f"bytes */{size}":
                    return False
                await _on_disk(functools.partial(file.finish, size))  # nothing was missing
                report.last(size, size)
                return True
            if response.status_code == 206:
                if not _fits(response, size, etag):
                    return False
            elif response.status_code == 200:
                size = 0
                new_etag = response.headers.get("etag", "")
                await _on_disk(functools.partial(file.restart, new_etag))
            else:
                raise _refused(response)
            total = _total(response, size)
            done = await self._receive(response, file, size, total, limit, report)
        await _on_disk(functools.partial(file.finish, done))
        report.last(done, done)
        return True

    async def _receive(
        self,
        response: httpx.Response,
        file: PartFile,
        start: int,
        total: int | None,
        limit: int,
        report: _Throttled,
    ) -> int:
        """Write the body behind `start` bytes; how many there are then."""
        written, block = start, bytearray()
        try:
            await _check_size(total or start, limit, file)
            async for chunk in response.aiter_raw():
                block += chunk
                await _check_size(written + len(block), limit, file)
                if len(block) >= _BLOCK:
                    await _on_disk(functools.partial(file.write, written, bytes(block)))
                    written += len(block)
                    block.clear()
                report(written + len(block), total)
        except (httpx.HTTPError, OSError):
            # What came is kept for the next call.
            await _on_disk(functools.partial(file.write, written, bytes(block)))
            raise
        await _on_disk(functools.partial(file.write, written, bytes(block)))
        written += len(block)
        if total is not None and written != total:
            raise MediaError(MediaTrouble.NETWORK, f"{written} of {total} bytes came")
        return written

    @asynccontextmanager
    async def _open(
        self, url: str, headers: dict[str, str]
    ) -> AsyncGenerator[httpx.Response, None]:
        """The answer at the end of all redirects, each of which is checked like the link."""
        target = _parse(url)
        for _ in range(_MAX_HOPS + 1):
            check_media_url(target, allow_loopback=self.allow_loopback)
            with self._clients.client(loopback=is_loopback_host(target.host)) as client:
                request = client.build_request("GET", target, headers=headers)
                async with opened(client, request, Trace()) as response:
                    if response.status_code not in _REDIRECTS:
                        yield response
                        return
                    following = _parse(str(target.join(_location(response))))
            if target.scheme == "https" and following.scheme == "http":
                raise MediaError(MediaTrouble.BLOCKED_URL, "a redirect gives up encryption")
            target = following
        raise MediaError(MediaTrouble.NETWORK, "too many redirects")


class _Throttled:
    """Passes progress on at most ten times a second, and always the last one."""

    def __init__(self, on_progress: Progress) -> None:
        self._on_progress = on_progress
        self._next = 0.0

    def __call__(self, done: int, total: int | None) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _PROGRESS_EVERY
            self._on_progress(done, total)

    def last(self, done: int, total: int | None) -> None:
        self._on_progress(done, total)


async def _on_disk(work: Callable[[], T]) -> T:
    return await in_thread(work, name="download")


async def _check_size(size: int, limit: int, file: PartFile) -> None:
    if size > limit:
        await _on_disk(file.discard)
        raise MediaError(MediaTrouble.TOO_LARGE, f"more than {limit} bytes")


def _parse(url: str) -> httpx.URL:
    try:
        return httpx.URL(url)
    except httpx.InvalidURL:
        # Without the cause: its text quotes the link, which may be signed.
        raise MediaError(MediaTrouble.BLOCKED_URL, "it is not a valid address") from None


def _location(response: httpx.Response) -> str:
    location = response.headers.get("location", "")
    if not location:
        raise MediaError(MediaTrouble.NETWORK, "a redirect leads nowhere")
    return str(_parse(location))


def _refused(response: httpx.Response) -> MediaError:
    status = response.status_code
    trouble = MediaTrouble.LINK_EXPIRED if status in _EXPIRED else MediaTrouble.NETWORK
    return MediaError(trouble, f"the media host answered {status}")


def _fits(response: httpx.Response, size: int, etag: str) -> bool:
    """Whether a 206 is what was asked for: the rest of the same file, and nothing else."""
    match = _CONTENT_RANGE.fullmatch(response.headers.get("content-range", "").strip())
    if not size or match is None or response.headers.get("etag", etag) != etag:
        return False
    start, end = int(match[1]), int(match[2])
    length = _number(response.headers.get("content-length"))
    return (
        start == size <= end
        and (match[3] == "*" or end < int(match[3]))
        and length in {None, end - start + 1}
    )


def _total(response: httpx.Response, size: int) -> int | None:
    """How large the whole file is, where the media host says."""
    match = _CONTENT_RANGE.fullmatch(response.headers.get("content-range", "").strip())
    if size and match and match[3] != "*":
        return int(match[3])
    length = _number(response.headers.get("content-length"))
    return None if length is None else size + length


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and _DIGITS.fullmatch(digits) else None
