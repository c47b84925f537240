"""Whatever happens to jobs in whatever order, in three processes: each is paid once at most, and no result is lost.

The provider is the toy, without its sockets: a rule decides how each of its answers gets lost. A process that is killed loses
its lock as the system takes it, and never comes to its ``finally``.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections import Counter
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from toy_provider import RESULT, Options, Request, Service, Toy, ToyOnline

from subkit.adapter import Source, State
from subkit.errors import StoreError, SubkitError, UnreachableError
from subkit.jobs.flow import Ask, Checkpoint, Response
from subkit.jobs.records import in_doubt
from subkit.jobs.store import Store
from subkit.jobs.transcription import Transcription

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.jobs.flow import Flow, Step

BASE = "https://toy.example"
PROCESSES = st.integers(0, 2)
INDEXES = st.integers(0, 5)
MOST = 3
"""More flows or wishes at a time would keep each of them from getting on."""
EXAMPLES = 15 * max(1, int(os.environ.get("SUBKIT_CRASH", "0")))
ENDED = {State.FAILED, State.CANCELLED, State.GONE}


class Fault(NamedTuple):
    """What becomes of a call: whether it is taken, and what comes back; nothing in particular: the provider's answer."""

    taken: bool = True
    back: Response | UnreachableError | None = None


def lost(*, sent: bool) -> UnreachableError:
    return UnreachableError("CALL toy.example", "cut", sent=sent)


GOOD = Fault()
TAKEN = [
    Fault(True, lost(sent=True)),
    Fault(True, Response(200, b"<html>Log in</html>")),
    *(Fault(True, Response(status)) for status in (302, 303, 408, 409, 500, 502)),
]
NOT_TAKEN = [
    Fault(False, lost(sent=False)),
    Fault(False, Response(503, headers={"retry-after": "1"})),
    *(Fault(False, Response(status)) for status in (307, 400, 401, 403, 404, 422, 429)),
    *(fault._replace(taken=False) for fault in TAKEN),
]
FAULTS = st.one_of(st.just(GOOD), st.sampled_from(TAKEN), st.sampled_from(NOT_TAKEN))


class Work:
    """A flow that is being played, by hand."""

    def __init__(self, store: Store, flow: Flow[Any]) -> None:
        self.store = store
        self.flow = flow
        self.step: Step | None = None
        self.go(None)

    @property
    def pays(self) -> bool:
        """Whether the next step is the call that costs."""
        return isinstance(self.step, Ask) and self.step.method == "POST"

    def go(self, answer: Any) -> None:
        """On to the next step; none where the flow has ended."""
        try:
            self.step = self.flow.throw(answer) if isinstance(answer, SubkitError) else self.flow.send(answer)
        except (StopIteration, SubkitError, ValueError):  # ValueError: the toy takes what it reads for JSON
            self.step = None

    def do(self, service: Service, fault: Fault) -> None:
        """Do the step."""
        match self.step:
            case Checkpoint(job):
                self.store.save(job)
                self.go(None)
            case Ask():
                self.go(answered(service, self.step, fault))
            case _:
                self.go(None)


def answered(service: Service, ask: Ask, fault: Fault) -> Response | UnreachableError:
    if fault.taken:
        query = f"?{urlencode(ask.params)}" if ask.params else ""
        target = ask.url.removeprefix(BASE) + query
        raw = service(Request(ask.method, target, {}, json.dumps(ask.json).encode()), None)  # type: ignore[arg-type]  # it uses no socket
        head, _, body = (raw or b"").partition(b"\r\n\r\n")
        answer = Response(int(head.split(b" ", 2)[1]), body)
    return answer if fault.back is None else fault.back


class Process:
    """A store as one process has it, and what it is doing."""

    def __init__(self, folder: Path) -> None:
        before = set(folder.glob("processes/*.lock"))
        self.store = Store(folder)
        (self.lock,) = set(folder.glob("processes/*.lock")) - before
        self.work: list[Work] = []

    def die(self) -> None:
        """As if killed: the system lets the lock go, and nothing else happens."""
        wanted = self.lock.stat().st_ino
        for path in Path("/dev/fd").iterdir():
            with suppress(OSError):  # one of them was that of the listing itself
                if os.fstat(int(path.name)).st_ino == wanted:
                    fcntl.flock(int(path.name), fcntl.LOCK_UN)

    def close(self) -> None:
        """As by Ctrl-C."""
        for work in self.work:
            work.flow.close()
        self.store.close()


