"""A run over a corpus: many processes, one journal, and what became of each input as it is done."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from subkit.corpus.places import is_address
from subkit.corpus.pool import Pool
from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from subkit.corpus.journal import Journal
    from subkit.corpus.units import Entry, Unit
    from subkit.corpus.working import Work

_temporary = pattern(r"\.subkit-[0-9a-f]{16}\.tmp")


class Engine(Protocol):
    """What does units: processes of this machine, or a cluster."""

    def run(self, units: Iterable[Unit]) -> Generator[Sequence[Entry], None, None]:
        """Do all units, and give what became of them as they are done, in no order; closed, it ends what it has begun."""


def run(
    units: Iterable[Unit],
    work: Work,
    *,
    jobs: int | None = None,
    journal: Journal | None = None,
    engine: Engine | None = None,
) -> Generator[Entry, None, None]:
    """Do what is not done, and give what became of each unit, in the order in which they end.

    Args:
        units: the inputs, each with a key of its own.
        work: what is done with each.
        jobs: how many processes work; by default as many as this one may use cores.
        journal: where is written what was done, and is read what was done before, so that the folders are this run's
            and are swept; ``None`` to do everything.
        engine: what does that work in place of processes of this machine.

    Raises:
        OutputError: the journal cannot be written.
        ConfigError: no process can be started.
    """
    crew = engine or Pool(work, jobs or cores())
    known = (
        units if journal is None else (replace(unit, last=journal.last(unit.key)) for unit in sweeping(units))
    )
    with closing(crew.run(known)) as ended:
        for entries in ended:
            if journal is not None:
                journal.add(entries)
            yield from entries


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def sweeping(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units; before one comes that is written to a folder of its own, the folder is swept."""
    seen = set[str]()
    for unit in units:
        for folder in {os.path.dirname(place) for _, place in unit.outputs if not is_address(place)} - seen:
            seen.add(folder)
            swept(folder)
        yield unit


def swept(folder: str) -> int:
    """Remove the temporary files that killed runs left in a folder; returns how many.

    On Linux there are hardly ever any: a file has a name there only once it is whole.
    """
    count = 0
    with suppress(OSError):
        for name in os.listdir(folder or "."):
            if _temporary.fullmatch(name):
                os.unlink(os.path.join(folder, name))
                count += 1
    return count
