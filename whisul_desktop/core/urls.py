"""Rules for addresses: which API address may have the key, and which hosts are which."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from whisul_desktop.core.errors import BadApiUrl
from whisul_desktop.core.said import QT_TRANSLATE_NOOP, Said

_DEFAULT_PORTS = {"https": 443, "http": 80}
_MAX_LENGTH = 2000
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# The last label of a name is never a number: resolvers read such "names" as addresses
# in other spellings ("127.1", "2130706433", "0x7f.1").
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


def check_api_url(url: str) -> str:
    """The API address `url` in its one spelling, without a slash at the end.

    https, or http where it stays on this computer, because the key travels along. Raises
    BadApiUrl with the reason in plain words.
    """
    parts, authority = _parse(url)
    path = parts.path.rstrip("/")
    if any(segment in {".", ".."} for segment in path.lower().replace("%2e", ".").split("/")):
        raise BadApiUrl(url, Said(QT_TRANSLATE_NOOP("wording", 'its path contains "." or ".."')))
    return f"{parts.scheme}://{authority}{path}"


def origin(url: str) -> str:
    """`scheme://host[:port]` of an API address, the port only where it is not the default.

    A key belongs to one of these and is sent to no other. Raises BadApiUrl.
    """
    parts, authority = _parse(url)
    return f"{parts.scheme}://{authority}"


def is_loopback(url: str) -> bool:
    """Whether an API address is this computer. Raises BadApiUrl."""
    return is_loopback_host(_parse(url)[0].hostname or "")


def is_loopback_host(host: str) -> bool:
    """Whether a host (name, or address without brackets) is this computer by definition."""
    host = host.lower().rstrip(".")
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
        # ::ffff:127.0.0.1 counts as one since Python 3.13: it has no use but to mislead
        return address.is_loopback and getattr(address, "ipv4_mapped", None) is None
    except ValueError:
        return False


def is_host_name(host: str) -> bool:
    """Whether a host is a proper ASCII name, and not an address in any spelling."""
    labels = host.lower().removesuffix(".").split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    return not _NUMBER.fullmatch(labels[-1])


def _parse(url: str) -> tuple[SplitResult, str]:
    """The parts of an acceptable address, and `host[:port]` in its one spelling."""
    text = url.strip()
    reason = _bad_text(text)
    if reason:
        raise BadApiUrl(url, reason)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise BadApiUrl(
            url, Said(QT_TRANSLATE_NOOP("wording", "its host or port is not valid"))
        ) from None
    host = (parts.hostname or "").removesuffix(".")
    reason = _bad_parts(parts, host)
    if port == 0 and not reason:
        reason = Said(QT_TRANSLATE_NOOP("wording", "port 0 does not exist"))
    if reason:
        raise BadApiUrl(url, reason)
    authority = f"[{ipaddress.ip_address(host)}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        authority = f"{authority}:{port}"
    return parts, authority


def _bad_text(text: str) -> str:
    if not text:
        return Said(QT_TRANSLATE_NOOP("wording", "it is empty"))
    if len(text) > _MAX_LENGTH:
        return Said(
            QT_TRANSLATE_NOOP("wording", "it is longer than {most} characters"), most=_MAX_LENGTH
        )
    strange = next((char for char in text if not "!" <= char <= "~" or char == "\\"), None)
    if strange is not None:
        return Said(
            QT_TRANSLATE_NOOP(
                "wording", "it contains {strange}, which does not belong in an address"
            ),
            strange=repr(strange),
        )
    # Looked for in the text, because an empty query or fragment leaves no part behind.
    if "?" in text:
        return Said(QT_TRANSLATE_NOOP("wording", 'it contains a query ("?…")'))
    if "#" in text:
        return Said(QT_TRANSLATE_NOOP("wording", 'it contains a fragment ("#…")'))
    return ""


def _bad_parts(parts: SplitResult, host: str) -> str:
    if parts.scheme not in _DEFAULT_PORTS or not parts.netloc:
        return Said(QT_TRANSLATE_NOOP("wording", "it has to start with https://"))
    if "@" in parts.netloc:
        return Said(QT_TRANSLATE_NOOP("wording", "it contains a user name or password"))
    if not host:
        return Said(QT_TRANSLATE_NOOP("wording", "it has no host"))
    if not _is_address(host) and not is_host_name(host):
        return Said(QT_TRANSLATE_NOOP("wording", "{host} is not a valid host"), host=repr(host))
    if parts.scheme == "http" and not is_loopback_host(host):
        return Said(
            QT_TRANSLATE_NOOP("wording", "http:// would send the key unprotected; use https://")
        )
    return ""


def _is_address(host: str) -> bool:
    if "%" in host:  # an IPv6 zone
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
