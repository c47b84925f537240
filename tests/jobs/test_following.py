"""Hints are followed to their jobs: the provider is asked, and nothing in a hint is believed."""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from subkit.adapter import Notice, Source, State
from subkit.errors import (
    JobFailedError,
    JobUnfinishedError,
    OutputError,
    PayloadError,
    ResultGoneError,
    SubkitError,
    UnreachableError,
)
from subkit.jobs.following import PATIENCE, Follower, Work
from subkit.jobs.inbox import Inbox
from subkit.jobs.store import Store
from subkit_adapters.pictory.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from subkit.jobs.records import Record

ENDED = "completed"


class AtOnce(Executor):
    """Does what it is given before it returns."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(work(*args, **kwargs))
        except ArithmeticError as error:
            future.set_exception(error)
        return future


class Desk:
    """A store with one started job, an inbox, a clock; and a provider that does what the test says."""

    def __init__(self, folder: Path) -> None:
        self.time = 1000.0
        self.store = Store(folder)
        self.inbox = Inbox(folder, clock=lambda: self.time)
        self.fault: SubkitError | None = None
        self.done_fault: SubkitError | None = None
        self.fetched: list[str] = []
        self.done: list[str] = []
        self.failed: list[Record] = []
        self.drafts: list[Record] = []
        self.said: list[str] = []
        self.record = self.started("77", "https://media.example/talk.mp4")
        self.follower = self.another()

    def another(self) -> Follower:
        """A follower as after a new start of the program."""
        work = Work(self.fetch, self.finish, self.failed.append, self.drafts.append)
        return Follower(self.inbox, self.store, work, AtOnce(), log=self.said.append, clock=lambda: self.time)

    def started(self, job: str, url: str) -> Record:
        record = self.store.intend("pictory", Source("talk.mp4", url=url), Options())
        self.store.claim(record.key)
        self.store.save(msgspec.structs.replace(record.job, id=job, state=State.RUNNING))
        self.store.release(record.key)
        return self.store.get(record.key)

    def fetch(self, record: Record) -> None:
        self.fetched.append(record.key)
        if self.fault:
            raise self.fault

    def finish(self, record: Record) -> None:
        if self.done_fault:
            raise self.done_fault
        self.done.append(record.key)

    def hint(self, job: str | None = "77", status: str = ENDED, **more: str) -> None:
        self.inbox.put([("pictory", Notice(job, status=status, **more))])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    with closing(desk.store), closing(desk.inbox):
        yield desk


def test_a_hint_leads_to_its_job_and_is_settled(desk: Desk) -> None:
    desk.hint()
    assert 600 == desk.follower.look()
    assert ([desk.record.key], [desk.record.key]) == (desk.fetched, desk.done)
    assert {"open": 0, "done": 1, "repeats": 0} == desk.inbox.counts()
    desk.follower.look()
    assert 1 == len(desk.fetched)


def test_our_own_reference_leads_to_the_job_as_well(desk: Desk) -> None:
    desk.hint(None, external_id=desk.record.key)
    desk.follower.look()
    assert [desk.record.key] == desk.done


@pytest.mark.parametrize(
    ("adapter", "job"), [("pictory", "78"), ("verbit", "77"), ("pictory", "the beginning of a key")]
)
def test_the_jobs_of_others_are_left_and_given_up_in_time(desk: Desk, adapter: str, job: str) -> None:
    name = desk.record.key[:6] if job.startswith("the") else job
    desk.inbox.put([(adapter, Notice(name))])
    desk.follower.look()
    assert ([], 1) == (desk.fetched, desk.inbox.counts()["open"])
    desk.time += PATIENCE
    desk.follower.look()
    assert ([], 1) == (desk.fetched, desk.inbox.counts()["given up"])


def test_a_hint_that_comes_before_its_job_is_known_is_followed_then(desk: Desk) -> None:
    desk.hint("78")
    wait = desk.follower.look()
    late = desk.started("78", "https://media.example/other.mp4")
    desk.time += wait
    desk.follower.look()
    assert [late.key] == desk.done


def test_a_lie_is_asked_about_and_not_believed(desk: Desk) -> None:
    desk.hint()
    desk.fault = JobUnfinishedError(desk.record.job)
    waits = []
    for _ in range(9):
        waits.append(desk.follower.look())
        desk.time += waits[-1]
    assert [5, 10, 20, 40, 80, 160, 320, 600, 600] == waits
    assert [] == desk.done
    assert 1 == len(desk.said)
    desk.fault = None
    desk.follower.look()
    assert [desk.record.key] == desk.done


def test_nobody_is_asked_before_the_time(desk: Desk) -> None:
    desk.hint()
    desk.fault = UnreachableError("GET", "cut", sent=True)
    desk.follower.look()
    desk.time += 4
    assert 1 == desk.follower.look()
    assert 1 == len(desk.fetched)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (JobFailedError, "failed"),
        (ResultGoneError, "failed"),
        (lambda _: PayloadError("$", "words", "none"), "unreadable"),
    ],
)
def test_what_cannot_get_better_is_settled(desk: Desk, error: type[SubkitError], outcome: str) -> None:
    desk.hint()
    desk.fault = error(desk.record.job)
    desk.follower.look()
    assert ([], 1) == (desk.done, desk.inbox.counts()[outcome])
    assert [desk.record.key] == [record.key for record in desk.failed]


def test_captions_that_cannot_be_written_are_tried_again(desk: Desk) -> None:
    desk.hint()
    desk.done_fault = OutputError("talk.srt", "no space left")
    wait = desk.follower.look()
    desk.done_fault = None
    desk.time += wait
    desk.follower.look()
    assert [desk.record.key] == desk.done


def test_a_draft_is_told_and_nothing_fetched(desk: Desk) -> None:
    desk.inbox.put([("pictory", Notice("77", draft=True))])
    desk.follower.look()
    assert ([], ["pictory job 77: a draft is there"]) == (desk.fetched, desk.said)
    assert [desk.record.key] == [record.key for record in desk.drafts]


def test_a_draft_that_comes_after_the_result_is_left(desk: Desk) -> None:
    desk.store.put_result(desk.record.key, b"{}")
    desk.inbox.put([("pictory", Notice("77", draft=True))])
    desk.follower.look()
    assert ([], 1) == (desk.drafts, desk.inbox.counts()["overtaken"])


def test_what_was_open_is_taken_up_at_the_next_start(desk: Desk) -> None:
    desk.hint()
    desk.fault = UnreachableError("GET", "cut", sent=True)
    desk.follower.look()
    desk.fault = None
    desk.another().look()
    assert [desk.record.key] == desk.done


def test_hundreds_of_hints_are_followed_in_one_look(desk: Desk) -> None:
    for number in range(120):
        desk.started(f"job-{number}", f"https://media.example/{number}.mp4")
        desk.hint(f"job-{number}")
    desk.follower.look()
    assert 120 == len(set(desk.done))


class Slow:
    """Fetches as slowly as the test wants, in threads, and remembers what went on at once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.gates: dict[str, threading.Event] = {}
        self.running: list[str] = []
        self.most = 0
        self.twice = False
        self.bell = threading.Event()

    def fetch(self, record: Record) -> None:
        name = str(record.job.id)
        with self.lock:
            self.twice = self.twice or name in self.running
            self.running.append(name)
            self.most = max(self.most, len(self.running))
        gate = self.gates.get(name)
        assert gate is None or gate.wait(60)
        with self.lock:
            self.running.remove(name)

    def until(self, follower: Follower, true: Callable[[], bool]) -> None:
        """Have the follower look until something is so."""
        end = time.monotonic() + 60
        while not true():
            assert time.monotonic() < end
            follower.look()
            self.bell.wait(0.01)
            self.bell.clear()


