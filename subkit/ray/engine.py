"""Does the work of ``subkit batch`` on a Ray cluster: units out, entries back, by Ray Data."""

from __future__ import annotations

import logging
import pickle
from contextlib import chdir, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from socket import gethostname
from typing import TYPE_CHECKING, Any

import msgspec

from subkit.corpus import Failure, places
from subkit.corpus.pool import KILLED
from subkit.corpus.units import Entry, Unit
from subkit.ray.attempts import mapped
from subkit.ray.clusters import cluster

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    import pyarrow as pa

    from subkit.corpus.working import Work

_BLOCK = 32
"""How many units a worker is given at once at most: what is done again if it dies."""
_AT_LEAST = 64
"""How many blocks there are at least, where there are units enough: so that no core waits long for the last one."""
_WAY_OUT = "give addresses (s3://), or paths on a disk that all machines share"


class RayEngine:
    """Takes the place of the pool of processes; the same results.

    Units are read and written where they are done. So each path must mean the same file on all machines of the cluster: an
    address (``s3://``), or a shared disk.

    Args:
        work: what is done with each unit.
        address: of the cluster; see `subkit.ray.clusters.cluster`.
        cores: how many cores a cluster has that is started here.
    """

    def __init__(self, work: Work, *, address: str | None = None, cores: int | None = None) -> None:
        self._work = work
        self._address = address
        self._cores = cores

    def run(self, units: Iterable[Unit]) -> Generator[list[Entry], None, None]:
        """Do all units, and give what became of each as it is done, in no order.

        Raises:
            ConfigError: Ray or the cluster cannot be used; see `subkit.ray.clusters.cluster`.
            UnreachableError: there is no cluster.
        """
        known = {unit.key: unit for unit in units}
        if not known:
            return
        with cluster(self._address, cores=self._cores) as ray, _quiet(ray):
            rows = [{"unit": pickle.dumps(unit)} for unit in known.values()]
            blocks = max(min(len(rows), _AT_LEAST), -(-len(rows) // _BLOCK))
            done = ray.data.from_items(rows, override_num_blocks=blocks).map_batches(
                entries,
                fn_kwargs={"work": self._work, "folder": str(Path.cwd())},
                batch_format="pyarrow",
                batch_size=None,
            )
            for row in done.iter_rows():
                entry = msgspec.msgpack.decode(row["entry"], type=Entry)
                yield [_seen(known.pop(entry.input), entry)]


@contextmanager
def _quiet(ray: Any) -> Iterator[None]:
    """Keep Ray Data from showing how far it is: the program has a way of its own."""
    context, log = ray.data.DataContext.get_current(), logging.getLogger("ray.data")
    before = context.enable_progress_bars, log.level
    context.enable_progress_bars = False
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        context.enable_progress_bars = before[0]
        log.setLevel(before[1])


def entries(table: pa.Table, *, work: Work, folder: str) -> pa.Table:
    """Do a block of units, which a worker was sent, and give back their entries.

    Args:
        table: the units.
        work: what is done with each.
        folder: from where their paths go.
    """
    import pyarrow as pa  # noqa: PLC0415 - optional

    units = [pickle.loads(packed) for packed in table.column("unit").to_pylist()]  # noqa: S301 - the driver's own
    with chdir(folder) if Path(folder).is_dir() else nullcontext():
        done = list(mapped(partial(_done, work, folder), units, _fallen))
    return pa.table({"entry": [msgspec.msgpack.encode(entry) for entry in done]})


def _fallen(unit: Unit, how: str) -> Entry:
    reason = f"{unit.name}: every process that had it died ({how}); out of memory?"
    return Entry(input=unit.key, error=Failure(KILLED, reason))


def _done(work: Work, folder: str, unit: Unit) -> Entry:
    """What becomes of a unit, if this machine has the folder from which its paths go."""
    if Path(folder).is_dir() or all(map(places.is_address, _places(unit))):
        return work.done(unit)
    reason = f"{unit.name}: its worker's machine, {gethostname()}, has no folder {folder}; {_WAY_OUT}"
    return Entry(input=unit.key, error=Failure("InputError", reason))


def _seen(unit: Unit, entry: Entry) -> Entry:
    """The entry, if what it says was written can be seen from here."""
    for (_, place), written in zip(unit.outputs, entry.outputs, strict=False):
        if not places.is_address(place) and places.size(place) != written.size:
            reason = f"{place}: written on the disk of another machine; {_WAY_OUT}"
            return Entry(input=unit.key, error=Failure("OutputError", reason))
    return entry


def _places(unit: Unit) -> list[str]:
    """All that is read and written for a unit."""
    return [*([unit.name] if unit.row is None else []), *(place for _, place in unit.outputs)]
