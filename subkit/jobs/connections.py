"""Connections that bring nothing are ended: uvicorn itself waits for ever for a request to be whole."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

REQUEST_SECONDS = 20.0
"""How long a request's head may take to come, and the rest of a body that nobody reads: within once to twice that."""

_Protocol: Any = AutoHTTPProtocol  # one of two classes, by what is installed


class Connection(_Protocol):  # type: ignore[misc]  # which class it is, is known when it runs
    """uvicorn's connection, but it ends where for long no request is being answered and none becomes whole.

    What is idle between two requests uvicorn ends itself; an application that reads sees to its own bodies.
    """

    seconds = REQUEST_SECONDS

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to watch."""
        super().connection_made(transport)
        self._seen: object = None
        self._watch = asyncio.get_running_loop().call_later(self.seconds, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Watch no more."""
        self._watch.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """End the connection if its last request is answered and is the one that was last when this looked before."""
        cycle = self.cycle
        if (cycle is None or cycle.response_complete) and cycle is self._seen:
            self.transport.close()
            return
        self._seen = cycle
        self._watch = asyncio.get_running_loop().call_later(self.seconds, self._look)
