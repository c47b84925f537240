"""Connections as callers treat them, on real sockets: reused, dripping, silent, in pieces, of the wrong kind."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from contextlib import closing, contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
import uvicorn

from subkit.jobs.connections import REQUEST_SECONDS, Connection
from subkit.jobs.credentials import Secret
from subkit.jobs.inbox import Inbox
from subkit.jobs.webhook import Receiver
from subkit_adapters.verbit import adapter as verbit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "canary-0123456789abcdefghijk"  # noqa: S105  # a canary
PATH = f"/hooks/verbit/{TOKEN}"
WRONG = f"/hooks/verbit/{TOKEN}x"
FORM = "Content-Type: application/x-www-form-urlencoded"

PATIENCE = 60
"""How long something is waited for in seconds that is sure to come, if late on a busy machine."""


class Quick(Connection):
    seconds = 0.6


class Forward(asyncio.SelectorEventLoop):
    """A loop whose clock can be put forward: limits are reached when a test says so, and not when the machine is slow."""

    def __init__(self) -> None:
        self._ahead = 0.0
        super().__init__()

    def time(self) -> float:
        return super().time() + self._ahead

    def put_forward(self, seconds: float) -> None:
        """Let so many seconds have passed, after all that has come up to now."""
        done = Event()

        def put() -> None:
            self._ahead += seconds
            done.set()

        self.call_soon_threadsafe(put)
        assert done.wait(PATIENCE)


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    with closing(Inbox(tmp_path)) as inbox:
        yield inbox


@pytest.fixture
def loop() -> Forward:
    return Forward()


@pytest.fixture
def port(inbox: Inbox, loop: Forward) -> Iterator[int]:
    """A receiver with its usual limits, by the clock of the loop."""
    with served(Receiver([verbit], [Secret(TOKEN)], inbox, keep_seconds=PATIENCE), loop=loop) as port:
        yield port


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A receiver for tests that look at answers alone: to start one for each takes long."""
    with closing(Inbox(tmp_path_factory.mktemp("state"))) as inbox:
        with served(Receiver([verbit], [Secret(TOKEN)], inbox, keep_seconds=PATIENCE)) as port:
            yield port
        assert {"1"} >= {one.id for one in inbox.open()}


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """One that ends soon what is not whole."""
    with closing(Inbox(tmp_path_factory.mktemp("state"))) as inbox:
        with served(Receiver([verbit], [Secret(TOKEN)], inbox), Quick) as port:
            yield port
        assert [] == inbox.open()


@contextmanager
def served(
    receiver: Receiver, kind: type[Connection] = Connection, loop: Forward | None = None
) -> Iterator[int]:
    settings = uvicorn.Config(
        receiver, http=kind, log_level="error", timeout_graceful_shutdown=1, timeout_keep_alive=PATIENCE
    )
    server = uvicorn.Server(settings)

    def run(listener: socket.socket) -> None:
        if loop is None:
            server.run(sockets=[listener])
            return
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(server.serve(sockets=[listener]))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=run, args=(listener,))
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


def request(method: str, path: str, *headers: str, body: str = "") -> bytes:
    length = [f"Content-Length: {len(body)}"] if body else []
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: x", *headers, *length, "", body)).encode()


def hint(job: int, path: str = PATH) -> bytes:
    return request("POST", path, FORM, body=f"job_id={job}&status=Completed")


