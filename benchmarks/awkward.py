"""How time grows with awkward input: four times the size may take five times as long, in every reader and writer.

Run it with ``python -m benchmarks.awkward``; it ends with 1 if something grows faster.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from benchmarks.table import table
from subkit.errors import SubkitError
from subkit.formats import parse, render
from subkit.model import Captions, Cue
from subkit.payload import Payload
from subkit.registry import adapter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST = 5.0
"""How much longer four times the size may take."""

Work: TypeAlias = "Callable[[], object]"
"""What is timed, made for a size."""

_TIMES = "00:00:01,000 --> 00:00:02,000"

SUBRIP: dict[str, Callable[[int], str]] = {
    "opened tags": lambda size: f"{_TIMES}\n" + "<i>" * size,
    "opened overrides": lambda size: f"{_TIMES}\n" + "{\\" * size,
    "fonts": lambda size: f"{_TIMES}\n" + "<font color=red>" * size,
    "arrows": lambda size: f"{_TIMES}\n" + "-->" * size,
    "dashes": lambda size: f"{_TIMES}\n1:1:1,1 " + "-" * size + "\n",
    "colons": lambda size: f"{_TIMES}\n" + "1:" * size + "-->\n",
    "blanks": lambda size: f"{_TIMES}\n\na" + " " * size + "b:c:d\n",
    "one huge cue": lambda size: f"{_TIMES}\n" + "a\n" * size + "\nb",
    "blank lines": lambda size: f"{_TIMES}\n" + "\n" * size + "b",
    "numbers": lambda size: f"{_TIMES}\n" + "7\n" * size + "\n8",
    "tiny cues": lambda size: f"{_TIMES}\na\n\n" * size,
    "no ends": lambda size: "00:00:01,000 -->\na\n\n" * size,
}
_HEAD = f"WEBVTT\n\n{_TIMES.replace(',', '.')}\n"
WEBVTT: dict[str, Callable[[int], str]] = {
    "opened tags": lambda size: _HEAD + "<i>" * size,
    "opened voices": lambda size: _HEAD + "<v a>" * size,
    "less than": lambda size: _HEAD + "<" * size,
    "ampersands": lambda size: _HEAD + "&" * size,
    "entities": lambda size: _HEAD + "&lt;" * size,
    "one huge cue": lambda size: _HEAD + "a\n" * size,
    "settings": lambda size: _HEAD.removesuffix("\n") + " align:end" * size + "\na\n",
    "notes": lambda size: "WEBVTT\n\n" + "NOTE a\n\n" * size,
    "tiny cues": lambda size: "WEBVTT\n\n" + f"{_TIMES.replace(',', '.')}\na\n\n" * size,
}
TEXTS = ("<", "{", "<<>", "-->", "-", " ", "\n", "a\n ", "\u2028", "<a>", "<{", "&", "\u4f60")


def cases() -> Iterator[tuple[str, Callable[[int], Work]]]:
    """What is timed, by name: given a size, each makes what to do."""
    for lenient in (False, True):
        manner = "leniently" if lenient else "strictly"
        for name, made in SUBRIP.items():
            yield f"srt, {manner}: {name}", partial(_reading, made, "srt", lenient)
        for name, made in WEBVTT.items():
            yield f"vtt, {manner}: {name}", partial(_reading, made, "vtt", lenient)
    for form in ("srt", "vtt", "txt"):
        for piece in TEXTS:
            yield f"{form}, written: {piece!r}", partial(_writing, form, piece)
    for name, shape in _PAYLOADS.items():
        yield f"verbit: {name}", partial(_payload, shape)


def growth(make: Callable[[int], Work], size: int, runs: int) -> tuple[float, float]:
    """The least CPU seconds at a size, and how many times as long four times the size takes."""
    small, large = (_least(make(count), runs) for count in (size, 4 * size))
    return small, large / small


def _least(work: Work, runs: int) -> float:
    found = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def _reading(made: Callable[[int], str], form: str, lenient: bool, size: int) -> Work:
    text = made(size)

    def work() -> object:
        try:
            return parse(text, form, lenient=lenient)
        except SubkitError as refused:
            return refused

    return work


def _writing(form: str, piece: str, size: int) -> Work:
    captions = Captions((Cue(0, 1000, tuple((piece * size).split("\n"))),))
    return lambda: render(captions, form)


def _token(kind: str, text: str, begin: float, end: float) -> dict[str, Any]:
    return {"kind": kind, "text": text, "start_time": begin, "end_time": end}


def _document(tokens: Sequence[dict[str, Any]]) -> dict[str, Any]:
    segment = {"start_time": 0.5, "end_time": 9.0, "speaker_id": "1", "tokens": tokens}
    return {"version": 1, "kind": "transcript", "features": [], "segments": [segment], "speakers": []}


_PAYLOADS: dict[str, Callable[[int], Any]] = {
    "marks and blanks": lambda size: _document(
        [_token("punctuation", "–", 1, 1), _token("space", " ", 1, 1)] * size
    ),
    "marks and lines": lambda size: _document(
        [_token("punctuation", "–", 1, 1), _token("line_break", "\n", 1, 1)] * size
    ),
    "two words in one": lambda size: _document(
        [_token("word", "a b", 1, 2), _token("punctuation", "(", 2, 2)] * size
    ),
    "times as text": lambda size: _document(
        [{**_token("word", "a", 0, 0), "start_time": "1.5", "end_time": "2"}] * size
    ),
}


def _payload(shape: Callable[[int], Any], size: int) -> Work:
    payload = Payload(shape(size))
    return lambda: adapter("verbit").parse(payload)


def main() -> int:
    """Time all cases and print them, the fastest growing first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20_000, help="how many pieces the smaller input has")
    parser.add_argument("--runs", type=int, default=3, help="the best of how many runs counts")
    given = parser.parse_args()
    gc.disable()  # its work depends on what else is alive
    found = [(name, *growth(make, given.size, given.runs)) for name, make in cases()]
    found.sort(key=lambda row: -row[2])
    rows = [(name, f"{small * 1000:.1f}", f"{grown:.1f}") for name, small, grown in found]
    print(table(("input", "ms", "four times the size"), rows))
    # What takes a millisecond says nothing of growth.
    return int(any(grown > MOST for _, small, grown in found if small > 0.001))


if __name__ == "__main__":
    sys.exit(main())
