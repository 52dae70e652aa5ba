"""The look-alike behind a real socket: `python -m whisul_desktop.demo.serve --port 0`.

It prints its API address on one line. uvicorn comes with the development tools.
"""

from __future__ import annotations

import argparse
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from whisul_desktop.demo.service import LookAlike
from whisul_desktop.store.paths import resources_dir

if TYPE_CHECKING:
    import uvicorn


def listen(lookalike: LookAlike, port: int = 0) -> tuple[uvicorn.Server, socket.socket]:
    """A server for `server.run([sock])` and its listening socket on 127.0.0.1.

    Clients may connect from now on; `lookalike.base_url` says where. Raises OSError where
    the port is taken.
    """
    import uvicorn

    sock = socket.create_server(("127.0.0.1", port), backlog=512)
    # Inherited by its connections; asyncio does it for sockets of its own only, and an
    # answer of two writes would wait 40 ms for the other end's delayed ACK.
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    lookalike.base_url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    config = uvicorn.Config(
        lookalike.app,
        interface="asgi3",  # uvicorn takes a bound method for an ASGI 2 app
        http="h11",  # the faults reach for its transport
        ws="none",
        lifespan="off",
        proxy_headers=False,
        access_log=False,
        log_config=None,
        log_level="critical",
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config), sock


def main(arguments: list[str] | None = None) -> None:
    """Serve until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="whisul_desktop.demo.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--media", type=Path, default=None, help="folder with songs.json")
    parser.add_argument("--seconds", type=float, nargs=2, default=(10, 40), metavar=("A", "B"))
    parser.add_argument("--failure-rate", type=float, default=0.12, help="0 to 1")
    parser.add_argument("--key", default=None, help="the only API key that is accepted")
    parser.add_argument("--state", type=Path, default=None, help="JSON file that keeps the jobs")
    options = parser.parse_args(arguments)
    lookalike = LookAlike(
        options.media or resources_dir() / "demo",
        state=options.state,
        seconds=tuple(options.seconds),
        failure_rate=options.failure_rate,
        key=options.key,
    )
    server, sock = listen(lookalike, options.port)
    sys.stdout.write(f"{lookalike.api_url}\n")
    sys.stdout.flush()
    server.run([sock])


if __name__ == "__main__":
    main()
