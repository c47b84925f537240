"""The relay breaks real connections the way it says, and whether a call arrived is as it says."""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import httpx
import pytest
import trustme
from ports import reserved
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from subkit.providers_dev import faults
from subkit.providers_dev.faults import Answer, Fault
from subkit.providers_dev.relay import Relay, relaying
from subkit.providers_dev.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

LIMIT = 0.3  # seconds; for calls that get no answer
PATIENCE = 60  # seconds; for what is sure to come, if late on a busy machine

arrived: list[bytes] = []


async def echo(request: Request) -> JSONResponse:
    body = await request.body()
    arrived.append(body)
    return JSONResponse({"said": body.decode(), "host": request.headers["host"], "query": request.url.query})


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running(Starlette(routes=[Route("/echo", echo, methods=["POST"])])) as address:
        yield address


@pytest.fixture
def relay(server: str) -> Iterator[Relay]:
    arrived.clear()
    with relaying(server) as made:
        yield made


def call(relay: Relay, seconds: float = PATIENCE) -> httpx.Response:
    with httpx.Client(trust_env=False, timeout=seconds) as client:
        return client.post(f"{relay.address}/echo?a=1", content=b"hello")


def came(relay: Relay, count: int) -> list[tuple[str, str, str | None]]:
    """The calls that came, once there are as many: one that its caller gave up may come later."""
    end = time.monotonic() + PATIENCE
    while len(relay.calls) < count and time.monotonic() < end:
        time.sleep(0.01)
    return relay.calls


def test_what_is_not_spoiled_passes_through_with_its_host(relay: Relay) -> None:
    told = call(relay).json()
    assert {"said": "hello", "host": relay.address.removeprefix("http://"), "query": "a=1"} == told
    assert [("POST", "/echo", None)] == relay.calls


@pytest.mark.parametrize(
    ("fault", "error", "arrives"),
    [
        (Fault.SILENT, httpx.ReadTimeout, False),
        (Fault.RESET_BEFORE, httpx.ReadError, False),
        (Fault.EARLY_CLOSE, httpx.RemoteProtocolError, True),
        (Fault.TRUNCATED, httpx.RemoteProtocolError, True),
        (Fault.RESET_MID, httpx.ReadError, True),
        (Fault.BAD_CHUNK, httpx.RemoteProtocolError, True),
        (Fault.BAD_STATUS_LINE, httpx.RemoteProtocolError, True),
        (Fault.HUGE_HEADER, httpx.RemoteProtocolError, True),
        (Fault.BAD_GZIP, httpx.DecodingError, True),
    ],
)
def test_a_fault_is_what_it_is_called(
    relay: Relay, fault: Fault, error: type[Exception], arrives: bool
) -> None:
    relay.spoil(fault)
    with pytest.raises(error):
        call(relay, LIMIT if fault is Fault.SILENT else PATIENCE)
    assert [("POST", "/echo", str(fault))] == came(relay, 1)
    assert arrives == (arrived == [b"hello"])
    assert 200 == call(relay).status_code


def test_a_drip_outlives_the_time_between_two_bytes(relay: Relay) -> None:
    relay.spoil(Fault.DRIP)
    start, size = time.monotonic(), 0
    with (
        httpx.Client(trust_env=False, timeout=PATIENCE) as client,
        client.stream("POST", f"{relay.address}/echo", content=b"hello") as response,
    ):
        pieces = response.iter_raw()
        while size < 20:
            size += len(next(pieces))
    assert time.monotonic() - start > 3 * LIMIT


def test_a_bomb_is_small_on_the_wire(relay: Relay) -> None:
    relay.spoil(Fault.BOMB)
    with (
        httpx.Client(trust_env=False, timeout=PATIENCE) as client,
        client.stream("POST", f"{relay.address}/echo", content=b"hello") as response,
    ):
        assert sum(map(len, response.iter_raw())) < 300_000


def test_a_redirect_leads_to_itself(relay: Relay) -> None:
    relay.spoil(Fault.REDIRECT_LOOP)
    assert "/echo?a=1" == call(relay).headers["location"]


def test_another_answer_stands_in_for_the_right_one_which_does_not_arrive_unless_asked(relay: Relay) -> None:
    relay.spoil(faults.status(503, 7))
    assert "7" == call(relay).headers["retry-after"]
    assert [] == arrived
    relay.spoil(faults.status(429, 60, as_date=True), arrives=True)
    parsedate_to_datetime(call(relay).headers["retry-after"])
    assert [b"hello"] == arrived
    relay.spoil(faults.HTML)
    assert "text/html" == call(relay).headers["content-type"]
    relay.spoil(faults.redirect("https://elsewhere.example/", 307))
    assert "https://elsewhere.example/" == call(relay).headers["location"]
    relay.spoil(Answer(204))
    assert 204 == call(relay).status_code


def test_only_the_calls_that_are_meant_are_spoiled(relay: Relay) -> None:
    relay.spoil(faults.EMPTY, "/other", times=9)
    relay.spoil(faults.EMPTY, method="GET")
    relay.spoil(faults.BAD_JSON, "/echo", times=2)
    assert [False, False, True] == [call(relay).content.endswith(b"}") for _ in range(3)]
    relay.spoil(faults.EMPTY, times=9)
    relay.heal()
    assert call(relay).content


def test_some_calls_may_pass_before_one_is_spoiled(relay: Relay) -> None:
    relay.spoil(faults.EMPTY, "/echo", after=2, times=1)
    assert [True, True, False, True] == [bool(call(relay).content) for _ in range(4)]


def test_over_tls_a_relay_is_believed_by_those_who_trust_its_authority(server: str) -> None:
    authority, tls = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with relaying(server, tls=tls) as relay:
        assert relay.address.startswith("https://")
        assert 200 == httpx.post(f"{relay.address}/echo", content=b"hello", verify=trusting).status_code
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx.post(f"{relay.address}/echo", content=b"hello")
    assert [("POST", "/echo", None)] == relay.calls


def test_a_port_may_be_closed_and_opened_again(server: str) -> None:
    with relaying(server, reserved()) as relay:
        port = int(relay.address.rpartition(":")[2])
        assert 200 == call(relay).status_code
    for closed, error in ((faults.refusing, httpx.ConnectError), (faults.unaccepting, httpx.ConnectTimeout)):
        with closed(port), pytest.raises(error):
            call(relay, LIMIT)
        with relaying(server, socket.create_server(("127.0.0.1", port))) as again:
            assert 200 == call(again).status_code
            assert relay.address == again.address


@pytest.mark.parametrize("count", [1, 5])
def test_calls_that_are_open_at_the_end_are_closed(server: str, count: int) -> None:
    for _ in range(10):
        with relaying(server) as made:
            made.spoil(Fault.SILENT, times=count)
            port = int(made.address.rpartition(":")[2])
            callers = [socket.create_connection(("127.0.0.1", port)) for _ in range(count)]
            for caller in callers:
                caller.sendall(b"GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")
        for caller in callers:
            with caller, suppress(ConnectionResetError):
                assert b"" == caller.recv(1)


def test_a_refusing_address_refuses_and_an_unaccepting_one_keeps_waiting() -> None:
    with faults.refusing() as address, pytest.raises(httpx.ConnectError):
        httpx.get(address, trust_env=False)
    with faults.unaccepting() as address, pytest.raises(httpx.ConnectTimeout):
        httpx.get(address, trust_env=False, timeout=LIMIT)
