"""Start-up in one command: what each of subkit's commands takes over bare Python, in paired runs.

python -m benchmarks.startup [--helps] [--only TEXT] [--runs N] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import generated
from benchmarks.table import table
from subkit.cli.app import SHORT_HELPS

if TYPE_CHECKING:
    from collections.abc import Mapping

SAMPLE_HOURS = 5 / 60
_MAIN = "import sys; from subkit.cli import program; sys.exit(program())"
_BARE = [sys.executable, "-c", "pass"]
# As an installer leaves it: the first run, which is not counted, writes the bytecode of what it loads.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_TARGETS = {"subkit --version": 25, "subkit --help": 35, "convert 5 minutes": 90}


class Times(NamedTuple):
    """What a run took, in seconds: by the clock, and of the processor (user and system)."""

    wall: float
    cpu: float


def commands(folder: Path, *, helps: bool) -> dict[str, list[str]]:
    """What is measured; the console script itself would add the same few lines that ``-c`` has here."""
    for provider in ("pictory", "verbit"):
        (folder / f"{provider}.json").write_bytes(generated.payload(SAMPLE_HOURS, provider))
    ours = [sys.executable, "-c", _MAIN]
    captions = str(folder / "captions.srt")
    subprocess.run([*ours, "convert", str(folder / "pictory.json"), "-o", captions], check=True)
    found = {
        "import subkit": [sys.executable, "-c", "import subkit"],
        "subkit --version": [*ours, "--version"],
        "subkit --help": [*ours, "--help"],
        "convert 5 minutes": [*ours, "convert", str(folder / "pictory.json"), "-o", str(folder / "p.srt")],
        "the same, of Verbit's": [*ours, "convert", str(folder / "verbit.json"), "-o", str(folder / "v.srt")],
        "the same, to WebVTT": [*ours, "convert", str(folder / "pictory.json"), "-o", str(folder / "p.vtt")],
        "check 5 minutes": [*ours, "check", "--fail-on", "never", captions],
        "fix 5 minutes": [*ours, "fix", captions, "-o", str(folder / "fixed.srt")],
    }
    found |= {name: [*ours, name] for name in ("formats", "adapters", "profiles")}
    if helps:
        found |= {f"{name} --help": [*ours, name, "--help"] for name in SHORT_HELPS}
    return found


def times(command: list[str]) -> Times:
    """The times of one run; a command that fails stops the benchmark."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=_ENVIRONMENT)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} exited with {done.returncode}: {done.stderr.decode().strip()}")
    return Times(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def paired(command: list[str], runs: int) -> dict[str, float]:
    """Medians in ms: the command's times, and its times over bare Python run just before it."""
    times(command)
    pairs = [(times(_BARE), times(command)) for _ in range(runs)]
    return {
        "wall_ms": 1000 * median(own.wall for _, own in pairs),
        "wall_over_python_ms": 1000 * median(own.wall - bare.wall for bare, own in pairs),
        "cpu_over_python_ms": 1000 * median(own.cpu - bare.cpu for bare, own in pairs),
        "least_wall_over_python_ms": 1000
        * (min(own.wall for _, own in pairs) - min(bare.wall for bare, _ in pairs)),
        "least_cpu_over_python_ms": 1000
        * (min(own.cpu for _, own in pairs) - min(bare.cpu for bare, _ in pairs)),
    }


def printed(found: Mapping[str, Mapping[str, float]], runs: int) -> str:
    """The figures as text."""
    rows = [
        [name, *(f"{figure:.0f}" for figure in figures.values()), str(_TARGETS.get(name, ""))]
        for name, figures in found.items()
    ]
    heads = ["", "wall", "over bare Python", "the same, CPU", "least over least", "the same, CPU", "wanted"]
    return f"{sys.executable}, {runs} paired runs; ms\n\n{table(heads, rows)}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--runs", type=int, default=20, help="pairs of runs (default: %(default)s)")
    parser.add_argument("--helps", action="store_true", help="the --help of every command, too")
    parser.add_argument("--only", metavar="TEXT", default="", help="what has this in its name")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wanted = commands(Path(folder), helps=args.helps)
        found = {name: paired(command, args.runs) for name, command in wanted.items() if args.only in name}
    if args.json:
        print(json.dumps(found))
        return
    print(printed(found, args.runs))


if __name__ == "__main__":
    main()
