"""Both drivers over real sockets: what is sent, what is refused, and when they give up."""

from __future__ import annotations

import asyncio
import gzip
import logging
import os
import re
import socket
import struct
import threading
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from canary import CANARY
from toy_provider import Request, Server, http

from subkit.adapter import Job, State
from subkit.errors import (
    AddressError,
    DeadlineError,
    InputError,
    ProviderError,
    SubkitError,
    UnreachableError,
)
from subkit.jobs.drivers import AsyncDriver, Clock, Driver
from subkit.jobs.flow import Ask, Checkpoint, Flow, Response, Wait
from subkit.providers_dev.faults import refusing, unaccepting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Play = Callable[..., Any]

SYNC = httpx.Client()
"""One for all: making one reads all certificates there are."""


def play_sync(flow: Flow[Any], *, local: bool = True, clock: Clock | None = None, **settings: Any) -> Any:
    return Driver(SYNC, local=local, clock=clock).play(flow, **settings)


def play_async(flow: Flow[Any], *, local: bool = True, clock: Clock | None = None, **settings: Any) -> Any:
    async def run() -> Any:
        async with httpx.AsyncClient() as client:
            return await AsyncDriver(client, local=local, clock=clock).play(flow, **settings)

    return asyncio.run(run())


@pytest.fixture(params=[play_sync, play_async], ids=["sync", "async"])
def play(request: pytest.FixtureRequest) -> Play:
    return request.param  # type: ignore[no-any-return]  # pytest does not say what it hands on


def just(ask: Ask) -> Flow[Response]:
    return (yield ask)


def answering(answer: bytes) -> Server:
    return Server(lambda *_: answer)


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


PATIENCE = 60
"""How long something is waited for in seconds that is sure to come, if late on a busy machine."""

LIMITS = (0.4, 4, 40)
"""The longest that a call may take in seconds: the first in which it arrives, busy as the machine may be, is enough."""


def silent(_: Request, connection: socket.socket) -> None:
    connection.recv(1)  # ends when the other side has had enough


def dripping(start: bytes) -> Callable[[Request, socket.socket], None]:
    def drip(_: Request, connection: socket.socket) -> None:
        connection.sendall(start)
        end = time.monotonic() + PATIENCE + LIMITS[-1]
        while time.monotonic() < end:
            connection.sendall(b"a")
            time.sleep(0.02)

    return drip


def reset_at_once(_: Request, connection: socket.socket) -> None:
    reset(connection)


