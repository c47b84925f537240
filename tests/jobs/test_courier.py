"""Notifications reach a service on a real socket, signed, once each in its eyes, and in the end whatever it does."""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from subkit.adapter import Job, Source, State
from subkit.errors import AddressError
from subkit.jobs.courier import PATIENCE, Courier
from subkit.jobs.credentials import Secret
from subkit.jobs.notifications import Notification, notification
from subkit.jobs.outbox import Outbox
from subkit.jobs.records import Record
from subkit.jobs.signatures import Signer
from subkit.providers_dev.faults import refusing
from subkit.providers_dev.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.requests import Request

SECRET = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
ONE, TWO = Notification("msg_one", b'{"type": "job.done"}'), Notification("msg_two", b"{}")


class Service:
    """The user's service: answers with what the test put in, else with 204, and remembers what came."""

    def __init__(self) -> None:
        self.answers: list[Response] = []
        self.came: list[tuple[str, bytes]] = []
        self.signed: list[bool] = []
        self.app = Starlette(routes=[Route("/canary-path", self.hook, methods=["POST", "GET"])])
        self.time = 1_700_000_000.0

    async def hook(self, request: Request) -> Response:
        body = await request.body()
        assert "application/json" == request.headers["content-type"]
        self.came.append((request.headers["webhook-id"], body))
        self.signed.append(Signer(SECRET, clock=lambda: self.time).accepts(request.headers, body))
        return self.answers.pop(0) if self.answers else Response(status_code=204)


class House:
    """An outbox, a courier, and a clock."""

    def __init__(self, folder: Path, service: Service, url: str) -> None:
        self.service = service
        self.said: list[str] = []
        self.outbox = Outbox(folder, clock=lambda: service.time)
        self.courier = Courier(
            self.outbox,
            url,
            Signer(SECRET, clock=lambda: service.time),
            log=self.said.append,
            clock=lambda: service.time,
        )

    def looks(self, times: int) -> list[float]:
        """The waits between so many looks, each waited for."""
        waits = []
        for _ in range(times):
            waits.append(self.courier.look())
            self.service.time += waits[-1]
        return waits


@contextmanager
def house(folder: Path, service: Service, url: str) -> Iterator[House]:
    made = House(folder, service, url)
    with closing(made.outbox), closing(made.courier):
        yield made


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def home(tmp_path: Path, service: Service) -> Iterator[House]:
    with running(service.app) as base, house(tmp_path, service, f"{base}/canary-path") as made:
        yield made


def test_a_notification_is_delivered_signed_and_not_again(home: House, service: Service) -> None:
    assert 3600 == home.courier.look()
    assert home.outbox.put(ONE)
    assert 3600 == home.courier.look()
    assert ([tuple(ONE)], [True]) == (service.came, service.signed)
    assert not home.outbox.put(ONE)
    home.looks(3)
    assert 1 == len(service.came)
    assert {"open": 0, "delivered": 1} == home.outbox.counts()
    assert ["msg_one: delivered to 127.0.0.1"] == home.said


@pytest.mark.parametrize("status", [301, 307, 400, 401, 404, 429, 500, 503])
def test_what_is_refused_is_sent_again_under_its_name_with_a_fresh_signature(
    home: House, service: Service, status: int
) -> None:
    service.answers = [Response(status_code=status, headers={"Location": "/elsewhere"}) for _ in range(3)]
    home.outbox.put(ONE)
    assert [5, 10, 20, 3600] == home.looks(4)
    assert ([tuple(ONE)] * 4, [True] * 4) == (service.came, service.signed)
    assert [f"HTTP {status}", "delivered to 127.0.0.1"] == [line.rpartition(": ")[2] for line in home.said]


def test_one_that_is_refused_does_not_hold_up_the_next(home: House, service: Service) -> None:
    service.answers = [Response(status_code=500)]
    home.outbox.put(ONE)
    home.outbox.put(TWO)
    home.courier.look()
    assert [ONE.name, TWO.name] == [name for name, _ in service.came]
    assert {"open": 1, "delivered": 1} == home.outbox.counts()


