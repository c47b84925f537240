"""What can go wrong with an answer on its way: faults done to a real connection."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import time
from contextlib import contextmanager
from email.utils import formatdate
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

_DRIP = 0.05  # seconds between two bytes
_BOMB = 200 * 2**20  # bytes, once unpacked
_HUGE = 200 * 2**10  # bytes of one header
_LINGER_NONE = struct.pack("ii", 1, 0)  # closing sends RST


class Fault(StrEnum):
    """A way in which a connection or an answer is broken."""

    SILENT = "silent"
    RESET_BEFORE = "reset-before"
    EARLY_CLOSE = "early-close"
    DRIP = "drip"
    TRUNCATED = "truncated"
    RESET_MID = "reset-mid"
    BAD_CHUNK = "bad-chunk"
    BAD_STATUS_LINE = "bad-status-line"
    HUGE_HEADER = "huge-header"
    BAD_GZIP = "bad-gzip"
    BOMB = "bomb"
    REDIRECT_LOOP = "redirect-loop"


class Answer(Struct, frozen=True):
    """A whole HTTP answer, as it goes over the wire.

    Attributes:
        status: the HTTP status.
        headers: without those that say how long the body is.
        body: its bytes.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def head(self, length: int | None = None) -> bytes:
        """The status line and the headers, with the body's length, or one that is claimed."""
        lines = [f"HTTP/1.1 {self.status} Stand-in", *(f"{name}: {value}" for name, value in self.headers)]
        lines += [
            f"Content-Length: {len(self.body) if length is None else length}",
            "Connection: close",
            "",
            "",
        ]
        return "\r\n".join(lines).encode("latin-1")


HTML = Answer(200, (("Content-Type", "text/html"),), b"<!doctype html><title>Sign in</title><p>Sign in")
BAD_JSON = Answer(200, (("Content-Type", "application/json"),), b'{"job_id": 1000001, "job_st')
EMPTY = Answer(200)
NO_CONTENT = Answer(204)


def status(code: int, retry_after: float | None = None, *, as_date: bool = False) -> Answer:
    """A bare refusal, with ``Retry-After`` in seconds or as a date where one is wanted."""
    if retry_after is None:
        return Answer(code, (("Content-Type", "text/plain"),), b"stand-in fault")
    when = formatdate(time.time() + retry_after, usegmt=True) if as_date else str(int(retry_after))
    return Answer(code, (("Retry-After", when),), b"stand-in fault")


def redirect(address: str, code: int = 302) -> Answer:
    """A redirect to that address."""
    return Answer(code, (("Location", address),))


async def answer_with(fault: Fault, answer: Answer, writer: asyncio.StreamWriter, path: str) -> None:  # noqa: C901, PLR0912 - one arm a fault
    """Send the answer as the fault has it; the caller closes the connection.

    Args:
        fault: what is to go wrong.
        answer: what would have been sent.
        writer: the connection.
        path: of the request, for a redirect to itself.
    """
    half = answer.body[: len(answer.body) // 2]
    match fault:
        case Fault.SILENT:
            await asyncio.Event().wait()
        case Fault.EARLY_CLOSE:
            pass
        case Fault.RESET_BEFORE:
            _reset(writer)
        case Fault.DRIP:
            writer.write(answer.head())
            for byte in answer.body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(_DRIP)
        case Fault.TRUNCATED:
            writer.write(answer.head(len(answer.body) + 1) + half)
        case Fault.RESET_MID:
            writer.write(answer.head(len(answer.body) + 1) + half)
            await writer.drain()
            await asyncio.sleep(_DRIP)  # else the reset overtakes what was sent
            _reset(writer)
        case Fault.BAD_CHUNK:
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfive\r\nhello\r\n0\r\n\r\n")
        case Fault.BAD_STATUS_LINE:
            writer.write(b"HTTP/one 2OO fine\r\n\r\n")
        case Fault.HUGE_HEADER:
            writer.write(Answer(200, (("X-Huge", "x" * _HUGE),), answer.body).head() + answer.body)
        case Fault.BAD_GZIP:
            spoiled = Answer(200, (("Content-Encoding", "gzip"),), b"\x1f\x8bno gzip at all")
            writer.write(spoiled.head() + spoiled.body)
        case Fault.BOMB:
            bomb = Answer(200, (("Content-Encoding", "gzip"),), _bomb())
            writer.write(bomb.head() + bomb.body)
        case Fault.REDIRECT_LOOP:
            writer.write(redirect(path).head())
    await writer.drain()


@contextmanager
def refusing(port: int = 0) -> Iterator[str]:
    """The address of a port that nobody listens on; by default, of any such port."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(
            ("127.0.0.1", port)
        )  # bound, so that no one else takes it; not listening, so that it refuses
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


@contextmanager
def unaccepting(port: int = 0) -> Iterator[str]:
    """The address of a port that takes no more connections: connecting to it takes for ever (on Linux)."""
    with socket.create_server(("127.0.0.1", port), backlog=0) as listener:
        place = listener.getsockname()
        held = [socket.socket() for _ in range(4)]
        for one in held:
            one.setblocking(False)
            one.connect_ex(place)
        try:
            yield f"http://127.0.0.1:{place[1]}"
        finally:
            for one in held:
                one.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    """Let closing the connection send a reset."""
    held = writer.get_extra_info("socket")
    held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NONE)
    writer.transport.abort()


@cache
def _bomb() -> bytes:
    return gzip.compress(bytes(_BOMB), 9)
