"""Linux tells by itself, without a service, when a network comes: rtnetlink(7).

Qt's QNetworkInformation asks GLib for the same, which is 3 MiB more for the program.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

_log = logging.getLogger(__name__)
CALM = 0.5  # seconds; a network comes in several steps
_GROUPS = 0x40 | 0x400  # RTMGRP_IPV4_ROUTE, RTMGRP_IPV6_ROUTE
_LARGEST = 1 << 16  # bytes of one read; what it says does not matter
# include/uapi/linux/route.h and ipv6_route.h
_UP, _REJECT, _ANYCAST, _CACHE, _LOCAL = 0x1, 0x200, 0x100000, 0x1000000, 0x80000000
_Route = tuple[str, str]  # device, destination


async def watch_network(back: Callable[[], object]) -> None:
    """Call `back` each time that a network comes, until cancelled; ends where nobody tells."""
    try:
        told = _listen()
    except OSError as error:
        _log.info("this system does not tell when the network comes back: %s", error)
        return
    with told:
        await _watch(told, back)


def _listen() -> socket.socket:
    told = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
    try:
        told.setblocking(False)
        told.bind((0, _GROUPS))
    except OSError:
        told.close()
        raise
    return told


async def _watch(told: socket.socket, back: Callable[[], object]) -> None:
    loop = asyncio.get_running_loop()
    before = routes()
    while True:
        try:
            await loop.sock_recv(told, _LARGEST)
        except OSError as error:
            if error.errno != errno.ENOBUFS:  # more was told than there was room for
                raise
        await asyncio.sleep(CALM)
        _forget(told)
        now = routes()
        if now - before:
            _log.info("a network has come: %s", ", ".join(sorted({name for name, _ in now})))
            back()
        before = now


def _forget(told: socket.socket) -> None:
    """What else was told meanwhile; `routes` says it all."""
    try:
        while True:
            told.recv(_LARGEST)
    except OSError:
        return


def routes(folder: Path = Path("/proc/net")) -> set[_Route]:
    """Where packets can go, beyond this computer and the cable's other end (proc(5))."""
    return {*_ipv4(_lines(folder / "route")[1:]), *_ipv6(_lines(folder / "ipv6_route"))}


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("ascii").splitlines()
    except OSError:  # a kernel without IPv6
        return []


def _ipv4(lines: list[str]) -> Iterator[_Route]:
    for line in lines:
        device, destination, _gateway, flags = line.split()[:4]
        far = not destination.endswith("FEA9")  # 169.254.0.0/16, in the host's order
        if int(flags, 16) & (_UP | _REJECT) == _UP and far and device != "lo":
            yield device, destination


def _ipv6(lines: list[str]) -> Iterator[_Route]:
    for line in lines:
        destination, *_, flags, device = line.split()
        bits = int(flags, 16)
        useless = bits & (_REJECT | _ANYCAST | _CACHE | _LOCAL) or not bits & _UP
        if not useless and not destination.startswith(("fe80", "ff")) and device != "lo":
            yield device, destination
