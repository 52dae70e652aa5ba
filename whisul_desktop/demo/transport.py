"""The look-alike inside this process, in the place of a network."""

from __future__ import annotations

import httpx
from typing_extensions import override

from whisul_desktop.demo.faults import Dropped
from whisul_desktop.demo.service import LookAlike


class _DemoTransport(httpx.ASGITransport):
    """Tells a broken connection as a real one does. Bodies arrive whole, at once."""

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return await super().handle_async_request(request)
        except Dropped as error:
            raise httpx.RemoteProtocolError(
                "Server disconnected without sending a response.", request=request
            ) from error


def demo_transport(lookalike: LookAlike) -> httpx.AsyncBaseTransport:
    """A transport that takes every request to the look-alike, whatever its host."""
    return _DemoTransport(lookalike.app)
