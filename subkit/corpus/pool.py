"""Worker processes that outlive what one input does to them: one that dies costs at most what it had in hand.

Python's own pools end as a whole when a worker is killed. Here each worker has a pipe of its own and leaves the number of the input
that it captions where it can be read after its death: that one is tried once more, and is a failure if it takes a second worker with it.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections import Counter, deque
from contextlib import suppress
from itertools import count, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.sharedctypes import RawValue
from typing import TYPE_CHECKING

from subkit.corpus.lanes import READY, Given, serve, told
from subkit.corpus.records import Failure
from subkit.corpus.units import Entry, Unit
from subkit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from ctypes import c_longlong
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

    from subkit.corpus.working import Work

KILLED = "WorkerKilled"
"""The kind of failure of an input that killed its worker twice."""
_LIVES = 2
_TRIES = 3
"""How many workers may die before they are ready, while nobody says anything."""
_HAND = 0.25
"""Seconds of work that a worker has in hand at most: long beside the time that a message takes, short beside a run."""
_LEAST, _MOST = 2, 64
"""How many units that is at least, one to caption and one to read or write beside it, and at most."""
_GRACE = 2.0
"""Seconds that a worker may take to finish what it is at when the run ends."""


class _Worker:
    """A process, our end of its pipe, what it has in hand by number, and whether it has said that it is ready."""

    def __init__(self, process: BaseProcess, pipe: Connection, begun: c_longlong) -> None:
        self.process = process
        self.pipe = pipe
        self.begun = begun
        self.hand: dict[int, Unit] = {}
        self.ready = False

    @property
    def victim(self) -> Unit:
        """Of what a dead worker has in hand, the unit that it captioned."""
        return self.hand.get(self.begun.value) or next(iter(self.hand.values()))


class Pool:
    """Processes that do the same work on many units.

    Args:
        work: what they do.
        jobs: how many there are.
    """

    def __init__(self, work: Work, jobs: int) -> None:
        # A fork of a process with threads may hang, as those of fsspec do; a server forks quickly, and is clean.
        self._context: ForkServerContext | SpawnContext = multiprocessing.get_context("spawn")
        if sys.platform == "linux":
            self._context = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload(["subkit.corpus.working"])
        self._work = work
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._deaths: Counter[str] = Counter()
        """How many workers died of a unit, by its key; nought of those that they had in hand as well."""
        self._stillborn = 0
        self._numbers = count()
        self._pace: float | None = None
        """Seconds that a unit takes, of late."""

    def run(self, units: Iterable[Unit]) -> Generator[list[Entry], None, None]:
        """Do all units, and give what became of them as they are done, in no order, some at a time.

        However the iteration ends, so do the workers, each with what it is at.

        Raises:
            ConfigError: workers end before they begin.
        """
        rest, again = iter(units), deque[Unit]()
        try:
            while True:
                self._give_out(rest, again)
                busy = {worker.pipe: worker for worker in self._workers if worker.hand}
                if not busy:
                    return
                for pipe in wait(list(busy)):
                    yield self._heard(busy[pipe], again)  # type: ignore[index]  # wait gives back what it is given
        finally:
            self._dismiss()

    def _give_out(self, rest: Iterator[Unit], again: deque[Unit]) -> None:
        """Fill the hands of all workers, and hire as long as there is more to do than hands."""
        for worker in self._workers:
            room = self._hand - len(worker.hand)
            if worker.ready and room >= self._hand // 2:
                self._give(worker, self._beside(worker.hand, room, rest, again))
        while len(self._workers) < self._jobs and (units := self._beside({}, 1, rest, again)):
            self._give(self._hired(), units)

    def _beside(
        self, hand: Mapping[int, Unit], room: int, rest: Iterator[Unit], again: deque[Unit]
    ) -> list[Unit]:
        """What to give to a worker that has so much in hand; what another had when it died is done alone."""
        if again and not hand:
            return [again.popleft()]
        if self._deaths and any(unit.key in self._deaths for unit in hand.values()):
            return []
        return list(islice(rest, room))

    def _give(self, worker: _Worker, units: Sequence[Unit]) -> None:
        if not units:
            return
        chunk = [Given(next(self._numbers), unit) for unit in units]
        # A worker reads at all times, so that neither ever waits for the other to read.
        with suppress(OSError):  # it is dead, which its pipe will tell
            worker.pipe.send(chunk)
        worker.hand |= chunk

    @property
    def _hand(self) -> int:
        """How many units a worker has in hand: as many as take so long, going by those that were done of late."""
        if self._pace is None:
            return _LEAST
        return max(_LEAST, min(_MOST, int(_HAND / self._pace))) if self._pace else _MOST

    def _hired(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        begun = RawValue("q", -1)
        process = self._context.Process(target=serve, args=(theirs, self._work, begun), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours, begun)
        self._workers.append(worker)
        return worker

    def _heard(self, worker: _Worker, again: deque[Unit]) -> list[Entry]:
        """What a worker has to say: entries, or nothing because it is ready, or because it died."""
        try:
            message = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            return self._lost(worker, again)
        self._stillborn = 0
        if message == READY:
            worker.ready = True
            return []
        entries = told(message)
        for number, entry in entries:
            del worker.hand[number]
            seconds = 0.0 if entry.kept else entry.seconds
            self._pace = seconds if self._pace is None else 0.8 * self._pace + 0.2 * seconds
        return [entry for _, entry in entries]

    def _lost(self, worker: _Worker, again: deque[Unit]) -> list[Entry]:
        """Put back what a dead worker had in hand; what it was at is given up if it killed another before.

        Raises:
            ConfigError: worker after worker dies before it is ready.
        """
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        how = worker.process.exitcode or 0
        cause = signal.Signals(-how).name if how < 0 else f"exit code {how}"
        if not worker.ready:
            again.extend(worker.hand.values())
            self._stillborn += 1
            if self._stillborn == _TRIES:
                raise ConfigError("worker processes", f"end before they begin ({cause})")
            return []
        victim = worker.victim
        self._deaths.update({unit.key: int(unit is victim) for unit in worker.hand.values()})
        given_up = self._deaths[victim.key] == _LIVES
        again.extend(unit for unit in worker.hand.values() if not (given_up and unit is victim))
        if not given_up:
            return []
        reason = f"{victim.name}: its worker process was killed twice ({cause}); out of memory?"
        return [Entry(input=victim.key, error=Failure(KILLED, reason))]

    def _dismiss(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
        until = time.monotonic() + _GRACE
        for worker in self._workers:
            worker.process.join(max(0.0, until - time.monotonic()))
            if worker.process.exitcode is None:
                worker.process.kill()
                worker.process.join()
        self._workers.clear()
