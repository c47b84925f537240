"""Jobs from intent to result, played by hand: broken off anywhere, and taken up again."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from canary import CANARY
from toy_provider import RESULT, Options, Request, Server, Service, Toy, ToyOnline, http

from subkit.adapter import Job, Online, Source, State
from subkit.errors import (
    BudgetError,
    DeadlineError,
    JobFailedError,
    JobTimeoutError,
    JobUnknownError,
    PayloadError,
    ProviderError,
    ResultGoneError,
    UnreachableError,
)
from subkit.jobs.budget import Budget
from subkit.jobs.drivers import AT_ONCE, AsyncDriver, Clock, Driver
from subkit.jobs.flow import Ask, Checkpoint, Response, Wait
from subkit.jobs.store import Store
from subkit.jobs.transcription import Transcription

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from subkit.jobs.flow import Flow, Step
    from subkit.jobs.records import Record


CLIENT = httpx.Client()
"""One for all: making one reads all certificates there are."""


class FastClock(Clock):
    """Sleeps at once; its time passes all the same, or even more of it."""

    def __init__(self, pace: float = 1.0) -> None:
        self.slept, self.pace = 0.0, pace

    def monotonic(self) -> float:
        return super().monotonic() + self.slept

    def chance(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        self.slept += seconds * self.pace

    async def sleep_async(self, seconds: float) -> None:
        self.slept += seconds * self.pace
        await asyncio.sleep(0)


class House:
    """A store, a service, and all that plays one with the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.service = Service()
        self.server = Server(self.service)
        self.store = Store(folder / "state")
        self.media = folder / "talk.mp4"
        self.media.write_bytes(b"media")

    def record(self, **settings: Any) -> Record:
        source = Source("talk.mp4", path=self.media, duration=90_000)
        return self.store.intend("toy", source, Options(), **settings)

    def work(self, **settings: Any) -> Transcription:
        online: Online = ToyOnline(self.server.url)
        return Transcription(self.store, self.record().key, Toy(), online, **settings)

    def play(self, flow: Flow[Record], pace: float = 1.0, **settings: Any) -> Record:
        return Driver(CLIENT, clock=FastClock(pace), local=True).play(flow, keep=self.store.save, **settings)

    def play_async(self, flow: Flow[Record]) -> Record:
        async def run() -> Record:
            async with httpx.AsyncClient() as client:
                driver = AsyncDriver(client, clock=FastClock(), local=True)
                return await driver.play(flow, keep=self.store.save)

        return asyncio.run(run())

    def finish(self, **settings: Any) -> Record:
        return self.play(self.work(**settings).finish(Options()))


def sent(flow: Flow[Record], answer: Response | None) -> Step | None:
    """The next step; none when the flow has ended."""
    try:
        return flow.send(answer)
    except StopIteration:
        return None


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    with house.server, house.store:
        yield house


def test_a_job_is_submitted_waited_for_and_fetched(house: House) -> None:
    record = house.finish()
    assert (State.DONE, "1", RESULT) == (record.job.state, record.job.id, house.store.result(record.key))
    assert [record.key] == house.service.starts
    assert ["wanted", "starting", "waiting", "running", "done", "result"] == [
        event.what for event in house.store.events(record.key)
    ]


def test_it_is_the_same_asynchronously(house: House) -> None:
    record = house.play_async(house.work().finish(Options()))
    assert (State.DONE, RESULT) == (record.job.state, house.store.result(record.key))
    assert [record.key] == house.service.starts


def test_what_is_on_disk_needs_no_provider(house: House) -> None:
    record = house.finish()
    asked = len(house.server.requests)
    assert record == house.finish()
    assert asked == len(house.server.requests)


def test_the_steps_are_these(house: House) -> None:
    flow = house.work().finish(Options())
    answers = {
        "POST": Response(201, b'{"id": "7"}'),
        "/jobs/7": Response(200, b'{"id": "7", "status": "done"}'),
        "/jobs/7/result": Response(200, RESULT),
    }
    steps: list[str] = []
    step: Step | None = next(flow)
    while step is not None:
        answer = None
        match step:
            case Checkpoint(job):
                house.store.save(job)
                steps.append(f"keep {job.state}")
            case Wait():
                steps.append("wait")
            case Ask(method, url):
                path = url.removeprefix(house.server.url)
                steps.append(f"{method} {path}")
                answer = answers["POST" if method == "POST" else path]
        step = sent(flow, answer)
    assert [
        "keep starting",
        "POST /jobs",
        "keep waiting",
        "wait",
        "GET /jobs/7",
        "keep done",
        "GET /jobs/7/result",
    ] == steps


@pytest.mark.parametrize("taken", [False, True])
@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", http(b"<html>", 200), http(b"", 502)]
)
def test_a_start_without_a_usable_answer_is_looked_up_and_paid_once(
    house: House, taken: bool, answer: bytes
) -> None:
    faults = [answer]
    house.service.fault = lambda request, after: (
        faults.pop() if faults and request.method == "POST" and after is taken else None
    )
    record = house.finish()
    assert (State.DONE, [record.key]) == (record.job.state, house.service.starts)


