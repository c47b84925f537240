"""Fuzzes every target for so many seconds each, in processes of their own; tells the runs of each, and what broke."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

HERE = Path(__file__).parent
_LONGEST = 5
"""How many seconds one run may take."""
_MEMORY = 1500
"""How many MB the process may take."""
_units = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_progress = re.compile(r"^#(\d+)\s", re.MULTILINE)


class Outcome(NamedTuple):
    """A target's runs, and what it said if it broke."""

    name: str
    runs: int
    broken: str


def main() -> int:
    asked = arguments()
    names = asked.targets or all_targets()
    total, broken = 0, 0
    with ThreadPoolExecutor(asked.jobs) as pool:
        for outcome in pool.map(
            lambda name: fuzzed(name, asked.seconds, asked.findings, by_chance=asked.by_chance), names
        ):
            total += outcome.runs
            broken += bool(outcome.broken)
            print(f"{outcome.runs:>10}  {outcome.name}{'  BROKEN' if outcome.broken else ''}", flush=True)
            if outcome.broken:
                print(outcome.broken, flush=True)
    print(f"{total:>10}  in all, {broken} of {len(names)} targets broken")
    return 1 if broken else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--jobs", type=int, default=2, help="targets at a time")
    parser.add_argument(
        "--findings", type=Path, default=Path(".fuzz"), help="where files that break a target go"
    )
    parser.add_argument("--by-chance", action="store_true", help="without atheris: more runs, led by nothing")
    parser.add_argument("targets", nargs="*", help="names such as 'srt lenient'; all by default")
    return parser.parse_args()


def all_targets() -> list[str]:
    code = "import fuzz_targets; print(*fuzz_targets.targets(), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True, check=True)
    return done.stdout.split("\n")[:-1]


def fuzzed(name: str, seconds: int, findings: Path, *, by_chance: bool) -> Outcome:
    """Fuzzes a target from its seeds that long."""
    findings.mkdir(exist_ok=True)
    finding = findings / f"{name.replace(' ', '-')}-"
    with TemporaryDirectory() as corpus:
        flags = [
            f"-max_total_time={seconds}",
            f"-timeout={_LONGEST}",
            f"-rss_limit_mb={_MEMORY}",
            f"-artifact_prefix={finding}",
            "-max_len=4096",
            "-print_final_stats=1",
            corpus,
        ]
        way = (
            ["by-chance", name, str(seconds), str(_LONGEST), f"{finding}chance"]
            if by_chance
            else ["led", name, *flags]
        )
        done = subprocess.run(
            [sys.executable, str(HERE / "fuzz_one.py"), *way],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    said = done.stderr + done.stdout
    counted = [int(found) for found in (*_units.findall(said), *_progress.findall(said))]
    return Outcome(name, max(counted, default=0), said[-3000:] if done.returncode else "")


if __name__ == "__main__":
    sys.exit(main())
