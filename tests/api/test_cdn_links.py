"""Which links and redirects are followed: none that leads into this computer or its network."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.api.downloads import fails, fetch, names, song
from tests.fakes.raw_server import RawServer, answer, response
from whisul_desktop.api.cdn import CdnClient, check_media_url
from whisul_desktop.core.errors import MediaTrouble
from whisul_desktop.demo.faults import Answer, Redirect
from whisul_desktop.demo.service import LookAlike

BLOCKED = [
    "", "song.mp3", "/media/song.mp3", "//cdn.whisul.com/a.mp3", "file:///etc/passwd",
    "data:audio/mpeg;base64,AAAA", "ftp://cdn.whisul.com/a.mp3", "javascript:alert(1)",
    "tcp://cdn.whisul.com:80", "http://cdn.whisul.com/a.mp3", "https://me@cdn.whisul.com/a.mp3",
    "https://cdn.whisul.com:pw@evil.example/a.mp3", "https://93.184.216.34/a.mp3",
    "https://10.0.0.1/a.mp3", "https://[2606:2800:220:1::1]/a", "https://[fe80::1]/a",
    "https://[::ffff:127.0.0.1]/a", "https://0.0.0.0/a", "https://2130706433/a", "https://0x7f.1/a",
    "https://127.1/a", "https://0177.0.0.1/a", "https://router/a", "https://nas.local/a",
    "https://db.internal/a", "https://printer.home.arpa/a", "https://x.lan/a",
    "https://cdn.localhost/a", "https://169.254.169.254/latest/meta-data", "https:///a",
    "https://nas.local./a", "https://cdn..whisul.com/a", "https://cdn.whisul.com\n/a",
    "https://１２７.0.0.1/a", "https://" + "a" * 64 + ".com/a", "http://[::1",
]  # fmt: skip
LOOPBACK = [
    "http://127.0.0.1:1/a",
    "https://localhost/a",
    "http://[::1]:8/a",
    "http://localhost./a",
]


@pytest.mark.parametrize("url", BLOCKED + LOOPBACK)
async def test_links_that_are_not_followed(tmp_path: Path, url: str) -> None:
    asked: list[httpx.Request] = []

    def record(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    transport = httpx.MockTransport(record)
    cdn, local = CdnClient(transport), CdnClient(transport, allow_loopback=True)
    error = await fails(cdn, url, tmp_path / "part")
    assert error.trouble is MediaTrouble.BLOCKED_URL
    assert error.detail
    if url not in LOOPBACK:
        assert (await fails(local, url, tmp_path / "part")).trouble is MediaTrouble.BLOCKED_URL
    assert asked == []
    assert names(tmp_path) == []
    await cdn.aclose()
    await local.aclose()


@pytest.mark.parametrize(
    "url", ["https://cdn.whisul.com/a.mp3?sig=x#y", "https://bücher.example/a", "https://a.b:8443/"]
)
def test_links_that_are_followed(url: str) -> None:
    check_media_url(httpx.URL(url), allow_loopback=False)


@pytest.mark.parametrize("url", LOOPBACK)
def test_loopback_where_it_is_allowed(url: str) -> None:
    check_media_url(httpx.URL(url), allow_loopback=True)


async def test_redirects(live: LookAlike, cdn: CdnClient, tmp_path: Path) -> None:
    url, data = song(live)
    async with RawServer(
        answer(response(b"", "302 Found", f"Location: {url}", "Set-Cookie: a=b; Path=/"))
    ) as other:
        live.script("GET /media/start", Redirect("/media/next", 301))
        live.script("GET /media/next", Redirect(f"{other.url}/x", 308))
        await fetch(cdn, f"{live.base_url}/media/start", tmp_path / "part")
    assert (tmp_path / "part").read_bytes() == data
    assert all("cookie" not in seen.headers for seen in live.requests)


@pytest.mark.parametrize(
    ("location", "trouble"),
    [
        ("http://cdn.example/a", MediaTrouble.BLOCKED_URL),
        ("http://127.0.0.1/a", MediaTrouble.BLOCKED_URL),
        ("https://localhost/a", MediaTrouble.BLOCKED_URL),
        ("https://10.0.0.1/a", MediaTrouble.BLOCKED_URL),
        ("https://x@cdn.example/a", MediaTrouble.BLOCKED_URL),
        ("file:///etc/passwd", MediaTrouble.BLOCKED_URL),
        ("//router/a", MediaTrouble.BLOCKED_URL),
        ("https://[bad", MediaTrouble.BLOCKED_URL),
        ("", MediaTrouble.NETWORK),
    ],
)
async def test_redirects_are_checked_like_links(
    tmp_path: Path, location: str, trouble: MediaTrouble
) -> None:
    asked: list[str] = []

    def reply(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"location": location} if location else {})

    cdn = CdnClient(httpx.MockTransport(reply))
    assert (await fails(cdn, "https://cdn.whisul.com/a", tmp_path / "part")).trouble is trouble
    assert asked == ["https://cdn.whisul.com/a"]
    await cdn.aclose()


async def test_https_never_becomes_http(tmp_path: Path) -> None:
    asked: list[str] = []

    def reply(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"location": "http://localhost/a"})

    cdn = CdnClient(httpx.MockTransport(reply), allow_loopback=True)
    error = await fails(cdn, "https://localhost/a", tmp_path / "part")
    assert error.trouble is MediaTrouble.BLOCKED_URL
    assert asked == ["https://localhost/a"]
    await cdn.aclose()


async def test_hops_are_counted(live: LookAlike, cdn: CdnClient, tmp_path: Path) -> None:
    url, data = song(live)
    for hops, fine in ((5, True), (6, False)):
        live.requests.clear()
        for hop in range(hops):
            live.script(f"GET /media/{hop}", Redirect(f"/media/{hop + 1}"))
        live.script(f"GET /media/{hops}", Redirect(url) if not fine else Answer(200, data))
        if fine:
            await fetch(cdn, f"{live.base_url}/media/0", tmp_path / "part")
        else:
            error = await fails(cdn, f"{live.base_url}/media/0", tmp_path / "part")
            assert error.trouble is MediaTrouble.NETWORK
        assert len(live.requests) == 6
        live.heal()
