"""A real certificate: checked, and what it means where it is not to be trusted."""

from __future__ import annotations

import gc
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.downloads import fails, fetch
from tests.fakes.raw_server import Connection, RawServer, answer, read_and_reset, response
from whisul_desktop.api import connection
from whisul_desktop.api.cdn import CdnClient
from whisul_desktop.api.client import ApiClient, TimeLimits
from whisul_desktop.core.errors import MediaTrouble, TransportError
from whisul_desktop.core.types import Access

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
JOB_ID = "81fa5ff7-6197-4c24-8062-c0ff8b62d58d"
ACCEPTED = response(f'{{"job_id": "{JOB_ID}"}}'.encode(), "202 Accepted")
FOUND = response(b"song")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1, signed by itself, in one file."""
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", "-", "-subj", "/CN=localhost", "-days", "2",
         "-addext", "subjectAltName=IP:127.0.0.1",
         "-addext", "keyUsage=digitalSignature,keyCertSign"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    path.write_text(made.stdout)
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the user had this certificate among those of the system."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    connection._tls_context.cache_clear()
    yield
    connection._tls_context.cache_clear()


async def test_a_certificate_that_nobody_vouches_for(tls: ssl.SSLContext, tmp_path: Path) -> None:
    client, cdn = ApiClient(), CdnClient(allow_loopback=True)
    async with RawServer(answer(ACCEPTED), tls=tls) as server:
        url = f"https://{server.address}"
        with pytest.raises(TransportError, match="CERTIFICATE_VERIFY_FAILED") as caught:
            await client.submit(Access(url, "key"), "p")
        assert not caught.value.sent
        assert (await fails(cdn, url, tmp_path / "part")).trouble is MediaTrouble.NETWORK
    assert server.requests == []
    await client.aclose()
    await cdn.aclose()
    gc.collect()


@pytest.mark.usefixtures("trusted")
async def test_a_certificate_that_is_trusted(tls: ssl.SSLContext, tmp_path: Path) -> None:
    client, cdn = ApiClient(), CdnClient(allow_loopback=True)
    async with RawServer(answer(ACCEPTED), read_and_reset, answer(FOUND), tls=tls) as server:
        url = f"https://{server.address}"
        assert await client.submit(Access(url, "key"), "p") == JOB_ID
        with pytest.raises(TransportError) as caught:
            await client.submit(Access(url, "key"), "p")
        assert caught.value.sent, "behind TLS as well"
        await fetch(cdn, url, tmp_path / "part")
        assert (tmp_path / "part").read_bytes() == b"song"
    await client.aclose()
    await cdn.aclose()
    gc.collect()


@pytest.mark.usefixtures("trusted")
async def test_behind_a_proxy_tls_that_never_answers_sent_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def lets_through_to_nobody(peer: Connection) -> None:
        await peer.read_request()
        await peer.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await peer.left()

    async with RawServer(lets_through_to_nobody) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = ApiClient(limits=TimeLimits(total=0.4))
        with pytest.raises(TransportError) as caught:
            await client.submit(Access("https://whisul.example/api", "key"), "p")
        assert not caught.value.sent
        await client.aclose()
    assert proxy.requests[0].startswith(b"CONNECT")
    gc.collect()