def test_a_start_that_nobody_can_look_up_waits_for_people(house: House) -> None:
    house.service.findable = False
    house.service.fault = lambda request, after: b"" if request.method == "POST" and after else None
    for _ in range(2):
        with pytest.raises(JobUnknownError, match="subkit jobs resolve"):
            house.finish()
    record = house.record()
    assert (State.UNKNOWN, [record.key]) == (record.job.state, house.service.starts)

    house.store.resolve(record.key, "1")
    assert State.DONE is house.finish().job.state
    assert [record.key] == house.service.starts


def test_a_start_that_people_say_never_was_is_made(house: House) -> None:
    house.service.findable = False
    faults = [b""]
    house.service.fault = lambda *_: faults.pop() if faults else None
    with pytest.raises(JobUnknownError):
        house.finish()
    house.store.resolve(house.record().key, None)
    assert State.DONE is house.finish().job.state
    assert 1 == len(house.service.starts)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 413, 422])
def test_a_refused_start_may_be_made_again(house: House, status: int) -> None:
    house.service.fault = lambda *_: http({"error": "no"}, status)
    with pytest.raises(ProviderError, match=f"HTTP {status}"):
        house.finish()
    assert (State.NEW, 1) == (house.record().job.state, len(house.server.requests))
    house.service.fault = lambda *_: None
    assert State.DONE is house.finish().job.state


def test_a_busy_provider_is_asked_again(house: House) -> None:
    busy = [http(b"", 429), http(b"", 429, Retry_After="3"), http(b"", 503, Retry_After="2")]
    house.service.fault = lambda *_: busy.pop() if busy else None
    assert State.DONE is house.finish().job.state
    assert 1 == len(house.service.starts)


def test_an_outage_while_waiting_is_waited_out(house: House) -> None:
    outage = [b""] * 7 + [http(b"", 404)]
    house.service.fault = lambda request, _: outage.pop() if outage and request.path == "/jobs/1" else None
    assert State.DONE is house.finish().job.state


def test_an_outage_without_an_end_is_told_and_the_job_stays(house: House) -> None:
    house.service.fault = lambda request, _: b"" if request.path == "/jobs/1" else None
    with pytest.raises(UnreachableError):
        house.finish()
    house.service.fault = lambda *_: None
    assert State.DONE is house.finish().job.state
    assert 1 == len(house.service.starts)


@pytest.mark.parametrize(
    ("status", "error"),
    [("failed", JobFailedError), ("cancelled", JobFailedError), ("gone", ResultGoneError)],
)
def test_an_end_without_a_result_is_told_each_time_without_paying_again(
    house: House, status: str, error: type[Exception]
) -> None:
    house.service.status = lambda _: status
    for _ in range(2):
        with pytest.raises(error):
            house.finish()
    assert 1 == len(house.service.starts)


def test_a_job_that_never_ends_meets_its_deadline_and_goes_on_later(house: House) -> None:
    house.service.status = lambda _: "running"
    with pytest.raises(JobTimeoutError):
        house.play(house.work().finish(Options()), pace=200, deadline=60)
    assert State.RUNNING is house.record().job.state
    house.service.status = lambda _: "done"
    assert State.DONE is house.finish().job.state
    assert 1 == len(house.service.starts)


def test_done_without_a_result_is_asked_for_again(house: House) -> None:
    empty = [http({"status": "done"}), http({"status": "running"})]
    house.service.fault = lambda request, _: (
        empty.pop() if empty and request.path.endswith("result") else None
    )
    record = house.finish()
    assert (State.DONE, RESULT) == (record.job.state, house.store.result(record.key))


@pytest.mark.parametrize(("status", "error"), [("gone", ResultGoneError), ("failed", JobFailedError)])
def test_a_result_that_is_none_after_all_ends_the_job(
    house: House, status: str, error: type[Exception]
) -> None:
    house.service.result = b'{"status": "%s"}' % status.encode()
    for _ in range(2):
        with pytest.raises(error):
            house.finish()
    assert (None, status) == (house.store.result(house.record().key), house.record().job.state)


class Refusing(ToyOnline):
    def fetch(self, job: Job) -> Flow[bytes]:
        raise ResultGoneError(job)
        yield


def test_a_result_that_is_refused_but_not_called_gone_is_asked_for_again_the_next_time(house: House) -> None:
    work = Transcription(house.store, house.record().key, Toy(), Refusing(house.server.url))
    with pytest.raises(ResultGoneError):
        house.play(work.finish(Options()))
    assert State.DONE is house.record().job.state
    house.finish()
    assert RESULT == house.store.result(house.record().key)
    assert 1 == len(house.service.starts)


