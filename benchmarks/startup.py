"""Start-up in one command: wall time of subkit's own start over that of bare Python, in paired runs.

python -m benchmarks.startup
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks import generated
from benchmarks.table import table

SAMPLE_HOURS = 5 / 60
_MAIN = "import sys; from subkit.cli import main; sys.exit(main())"
_BARE = [sys.executable, "-c", "pass"]


def commands(folder: Path) -> dict[str, list[str]]:
    """What is measured; the console script itself would add the same few lines that ``-c`` has here."""
    sample = folder / "sample.json"
    sample.write_bytes(generated.payload(SAMPLE_HOURS, "pictory"))
    start = [sys.executable, "-c", _MAIN]
    return {
        "import subkit": [sys.executable, "-c", "import subkit"],
        "subkit --version": [*start, "--version"],
        "subkit --help": [*start, "--help"],
        "convert 5 minutes": [*start, "convert", str(sample), "-o", str(folder / "sample.srt")],
    }


def seconds(command: list[str]) -> float:
    """The wall time of one run; a command that fails stops the benchmark."""
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    spent = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} exited with {done.returncode}: {done.stderr.decode().strip()}")
    return spent


def paired(command: list[str], runs: int) -> tuple[float, float]:
    """Medians, in ms: the command's wall time, and its time over bare Python run just before it."""
    seconds(command)
    pairs = [(seconds(_BARE), seconds(command)) for _ in range(runs)]
    return 1000 * median(own for _, own in pairs), 1000 * median(own - bare for bare, own in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--runs", type=int, default=20, help="pairs of runs (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = {name: paired(command, args.runs) for name, command in commands(Path(folder)).items()}
    if args.json:
        print(
            json.dumps(
                {name: {"wall_ms": wall, "over_python_ms": over} for name, (wall, over) in found.items()}
            )
        )
        return
    rows = [[name, f"{wall:.0f}", f"{over:.0f}"] for name, (wall, over) in found.items()]
    print(f"{sys.executable}, median of {args.runs} paired runs\n")
    print(table(["", "wall ms", "over bare Python ms"], rows))


if __name__ == "__main__":
    main()
