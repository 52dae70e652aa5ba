"""A download that was cut goes on where it was, or starts over where that would mix files."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.downloads import LIMIT, fails, fetch, names, song
from tests.fakes.raw_server import RawServer, answer, response
from whisul_desktop.api.cdn import CdnClient
from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.demo.faults import Answer, Cut, lying_206, new_etag
from whisul_desktop.demo.media import media_response
from whisul_desktop.demo.service import LookAlike

URL = "https://cdn.whisul.com/a.mp3"
DATA = bytes(range(256)) * 4
ETAG = '"v1"'


class Host:
    """A media host with one file, which cuts the answers at the offsets it is given."""

    def __init__(self, data: bytes, cuts: list[int], etag: str = ETAG) -> None:
        self.data, self.cuts, self.etag = data, list(cuts), etag
        self.asked: list[httpx.Headers] = []
        self.sent = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.headers)
        start = 0
        if request.headers.get("if-range") == self.etag:
            start = int(request.headers["range"].removeprefix("bytes=").removesuffix("-"))
        rest = self.data[start:]
        headers = {"etag": self.etag.encode(), "content-length": str(len(rest)).encode()}
        if start:
            content_range = f"bytes {start}-{len(self.data) - 1}/{len(self.data)}"
            headers["content-range"] = content_range.encode()
        cut = self.cuts.pop(0) if self.cuts else len(rest)
        self.sent += min(cut, len(rest))
        return httpx.Response(206 if start else 200, headers=headers, stream=CutStream(rest, cut))

    @property
    def cdn(self) -> CdnClient:
        return CdnClient(httpx.MockTransport(self))


class CutStream(httpx.AsyncByteStream):
    def __init__(self, data: bytes, cut: int) -> None:
        self._data, self._cut = data, cut

    async def __aiter__(self):  # type: ignore[no-untyped-def]
        yield self._data[: self._cut]
        if self._cut < len(self._data):
            raise httpx.ReadError("cut")


class CutOff(Exception):
    """A download that ended early and may go on."""


async def fetch_or_cut(cdn: CdnClient, part: Path) -> None:
    try:
        await fetch(cdn, URL, part)
    except MediaError as error:
        if error.trouble is not MediaTrouble.NETWORK:
            raise
        raise CutOff from error


@settings(deadline=None)
@given(cuts=st.lists(st.integers(0, len(DATA)), max_size=4))
def test_cut_at_any_byte(cuts: list[int]) -> None:
    """Equal bytes in the end, and none fetched twice."""

    async def run(part: Path) -> Host:
        host = Host(DATA, cuts)
        while True:
            with contextlib.suppress(CutOff):
                await fetch_or_cut(host.cdn, part)
                return host

    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "x.part"
        host = asyncio.run(run(part))
        assert part.read_bytes() == DATA
        assert host.sent == len(DATA)
        assert [path.name for path in Path(folder).iterdir()] == ["x.part"]


@settings(deadline=None)
@given(cut=st.integers(0, len(DATA)), size=st.integers(0, 2 * len(DATA)))
def test_another_file_by_now(cut: int, size: int) -> None:
    """Never a mixture, whether the new file is shorter or longer."""
    new = bytes(255 - byte for byte in (DATA * 2)[:size])

    async def run(part: Path) -> None:
        if cut < len(DATA):
            await fails(Host(DATA, [cut]).cdn, URL, part)
        await fetch(Host(new, [], '"v2"').cdn, URL, part)

    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "x.part"
        asyncio.run(run(part))
        assert part.read_bytes() == new


async def test_cut_over_a_socket(live: LookAlike, tmp_path: Path) -> None:
    cdn = CdnClient(allow_loopback=True)
    url, data = song(live)
    part = tmp_path / "part"
    for cut in (0, 1, 7000, 12_345):
        live.script("GET /media", Cut(after=cut))
        error = await fails(cdn, url, part)
        assert error.trouble is MediaTrouble.NETWORK
    assert part.read_bytes() == data[: 7000 + 12_345 + 1]
    await fetch(cdn, url, part)
    assert part.read_bytes() == data
    assert [seen.headers.get("range") for seen in live.requests] == [
        None, None, "bytes=1-", "bytes=7001-", "bytes=19346-",
    ]  # fmt: skip
    await cdn.aclose()


@pytest.mark.parametrize("liar", [lying_206(), new_etag('"other"')])
async def test_a_206_that_does_not_fit_starts_over(
    live: LookAlike, tmp_path: Path, liar: object
) -> None:
    cdn = CdnClient(allow_loopback=True)
    url, data = song(live)
    part = tmp_path / "part"
    live.script("GET /media", Cut(after=5000), liar)  # type: ignore[arg-type]
    await fails(cdn, url, part)
    await fetch(cdn, url, part)
    assert part.read_bytes() == data
    assert [seen.headers.get("range") for seen in live.requests] == [None, "bytes=5000-", None]
    await cdn.aclose()


@pytest.mark.parametrize(
    ("content_range", "body"),
    [
        ("bytes 5-1023/1024", b"x" * 1019),
        ("bytes 11-1023/1024", b"x" * 1013),
        ("bytes 10-1024/1024", b"x" * 1015),
        ("bytes 10-9/1024", b""),
        ("bytes 10-1023", b"x" * 1014),
        ("items 10-1023/1024", b"x" * 1014),
        ("bytes */1024", b"x" * 1014),
        ("", b"x" * 1014),
    ],
)
async def test_content_ranges_that_do_not_fit(
    tmp_path: Path, content_range: str, body: bytes
) -> None:
    part = tmp_path / "part"
    await fails(Host(DATA, [10]).cdn, URL, part)
    host = Host(DATA, [])
    first = [httpx.Response(206, headers={"content-range": content_range, "etag": ETAG},
                            stream=CutStream(body, len(body)))]  # fmt: skip
    transport = httpx.MockTransport(lambda request: first.pop() if first else host(request))
    await fetch(CdnClient(transport), URL, part)
    assert part.read_bytes() == DATA
    assert "range" not in host.asked[0]


async def test_a_part_of_the_rest_is_no_whole(tmp_path: Path) -> None:
    part = tmp_path / "part"
    await fails(Host(DATA, [10]).cdn, URL, part)
    some = httpx.Response(
        206,
        headers={"content-range": "bytes 10-99/1024", "etag": ETAG},
        stream=CutStream(DATA[10:100], 90),
    )
    error = await fails(CdnClient(httpx.MockTransport(lambda _request: some)), URL, part)
    assert error.trouble is MediaTrouble.NETWORK
    await fetch(Host(DATA, []).cdn, URL, part)
    assert part.read_bytes() == DATA


@pytest.mark.parametrize("etag", ["", 'W/"weak"', "bare", '"ü"'])
async def test_nothing_is_built_upon_without_a_strong_etag(tmp_path: Path, etag: str) -> None:
    part = tmp_path / "part"
    await fails(Host(DATA, [10], etag).cdn, URL, part)
    assert not (tmp_path / "part.etag").exists()
    host = Host(DATA, [], etag)
    await fetch(host.cdn, URL, part)
    assert part.read_bytes() == DATA
    assert "range" not in host.asked[0]


@pytest.mark.parametrize("side_car", [None, b"", b"\xff\xfe", b'W/"v1"', b'"v0"', b'"v1'])
async def test_a_damaged_side_car(tmp_path: Path, side_car: bytes | None) -> None:
    part = tmp_path / "part"
    part.write_bytes(b"something else")
    if side_car is not None:
        (tmp_path / "part.etag").write_bytes(side_car)
    await fetch(Host(DATA, []).cdn, URL, part)
    assert part.read_bytes() == DATA


async def test_nothing_was_missing(tmp_path: Path) -> None:
    """Killed between the last byte and the end: 416 says so."""
    media = tmp_path / "media"
    media.mkdir()
    (media / "a.mp3").write_bytes(DATA)
    etag = media_response(media, "a.mp3", {}).headers["etag"]
    part = tmp_path / "part"
    part.write_bytes(DATA)
    (tmp_path / "part.etag").write_text(etag)
    asked: list[int] = []

    def reply(request: httpx.Request) -> httpx.Response:
        real = media_response(media, "a.mp3", dict(request.headers))
        asked.append(real.status_code)
        return httpx.Response(
            real.status_code, headers=real.raw_headers, stream=CutStream(real.body, 1 << 20)
        )

    progress = await fetch(CdnClient(httpx.MockTransport(reply)), URL, part)
    assert asked == [416]
    assert part.read_bytes() == DATA
    assert progress == [(len(DATA), len(DATA))]
    # Longer than the file is by now: from the start.
    part.write_bytes(DATA + b"x")
    (tmp_path / "part.etag").write_text(etag)
    await fetch(CdnClient(httpx.MockTransport(reply)), URL, part)
    assert asked == [416, 416, 200]
    assert part.read_bytes() == DATA


async def test_a_link_that_expired_meanwhile_keeps_the_part(
    live: LookAlike, tmp_path: Path
) -> None:
    cdn = CdnClient(allow_loopback=True)
    url, data = song(live)
    part = tmp_path / "part"
    live.script("GET /media", Cut(after=5000), Answer(403))
    await fails(cdn, url, part)
    assert (await fails(cdn, url, part)).trouble is MediaTrouble.LINK_EXPIRED
    await fetch(cdn, f"{url}?fresh=1", part)
    assert part.read_bytes() == data
    assert live.requests[-1].headers["range"] == "bytes=5000-"
    await cdn.aclose()


async def test_more_than_the_limit_on_the_disk(tmp_path: Path) -> None:
    part = tmp_path / "part"
    await fails(Host(DATA, [500]).cdn, URL, part)
    assert (await fails(Host(DATA, []).cdn, URL, part, 400)).trouble is MediaTrouble.TOO_LARGE
    assert names(tmp_path) == []


async def test_a_longer_body_than_promised(tmp_path: Path) -> None:
    cdn = CdnClient(allow_loopback=True)
    reply = response(DATA + b"trailing junk", "200 OK", f"ETag: {ETAG}", length=len(DATA))
    async with RawServer(answer(reply)) as server:
        await fetch(cdn, f"{server.url}/a", tmp_path / "part", LIMIT)
    assert (tmp_path / "part").read_bytes() == DATA
    await cdn.aclose()
