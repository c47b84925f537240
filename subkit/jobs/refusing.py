"""Calls that are not taken, and bodies that are: read no further than is allowed, and not waited for where nobody reads."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

_SMALL = 2**16  # bytes of a body that is let pass unread, so that the connection can go on


class RefusedError(Exception):
    """A call that is not taken: a word for the log, the status, a sentence for the caller, and headers.

    It never leaves the receiver, where it becomes an answer.
    """

    def __init__(
        self, verdict: str, status: int, text: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(verdict, status, text)
        self.verdict, self.status, self.text, self.headers = verdict, status, text, headers


CLOSE = {"Connection": "close"}
"""The rest of a body that was not read is not waited for."""


async def body_of(request: Request, limit: int) -> bytes:
    """The whole body, unless it is larger than the limit: no more of it is read.

    Raises:
        RefusedError: it is larger.
        ClientDisconnect: it is cut off.
    """
    too_large = RefusedError("too large", 413, "the body is too large", CLOSE)
    if _promised(request) > limit:
        raise too_large
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > limit:
            raise too_large
    return bytes(chunks)


def _promised(request: Request) -> int:
    """The length that the body is said to have: 0 where nothing is said, endless where it is no number."""
    said = request.headers.get("content-length", "0")
    return int(said[:20]) if said.isascii() and said.isdigit() else sys.maxsize


def rest_of(request: Request) -> dict[str, str]:
    """The headers of an answer to a request whose body was not read: none if it is small, and the next may follow."""
    endless = "transfer-encoding" in request.headers
    return CLOSE if endless or _promised(request) > _SMALL else {}