class AnyOrder(RuleBasedStateMachine):
    folders: Iterator[Path]

    @initialize()
    def begin_with_nothing(self) -> None:
        self.folder = next(self.folders)
        self.service = Service()
        self.processes = [Process(self.folder) for _ in range(3)]
        self.dead: list[Process] = []
        self.wanted: list[str] = []
        self.results: set[str] = set()
        self.begin(0, "finish", 0)

    def at_work(self) -> list[Work]:
        return [work for process in self.processes for work in process.work if work.step is not None]

    def in_doubt(self) -> list[str]:
        store = self.processes[0].store
        return [key for key in self.wanted if in_doubt(store.get(key).job)]

    def transcription(self, who: int, key: str) -> Transcription:
        return Transcription(self.processes[who].store, key, Toy(), ToyOnline(BASE))

    def want(self, who: int, *, force: bool = False) -> str:
        source = Source("talk", url="https://media.example/talk")
        record = self.processes[who].store.intend("toy", source, Options(), force=force)
        if record.key not in self.wanted:
            self.wanted.append(record.key)
        return record.key

    @precondition(lambda self: len(self.at_work()) < MOST)
    @rule(
        who=PROCESSES,
        what=st.sampled_from(["finish", "finish", "start", "look", "again", "webhook"]),
        which=INDEXES,
    )
    def begin(self, who: int, what: str, which: int) -> None:
        """A process takes something up: what is wanted, by itself or by force, or what a webhook tells of."""
        starts = self.service.starts
        if what == "webhook":
            number = 1 + which % len(starts) if starts else 1
            record = self.processes[who].store.known("toy", str(number))
            if record is None:
                return
            key, what = record.key, "finish"
        else:
            key = self.want(who, force=what == "again" and len(self.wanted) < MOST)
        work = self.transcription(who, key)
        flow = work.look() if what == "look" else (work.start if what == "start" else work.finish)(Options())
        self.processes[who].work.append(Work(self.processes[who].store, flow))

    @rule(
        which=INDEXES,
        steps=st.integers(0, 8),
        fault=FAULTS,
        status=st.sampled_from(["done", "running", "failed"]),
        findable=st.booleans(),
    )
    def go_on(self, which: int, steps: int, fault: Fault, status: str, findable: bool) -> None:
        """Some steps, but none over a payment; and then one that may go wrong."""
        self.service.status, self.service.findable = lambda _: status, findable
        if not self.at_work():
            self.begin(which % 3, "finish", 0)
        if work := self.at_work():
            one = work[which % len(work)]
            for _ in range(steps):
                if not one.pays:
                    one.do(self.service, GOOD)
            one.do(self.service, fault)

    @precondition(lambda self: self.at_work())
    @rule(who=PROCESSES, killed=st.booleans())
    def end_a_process(self, who: int, killed: bool) -> None:
        if killed:
            self.processes[who].die()
            self.dead.append(self.processes[who])
        else:
            self.processes[who].close()
        self.processes[who] = Process(self.folder)

    @precondition(lambda self: self.in_doubt())
    @rule(who=PROCESSES, which=INDEXES)
    def resolve(self, who: int, which: int) -> None:
        """People look at the provider's site, and say what is there."""
        doubtful = self.in_doubt()
        key = doubtful[which % len(doubtful)]
        with suppress(StoreError):  # somebody works on it
            self.processes[who].store.resolve(key, self.number(key))

    @precondition(lambda self: len(self.wanted) == MOST)
    @rule(who=PROCESSES, which=INDEXES)
    def forget(self, who: int, which: int) -> None:
        key = self.wanted[which % len(self.wanted)]
        with suppress(StoreError):  # somebody works on it
            self.processes[who].store.forget(key)
            self.wanted.remove(key)
            self.results.discard(key)

    def number(self, key: str) -> str | None:
        """The provider's id of the job."""
        return str(self.service.starts.index(key) + 1) if key in self.service.starts else None

    @invariant()
    def nothing_is_paid_twice(self) -> None:
        starts = Counter(self.service.starts if hasattr(self, "service") else ())
        assert all(number == 1 for number in starts.values()), starts

    @invariant()
    def no_result_is_lost(self) -> None:
        for process in getattr(self, "processes", [])[:1]:
            self.results |= {key for key in self.wanted if process.store.get(key).digest}
            assert all(process.store.result(key) == RESULT for key in self.results)

    def teardown(self) -> None:
        """In the end all is well with everybody, and every job that was not forgotten is done."""
        if not hasattr(self, "processes"):
            return
        for process in self.processes[1:]:
            process.close()
        self.service.findable, self.service.status = True, lambda _: "done"
        self.processes[0].close()
        self.processes[0] = Process(self.folder)
        for key in self.in_doubt():
            self.processes[0].store.resolve(key, self.number(key))
        try:
            for key in self.wanted:
                self.end(key)
        finally:
            for process in [self.processes[0], *self.dead]:
                process.close()

    def end(self, key: str) -> None:
        store = self.processes[0].store
        work = Work(store, self.transcription(0, key).finish(Options()))
        for _ in range(60):
            if work.step is not None:
                work.do(self.service, GOOD)
        job = store.get(key).job
        if job.state not in ENDED:
            assert (State.DONE, RESULT, self.number(key)) == (job.state, store.result(key), job.id)
        assert 1 == self.service.starts.count(key)


def test_in_any_order_each_job_is_paid_once_and_no_result_is_lost(tmp_path: Path) -> None:
    AnyOrder.folders = (tmp_path / str(number) for number in count())
    run_state_machine_as_test(
        AnyOrder, settings=settings(max_examples=EXAMPLES, stateful_step_count=40, deadline=None)
    )
