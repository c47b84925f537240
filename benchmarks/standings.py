"""The races of all lengths, as figures and as tables: medians and ranges of CPU seconds, and what follows from them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.contenders import CUTTERS, FILES
from benchmarks.peer_payloads import CUES_AN_HOUR
from benchmarks.race import Entry, Result, ours, put_down, race, theirs

if TYPE_CHECKING:
    from collections.abc import Sequence

FLOOR = "the floor"
PLAIN, COMPILED = "subkit, plain", "subkit, compiled"
FILE_CUES = 100_000


class Standings(NamedTuple):
    """What came out.

    Attributes:
        by_length: hours, and by title the figures or why there are none.
        missing: contenders without an environment.
    """

    by_length: dict[float, dict[str, Result | str]]
    missing: list[str]


def cutters(hours: Sequence[float], peers: Path | None, runs: int, patience: float) -> Standings:
    """Race from JSON to SubRip at each length, shortest first.

    What would take more than ``patience`` CPU seconds a run, were its time a word the same as at the length before, is left out.
    """
    others, missing = theirs([name for name in CUTTERS if name != "subkit"], peers)
    floor = Entry(FLOOR, "floor", "pictory", ours("subkit", "pictory")[0].command)
    entries = [*ours("subkit", "pictory"), floor, *others]
    found: dict[float, dict[str, Result | str]] = {}
    before: dict[str, float] = {}
    for length in sorted(hours):
        slow = {title: a_word * length for title, a_word in before.items() if a_word * length > patience}
        running = [one for one in entries if one.title not in slow]
        with tempfile.TemporaryDirectory() as folder:
            files = put_down({one.form for one in running}, length, Path(folder))
            results = race(running, files, runs)
        before |= {title: one.seconds / length for title, one in results.items() if isinstance(one, Result)}
        found[length] = results | {
            title: f"left out: {seconds:.0f} s a run or more" for title, seconds in slow.items()
        }
    return Standings(found, missing)


def files(peers: Path | None, runs: int) -> tuple[dict[str, Result | str], list[str]]:
    """Race through caption files of 100,000 cues, each read and written again."""
    others, missing = theirs([name for name in FILES if not name.startswith("subkit")], peers)
    own = [
        Entry(name, name, name[-3:], ours("subkit", "srt")[0].command)
        for name in FILES
        if name not in {one.title for one in others} | set(missing)
    ]
    with tempfile.TemporaryDirectory() as folder:
        put = put_down(("srt", "vtt"), FILE_CUES / CUES_AN_HOUR, Path(folder))
        return race([*own, *others], put, runs), missing


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """How many times as long as the other one thing takes: the median over the laps, since both ran in each."""
    return median(mine / yours for mine, yours in zip(one, other, strict=True))
