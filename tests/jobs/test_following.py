"""Hints are followed to their jobs: the provider is asked, and nothing in a hint is believed."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

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
from subkit.jobs.following import PATIENCE, Follower
from subkit.jobs.inbox import Inbox
from subkit.jobs.store import Store
from subkit_adapters.pictory.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from subkit.jobs.records import Record

ENDED = "completed"


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
        self.said: list[str] = []
        self.record = self.started("77", "https://media.example/talk.mp4")
        self.follower = self.another()

    def another(self) -> Follower:
        """A follower as after a new start of the program."""
        return Follower(
            self.inbox, self.store, self.fetch, self.finish, log=self.said.append, clock=lambda: self.time
        )

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

    def hint(self, job: str | None = "77", **more: str) -> None:
        self.inbox.put([("pictory", Notice(job, status=ENDED, **more))])


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