@pytest.fixture
def slow(desk: Desk) -> Iterator[Slow]:
    slow = Slow()
    with ThreadPoolExecutor(8) as pool:
        desk.follower = Follower(
            desk.inbox,
            desk.store,
            Work(slow.fetch, desk.finish),
            pool,
            ring=slow.bell.set,
            log=desk.said.append,
        )
        yield slow


def test_a_slow_job_holds_up_no_other(desk: Desk, slow: Slow) -> None:
    slow.gates["77"] = threading.Event()
    desk.hint()
    for number in range(20):
        desk.started(f"job-{number}", f"https://media.example/{number}.mp4")
        desk.hint(f"job-{number}")
    slow.until(desk.follower, lambda: 20 == desk.inbox.counts().get("done"))
    assert (["77"], 1) == (slow.running, desk.inbox.counts()["open"])
    slow.gates["77"].set()
    slow.until(desk.follower, lambda: 21 == desk.inbox.counts()["done"])
    assert 21 == len(set(desk.done))


def test_many_are_dealt_with_at_once_but_no_job_twice(desk: Desk, slow: Slow) -> None:
    records = [desk.started(f"job-{number}", f"https://media.example/{number}.mp4") for number in range(12)]
    slow.gates = {f"job-{number}": threading.Event() for number in range(12)}
    for record in records:
        desk.hint(str(record.job.id))
        desk.hint(None, external_id=record.key)
        desk.hint(str(record.job.id), external_id=record.key)
    slow.until(desk.follower, lambda: 8 == len(slow.running))
    for gate in slow.gates.values():
        gate.set()
    slow.until(desk.follower, lambda: 36 == desk.inbox.counts().get("done"))
    assert (8, False) == (slow.most, slow.twice)
    assert {record.key: 3 for record in records} == Counter(desk.done)


def test_a_bug_in_what_is_done_is_not_swallowed(desk: Desk) -> None:
    def broken(_: Record) -> None:
        raise ZeroDivisionError

    desk.hint()
    follower = Follower(desk.inbox, desk.store, Work(desk.fetch, broken), AtOnce())
    with pytest.raises(ZeroDivisionError):
        follower.look()


def test_more_than_fit_at_hand_are_dealt_with_page_by_page(desk: Desk, slow: Slow) -> None:
    slow.gates["77"] = threading.Event()
    for number in range(1050):
        desk.hint(status=f"state {number}")
    desk.follower.look()
    assert ["77"] == slow.running
    slow.gates["77"].set()
    slow.until(desk.follower, lambda: 1050 == desk.inbox.counts().get("done"))


def test_a_store_that_fails_loses_no_hint(desk: Desk) -> None:
    broken = Store(desk.store.folder)
    broken.close()
    desk.hint()
    desk.hint("78")
    work = Work(desk.fetch, desk.finish)
    follower = Follower(desk.inbox, broken, work, AtOnce(), log=desk.said.append, clock=lambda: desk.time)
    assert 5 == follower.look()
    assert ([], 2, 2) == (desk.fetched, len(desk.said), desk.inbox.counts()["open"])
    desk.follower.look()
    assert [desk.record.key] == desk.done
