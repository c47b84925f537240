"""Sends webhooks over many connections at once and times the answers, at little cost: plain sockets, one thread."""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_SILENCE = 30.0  # seconds
_LATER = 503


class Call(NamedTuple):
    """A call to make: for which job, and whether its token is wrong."""

    job: int
    forged: bool


class Answer(NamedTuple):
    """What came of a call, and after how many ms: from the first byte sent (or the connection begun) to the last received."""

    call: Call
    status: int
    body: bytes
    milliseconds: float


class _Line:
    """One connection, and the call that is on it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.socket: socket.socket | None = None
        self._call = Call(0, forged=False)
        self._began = 0.0
        self._got = b""

    def send(self, call: Call, token: str, *, kept: bool) -> None:
        """Send a call; on a new connection if there is none."""
        self._call, self._began, self._got = call, time.perf_counter(), b""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self._port))
        self.socket.sendall(_request(call, token, kept=kept))

    def heard(self) -> Answer | None:
        """The answer, once all of it is here; without a status if the connection was cut."""
        piece = self.socket.recv(65_536) if self.socket else b""
        self._got += piece
        head, gap, body = self._got.partition(b"\r\n\r\n")
        if piece and (not gap or len(body) < _length(head)):
            return None
        status = int(head[9:12]) if gap else 0
        return Answer(self._call, status, body, (time.perf_counter() - self._began) * 1000)

    def hang_up(self) -> None:
        """End the connection."""
        if self.socket:
            self.socket.close()
        self.socket = None


def storm(
    port: int, token: str, calls: Sequence[Call], parallel: int, *, kept: bool, repeated: bool = False
) -> list[Answer]:
    """Make the calls, as many at once as there are connections.

    Args:
        port: of the receiver, on this machine.
        token: the right one; a forged call has it the other way round.
        calls: what to send.
        parallel: how many connections.
        kept: whether a connection serves one call after another, or a single one.
        repeated: whether a call that is to come again later (503) does so at once, until it gets another answer.
    """
    answers: list[Answer] = []
    left = deque(calls)
    with selectors.DefaultSelector() as selector:
        for _ in range(min(parallel, len(calls))):
            _next(selector, _Line(port), left, token, kept=kept)
        while selector.get_map():
            ready = selector.select(_SILENCE)
            if not ready:
                raise SystemExit(f"no answer for {_SILENCE:.0f} s, {len(answers):,} came before")
            for key, _ in ready:
                line: _Line = key.data
                answer = line.heard()
                if answer is None:
                    continue
                if repeated and answer.status == _LATER:
                    left.append(answer.call)
                else:
                    answers.append(answer)
                selector.unregister(key.fileobj)
                if not kept or not answer.status:
                    line.hang_up()
                _next(selector, line, left, token, kept=kept)
    return answers


def _next(
    selector: selectors.BaseSelector, line: _Line, left: deque[Call], token: str, *, kept: bool
) -> None:
    if not left:
        line.hang_up()
        return
    line.send(left.popleft(), token, kept=kept)
    if line.socket:
        selector.register(line.socket, selectors.EVENT_READ, line)


def _request(call: Call, token: str, *, kept: bool) -> bytes:
    body = f"job_id={call.job}&status=Completed"
    return (
        f"POST /hooks/verbit/{token[::-1] if call.forged else token} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"Connection: {'keep-alive' if kept else 'close'}\r\n\r\n{body}"
    ).encode()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0
