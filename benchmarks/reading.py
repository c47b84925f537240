"""How fast caption files are read: SubRip beside pysrt, strictly and leniently, and WebVTT beside webvtt-py.

Run it with ``python -m benchmarks.reading``.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from typing import TYPE_CHECKING, NamedTuple

import pysrt
import webvtt

from benchmarks.table import table
from subkit.formats import parse
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Callable


_BROKEN = ("fault", "points", "no empty")


def srt_text(count: int, text: str = "Line one of cue {0}\nand line two") -> str:
    """So many cues of SubRip, two seconds each."""
    return "".join(
        f"{number}\n{clock(2000 * number, ',')} --> {clock(2000 * number + 1900, ',')}\n{text.format(number)}\n\n"
        for number in range(1, count + 1)
    )


def files(count: int) -> dict[str, str]:
    """The texts to read, by what they are."""
    plain = srt_text(count)
    return {
        "srt, plain": plain,
        "srt, CR LF": plain.replace("\n", "\r\n"),
        "srt, tags": srt_text(count, "<i>Line one</i> of cue {0}\nand line two"),
        "srt, no numbers": plain.replace("\n\n", "\n\n\n").replace("Line", "7\nLine"),
        "srt, a fault at the end": f"{plain}lost text\n",
        "srt, points and arrows": plain.replace(",", ".").replace("-->", "->"),
        "srt, no empty lines": plain.replace("\n\n", "\n"),
        "vtt, plain": "WEBVTT\n\n" + plain.replace(",", "."),
        "vtt, tags": "WEBVTT\n\n"
        + srt_text(count, "<v Ann>Line <i>one</i> of {0}\nand two").replace(",", "."),
    }


def spent(call: Callable[[], object], runs: int) -> float:
    """The least CPU time of a call, in seconds."""
    found = []
    for _ in range(runs):
        gc.collect()
        begun = time.process_time()
        call()
        found.append(time.process_time() - begun)
    return min(found)


class Figures(NamedTuple):
    """The CPU seconds that a file takes: the library's, strict reading's where that takes it, and lenient reading's."""

    file: str
    library: float
    strict: float | None
    lenient: float


def figures(name: str, text: str, runs: int) -> Figures:
    """Read one file in every way."""
    form = name[:3]
    library = pysrt.from_string if form == "srt" else webvtt.from_string
    broken = any(word in name for word in _BROKEN)
    return Figures(
        name,
        spent(lambda: library(text), runs),
        None if broken else spent(lambda: parse(text, form), runs),
        spent(lambda: parse(text, form, lenient=True), runs),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cues", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = [figures(name, text, args.runs) for name, text in files(args.cues).items()]
    if args.json:
        print(json.dumps([one._asdict() for one in found], indent=2))
        return
    rows = [
        [
            one.file,
            f"{one.library:.2f} s",
            "refused" if one.strict is None else f"{one.strict:.2f} s",
            f"{one.lenient:.2f} s",
            f"{max(one.strict or 0, one.lenient) / one.library:.2f}",
        ]
        for one in found
    ]
    print(table(["file", "pysrt, webvtt-py", "strict", "lenient", "times theirs"], rows))


if __name__ == "__main__":
    main()
