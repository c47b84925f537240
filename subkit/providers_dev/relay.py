"""A relay on a real socket in front of a stand-in: it passes calls on, and spoils those that it is told to."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import h11
import httpx

from subkit.providers_dev.faults import Answer, Fault, answer_with

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

_READ = 2**16
_BACKLOG = 1024
_TURNS = 10  # of the loop: accepting, making and closing a connection take two or three each
_HOP_BY_HOP = {"connection", "content-length", "keep-alive", "transfer-encoding", "expect"}

Spoiler: TypeAlias = Fault | Answer
"""How to spoil a call: a fault, or another answer in place of the right one."""

_BEFORE = {Fault.SILENT, Fault.RESET_BEFORE}


@dataclass
class _Rule:
    spoiler: Spoiler
    path: str
    method: str
    times: int
    arrives: bool
    after: int

    def takes(self, method: str, target: str) -> bool:
        """Count a call, and say whether it is to be spoiled."""
        if self.times <= 0 or self.path not in target or self.method not in ("", method):
            return False
        self.after -= 1
        if self.after >= 0:
            return False
        self.times -= 1
        return True


class Relay:
    """What happens to the calls that come to a relay.

    Attributes:
        address: where it listens, ``http://127.0.0.1:PORT``, or https with TLS.
        calls: method, path and fault (or ``None``) of every call that came, spoiled or not.
    """

    def __init__(self, upstream: str) -> None:
        self.address = ""
        self.calls: list[tuple[str, str, str | None]] = []
        self._upstream = upstream
        self._rules: list[_Rule] = []
        self._lock = threading.Lock()
        self._open: set[asyncio.Task[None] | None] = (
            set()
        )  # asyncio itself drops a call that waits for nothing

    def spoil(
        self,
        spoiler: Spoiler,
        path: str = "",
        *,
        method: str = "",
        times: int = 1,
        after: int = 0,
        arrives: bool | None = None,
    ) -> None:
        """Spoil the next calls.

        Args:
            spoiler: a fault, or another answer in place of the right one.
            path: what the call's path must contain.
            method: which method alone; all by default.
            times: how many calls.
            after: how many such calls pass unspoiled first.
            arrives: whether the call is still passed on, so that only its answer is lost; by default for faults that
                come after the request, and not for other answers.
        """
        if arrives is None:
            arrives = isinstance(spoiler, Fault) and spoiler not in _BEFORE
        with self._lock:
            self._rules.append(_Rule(spoiler, path, method, times, arrives, after))

    def heal(self) -> None:
        """Spoil nothing more."""
        with self._lock:
            self._rules.clear()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one call on a connection, and close it; cancelled, it ends in silence (asyncio's streams would complain)."""
        ends = (OSError, h11.RemoteProtocolError, asyncio.CancelledError)
        call = asyncio.current_task()
        self._open.add(call)
        with suppress(*ends), closing(writer):
            request, body = await _read(reader)
            if request is not None:
                await self._answer(request, body, writer)
        self._open.discard(call)

    async def _answer(self, request: h11.Request, body: bytes, writer: asyncio.StreamWriter) -> None:
        method, target = request.method.decode(), request.target.decode("latin-1")
        path = target.partition("?")[0]
        rule = self._rule(method, path)
        self.calls.append((method, path, _name(rule)))
        answer = Answer(502)
        if rule is None or rule.arrives:
            answer = await self._pass_on(request, target, body)
        if rule is None or isinstance(rule.spoiler, Answer):
            sent = answer if rule is None or not isinstance(rule.spoiler, Answer) else rule.spoiler
            writer.write(sent.head() + sent.body)
            await writer.drain()
        else:
            await answer_with(rule.spoiler, answer, writer, target)

    def _rule(self, method: str, target: str) -> _Rule | None:
        with self._lock:
            for rule in self._rules:
                if rule.takes(method, target):
                    return rule
        return None

    async def _pass_on(self, request: h11.Request, target: str, body: bytes) -> Answer:
        """The stand-in's answer; host and scheme are told, so that addresses in answers lead back here."""
        headers = [
            (name.decode(), value.decode("latin-1"))
            for name, value in request.headers
            if name.decode() not in _HOP_BY_HOP
        ]
        headers.append(("X-Forwarded-Proto", self.address.partition(":")[0]))
        # The stand-in has no TLS: reading the system's certificates for each call would be most of the time.
        async with httpx.AsyncClient(trust_env=False, timeout=60, verify=False) as client:  # noqa: S501 - as said
            answer = await client.request(
                request.method.decode(), self._upstream + target, headers=headers, content=body
            )
        kept = ((k, v) for k, v in answer.headers.items() if k not in (*_HOP_BY_HOP, "content-encoding"))
        return Answer(answer.status_code, tuple(kept), answer.content)


@contextmanager
def relaying(
    upstream: str, listener: socket.socket | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[Relay]:
    """A relay to a stand-in's address as long as the block lasts.

    Args:
        upstream: the stand-in's address.
        listener: where the relay listens; by default, on a free port of this machine.
        tls: what it proves itself with; it speaks plain HTTP without.
    """
    where = listener or socket.create_server(("127.0.0.1", 0), backlog=_BACKLOG)
    relay = Relay(upstream)
    started = threading.Event()
    stop: list[Callable[[], object]] = []

    async def run() -> None:
        loop, end = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(relay.serve, sock=where, backlog=_BACKLOG, ssl=tls)
        relay.address = f"http{'s' if tls else ''}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        stop.append(lambda: loop.call_soon_threadsafe(end.set))
        started.set()
        await end.wait()
        await _turns()
        server.close()
        await _end_calls()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    started.wait()
    try:
        yield relay
    finally:
        stop[0]()
        thread.join()


async def _end_calls() -> None:
    """End the calls that are still open, with their connections."""
    open_calls = asyncio.all_tasks() - {asyncio.current_task()}
    for call in open_calls:
        call.cancel()
    await asyncio.gather(*open_calls, return_exceptions=True)
    await _turns()


async def _turns() -> None:
    """Let the loop make the connections that it accepted: a server that is closed meanwhile forgets to close them."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)


def _name(rule: _Rule | None) -> str | None:
    if rule is None:
        return None
    return str(rule.spoiler) if isinstance(rule.spoiler, Fault) else f"HTTP {rule.spoiler.status}"


async def _read(reader: asyncio.StreamReader) -> tuple[h11.Request | None, bytes]:
    """A whole request; ``None`` if the caller hung up first."""
    parser = h11.Connection(h11.SERVER)
    request: h11.Request | None = None
    parts: list[bytes] = []
    while True:
        event = parser.next_event()
        if event is h11.NEED_DATA:
            received = await reader.read(_READ)
            if not received and request is None:
                return None, b""
            parser.receive_data(received)
        elif isinstance(event, h11.Request):
            request = event
        elif isinstance(event, h11.Data):
            parts.append(bytes(event.data))
        else:
            return request, b"".join(parts)
