"""A corpus on one core and on several, in one command: how many times as fast, by the clock, in paired runs.

python -m benchmarks.batch [--files N] [--hours H] [--jobs N] [--runs N]
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
from subkit.corpus import Task, naming, running
from subkit.corpus.journal import Journal
from subkit.corpus.working import Work


class Taken(NamedTuple):
    """What a run took, in seconds: by the clock, of the processor in its workers, and in the process that leads them."""

    wall: float
    workers: float
    own: float

    def alone(self, jobs: int) -> float:
        """How long it takes at least on so many cores that have nothing else to do: all that is worked, shared out evenly."""
        return self.workers + self.own if jobs == 1 else (self.workers + self.own) / jobs


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
    began, own = time.perf_counter(), time.process_time()
    journal = Journal(str(folder / "out" / "journal"))
    with (
        closing(journal),
        closing(running.run(units, Work(task=Task()), jobs=jobs, journal=journal)) as entries,
    ):
        for entry in entries:
            assert entry.error is None, entry.error  # noqa: S101 - else nothing here means anything
            for process in multiprocessing.active_children():
                workers[process.pid or 0] = _processor_time(process.pid or 0)
        wall = time.perf_counter() - began
    return Taken(wall, sum(workers.values()), time.process_time() - own)


def _processor_time(process: int) -> float:
    """Seconds of the processor that a process has taken, as the system counts them."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Make the corpus, run it in turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus(folder, given.files, given.hours)
        taken: dict[int, list[Taken]] = {1: [], given.jobs: []}
        print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for _ in range(given.runs):
            for jobs, runs in taken.items():
                runs.append(run(folder, jobs))
    tell(taken, given.files, given.hours)


def tell(taken: dict[int, list[Taken]], files: int, hours: float) -> None:
    """Print the table, and how many times as fast many are as one."""
    heads = [f"{files} files of {hours:g} h", "wall", "from", "to", "workers' CPU", "the run's own"]
    rows = []
    for jobs, runs in taken.items():
        walls = [one.wall for one in runs]
        figures = (median(walls), min(walls), max(walls))
        cpus = (median(one.workers for one in runs), median(one.own for one in runs))
        rows.append([f"{jobs} at once", *(f"{one:.2f} s" for one in (*figures, *cpus))])
    print(table(heads, rows))
    one, many = taken.values()
    ratios = [first.wall / second.wall for first, second in zip(one, many, strict=True)]
    jobs = max(taken)
    alone = median(first.alone(1) / second.alone(jobs) for first, second in zip(one, many, strict=True))
    print(f"{jobs} against 1, by the clock: {median(ratios):.2f} x ({min(ratios):.2f} to {max(ratios):.2f})")
    print(
        f"{jobs} against 1, by CPU time, on {jobs} cores with nothing else to do: {alone:.2f} x; load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
