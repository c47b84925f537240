"""A corpus on one core and on several, in one command: how many times as fast, by the clock, in paired runs.

python -m benchmarks.batch [--files N] [--hours H] [--jobs N] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from statistics import median

from benchmarks import generated
from benchmarks.table import table

_MAIN = "import sys; from subkit.cli import main; sys.exit(main())"


def corpus(folder: Path, files: int, hours: float) -> None:
    """Files of both providers; each is a name of one of two contents, for the disk's sake."""
    made = []
    for provider in ("pictory", "verbit"):
        made.append(folder / f"{provider}.json")
        made[-1].write_bytes(generated.payload(hours, provider))
    (folder / "in").mkdir()
    for number, content in zip(range(files), cycle(made)):
        os.link(content, folder / "in" / f"{number:05}.json")


def run(folder: Path, jobs: int) -> float:
    """Caption the corpus into an empty folder; returns seconds by the clock."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    os.sync()  # what an earlier run left to write is not this one's
    arguments = ["batch", "in", "-o", "out", "--jobs", str(jobs), "-q"]
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", _MAIN, *arguments], cwd=folder, check=True)
    return time.perf_counter() - began


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
        times: dict[int, list[float]] = {1: [], given.jobs: []}
        ratios = []
        print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for _ in range(given.runs):
            for jobs, taken in times.items():
                taken.append(run(folder, jobs))
            ratios.append(times[1][-1] / times[given.jobs][-1])
        made = sum(1 for _ in (folder / "out").glob("*.srt"))
    heads = [f"{given.files} files of {given.hours:g} h", "seconds", "from", "to", "hours a second"]
    rows = [
        [
            f"{jobs} at once",
            *(f"{one:.1f}" for one in (median(taken), min(taken), max(taken))),
            f"{made * given.hours / median(taken):.1f}",
        ]
        for jobs, taken in times.items()
    ]
    print(table(heads, rows))
    print(
        f"{given.jobs} against 1: {median(ratios):.2f} x ({min(ratios):.2f} to {max(ratios):.2f}); load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
