"""Follows the hints of webhooks: asks the provider what is true, and brings results onto the disk."""

from __future__ import annotations

import time
from collections import deque
from functools import partial
from heapq import heappop, heappush
from itertools import chain
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from subkit.errors import InputError, JobFailedError, PayloadError, ResultGoneError, StoreError, SubkitError
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

    from subkit.jobs.inbox import Hint, Inbox
    from subkit.jobs.records import Record
    from subkit.jobs.store import Store

PATIENCE = 48 * 3600.0
"""Seconds that a hint is followed that leads nowhere yet: Verbit, too, repeats its calls for 48 hours."""

_FIRST, _MOST = 5.0, 600.0  # seconds between two looks at the same hint
_PAGE = 100
_AT_HAND = 1000  # hints that are being dealt with or wait for it; the others wait on disk


class Work(NamedTuple):
    """What is done for a job; each is called again if it fails, or if the program is killed meanwhile.

    Attributes:
        fetch: brings a job's result onto the disk, from the provider, and raises `JobUnfinishedError` if there is none yet.
        done: is told of a job whose result has come.
        failed: is told of a job that will never have one, or one of which nothing can be made.
        draft: is told of a job that has a draft.
    """

    fetch: Callable[[Record], object]
    done: Callable[[Record], None]
    failed: Callable[[Record], None] = lambda _: None
    draft: Callable[[Record], None] = lambda _: None


class _Later(NamedTuple):
    """A hint that has led nowhere yet, and the last wait in seconds."""

    hint: Hint
    wait: float


class _Found(NamedTuple):
    """What became of a hint, in a word (empty if it is too early to say) and a sentence."""

    outcome: str
    sentence: str


class Follower:
    """Deals with the hints in an inbox: several at once, but one after the other where they are about the same job.

    Args:
        inbox: the hints.
        store: the jobs; hints of others are left.
        work: what is done for each job, in threads of the executor.
        executor: deals with as many hints at once as it has threads.
        ring: is called when a hint has been dealt with, and `look` has to be called to go on.
        log: is told what becomes of each hint.
        clock: gives the seconds since 1970.
    """

    def __init__(
        self,
        inbox: Inbox,
        store: Store,
        work: Work,
        executor: Executor,
        *,
        ring: Callable[[], None] = lambda: None,
        log: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._inbox, self._store, self._work = inbox, store, work
        self._executor, self._ring = executor, ring
        self._log = log
        self._clock = clock
        self._last = self._at_hand = 0
        self._later: dict[int, _Later] = {}
        self._queue: list[tuple[float, int]] = []  # when each of these is due, by its number; a heap
        self._busy: dict[
            str, deque[tuple[Hint, Record]]
        ] = {}  # jobs at work, and the hints that wait for them
        self._ended: SimpleQueue[tuple[Hint, str, Future[_Found]]] = SimpleQueue()
        self._settled: dict[str, list[Hint]] = {}

    def look(self) -> float:
        """See what was dealt with, and take each hint whose turn it is; the seconds until the next one's.

        It does not wait for work to end: `ring` is called then.

        Raises:
            StoreError: the inbox cannot be read or written.
        """
        self._see()
        for hint in chain(self._due(), self._new()):
            self._take(hint)
            self._see()
        for outcome, hints in self._settled.items():
            self._inbox.settle(hints, outcome)
        self._settled.clear()
        return max(0.0, min(_MOST, self._queue[0][0] - self._clock())) if self._queue else _MOST

    def _due(self) -> Iterator[Hint]:
        """The hints that led nowhere and have waited long enough."""
        now = self._clock()
        while self._queue and self._queue[0][0] <= now:
            yield self._later[heappop(self._queue)[1]].hint

    def _new(self) -> Iterator[Hint]:
        """The hints that were not looked at yet; after a new start, all that are open."""
        while self._at_hand < _AT_HAND and (page := self._inbox.open(_PAGE, after=self._last)):
            for hint in page:
                self._last = hint.number
                yield hint

    def _take(self, hint: Hint) -> None:
        """Have a hint dealt with, after those of the same job."""
        try:
            record = self._record(hint)
        except StoreError as error:
            self._note(hint, _Found("", f"{_named(hint)}: {error}"))
            return
        if record is None:
            # It may be one that is being submitted: then its id is not on disk yet.
            self._note(hint, _Found("", f"{_named(hint)}: is none of ours"))
            return
        self._at_hand += 1
        if record.key in self._busy:
            self._busy[record.key].append((hint, record))
        else:
            self._busy[record.key] = deque()
            self._start(hint, record)

    def _start(self, hint: Hint, record: Record) -> None:
        future = self._executor.submit(self._followed, hint, record)
        future.add_done_callback(partial(self._end, hint, record.key))

    def _end(self, hint: Hint, key: str, future: Future[_Found]) -> None:
        self._ended.put((hint, key, future))
        self._ring()

    def _see(self) -> None:
        """Note what was dealt with, and go on with the next of the same job."""
        while True:
            try:
                hint, key, future = self._ended.get_nowait()
            except Empty:
                return
            self._at_hand -= 1
            self._note(hint, future.result())
            if self._busy[key]:
                self._start(*self._busy[key].popleft())
            else:
                del self._busy[key]

    def _note(self, hint: Hint, found: _Found) -> None:
        """Settle a hint, or have it followed again later."""
        known = self._later.pop(hint.number, None)
        if found.outcome or known is None:
            self._log(found.sentence)
        outcome = found.outcome
        if not outcome and self._clock() - hint.came >= PATIENCE:
            self._log(f"{_named(hint)}: given up")
            outcome = "given up"
        if outcome:
            self._settled.setdefault(outcome, []).append(hint)
            return
        wait = min(_MOST, 2 * known.wait) if known else _FIRST
        self._later[hint.number] = _Later(hint, wait)
        heappush(self._queue, (self._clock() + wait, hint.number))

    def _followed(self, hint: Hint, record: Record) -> _Found:
        """Do what a hint asks for, in a thread of the executor."""
        name = _named(hint)
        try:
            if hint.draft:
                return self._drafted(record, name)
            return self._fetched(record, name)
        except SubkitError as error:
            return _Found("", f"{name}: {error}")

    def _fetched(self, record: Record, name: str) -> _Found:
        try:
            self._work.fetch(record)
            self._work.done(self._store.get(record.key))
        except (JobFailedError, ResultGoneError) as error:
            self._work.failed(self._store.get(record.key))
            return _Found("failed", str(error))
        except (PayloadError, InputError) as error:  # it is on disk, and will be the same tomorrow
            self._work.failed(self._store.get(record.key))
            return _Found("unreadable", f"{name}: the result is on disk, but makes no captions: {error}")
        return _Found("done", f"{name}: done")

    def _drafted(self, record: Record, name: str) -> _Found:
        if self._store.get(record.key).digest is not None:
            return _Found("overtaken", f"{name}: the draft is overtaken by the result")
        self._work.draft(record)
        return _Found("draft", f"{name}: a draft is there")

    def _record(self, hint: Hint) -> Record | None:
        """The job that a hint is about, by our own reference or the provider's id."""
        names = filter(None, (hint.external_id, hint.id))
        found = (self._store.known(hint.adapter, name) for name in names)
        return next((record for record in found if record is not None), None)


def _named(hint: Hint) -> str:
    return f"{hint.adapter} job {one_line(hint.id or hint.external_id, 80)}"
