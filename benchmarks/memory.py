"""The most memory that captioning a file takes, by the operating system's own count, each length in a process of its own.

python -m benchmarks.memory
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, get_args

from benchmarks import generated
from benchmarks.table import table

# A process begins with the most that the one before it took: so whoever starts these must stay small itself.
_MAKER = """
import sys
from benchmarks import generated
open(sys.argv[1], "wb").write(generated.payload(float(sys.argv[2]), sys.argv[3]))
"""
_CHILD = """
import resource, sys
import subkit
def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
before = most()
transcript = subkit.read(sys.argv[1], language="en")
after_reading = most()
subkit.save(subkit.caption(transcript), sys.argv[2])
print(before, after_reading, most())
"""


def measure(shape: generated.Shape, hours: float) -> dict[str, Any]:
    """The bytes of one payload, and the most that a process takes: at its start, up to the transcript, and in all."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "talk.json")
        subprocess.run([sys.executable, "-c", _MAKER, str(path), str(hours), shape], check=True)
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, str(path), f"{folder}/talk.srt"],
            capture_output=True,
            check=True,
            text=True,
        )
        size = path.stat().st_size
    start, reading, whole = map(int, done.stdout.split())
    return {
        "shape": shape,
        "hours": hours,
        "payload": size,
        "start": start,
        "reading": reading,
        "peak": whole,
    }


def printed(found: list[dict[str, Any]]) -> str:
    """The figures as text."""
    rows = [
        [
            f"{row['shape']} {row['hours']:g} h",
            *(f"{row[key] / 1e6:,.0f}" for key in ("payload", "start", "reading", "peak")),
            f"{row['peak'] / row['payload']:.2f}",
        ]
        for row in found
    ]
    return table(["", "payload MB", "start MB", "read MB", "peak MB", "peak/payload"], rows)


def main() -> None:
    shapes = ",".join(get_args(generated.Shape))
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--hours", default="1,10,100", help="lengths (default: %(default)s)")
    parser.add_argument("--shapes", default=shapes, help="of: %(default)s")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    args = parser.parse_args()
    found = [
        measure(shape, float(hours)) for shape in args.shapes.split(",") for hours in args.hours.split(",")
    ]
    print(json.dumps(found, indent=1) if args.json else printed(found))


if __name__ == "__main__":
    main()