def reset_halfway(_: Request, connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
    time.sleep(0.05)
    reset(connection)


def saying(answer: bytes) -> Callable[[Request, socket.socket], bytes]:
    return lambda *_: answer


ZIPPED = gzip.compress(b"hello " * 1000)
FAULTS: dict[str, tuple[Callable[[Request, socket.socket], bytes | None], str]] = {
    "silent": (silent, "no whole answer within"),
    "dripping head": (dripping(b"HTTP/1.1 200 OK\r\nX: "), "no whole answer within"),
    "dripping body": (dripping(b"HTTP/1.1 200 OK\r\n\r\n"), "no whole answer within"),
    "dripping chunk": (dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), "."),
    "closed at once": (saying(b""), "broke off"),
    "truncated": (saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), "broke off"),
    "reset before": (reset_at_once, "cut"),
    "reset within": (reset_halfway, "cut"),
    "bad chunk": (saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc"), "no HTTP"),
    "bad status line": (saying(b"HELLO\r\n\r\n"), "no HTTP"),
    "huge header": (saying(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n"), "no HTTP"),
}
ENDLESS = [answer for name, (answer, _) in FAULTS.items() if name == "silent" or name.startswith("dripping")]
BAD_BODIES = {
    "bad gzip": (http(b"no gzip at all", Content_Encoding="gzip"), "not the gzip"),
    "half a gzip": (http(ZIPPED[:20], Content_Encoding="gzip"), "breaks off"),
    "unknown encoding": (http(b"x", Content_Encoding="br"), "encoded as 'br'"),
    "bomb": (http(gzip.compress(bytes(200_000_000), 9), Content_Encoding="gzip"), "larger than 67,108,864"),
    "large": (http(b"x" * 70_000_000), "larger than 67,108,864"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_call_without_a_whole_answer_may_have_arrived(play: Play, name: str) -> None:
    answer, reason = FAULTS[name]
    for limit in LIMITS if answer in ENDLESS else (None,):
        with Server(answer) as server, pytest.raises(UnreachableError) as caught:
            play(just(Ask("GET", server.url + f"/jobs?signature={CANARY}", seconds=limit)))
        assert f"GET {server.url}/jobs" == caught.value.call
        assert caught.value.sent or not server.requests
        if server.requests:
            break
    assert caught.value.sent
    assert re.search(reason, caught.value.reason)


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_body_that_cannot_be_used_is_refused(play: Play, name: str) -> None:
    answer, reason = BAD_BODIES[name]
    with answering(answer) as server, pytest.raises(ProviderError, match=reason):
        play(just(Ask("GET", server.url)))


def test_a_bomb_is_not_unpacked(play: Play) -> None:
    with answering(BAD_BODIES["bomb"][0]) as server:
        tracemalloc.start()
        with pytest.raises(ProviderError):
            play(just(Ask("GET", server.url, limit=1_000_000)))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 6_000_000


def test_a_call_without_a_connection_surely_did_not_arrive(play: Play) -> None:
    with refusing() as address, pytest.raises(UnreachableError, match=r"refused|attempts failed") as caught:
        play(just(Ask("POST", address, json={})))
    assert not caught.value.sent


def test_a_call_to_a_server_without_tls_surely_did_not_arrive(play: Play) -> None:
    def speak_first(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.sendall(b"220 this is no web server\r\n")
            connection.recv(65536)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        speaker = threading.Thread(target=speak_first, args=(listening,))
        speaker.start()
        with pytest.raises(UnreachableError) as caught:
            play(just(Ask("POST", f"https://127.0.0.1:{listening.getsockname()[1]}/", json={})))
        speaker.join()
    assert not caught.value.sent


def test_gzip_is_read(play: Play) -> None:
    with answering(http(ZIPPED, Content_Encoding="gzip", X_Name="Jo")) as server:
        response = play(just(Ask("GET", server.url)))
    assert (200, b"hello " * 1000, "Jo") == (response.status, response.body, response.headers["x-name"])
    assert abs(time.time() - response.at) < 60


def test_what_is_sent_arrives(play: Play, tmp_path: Path) -> None:
    media = tmp_path / "talk.mp4"
    media.write_bytes(os.urandom(1_000_000))
    with answering(http(b"", 201)) as server:
        play(just(Ask("PUT", server.url + "/up?a=1", headers={"Content-Type": "video/mp4"}, file=media)))
        play(just(Ask("POST", server.url, params={"v": 4}, json={"a": "ä"}, auth={"Authorization": "key"})))
        play(just(Ask("POST", server.url, form={"a": "b c"})))
    upload, post, form = server.requests
    assert ("/up?a=1", media.read_bytes()) == (upload.target, upload.body)
    assert ("1000000", "video/mp4") == (upload.headers["content-length"], upload.headers["content-type"])
    assert "transfer-encoding" not in upload.headers
    assert ("/?v=4", "key") == (post.target, post.headers["authorization"])
    assert '{"a":"ä"}' == post.body.decode().replace(" ", "")
    assert b"a=b+c" == form.body


def test_a_file_that_is_not_there_is_not_sent(play: Play, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        play(just(Ask("PUT", "http://127.0.0.1:1/", file=tmp_path / "missing")))


def test_redirects_are_followed_without_credentials_off_the_host(play: Play) -> None:
    with answering(http(b"result")) as storage:
        here: list[bytes] = [http(b"", 302, Location=storage.url + "/x"), http(b"", 307, Location="/again")]
        with Server(lambda *_: here.pop()) as provider:
            response = play(just(Ask("GET", provider.url, auth={"Authorization": CANARY})))
    assert (b"result", storage.url + "/x") == (response.body, response.url)
    assert [CANARY, CANARY] == [request.headers.get("authorization") for request in provider.requests]
    assert "authorization" not in storage.requests[0].headers


def test_a_redirect_loop_ends(play: Play) -> None:
    with (
        answering(http(b"", 302, Location="/")) as server,
        pytest.raises(ProviderError, match="redirects more"),
    ):
        play(just(Ask("GET", server.url)))
    assert 4 == len(server.requests)


def test_a_post_is_not_redirected(play: Play) -> None:
    with answering(http(b"", 307, Location="/elsewhere")) as server:
        assert 307 == play(just(Ask("POST", server.url, json={}))).status
    assert 1 == len(server.requests)


def test_a_call_that_costs_is_not_redirected_whatever_its_method(play: Play) -> None:
    with answering(http(b"", 302, Location="/elsewhere")) as server:
        assert 302 == play(just(Ask("GET", server.url, once=True))).status
    assert 1 == len(server.requests)


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://example.com/",
        "https://user:pw@example.com/",
    ],
)
def test_redirects_do_not_lead_where_no_call_may_go(play: Play, target: str) -> None:
    with answering(http(b"", 302, Location=target)) as server, pytest.raises(AddressError):
        play(just(Ask("GET", server.url)))


def test_this_machine_is_called_only_if_allowed(play: Play) -> None:
    with answering(http(b"")) as server, pytest.raises(AddressError):
        play(just(Ask("GET", server.url)), local=False)
    assert [] == server.requests


def test_faults_are_raised_in_the_flow_which_may_go_on(play: Play) -> None:
    def flow(url: str) -> Flow[str]:
        try:
            yield Ask("GET", url)
        except UnreachableError:
            response = yield Ask("GET", url)
            return str(response.status)
        return "never"

    answers = [http(b"", 204), b""]
    with Server(lambda *_: answers.pop()) as server:
        assert "204" == play(flow(server.url))


def test_a_checkpoint_is_kept_before_the_next_step(play: Play) -> None:
    seen: list[object] = []

    def flow(url: str) -> Flow[None]:
        yield Checkpoint(Job("toy", None, State.STARTING))
        yield Ask("GET", url)
        yield Checkpoint(Job("toy", "1", State.RUNNING))

    def answer(*_: object) -> bytes:
        seen.append("asked")
        return http(b"")

    with Server(answer) as server:
        play(flow(server.url), keep=lambda job: seen.append(job.state))
    assert [State.STARTING, "asked", State.RUNNING] == seen


def test_what_cannot_be_kept_ends_the_flow(play: Play) -> None:
    def refuse(_: Job) -> None:
        raise InputError("disk", "full")

    def flow() -> Flow[None]:
        try:
            yield Checkpoint(Job("toy", None, State.STARTING))
        except SubkitError:  # a flow that would go on and pay
            yield Ask("GET", "https://example.com")

    with pytest.raises(InputError, match="full"):
        play(flow(), keep=refuse)


class SteppedClock(Clock):
    """Time passes by sleeping alone."""

    def __init__(self) -> None:
        self.time = 0.0
        self.naps: list[float] = []

    def monotonic(self) -> float:
        return self.time

    def chance(self) -> float:
        return 0.5

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.time += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


def waiting(*seconds: float) -> Flow[None]:
    for wait in seconds:
        yield Wait(wait)


def test_waits_are_spread_and_end_at_the_deadline(play: Play) -> None:
    clock = SteppedClock()
    with pytest.raises(DeadlineError, match="not done within 30 s"):
        play(waiting(10, 18, 1, 0, 1), clock=clock, deadline=30)
    assert [11.0, 19.0] == clock.naps


def test_no_call_goes_out_after_the_deadline(play: Play) -> None:
    def flow() -> Flow[None]:
        yield from waiting(2)
        yield Ask("GET", "https://example.com")

    clock = SteppedClock()
    clock.chance = lambda: 5.0  # type: ignore[method-assign]  # more than chance gives: past the deadline
    with pytest.raises(DeadlineError):
        play(flow(), clock=clock, deadline=4)


def test_what_never_connects_ends_when_its_time_is_up(play: Play) -> None:
    began = time.monotonic()
    with unaccepting() as address, pytest.raises((UnreachableError, DeadlineError)) as caught:
        play(just(Ask("GET", address)), deadline=0.3)
    # Time may be up even before it is tried.
    assert isinstance(caught.value, DeadlineError) or not caught.value.sent
    assert time.monotonic() - began < PATIENCE


def test_the_log_of_httpx_shows_no_query(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "httpx")
    with answering(http(b"")) as server:
        play(just(Ask("GET", server.url + f"/up?signature={CANARY}", auth={"Authorization": CANARY})))
    assert "/up" in caplog.text
    assert CANARY not in caplog.text


def test_a_header_that_cannot_be_sent_does_not_show(play: Play) -> None:
    with answering(http(b"")) as server, pytest.raises(SubkitError) as caught:
        play(just(Ask("GET", server.url, auth={"Authorization": f"{CANARY}\nX: y"})))
    assert CANARY not in str(caught.value)