def answered(line: socket.socket) -> tuple[int, str]:
    """The status and the body of the next answer; 0 if the connection was ended instead."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = line.recv(1)
        if not piece:
            return 0, got.decode()
        got += piece
    found = re.search(rb"content-length: (\d+)", got.lower())
    body = b""
    while found and len(body) < int(found[1]) and (piece := line.recv(1)):
        body += piece
    return int(got[9:12]), body.decode()


def ended(line: socket.socket) -> bool:
    """Whether the other side ends the connection."""
    line.settimeout(PATIENCE)
    try:
        while line.recv(1000):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


def drip(line: socket.socket, beginning: bytes = b"") -> None:
    """Send a byte now and then for a while."""
    end = time.monotonic() + PATIENCE
    line.sendall(beginning)
    while time.monotonic() < end:
        line.sendall(b"x")
        time.sleep(0.05)


@pytest.fixture
def line(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        yield line


def test_one_connection_serves_call_after_call(line: socket.socket, inbox: Inbox) -> None:
    for job in range(20):
        line.sendall(hint(job))
        assert (200, "OK") == answered(line)
    assert 20 == len(inbox.open())


def test_calls_that_are_sent_without_waiting_are_answered_in_order(line: socket.socket, inbox: Inbox) -> None:
    line.sendall(b"".join((hint(1), hint(2, WRONG), hint(3))))
    assert [200, 404, 200] == [answered(line)[0] for _ in range(3)]
    assert ["1", "3"] == [one.id for one in inbox.open()]


def test_after_a_refusal_the_connection_goes_on(line: socket.socket, inbox: Inbox) -> None:
    for wrong in (
        hint(1, WRONG),
        request("GET", PATH),
        request("GET", "/"),
        hint(0).replace(b"job_id", b"other_"),
    ):
        line.sendall(wrong)
        assert answered(line)[0] in (400, 404, 405)
        line.sendall(hint(2))
        assert (200, "OK") == answered(line)
    assert ["2"] == [one.id for one in inbox.open()]


def test_after_a_refusal_a_large_body_is_not_waited_for(line: socket.socket, loop: Forward) -> None:
    line.sendall(request("POST", WRONG, FORM, "Content-Length: 100000") + b"job_id=1")
    assert 404 == answered(line)[0]
    for _ in range(2):
        loop.put_forward(REQUEST_SECONDS)
    assert ended(line)


@pytest.mark.parametrize("path", [PATH, WRONG, "/health", "/nothing"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_other_methods_are_told_so_only_where_there_is_something(shared: int, method: str, path: str) -> None:
    asks = method in ("GET", "HEAD")
    expected = {PATH: 405, "/health": 200 if asks else 405}.get(path, 404)
    with socket.create_connection(("127.0.0.1", shared), timeout=PATIENCE) as line:
        line.sendall(request(method, path))
        if method == "HEAD":  # has the length of a body that does not come
            assert str(expected).encode() == line.recv(1000)[9:12]
        else:
            assert expected == answered(line)[0]


def test_a_body_in_chunks_without_a_length_is_taken(line: socket.socket, inbox: Inbox) -> None:
    line.sendall(request("POST", PATH, FORM, "Transfer-Encoding: chunked"))
    for piece in (b"job_id", b"=7&stat", b"us=Completed"):
        line.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
    line.sendall(b"0\r\n\r\n")
    assert (200, "OK") == answered(line)
    assert [("7", "Completed")] == [(one.id, one.status) for one in inbox.open()]
    line.sendall(hint(8))
    assert (200, "OK") == answered(line)


@pytest.mark.parametrize(
    "broken",
    [
        b"NOT HTTP\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS
    ],
)
def test_what_is_no_http_is_ended_and_hurts_nobody(shared: int, broken: bytes) -> None:
    with socket.create_connection(("127.0.0.1", shared), timeout=PATIENCE) as line:
        line.sendall(broken)
        assert answered(line)[0] in (0, 400, 404)
    with socket.create_connection(("127.0.0.1", shared), timeout=PATIENCE) as line:
        line.sendall(hint(1))
        assert (200, "OK") == answered(line)


@pytest.mark.parametrize("beginning", [b"", b"PO", b"POST / HTTP/1.1\r\nHost: x\r\nX-Slow: "])
def test_a_request_that_never_becomes_whole_is_ended(quick: int, beginning: bytes) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", quick), timeout=PATIENCE) as line:
        line.sendall(beginning)
        assert ended(line)
    assert time.monotonic() - began > 0.55


def test_drops_of_a_head_do_not_keep_a_connection(quick: int) -> None:
    with (
        socket.create_connection(("127.0.0.1", quick), timeout=PATIENCE) as line,
        pytest.raises(ConnectionError),
    ):
        drip(line, b"POST / HTTP/1.1\r\nX-Slow: ")


def test_drops_of_a_body_that_nobody_reads_do_not_keep_a_connection(
    line: socket.socket, loop: Forward
) -> None:
    line.sendall(request("POST", WRONG, FORM, "Content-Length: 5000"))
    assert 404 == answered(line)[0]
    for _ in range(2):
        line.sendall(b"x")
        loop.put_forward(REQUEST_SECONDS)
    with pytest.raises(ConnectionError):
        drip(line)


def test_drops_of_a_body_are_given_up_when_its_time_is_over(
    line: socket.socket, inbox: Inbox, loop: Forward
) -> None:
    line.sendall(request("POST", PATH, FORM, "Content-Length: 100"))
    end = time.monotonic() + PATIENCE
    line.settimeout(0.05)
    status = b""
    while not status and time.monotonic() < end:
        line.sendall(b"x")
        try:
            status = line.recv(100)
        except TimeoutError:
            loop.put_forward(1)
    assert b"408" == status[9:12]
    assert ended(line)
    assert [] == inbox.open()


def test_who_is_slow_but_gets_on_is_served(line: socket.socket, inbox: Inbox, loop: Forward) -> None:
    for job in range(8):
        whole = hint(job)
        for at in range(0, len(whole), 40):
            line.sendall(whole[at : at + 40])
            if at == 0:
                loop.put_forward(0.9 * REQUEST_SECONDS)
        assert (200, "OK") == answered(line)
    assert 8 == len(inbox.open())


def test_hundreds_of_silent_connections_keep_nobody_out(port: int, inbox: Inbox, loop: Forward) -> None:
    silent = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(300)]
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(hint(1))
        assert (200, "OK") == answered(line)
    loop.put_forward(REQUEST_SECONDS)
    for one in silent:
        assert ended(one)
        one.close()
    assert 1 == len(inbox.open())
