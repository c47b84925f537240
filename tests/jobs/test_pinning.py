"""Connections go to what was checked: names that lead inside, or change their mind, are refused before anything is sent."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import TYPE_CHECKING

import anyio
import httpx
import pytest

from subkit.errors import AddressError, UnreachableError
from subkit.jobs.drivers import AsyncDriver, Driver
from subkit.jobs.flow import Ask, Flow, Response
from subkit.jobs.pinning import AsyncPublicTransport, PublicTransport, async_client, client

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nHi"


class Listener:
    """A server on this machine that keeps what it was sent."""

    def __init__(self, server: socket.socket) -> None:
        self.server = server
        self.port: int = server.getsockname()[1]
        self.heard: list[bytes] = []
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Accept nothing more: the next server may get the same descriptor."""
        self.server.shutdown(socket.SHUT_RDWR)
        self.thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            with connection:
                self.heard.append(connection.recv(65536))
                connection.sendall(ANSWER)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = Listener(server)
        yield listener
        listener.end()


class Recorder(httpx.BaseTransport):
    """Keeps the requests; cannot connect to the addresses that it is told of."""

    def __init__(self, *dead: str) -> None:
        self.dead = dead
        self.requests: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.host in self.dead:
            raise httpx.ConnectError("nobody there")
        return httpx.Response(200, stream=httpx.ByteStream(b"Hi"))


class AsyncRecorder(httpx.AsyncBaseTransport):
    """The same for the asynchronous client."""

    def __init__(self, *dead: str) -> None:
        self.inner = Recorder(*dead)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.inner.handle_request(request)


def asked(url: str, seconds: float | None = None) -> Flow[Response]:
    response: Response = yield Ask("GET", url, seconds=seconds)
    return response


@pytest.mark.parametrize("host", ["inner.example.com", "127.0.0.1.example.com", "xn--nxasmq6b.example.com"])
def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(listener: Listener, host: str) -> None:
    transport = PublicTransport(resolve=lambda *_: ["127.0.0.1"])
    with httpx.Client(transport=transport) as inner, pytest.raises(AddressError, match="leads to 127"):
        Driver(inner).play(asked(f"https://{host}:{listener.port}/"))
    assert [] == listener.heard


def test_a_name_that_changes_its_mind_is_called_where_it_was_checked() -> None:
    answers = iter([["1.1.1.1"], ["127.0.0.1"]])
    recorder = Recorder()
    with httpx.Client(transport=PublicTransport(recorder, resolve=lambda *_: next(answers))) as inner:
        assert b"Hi" == Driver(inner).play(asked("https://files.example.com/a?b=c")).body
        with pytest.raises(AddressError):
            Driver(inner).play(asked("https://files.example.com/a"))
    (request,) = recorder.requests
    assert ("https://1.1.1.1/a?b=c", "files.example.com", "files.example.com") == (
        str(request.url),
        request.headers["Host"],
        request.extensions["sni_hostname"],
    )


def test_the_next_address_of_a_name_is_tried_where_one_takes_no_connection() -> None:
    recorder = Recorder("1.1.1.1", "2606:4700::1111")
    addresses = ["1.1.1.1", "2606:4700::1111", "8.8.8.8"]
    with httpx.Client(transport=PublicTransport(recorder, resolve=lambda *_: addresses)) as inner:
        assert "Hi" == inner.get("https://files.example.com:8443/").text
    assert addresses == [request.url.host for request in recorder.requests]
    assert {8443} == {request.url.port for request in recorder.requests}


def test_a_name_that_nobody_knows_is_no_connection() -> None:
    def nobody(_: str, __: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    transport = PublicTransport(Recorder(), resolve=nobody)
    with httpx.Client(transport=transport) as inner, pytest.raises(httpx.ConnectError, match="looked up"):
        inner.get("https://files.example.com/")


def test_this_machine_is_called_only_on_request(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    url = f"http://127.0.0.1:{listener.port}/"
    with client(loopback=True) as inner:
        assert b"Hi" == Driver(inner, local=True).play(asked(url)).body
    with client() as inner, pytest.raises(AddressError):
        inner.get(url)
    assert 1 == len(listener.heard)


def test_the_asynchronous_client_is_pinned_alike(listener: Listener) -> None:
    answers = iter([["1.1.1.1", "8.8.8.8"], ["127.0.0.1"]])
    recorder = AsyncRecorder("1.1.1.1")

    async def run() -> None:
        transport = AsyncPublicTransport(recorder, resolve=lambda *_: next(answers))
        async with httpx.AsyncClient(transport=transport) as inner:
            url = f"https://files.example.com:{listener.port}/a?b=c"
            driver = AsyncDriver(inner)
            assert b"Hi" == (await driver.play(asked(url))).body
            with pytest.raises(AddressError, match="leads to 127"):
                await driver.play(asked(url))

    asyncio.run(run())
    assert ["1.1.1.1", "8.8.8.8"] == [request.url.host for request in recorder.inner.requests]
    assert {"files.example.com"} == {
        request.extensions["sni_hostname"] for request in recorder.inner.requests
    }
    assert [] == listener.heard


def test_the_asynchronous_client_calls_this_machine_only_on_request(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    url = f"http://127.0.0.1:{listener.port}/"

    async def run() -> None:
        async with async_client(loopback=True) as inner:
            assert b"Hi" == (await AsyncDriver(inner, local=True).play(asked(url))).body
        async with async_client() as inner:
            with pytest.raises(AddressError):
                await inner.get(url)

    asyncio.run(run())
    assert 1 == len(listener.heard)


def test_a_look_up_that_hangs_ends_when_time_is_up() -> None:
    hanging = threading.Event()

    async def run() -> None:
        transport = AsyncPublicTransport(AsyncRecorder(), resolve=lambda *_: [str(hanging.wait(60))])
        async with httpx.AsyncClient(transport=transport) as inner:
            await AsyncDriver(inner).play(asked("https://files.example.com/", seconds=0.1))

    try:
        with pytest.raises(UnreachableError, match="no whole answer within") as caught:
            anyio.run(run)
    finally:
        hanging.set()
    assert not caught.value.sent


def test_behind_a_proxy_the_proxy_looks_names_up(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{listener.port}")
    with client() as inner, pytest.raises(httpx.TransportError):
        inner.get("https://files.example.com/")
    assert listener.heard[0].startswith(b"CONNECT files.example.com:443 HTTP/1.1\r\n")
