"""How fast caption files are read: SubRip beside pysrt, strictly and leniently, and WebVTT beside webvtt-py.

Run it with ``python -m benchmarks.reading``.
"""

from __future__ import annotations

import argparse
import gc
import time
from typing import TYPE_CHECKING

import pysrt
import webvtt

from benchmarks.table import table
from subkit.formats import parse
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Callable


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cues", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    rows = []
    for name, text in files(args.cues).items():
        form = name[:3]
        peer = pysrt.from_string if form == "srt" else webvtt.from_string
        theirs = spent(lambda text=text, peer=peer: peer(text), args.runs)  # type: ignore[misc]  # bound at once
        broken = any(word in name for word in ("fault", "points", "no empty"))
        ours = None if broken else spent(lambda text=text, form=form: parse(text, form), args.runs)  # type: ignore[misc]  # as above
        lenient = spent(lambda text=text, form=form: parse(text, form, lenient=True), args.runs)  # type: ignore[misc]  # as above
        rows.append(
            [
                name,
                f"{theirs:.2f} s",
                "refused" if ours is None else f"{ours:.2f} s",
                f"{lenient:.2f} s",
                f"{max(ours or 0, lenient) / theirs:.2f}",
            ]
        )
    print(table(["file", "pysrt, webvtt-py", "strict", "lenient", "times theirs"], rows))


if __name__ == "__main__":
    main()
