"""Downloads and how they end."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
import time
from pathlib import Path

import pytest

from tests.api.downloads import fails, fetch, names, song
from tests.fakes.raw_server import RawServer, answer, hang
from whisul_desktop.api.cdn import CdnClient
from whisul_desktop.api.part_file import PartFile
from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.demo.faults import Answer, Drip, Flood, Redirect
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.demo.transport import demo_transport


async def test_a_song(live: LookAlike, cdn: CdnClient, tmp_path: Path) -> None:
    url, data = song(live)
    part = tmp_path / "a.audio.part"
    progress = await fetch(cdn, url, part)
    assert part.read_bytes() == data
    assert progress[-1] == (len(data), len(data))
    assert names(tmp_path) == ["a.audio.part", "songs"]
    [seen] = live.requests
    assert seen.headers["accept-encoding"] == "identity"
    assert "authorization" not in seen.headers
    assert "range" not in seen.headers


async def test_in_process(lookalike: LookAlike, tmp_path: Path) -> None:
    cdn = CdnClient(demo_transport(lookalike))
    url, data = song(lookalike)
    assert url.startswith("https://demo.whisul.example/media/")
    await fetch(cdn, url, tmp_path / "part")
    assert (tmp_path / "part").read_bytes() == data
    await cdn.aclose()


@pytest.mark.parametrize(
    ("status", "trouble"),
    [(401, "link_expired"), (403, "link_expired"), (404, "link_expired"), (410, "link_expired"),
     (400, "network"), (429, "network"), (500, "network"), (503, "network"), (204, "network"),
     (206, "network"), (304, "network"), (416, "network")],
)  # fmt: skip
async def test_refusals(lookalike: LookAlike, tmp_path: Path, status: int, trouble: str) -> None:
    lookalike.script("GET /media", Answer(status, "?"))
    cdn = CdnClient(demo_transport(lookalike))
    error = await fails(cdn, song(lookalike)[0], tmp_path / "part")
    assert error.trouble.value == trouble
    assert str(status) in error.detail or status == 206
    await cdn.aclose()


async def test_an_encoding_that_was_not_asked_for(lookalike: LookAlike, tmp_path: Path) -> None:
    lookalike.script("GET /media", Answer(200, b"x", {"content-encoding": "gzip"}))
    cdn = CdnClient(demo_transport(lookalike))
    error = await fails(cdn, song(lookalike)[0], tmp_path / "part")
    assert error.trouble is MediaTrouble.NETWORK
    await cdn.aclose()


async def test_too_large_with_a_length(live: LookAlike, cdn: CdnClient, tmp_path: Path) -> None:
    url, data = song(live)
    part = tmp_path / "part"
    assert (await fails(cdn, url, part, len(data) - 1)).trouble is MediaTrouble.TOO_LARGE
    assert not part.exists()
    assert not part.with_name("part.etag").exists()
    await fetch(cdn, url, part, len(data))


async def test_too_large_without_a_length(live: LookAlike, cdn: CdnClient, tmp_path: Path) -> None:
    live.script("GET /media", Flood(media_type="audio/mpeg"))
    part = tmp_path / "part"
    assert (await fails(cdn, song(live)[0], part)).trouble is MediaTrouble.TOO_LARGE
    assert not part.exists()


async def test_no_length_at_all(cdn: CdnClient, tmp_path: Path) -> None:
    body = b"x" * 100_000
    async with RawServer(answer(b"HTTP/1.1 200 OK\r\n\r\n" + body)) as server:
        progress = await fetch(cdn, f"{server.url}/a", tmp_path / "part")
    assert (tmp_path / "part").read_bytes() == body
    assert progress[-1] == (len(body), len(body))


async def test_no_connection(cdn: CdnClient, tmp_path: Path) -> None:
    async with RawServer(hang) as server:
        url = f"{server.url}/a"
    assert (await fails(cdn, url, tmp_path / "part")).trouble is MediaTrouble.NETWORK


async def test_no_bytes_in_time(tmp_path: Path) -> None:
    cdn = CdnClient(allow_loopback=True, read_timeout=0.2)
    async with RawServer(hang) as server:
        error = await fails(cdn, f"{server.url}/a", tmp_path / "part")
    assert error.trouble is MediaTrouble.NETWORK
    await cdn.aclose()


async def test_proxy_settings_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "nonsense://x")
    cdn = CdnClient()
    error = await fails(cdn, "https://cdn.whisul.example/a", tmp_path / "part")
    assert error.trouble is MediaTrouble.NETWORK
    assert "proxy" in error.detail
    await cdn.aclose()


async def test_the_folder_is_gone(live: LookAlike, cdn: CdnClient, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    error = await fails(cdn, song(live)[0], folder / "part")
    assert error.trouble is MediaTrouble.DISK
    assert str(folder) in error.detail
    assert "No such file or directory" in error.detail
    assert not folder.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_the_disk_is_full() -> None:
    with pytest.raises(MediaError) as caught:
        PartFile(Path("/dev/full")).write(0, b"x")
    assert caught.value.trouble is MediaTrouble.DISK
    assert "/dev: No space left on device" in caught.value.detail


async def test_cancelling_keeps_what_came(tmp_path: Path, live: LookAlike) -> None:
    cdn = CdnClient(allow_loopback=True)
    url, data = song(live)
    live.script("GET /media", Drip(seconds=30, after=1000))
    part = tmp_path / "part"
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await fetch(cdn, url, part)
    assert part.exists()
    await fetch(cdn, url, part)
    assert part.read_bytes() == data
    await cdn.aclose()
    gc.collect()


async def test_progress_is_told_ten_times_a_second_at_most(
    live: LookAlike, cdn: CdnClient, tmp_path: Path
) -> None:
    folder = live._media
    (folder / "big.bin").write_bytes(bytes(30_000_000))
    started = time.monotonic()
    progress = await fetch(cdn, f"{live.base_url}/media/big.bin", tmp_path / "part", 30_000_000)
    assert len(progress) <= (time.monotonic() - started) * 10 + 2
    assert [done for done, _ in progress] == sorted(done for done, _ in progress)
    assert {total for _, total in progress} == {30_000_000}
    assert (tmp_path / "part").stat().st_size == 30_000_000


async def test_files_are_written_outside_of_the_loop(
    live: LookAlike, cdn: CdnClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    for name in ("resumable", "restart", "write", "finish"):

        def spy(*args: object, _real: object = getattr(PartFile, name)) -> object:
            threads.append(threading.current_thread())
            return _real(*args)  # type: ignore[operator]

        monkeypatch.setattr(PartFile, name, spy)
    await fetch(cdn, song(live)[0], tmp_path / "part")
    assert len(threads) == 4
    assert threading.current_thread() not in threads
    assert all(thread.daemon for thread in threads)


async def test_a_signed_link_is_in_no_log(
    live: LookAlike, cdn: CdnClient, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url, _ = song(live)
    live.script("GET /media", Redirect(f"{url}?signature=canary2"), Answer(403))
    with caplog.at_level(logging.DEBUG):
        error = await fails(cdn, f"{url}?signature=canary1", tmp_path / "part")
    assert "canary" not in caplog.text + str(error)