def test_who_asks_to_wait_is_left_in_peace_so_long_but_not_for_ever(home: House, service: Service) -> None:
    service.answers = [Response(status_code=503, headers={"Retry-After": wait}) for wait in ("90", "999999")]
    home.outbox.put(ONE)
    assert [90, 3600, 3600] == home.looks(3)


def test_who_is_gone_is_not_asked_again(home: House, service: Service) -> None:
    service.answers = [Response(status_code=410)]
    home.outbox.put(ONE)
    home.looks(3)
    assert (1, {"open": 0, "given up": 1}) == (len(service.came), home.outbox.counts())


def test_a_redirect_is_not_followed(home: House, service: Service) -> None:
    service.answers = [RedirectResponse("http://127.0.0.1:9/", 308)]
    home.outbox.put(ONE)
    home.looks(2)
    assert {"open": 0, "delivered": 1} == home.outbox.counts()


def test_an_answer_without_end_is_no_success_and_hurts_nobody(home: House, service: Service) -> None:
    service.answers = [PlainTextResponse("x" * (2**20 + 1))]
    home.outbox.put(ONE)
    home.looks(2)
    assert 2 == len(service.came)
    assert {"open": 0, "delivered": 1} == home.outbox.counts()


def test_where_nobody_is_everything_waits_and_nobody_is_called_for_each(
    tmp_path: Path, service: Service
) -> None:
    with refusing() as nowhere, house(tmp_path, service, f"{nowhere}/canary-path") as made:
        for number in range(50):
            made.outbox.put(Notification(f"msg_{number}", b"{}"))
        assert [5, 10, 20, 40, 80, 160, 320, 600, 600] == made.looks(9)
        tried = [line for line in made.said if "not delivered" in line]
        assert 0 < len(tried) <= 9
        assert not any("canary" in line for line in made.said)
    with running(service.app) as base, house(tmp_path, service, f"{base}/canary-path") as again:
        again.looks(3)
        assert {"open": 0, "delivered": 50} == again.outbox.counts()


def test_after_a_day_it_is_given_up(home: House, service: Service) -> None:
    service.answers = [Response(status_code=500) for _ in range(100)]
    home.outbox.put(ONE)
    began = service.time
    while home.outbox.counts()["open"]:
        service.time += home.courier.look()
    assert PATIENCE <= service.time - began < PATIENCE + 2 * 3600
    assert 25 < len(service.came) < 40
    assert "msg_one: given up, 127.0.0.1 never took it: HTTP 500" == home.said[-1]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/hook",
        "https://user:word@example.com/hook",
        "https://10.0.0.1/hook",
        "https://169.254.169.254/latest",
        "https://intranet/hook",
        "ftp://example.com/",
        "hook",
        "",
    ],
)
def test_an_address_that_may_not_be_called_is_refused_at_once(tmp_path: Path, url: str) -> None:
    with closing(Outbox(tmp_path)) as outbox, pytest.raises(AddressError):
        Courier(outbox, url, Signer(SECRET))


def test_what_is_told_of_a_job_has_a_type_a_time_and_its_data() -> None:
    job = Job("verbit", "77", State.FAILED, "Failure", "no speech", external_id="a" * 32)
    record = Record("a" * 32, job, Source("talk.mp4"), b"{}", "", 0, 0)
    name, body = notification("failed", record, [], 1_700_000_000.9)
    told: dict[str, Any] = json.loads(body)
    assert f"msg_{'a' * 32}_failed" == name
    assert ("job.failed", "2023-11-14T22:13:20Z") == (told["type"], told["timestamp"])
    assert {
        "job": "a" * 32,
        "provider": "verbit",
        "id": "77",
        "state": "failed",
        "status": "Failure",
        "detail": "no speech",
        "media": "talk.mp4",
        "files": [],
    } == told["data"]
