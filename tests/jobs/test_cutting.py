"""Time that is up before there is a connection, or while TLS shakes hands, ends a request all the same."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from subkit.errors import UnreachableError
from subkit.jobs.drivers import Driver
from subkit.jobs.flow import Ask, Flow, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 0.3

PATIENCE = 30
"""How long a request may take in seconds before it counts as not cut at all; a busy machine has it take seconds."""


def just(ask: Ask) -> Flow[Response]:
    return (yield ask)


@pytest.fixture
def dripping() -> Iterator[Callable[[bytes], int]]:
    """A server that says something, and then one byte after another, for longer than anyone waits; the port it is at."""
    listening = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def drip(start: bytes) -> None:
        connection, _ = listening.accept()
        end = time.monotonic() + PATIENCE + LONGEST
        with connection:
            try:
                connection.sendall(start)
                while not ended.wait(0.02) and time.monotonic() < end:
                    connection.sendall(b"a")
            except OSError:
                pass

    threads: list[threading.Thread] = []

    def begin(start: bytes) -> int:
        threads.append(threading.Thread(target=drip, args=(start,)))
        threads[-1].start()
        port: int = listening.getsockname()[1]
        return port

    yield begin
    ended.set()
    for thread in threads:
        thread.join()
    listening.close()


def cut(client: httpx.Client, url: str, reason: str) -> UnreachableError:
    began = time.monotonic()
    with pytest.raises(UnreachableError, match=reason) as caught:
        Driver(client, local=True).play(just(Ask("POST", url, json={}, seconds=LONGEST)))
    assert time.monotonic() - began < PATIENCE
    return caught.value


def test_a_handshake_that_drips_ends_in_time_and_the_request_surely_did_not_arrive(
    dripping: Callable[[bytes], int],
) -> None:
    record = b"\x16\x03\x03\x40\x00"  # of a handshake, with 16,384 bytes to come
    context = ssl.create_default_context()
    with httpx.Client(verify=context) as client:
        # httpx has a limit of its own for the handshake, which is up at the same time.
        reason = "no whole answer within|no connection in time"
        error = cut(client, f"https://127.0.0.1:{dripping(record)}/", reason)
    assert not error.sent


class Slow(httpx.BaseTransport):
    """Takes its time before it connects."""

    def __init__(self) -> None:
        self.inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        time.sleep(2 * LONGEST)
        return self.inner.handle_request(request)

    def close(self) -> None:
        self.inner.close()


def test_time_that_is_up_before_there_is_a_connection_ends_the_request_as_soon_as_there_is_one(
    dripping: Callable[[bytes], int],
) -> None:
    with httpx.Client(transport=Slow()) as client:
        cut(client, f"http://127.0.0.1:{dripping(b'HTTP/1.1 200 OK')}/", "no whole answer within")