def test_a_started_job_forgets_whom_to_call(house: House, tmp_path: Path) -> None:
    address = "https://me.example/hooks/only-i-know"
    options = Options(callback=address)
    record = house.store.intend("toy", Source("talk.mp4", path=house.media, duration=90_000), options)
    assert address.encode() in record.options
    house.play(house.work().finish(options))
    assert record.key == house.record().key
    house.store.close()
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(address.encode() in content for content in kept)


def test_a_result_that_cannot_be_read_is_kept_and_fetched_again_until_one_can(house: House) -> None:
    house.service.result = odd = b'{"toy": 7}'
    for fetched in (1, 2):
        with pytest.raises(PayloadError, match="expected a list, found 7"):
            house.finish()
        assert (State.DONE, odd) == (house.record().job.state, house.store.result(house.record().key))
        assert fetched == sum(request.path.endswith("result") for request in house.server.requests)
    house.service.result = RESULT
    for _ in range(2):
        assert RESULT == house.store.result(house.finish().key)
    assert (3, 1) == (
        sum(request.path.endswith("result") for request in house.server.requests),
        len(house.service.starts),
    )


def test_a_result_that_can_be_read_by_now_is_not_fetched_again(house: House) -> None:
    house.service.result = b'{"toy": 7}'
    with pytest.raises(PayloadError):
        house.finish()
    house.store.put_result(house.record().key, RESULT)
    calls = len(house.server.requests)
    assert RESULT == house.store.result(house.finish().key)
    assert calls == len(house.server.requests)


def test_starting_alone_waits_for_nothing(house: House) -> None:
    record = house.play(house.work().start(Options()))
    assert (State.WAITING, "1") == (record.job.state, record.job.id)
    assert record == house.play(house.work().start(Options()))
    assert 1 == len(house.server.requests)
    assert State.DONE is house.finish().job.state


def test_force_pays_again(house: House) -> None:
    first = house.finish()
    second = house.record(force=True)
    assert first.key != second.key == house.record().key
    assert State.DONE is house.finish().job.state
    assert [first.key, second.key] == house.service.starts


def test_a_budget_holds_for_all_jobs_of_a_run(house: House) -> None:
    budget = Budget(minutes=2)
    house.finish(budget=budget)
    house.finish(budget=budget)
    house.record(force=True)
    with pytest.raises(BudgetError, match=r"1\.5 minutes are more than the 0\.5 that are left"):
        house.finish(budget=budget)
    assert 1 == len(house.service.starts)


def test_with_a_budget_the_length_has_to_be_known(house: House) -> None:
    record = house.store.intend("toy", Source("x", url="https://example.com/x"), Options())
    work = Transcription(house.store, record.key, Toy(), ToyOnline(house.server.url), Budget(10))
    with pytest.raises(BudgetError, match="length is not known"):
        house.play(work.start(Options()))


def test_giving_up_in_the_middle_lets_others_go_on(house: House) -> None:
    flow = house.work().finish(Options())
    assert isinstance(next(flow), Checkpoint)
    with Store(house.folder / "state") as other:
        assert not other.claim(house.record().key)
        flow.close()
        assert other.claim(house.record().key)


@pytest.mark.parametrize(("started", "error"), [(True, JobTimeoutError), (False, DeadlineError)])
def test_time_that_is_up_while_another_process_works_on_a_job_is_told_as_it_is(
    house: House, started: bool, error: type[Exception]
) -> None:
    if started:
        house.play(house.work().start(Options()))
    with Store(house.folder / "state") as other:
        assert other.claim(house.record().key)
        with pytest.raises(error):
            house.play(house.work().finish(Options()), deadline=5)


def test_a_job_keeps_what_only_we_know(house: House) -> None:
    record = house.play(house.work().finish(Options()))
    assert Job("toy", "1", State.DONE, "done", external_id=record.key) == record.job


def test_no_secret_gets_to_the_disk(house: House) -> None:
    house.finish()
    for path in (house.folder / "state").rglob("*"):
        assert path.is_dir() or CANARY.encode() not in path.read_bytes(), path


def test_many_jobs_at_once_ask_no_more_than_one_would(house: House) -> None:
    jobs = AT_ONCE + 20
    now, turns = [0, 0], threading.Lock()

    def count(_: Request, after: bool) -> None:
        with turns:
            now[0] += -1 if after else 1
            now[1] = max(now)

    async def run() -> None:
        async with httpx.AsyncClient() as client:
            driver = AsyncDriver(client, clock=FastClock(), local=True)
            flows = []
            for number in range(jobs):
                source = Source("talk", url=f"https://example.com/{number}")
                key = house.store.intend("toy", source, Options()).key
                flows.append(
                    Transcription(house.store, key, Toy(), ToyOnline(house.server.url)).finish(Options())
                )
            await asyncio.gather(*(driver.play(flow, keep=house.store.save) for flow in flows))

    house.service.fault = count
    asyncio.run(run())
    assert (jobs, 4 * jobs) == (len(set(house.service.starts)), len(house.server.requests))
    assert now[1] <= AT_ONCE
    assert {State.DONE} == {record.job.state for record in house.store.records()}
