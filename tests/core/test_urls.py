"""Which addresses may have the key, and how they are spelled."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.errors import BadApiUrl
from whisul_desktop.core.urls import (
    check_api_url,
    is_host_name,
    is_loopback,
    is_loopback_host,
    origin,
)

JOB_ID = "81fa5ff7-6197-4c24-8062-c0ff8b62d58d"


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        ("https://whisul.com/api", "https://whisul.com/api"),
        (" https://whisul.com/api/ \n", "https://whisul.com/api"),
        ("https://whisul.com/api//", "https://whisul.com/api"),
        ("https://whisul.com", "https://whisul.com"),
        ("HTTPS://Whisul.COM:443/Api", "https://whisul.com/Api"),
        ("https://whisul.com.:8443/api", "https://whisul.com:8443/api"),
        ("http://localhost:8000/api", "http://localhost:8000/api"),
        ("http://LOCALHOST:80/api", "http://localhost/api"),
        ("http://127.0.0.1:1/api", "http://127.0.0.1:1/api"),
        ("http://127.8.9.1/api", "http://127.8.9.1/api"),
        ("http://[::1]:99/api", "http://[::1]:99/api"),
        ("http://[0:0::0:1]/api", "http://[::1]/api"),
        ("https://10.0.0.7/api", "https://10.0.0.7/api"),
    ],
)
def test_accepted(url: str, checked: str) -> None:
    assert check_api_url(url) == checked
    assert check_api_url(checked) == checked


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("whisul.com/api", "https://"),
        ("ftp://whisul.com", "https://"),
        ("file:///etc/passwd", "https://"),
        ("https:whisul.com", "https://"),
        ("https:///api", "https://"),
        ("http://whisul.com/api", "unprotected"),
        ("http://192.168.1.5/api", "unprotected"),
        ("http://128.0.0.1/api", "unprotected"),
        ("http://localhost.evil.com/api", "unprotected"),
        ("http://[::2]/api", "unprotected"),
        ("http://127.1/api", "valid host"),
        ("http://2130706433/api", "valid host"),
        ("http://0x7f.1/api", "valid host"),
        ("https://me@whisul.com/api", "user name"),
        ("https://whisul.com:x@evil.com/api", "user name"),
        ("https://@whisul.com/api", "user name"),
        ("https://whisul.com/api?key=1", "query"),
        ("https://whisul.com/api?", "query"),
        ("https://whisul.com/api#top", "fragment"),
        ("https://whisul.com/api#", "fragment"),
        ("https://whisul.com\\@evil.com", "'\\\\\\\\'"),
        ("https://whisul.com/a b", "' '"),
        ("https://whi\tsul.com", "t'"),
        ("https://whisul.соm/api", "'с'"),
        ("https://whisul..com/api", "valid host"),
        ("https://-whisul.com/api", "valid host"),
        (f"https://{'a' * 64}.com/api", "valid host"),
        ("https://whisul.com:port/api", "not valid"),
        ("https://whisul.com:99999/api", "not valid"),
        ("https://whisul.com:0/api", "port 0"),
        ("https://[::1/api", "not valid"),
        ("https://[fe80::1%25eth0]/api", "valid"),
        ("https://whisul.com/api/../other", "path"),
        ("https://whisul.com/api/%2E%2e/other", "path"),
        ("https://whisul.com/" + "a" * 2000, "longer"),
    ],
)
def test_refused_with_a_reason(url: str, reason: str) -> None:
    with pytest.raises(BadApiUrl, match=reason) as caught:
        check_api_url(url)
    assert caught.value.reason


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.booleans())
def test_never_anything_but_an_answer(text: str, prefixed: bool) -> None:
    url = f"https://{text}" if prefixed else text
    with contextlib.suppress(BadApiUrl):
        checked = check_api_url(url)
        assert check_api_url(checked) == checked
        assert checked.startswith(origin(url))


@pytest.mark.parametrize(
    ("url", "account"),
    [
        ("https://whisul.com/api", "https://whisul.com"),
        ("https://whisul.com:443/other", "https://whisul.com"),
        ("https://WHISUL.com:8443/api", "https://whisul.com:8443"),
        ("http://localhost:8000/api", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_origin(url: str, account: str) -> None:
    assert origin(url) == account


def test_origins_differ_where_a_key_must_not_go() -> None:
    urls = ("https://whisul.com", "https://api.whisul.com", "https://whisul.com:444",
            "http://localhost", "https://localhost", "http://127.0.0.1")  # fmt: skip
    assert len({origin(url) for url in urls}) == len(urls)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "127.0.0.1", "127.255.0.3", "::1"])
def test_loopback(host: str) -> None:
    assert is_loopback_host(host)
    name = f"[{host}]" if ":" in host else host
    assert is_loopback(f"https://{name}:8000/api")


@pytest.mark.parametrize("host", ["", "localhost.com", "128.0.0.1", "::", "0.0.0.0", "10.0.0.1"])
def test_not_loopback(host: str) -> None:
    assert not is_loopback_host(host)


def test_an_address_elsewhere() -> None:
    assert not is_loopback("https://whisul.com/api")
    with pytest.raises(BadApiUrl):
        is_loopback("127.0.0.1")


@pytest.mark.parametrize("host", ["", ".", "1.2.3.4", "127.1", "0x7f000001", "a..b", "::1", "a b"])
def test_not_a_host_name(host: str) -> None:
    assert not is_host_name(host)
