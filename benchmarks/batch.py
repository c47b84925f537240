"""A corpus on one core and on several, in one command: how many times as fast, by the clock and by CPU time, in paired runs.

python -m benchmarks.batch [--files N] [--hours H] [--jobs N] [--runs N]

1,000 files of an hour take some 90 s on one core and half of that on two: five minutes for the two runs of each that are made. What
the clock says holds for a machine that does nothing else; how busy others kept it is told beside it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import tempfile
import time
from contextlib import closing
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import generated
from benchmarks.table import table
from subkit.compiled import version
from subkit.corpus import Task, naming, running
from subkit.corpus.journal import Journal
from subkit.corpus.working import Work

_OFTEN = 20
"""How many inputs end between two looks at the clocks of the workers."""


class Taken(NamedTuple):
    """What a run took, in seconds.

    Attributes:
        wall: by the clock.
        workers: of the processor, in its workers.
        own: the same in the process that leads them.
        others: the same in all that the machine did besides.
    """

    wall: float
    workers: float
    own: float
    others: float

    @property
    def worked(self) -> float:
        """What the run took of the processor."""
        return self.workers + self.own

    def alone(self, jobs: int) -> float:
        """How long it takes at least on so many cores that have nothing else to do: all that is worked, shared out evenly."""
        return self.worked / jobs


def corpus(folder: Path, files: int, hours: float) -> None:
    """Files of both providers; each is a name of one of two contents, for the disk's sake."""
    made = []
    for provider in ("pictory", "verbit"):
        made.append(folder / f"{provider}.json")
        made[-1].write_bytes(generated.payload(hours, provider))
    (folder / "in").mkdir()
    for number, content in zip(range(files), cycle(made)):
        os.link(content, folder / "in" / f"{number:05}.json")


def run(folder: Path, jobs: int) -> Taken:
    """Caption the corpus into an empty folder."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    os.sync()  # what an earlier run left to write is not this one's
    units = list(naming.units(naming.found(str(folder / "in"), [".json"]), ["srt"], str(folder / "out")))
    (folder / "out").mkdir()
    workers: dict[int, float] = {}
    began, own, busy = time.perf_counter(), time.process_time(), _busy()
    journal = Journal(str(folder / "out" / "journal"))
    with (
        closing(journal),
        closing(running.run(units, Work(task=Task()), jobs=jobs, journal=journal)) as entries,
    ):
        for number, entry in enumerate(entries, start=1):
            assert entry.error is None, entry.error  # noqa: S101 - else nothing here means anything
            if number % _OFTEN == 0 or number == len(units):
                for process in multiprocessing.active_children():
                    workers[process.pid or 0] = _processor_time(process.pid or 0)
        wall = time.perf_counter() - began
    worked, mine = sum(workers.values()), time.process_time() - own
    return Taken(wall, worked, mine, max(0.0, _busy() - busy - worked - mine))


def _processor_time(process: int) -> float:
    """Seconds of the processor that a process has taken, as the system counts them."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _busy() -> float:
    """Seconds that all cores together have worked since the machine began, for whomever; those that a host took, too."""
    user, nice, system, _, _, *rest = map(int, Path("/proc/stat").read_text("ascii").split()[1:9])
    return (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Make the corpus, run it in turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--runs", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus(folder, given.files, given.hours)
        taken: dict[int, list[Taken]] = {1: [], given.jobs: []}
        print(f"subkit {version()}; load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for _ in range(given.runs):
            for jobs, runs in taken.items():
                runs.append(run(folder, jobs))
    tell(taken, given.files, given.hours)


def tell(taken: dict[int, list[Taken]], files: int, hours: float) -> None:
    """Print the table, and how many times as fast many are as one."""
    heads = [
        f"{files} files of {hours:g} h",
        "wall",
        "from",
        "to",
        "workers' CPU",
        "the run's own",
        "others' CPU",
    ]
    rows = []
    for jobs, runs in taken.items():
        walls = [one.wall for one in runs]
        figures = (median(walls), min(walls), max(walls))
        cpus = [
            median(column)
            for column in zip(*((one.workers, one.own, one.others) for one in runs), strict=True)
        ]
        rows.append([f"{jobs} at once", *(f"{one:.2f} s" for one in (*figures, *cpus))])
    print(table(heads, rows))
    one, many = taken.values()
    jobs = max(taken)
    _ratio(f"{jobs} against 1, by the clock", [a.wall / b.wall for a, b in zip(one, many, strict=True)])
    alone = [a.alone(1) / b.alone(jobs) for a, b in zip(one, many, strict=True)]
    _ratio(f"{jobs} against 1, by CPU time, on {jobs} cores with nothing else to do", alone)
    _ratio(
        f"CPU time of {jobs} to that of 1", [b.worked / a.worked for a, b in zip(one, many, strict=True)], ""
    )
    shares = [run.own / run.worked for run in many]
    print(f"of that the leading process has {median(shares):.2%}; load after: {os.getloadavg()[0]:.1f}")


def _ratio(name: str, ratios: list[float], times: str = " x") -> None:
    print(f"{name}: {median(ratios):.3f}{times} ({min(ratios):.3f} to {max(ratios):.3f})")


if __name__ == "__main__":
    main()
