"""Worker processes that outlive what one input does to them: one that dies costs at most what it had in hand.

Python's own pools end as a whole when a worker is killed. Here each worker has a pipe of its own and tells each input as it is
done, so that it is known which one it died of: that is tried once more, and is a failure if it takes a second worker with it.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections import Counter, deque
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from subkit.corpus.records import Failure
from subkit.corpus.units import Entry, Unit
from subkit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

    from subkit.corpus.working import Work

KILLED = "WorkerKilled"
"""The kind of failure of an input that killed its worker twice."""
_LIVES = 2
_TRIES = 3
"""How many workers in a row may die before they are ready."""
_CHUNK = 0.25
"""Seconds of work that a worker is given at once: long beside the time it waits for more, short beside a run."""
_MOST = 64
_GRACE = 2.0
"""Seconds that a worker may take to finish what it is at when the run ends."""


class _Worker:
    """A process, our end of its pipe, what it has in hand, and whether it has said that it is ready."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.hand = deque[Unit]()
        self.ready = False


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
        self._stillborn = 0
        self._pace = 0.0
        """Seconds that a unit takes, of late."""

    def run(self, units: Iterable[Unit]) -> Generator[Entry, None, None]:
        """Do all units, and give what became of each as it is done, in no order.

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
                    yield from self._heard(busy[pipe], again)  # type: ignore[index]  # wait gives back what it is given
        finally:
            self._dismiss()

    def _give_out(self, rest: Iterator[Unit], again: deque[Unit]) -> None:
        """Give every worker that has nothing some units, and hire as long as there is more to do than hands."""
        idle = [worker for worker in self._workers if not worker.hand]
        while idle or len(self._workers) < self._jobs:
            chunk = [again.popleft()] if again else list(islice(rest, self._chunk))
            if not chunk:
                return
            worker = idle.pop() if idle else self._hired()
            # A worker is given units only when it has none, and so reads: neither ever waits for the other to read.
            with suppress(OSError):
                worker.pipe.send(chunk)
            worker.hand.extend(chunk)

    @property
    def _chunk(self) -> int:
        """How many units are given out at once: as many as take so long, going by those that were done of late."""
        return max(1, min(_MOST, int(_CHUNK / self._pace))) if self._pace else 1

    def _hired(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self._work), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _heard(self, worker: _Worker, again: deque[Unit]) -> Iterator[Entry]:
        """What a worker has to say: that it is ready, an entry, or nothing because it died."""
        try:
            entry: Entry | None = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._lost(worker, again)
            return
        if entry is None:
            worker.ready, self._stillborn = True, 0
            return
        worker.hand.popleft()
        self._pace = 0.8 * self._pace + 0.2 * entry.seconds if self._pace else entry.seconds
        yield entry

    def _lost(self, worker: _Worker, again: deque[Unit]) -> Iterator[Entry]:
        """Put back what a dead worker had in hand; what it was at is given up if it killed another before.

        Raises:
            ConfigError: worker after worker dies before it is ready.
        """
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        again.extendleft(reversed(worker.hand))
        how = worker.process.exitcode or 0
        cause = signal.Signals(-how).name if how < 0 else f"exit code {how}"
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn == _TRIES:
                raise ConfigError("worker processes", f"end before they begin ({cause})")
            return
        self._deaths[again[0].key] += 1
        if self._deaths[again[0].key] == _LIVES:
            victim = again.popleft()
            reason = f"{victim.name}: its worker process was killed twice ({cause}); out of memory?"
            yield Entry(input=victim.key, error=Failure(KILLED, reason))

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


def serve(pipe: Connection, work: Work) -> None:
    """What a worker process runs: units in, entries out, until nobody asks any more."""
    # Ctrl-C goes to the whole group of processes; it is the run's to say when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            for unit in pipe.recv():
                pipe.send(work.done(unit))
