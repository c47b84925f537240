"""Speed in one command: CPU time from a payload's bytes to SRT bytes, for 1, 10 and 100 hours, in both shapes.

python -m benchmarks.speed
python -m benchmarks.speed --all --peers DIR
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import msgspec

import subkit
from benchmarks import generated, side_by_side, stages
from benchmarks.floor import Document
from benchmarks.table import table
from subkit.compiled import version
from subkit.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable


# By head: the figure, and how it is written.
_COLUMNS = {
    "words": ("words", "d"),
    "MB": ("megabytes", ".1f"),
    "best s": ("seconds_best", ".3f"),
    "median s": ("seconds_median", ".3f"),
    "words/s": ("words_per_cpu_second", ",.0f"),
    "us/word": ("microseconds_a_word", ".2f"),
    "ratio": ("time_per_word_ratio", ".2f"),
    "x decode": ("times_the_typed_decode", ".1f"),
    "typed decode s": ("typed_decode_seconds", ".3f"),
    "json.loads s": ("json_loads_seconds", ".3f"),
}


class Timing(NamedTuple):
    """CPU seconds of a thing done several times."""

    best: float
    median: float


def timed(job: Callable[[], object], runs: int) -> Timing:
    """The job's CPU time, garbage of the run before collected first and not counted."""
    spent = []
    for _ in range(runs):
        gc.collect()
        begun = time.process_time()
        job()
        spent.append(time.process_time() - begun)
    return Timing(min(spent), median(spent))


def converted(payload: bytes, profile: Profile) -> bytes:
    """What is measured: the whole way, through the public names alone."""
    captions = subkit.caption(subkit.read(payload, language="en"), profile)
    return subkit.render(captions, "srt").encode()


def measure(shape: generated.Shape, hours: float, profile: Profile, runs: int) -> dict[str, Any]:
    """The figures of one shape at one length."""
    payload = generated.payload(hours, shape)
    words = int(hours * generated.WORDS_AN_HOUR)
    whole = timed(lambda: converted(payload, profile), runs)
    decoder = msgspec.json.Decoder(Document)
    floor = timed(lambda: decoder.decode(payload), runs)
    loads = timed(lambda: json.loads(payload), runs)
    return {
        "shape": shape,
        "hours": hours,
        "words": words,
        "megabytes": len(payload) / 1e6,
        "seconds_best": whole.best,
        "seconds_median": whole.median,
        "words_per_cpu_second": words / whole.best,
        "microseconds_a_word": 1e6 * whole.best / words,
        "times_the_typed_decode": whole.median / floor.median,
        "typed_decode_seconds": floor.best,
        "json_loads_seconds": loads.best,
    }


def figures(args: argparse.Namespace, profile: Profile) -> dict[str, Any]:
    """All figures: by shape and length, and by stage at the length given by ``--stages``."""
    hours = [float(text) for text in args.hours.split(",")]
    found = [
        measure(shape, length, profile, args.runs) for shape in args.shapes.split(",") for length in hours
    ]
    for row in found:
        first = next(other for other in found if other["shape"] == row["shape"])
        row["time_per_word_ratio"] = row["microseconds_a_word"] / first["microseconds_a_word"]
    parts = {
        shape: stages.spent(generated.payload(args.stages, shape), profile, args.runs)
        for shape in args.shapes.split(",")
    }
    machine = f"subkit {version()}, Python {platform.python_version()}, {platform.machine()}, msgspec {msgspec.__version__}"
    return {
        "machine": machine,
        "runs": args.runs,
        "lengths": found,
        "stages_hours": args.stages,
        "stages": parts,
    }


def printed(found: dict[str, Any]) -> str:
    """The figures as text."""
    rows = [
        [f"{row['shape']} {row['hours']:g} h", *(f"{row[key]:{form}}" for key, form in _COLUMNS.values())]
        for row in found["lengths"]
    ]
    return "\n\n".join(
        [
            f"{found['machine']}; CPU time, best and median of {found['runs']}",
            table(["", *_COLUMNS], rows),
            _by_stage(found["stages"], found["stages_hours"]),
        ]
    )


def _by_stage(stages_: dict[str, dict[str, float]], hours: float) -> str:
    """The time a word of each stage, and of all of them, for each shape."""
    words = hours * generated.WORDS_AN_HOUR
    names = list(next(iter(stages_.values())))
    rows = [[name, *(f"{1e6 * of[name] / words:.2f}" for of in stages_.values())] for name in names]
    whole = ["sum", *(f"{1e6 * sum(of.values()) / words:.2f}" for of in stages_.values())]
    return table([f"us/word at {hours:g} h", *stages_], [*rows, whole])


def main() -> None:
    shapes = ",".join(get_args(generated.Shape))
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument(
        "--hours",
        help="lengths, the ratio is to the first (default: 1,10,100, and 1,10 with --all)",
    )
    parser.add_argument("--shapes", default=shapes, help="of: %(default)s")
    parser.add_argument("--runs", type=int, default=5, help="(default: %(default)s)")
    parser.add_argument(
        "--stages", type=float, default=10, metavar="HOURS", help="length by stage (default: %(default)s)"
    )
    parser.add_argument("--profile", default="default", help="name or TOML file")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument(
        "--all",
        action="store_true",
        help="everything of speed: peers, files, memory, start-up, and the figures wanted",
    )
    parser.add_argument(
        "--peers", type=Path, metavar="DIR", help="environments made by benchmarks.peers_setup"
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=20,
        metavar="SECONDS",
        help="of --all: a run that takes longer is left out (default: %(default)s)",
    )
    args = parser.parse_args()
    args.hours = args.hours or ("1,10" if args.all else "1,10,100")
    if args.all:
        hours = [float(text) for text in args.hours.split(",")]
        side_by_side.run(hours, args.peers, args.runs, args.patience, as_json=args.json)
        return
    found = figures(args, Profile.load(args.profile))
    print(json.dumps(found, indent=1) if args.json else printed(found))


if __name__ == "__main__":
    main()
