"""The receiver on a real socket: what it takes, what it refuses, and that nothing it answered is lost."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import sqlite3
import time
from collections import deque
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import httpx
import pytest
from canary import CANARY
from starlette.applications import Starlette
from starlette.routing import Mount

from subkit.adapter import Notice
from subkit.errors import ConfigError, CredentialsError
from subkit.jobs.credentials import Secret
from subkit.jobs.inbox import NAME, Inbox
from subkit.jobs.signatures import Signer
from subkit.jobs.webhook import Receiver
from subkit.providers_dev.serving import running
from subkit_adapters.pictory import adapter as pictory
from subkit_adapters.verbit import adapter as verbit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = CANARY
PATIENCE = 60  # seconds; for what is sure to come, if late on a busy machine
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Forms:
    """A provider that posts forms and wants its own answer."""

    name = "forms"
    webhook_limit = 1000
    webhook_answer = b"OK"

    def notice(self, content_type: str, body: bytes) -> Notice | None:
        fields = dict(parse_qsl(body.decode("ascii", "replace")))
        if content_type != FORM["Content-Type"] or "job_id" not in fields:
            return None
        draft = fields.get("draft_ready") == "true"
        return Notice(
            fields["job_id"], fields.get("external_id", ""), status=fields.get("status", ""), draft=draft
        )


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    with closing(Inbox(tmp_path)) as inbox:
        yield inbox


def receiving(adapters: list[Any], tokens: list[Secret], inbox: Inbox, **more: Any) -> Receiver:
    """A receiver that waits for the disk as long as a busy machine takes, unless it is told otherwise."""
    return Receiver(adapters, tokens, inbox, **{"keep_seconds": PATIENCE, **more})


@pytest.fixture
def receiver(inbox: Inbox) -> Receiver:
    return receiving([Forms(), pictory], [Secret(TOKEN)], inbox)


@pytest.fixture
def client(receiver: Receiver) -> Iterator[httpx.Client]:
    with running(receiver) as address, httpx.Client(base_url=address) as client:
        yield client


def body(job: str = "7", status: str = "completed") -> bytes:
    return json.dumps({"job_id": job, "success": True, "data": {"status": status}}).encode()


def posted(client: httpx.Client, content: bytes, name: str = "pictory", **more: str) -> httpx.Response:
    return client.post(f"/hooks/{name}/{TOKEN}", content=content, headers={**JSON, **more})


def head(length: str, token: str = TOKEN) -> bytes:
    lines = (
        f"POST /hooks/pictory/{token} HTTP/1.1",
        "Host: x",
        "Content-Type: application/json",
        length,
        "",
        "",
    )
    return "\r\n".join(lines).encode()


def kept(inbox: Inbox) -> list[tuple[str, str, str]]:
    return [(hint.adapter, hint.id, hint.status) for hint in inbox.open(1000)]


def test_a_call_is_on_disk_before_it_is_answered(client: httpx.Client, inbox: Inbox) -> None:
    answered = posted(client, body())
    assert (200, b"OK") == (answered.status_code, answered.content)
    assert answered.headers["content-type"].startswith("text/plain")
    assert [("pictory", "7", "completed")] == kept(inbox)


def test_a_form_is_answered_exactly_as_its_provider_wants(client: httpx.Client, inbox: Inbox) -> None:
    content = b"job_id=1234567&external_id=lms-8812&status=Completed"
    answered = posted(client, content, "forms", **FORM)
    assert (200, b"OK") == (answered.status_code, answered.content)
    (hint,) = inbox.open()
    assert ("1234567", "lms-8812", "Completed", False) == (hint.id, hint.external_id, hint.status, hint.draft)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"job_id=7&external_id=ours&status=Completed", ("7", "ours", "Completed", False)),
        (b"job_id=7&status=Failure", ("7", "", "Failure", False)),
        (b"job_id=7&draft_ready=true", ("7", "", "", True)),
    ],
)
def test_verbit_s_calls_are_answered_ok_and_nothing_else(
    inbox: Inbox, content: bytes, said: tuple[str, str, str, bool]
) -> None:
    receiver = receiving([verbit], [Secret(TOKEN)], inbox)
    with running(receiver) as address, httpx.Client(base_url=address) as client:
        answered = posted(client, content, "verbit", **FORM)
    assert (200, b"OK") == (answered.status_code, answered.content)
    (hint,) = inbox.open()
    assert said == (hint.id, hint.external_id, hint.status, hint.draft)


def test_a_draft_is_another_matter_than_the_end(client: httpx.Client, inbox: Inbox) -> None:
    posted(client, b"job_id=7&draft_ready=true", "forms", **FORM)
    posted(client, b"job_id=7&status=Completed", "forms", **FORM)
    assert [True, False] == [hint.draft for hint in inbox.open()]


def test_repeats_are_answered_alike_and_kept_once(
    client: httpx.Client, inbox: Inbox, receiver: Receiver
) -> None:
    assert [b"OK"] * 5 == [posted(client, body()).content for _ in range(5)]
    assert [("pictory", "7", "completed")] == kept(inbox)
    assert {"new": 1, "repeated": 4} == receiver.counts


@pytest.mark.parametrize(
    "path",
    [
        f"/hooks/pictory/{TOKEN[:-1]}",
        f"/hooks/pictory/{TOKEN}x",
        f"/hooks/pictory/{TOKEN.upper()}",
        "/hooks/pictory/",
        "/hooks/pictory",
        "/hooks/pictory/%00",
        "/hooks/pictory/ü",
        f"/hooks/other/{TOKEN}",
        f"/hooks/{TOKEN}",
        f"/hooks/pictory/{TOKEN}/",
        "/",
    ],
)
def test_a_wrong_address_is_no_address(client: httpx.Client, inbox: Inbox, path: str) -> None:
    answered = client.post(path, content=body(), headers=JSON)
    assert (404, b"Not Found") == (answered.status_code, answered.content)
    assert [] == kept(inbox)


def test_other_methods_find_nothing_to_do(client: httpx.Client) -> None:
    assert 405 == client.get(f"/hooks/pictory/{TOKEN}").status_code


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"", JSON, 400),
        (b"{", JSON, 400),
        (b"{}", JSON, 400),
        (b"job_id=7", FORM, 400),
        (body(), {"Content-Type": "text/html"}, 400),
        (body(), {**JSON, "Content-Encoding": "gzip"}, 415),
        (b" " * (pictory.webhook_limit + 1), JSON, 413),
    ],
)
def test_what_is_no_call_is_refused(
    client: httpx.Client, inbox: Inbox, content: bytes, headers: dict[str, str], status: int
) -> None:
    answered = client.post(f"/hooks/pictory/{TOKEN}", content=content, headers=headers)
    assert status == answered.status_code
    assert [] == kept(inbox)


def test_an_endless_body_is_cut_at_the_limit(client: httpx.Client) -> None:
    with socket.create_connection(
        (client.base_url.host, client.base_url.port or 0), timeout=PATIENCE
    ) as endless:
        endless.sendall(head("Transfer-Encoding: chunked"))
        piece = b"10000\r\n" + b" " * 65_536 + b"\r\n"
        with pytest.raises(ConnectionError):
            deque((endless.sendall(piece) for _ in range(10_000)), maxlen=0)


def test_a_slow_body_is_given_up(inbox: Inbox) -> None:
    receiver = receiving([pictory], [Secret(TOKEN)], inbox, read_seconds=0.2)
    with running(receiver) as address:
        url = httpx.URL(address)
        with socket.create_connection((url.host, url.port or 0), timeout=PATIENCE) as slow:
            slow.sendall(head("Content-Length: 9") + b"{")
            assert b" 408 " in slow.recv(100)


def test_a_body_that_is_cut_off_is_not_kept(client: httpx.Client, inbox: Inbox, receiver: Receiver) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 0)) as cut:
        cut.sendall(head("Content-Length: 9") + b"{")
    end = time.monotonic() + PATIENCE
    while not receiver.counts and time.monotonic() < end:
        time.sleep(0.01)
    assert {"cut off": 1} == receiver.counts
    assert [] == kept(inbox)


def test_a_hint_that_cannot_be_kept_is_not_answered_as_kept(client: httpx.Client, inbox: Inbox) -> None:
    inbox.close()
    answered = posted(client, body())
    assert 503 == answered.status_code
    assert b"OK" != answered.content
    assert 503 == client.get("/health").status_code


def test_a_disk_that_hangs_is_not_waited_for(tmp_path: Path, inbox: Inbox) -> None:
    receiver = receiving([pictory], [Secret(TOKEN)], inbox, keep_seconds=0.2)
    with running(receiver) as address, httpx.Client(base_url=address) as client:
        with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert 503 == posted(client, body()).status_code
            other.execute("ROLLBACK")
        end = time.monotonic() + PATIENCE
        while b"OK" != posted(client, body()).content:  # the provider's repeats
            assert time.monotonic() < end
    assert 1 == len(kept(inbox))


def test_the_token_and_the_body_are_in_no_log(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "subkit")
    posted(client, body("secret-job"))
    client.post(f"/hooks/pictory/{TOKEN}x", content=body(), headers=JSON)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("subkit")]
    assert ["127.0.0.1 POST pictory 200 new", "127.0.0.1 POST - 404 forged"] == [
        line.rpartition(" ms")[0].rpartition(" ")[0] for line in lines
    ]


def test_health_tells_of_open_hints_and_nothing_else(client: httpx.Client) -> None:
    posted(client, body())
    assert {"status": "ok", "open": 1} == client.get("/health").json()


def test_new_hints_wake_who_waits_for_them(inbox: Inbox) -> None:
    woken: list[int] = []
    receiver = receiving([pictory], [Secret(TOKEN)], inbox, wake=lambda: woken.append(len(inbox.open())))
    with running(receiver) as address, httpx.Client(base_url=address) as client:
        for job in ("1", "1", "2"):
            posted(client, body(job))
    assert [1, 2] == woken


def test_two_tokens_hold_while_one_is_given_up(inbox: Inbox) -> None:
    other = TOKEN[::-1]
    with running(receiving([pictory], [Secret(TOKEN), Secret(other)], inbox)) as address:
        statuses = [
            httpx.post(f"{address}/hooks/pictory/{token}", content=body(), headers=JSON).status_code
            for token in (TOKEN, other)
        ]
    assert [200, 200] == statuses


@pytest.mark.parametrize("tokens", [[], ["short"], [TOKEN, ""]])
def test_a_token_that_can_be_guessed_is_refused(inbox: Inbox, tokens: list[str]) -> None:
    with pytest.raises(CredentialsError):
        receiving([pictory], [Secret(token) for token in tokens], inbox)


def test_a_provider_that_signs_is_held_to_it(inbox: Inbox) -> None:
    signer = Signer(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    receiver = receiving([pictory], [Secret(TOKEN)], inbox, verifiers={"pictory": signer})
    signed = signer.headers("msg_1", body())
    with running(receiver) as address, httpx.Client(base_url=address) as client:
        assert 401 == posted(client, body()).status_code
        assert 401 == posted(client, body("8"), **signed).status_code
        assert 200 == posted(client, body(), **signed).status_code
    assert [("pictory", "7", "completed")] == kept(inbox)


@pytest.mark.parametrize(
    ("networks", "taken"),
    [
        (["127.0.0.0/8"], True),
        (["192.0.2.0/24", "127.0.0.1"], True),
        (["192.0.2.0/24", "::1/128"], False),
        ([], True),
    ],
)
def test_who_is_outside_the_networks_finds_no_address(inbox: Inbox, networks: list[str], taken: bool) -> None:
    receiver = receiving([pictory], [Secret(TOKEN)], inbox, networks=networks)
    with running(receiver) as address, httpx.Client(base_url=address) as client:
        answered = posted(client, body())
    expected = (200, b"OK", {"new": 1}) if taken else (404, b"Not Found", {"from outside": 1})
    assert expected == (answered.status_code, answered.content, receiver.counts)


@pytest.mark.parametrize("network", ["", "192.0.2.1/24", "localhost", "192.0.2.0/33", "\x1b[31m"])
def test_what_is_no_network_is_refused(inbox: Inbox, network: str) -> None:
    with pytest.raises(ConfigError, match="is no network") as refused:
        receiving([pictory], [Secret(TOKEN)], inbox, networks=[network])
    assert str(refused.value).isprintable()


def test_it_can_be_mounted_in_another_application(inbox: Inbox) -> None:
    outer = Starlette(routes=[Mount("/subkit", app=receiving([pictory], [Secret(TOKEN)], inbox))])
    with running(outer) as address:
        answered = httpx.post(f"{address}/subkit/hooks/pictory/{TOKEN}", content=body(), headers=JSON)
    assert b"OK" == answered.content


def test_two_hundred_at_once_with_repeats_and_forgeries_lose_and_double_nothing(
    inbox: Inbox, receiver: Receiver
) -> None:
    async def one(url: httpx.URL, number: int) -> bytes:
        content = body(f"job-{number // 2}")
        token = f"{TOKEN[:-1]}z" if number % 5 == 0 else TOKEN
        reader, writer = await asyncio.open_connection(url.host, url.port)
        writer.write(head(f"Content-Length: {len(content)}\r\nConnection: close", token) + content)
        answered = await reader.read()
        writer.close()
        await writer.wait_closed()
        return answered[9:12] + answered[-2:]

    async def storm(url: httpx.URL) -> list[bytes]:
        gate = asyncio.Semaphore(200)

        async def gated(number: int) -> bytes:
            async with gate:
                return await one(url, number)

        return await asyncio.gather(*map(gated, range(600)))

    with running(receiver) as address:
        answers = asyncio.run(storm(httpx.URL(address)))
    assert [b"200OK" if number % 5 else b"404nd" for number in range(600)] == answers
    assert {f"job-{number // 2}" for number in range(600) if number % 5} == {job for _, job, _ in kept(inbox)}
    assert (len(kept(inbox)), 480) == (
        receiver.counts["new"],
        receiver.counts["new"] + receiver.counts["repeated"],
    )
