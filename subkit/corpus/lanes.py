"""What runs in a worker process: several units at once, of which one is captioned while others are read and written.

To wait until a file is on the disk, or a bucket has answered, takes longer than to caption a short talk. Captions themselves
are made one after the other: two at once would only stand in each other's way, and take the memory of two.
"""

from __future__ import annotations

import os
import signal
import time
import traceback
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from subkit.corpus.units import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from ctypes import c_longlong
    from multiprocessing.connection import Connection

    from subkit.corpus.units import Unit
    from subkit.corpus.working import Work

LANES = 4
"""How many units a worker has begun at once at most."""
READY = b""
"""What a worker says first."""
_TELL = 0.02
"""Seconds between two messages, where units end faster: each costs the reader as much as a short talk costs the worker."""


class Given(NamedTuple):
    """A unit under the number that it has in this run."""

    number: int
    unit: Unit


def told(message: bytes) -> list[tuple[int, Entry]]:
    """What a message of a worker says: the numbers of units, and what became of them."""
    return msgspec.msgpack.decode(message, type=list[tuple[int, Entry]])


def serve(pipe: Connection, work: Work, begun: c_longlong) -> None:
    """What a worker process runs: units in, entries out, until nobody asks any more.

    Args:
        pipe: units come from there in lists of `Given`, and entries go there as bytes, for `told`.
        work: what is done with each.
        begun: set to the number of the unit that is being captioned, for those who find the worker dead.
    """
    # Ctrl-C goes to the whole group of processes; it is the run's to say when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lanes = _Lanes(pipe, work, begun)
    with suppress(EOFError, OSError):
        pipe.send_bytes(READY)
        while True:
            lanes.give(pipe.recv())
    lanes.end()


class _Lanes:
    """Threads that do units, each from its beginning to its end."""

    def __init__(self, pipe: Connection, work: Work, begun: c_longlong) -> None:
        self._pipe = pipe
        self._work = work
        self._begun = begun
        self._units = SimpleQueue[Given | None]()
        self._captioning = Lock()
        self._telling = Lock()
        self._untold: list[tuple[int, Entry]] = []
        self._last = 0.0
        """When entries were told."""
        for _ in range(LANES):
            Thread(target=self._run).start()

    def give(self, units: Sequence[Given]) -> None:
        """Do these, too."""
        for one in units:
            self._units.put(one)

    def end(self) -> None:
        """Begin no more; what is begun comes to its end."""
        with suppress(Empty):
            while True:
                self._units.get_nowait()
        for _ in range(LANES):
            self._units.put(None)

    def _run(self) -> None:
        while (given := self._units.get()) is not None:
            try:
                self._do(given)
            except BaseException:  # noqa: BLE001 - a plug-in that leaves the program would only end this thread
                traceback.print_exc()
                os._exit(1)

    def _do(self, given: Given) -> None:
        entry = self._work.done(given.unit, partial(self._turn, given.number))
        with suppress(OSError):  # nobody listens any more, and soon the queue ends
            self._tell(given.number, entry)

    @contextmanager
    def _turn(self, number: int) -> Iterator[None]:
        with self._captioning:
            self._begun.value = number
            yield

    def _tell(self, number: int, entry: Entry) -> None:
        with self._telling:
            self._untold.append((number, entry))
            now = time.monotonic()
            # Where there is more to do, what is left untold goes with what ends next.
            if now - self._last >= _TELL or self._units.empty():
                message, self._untold = msgspec.msgpack.encode(self._untold), []
                self._last = now
                self._pipe.send_bytes(message)
