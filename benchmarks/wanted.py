"""The figures that subkit is to reach, each beside what was measured, and whether it is met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.generated import WORDS_AN_HOUR
from benchmarks.race import Result
from benchmarks.standings import COMPILED, FLOOR, PLAIN, Standings, ratio
from benchmarks.table import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

JUDGED = 10.0
"""Hours at which speed is judged."""

_START_UP = {"subkit --version": 25, "subkit --help": 35, "convert 5 minutes": 90}


class Figure(NamedTuple):
    """One figure: met if it is at least, or with ``at_most`` at most, what is wanted; None where it was not measured."""

    what: str
    wanted: float
    measured: float | None
    at_most: bool = False

    @property
    def met(self) -> bool | None:
        """Whether, or None where it was not measured."""
        if self.measured is None:
            return None
        return self.measured <= self.wanted if self.at_most else self.measured >= self.wanted


def of_races(found: Standings) -> Iterator[Figure]:
    """What the races answer, at ten hours; growth from one hour to a hundred."""
    raced = found.by_length.get(JUDGED, {})

    def against(other: str, own: str) -> float | None:
        one, mine = raced.get(other), raced.get(own)
        return ratio(one.whole, mine.whole) if isinstance(one, Result) and isinstance(mine, Result) else None

    def rate(own: str) -> float | None:
        one = raced.get(own)
        return JUDGED * WORDS_AN_HOUR / one.seconds if isinstance(one, Result) else None

    compiled, floor = raced.get(COMPILED), raced.get(FLOOR)
    decode = (
        ratio(compiled.whole, floor.read)
        if isinstance(compiled, Result) and isinstance(floor, Result)
        else None
    )
    yield Figure("words per CPU second, compiled, 10 h", 600_000, rate(COMPILED))
    yield Figure("times the typed decode, compiled, 10 h", 7, decode, at_most=True)
    yield Figure("words per CPU second, plain, 10 h", 250_000, rate(PLAIN))
    yield Figure("times faster than stable-ts, compiled, 10 h", 14, against("stable-ts", COMPILED))
    yield Figure("times faster than stable-ts, plain, 10 h", 6, against("stable-ts", PLAIN))
    yield Figure(
        "times as fast as openai-whisper's writer, compiled, 10 h", 0.9, against("openai-whisper", COMPILED)
    )
    yield Figure(
        "times as fast as deepgram-captions, compiled, 10 h", 1.2, against("deepgram-captions", COMPILED)
    )
    for own in (PLAIN, COMPILED):
        short, long = (found.by_length.get(hours, {}).get(own) for hours in (1, 100))
        growth = (
            long.seconds / short.seconds / 100
            if isinstance(short, Result) and isinstance(long, Result)
            else None
        )
        yield Figure(f"time per word, 100 h over 1 h, {own.split()[-1]}", 1.10, growth, at_most=True)


def of_memory(rows: Sequence[Mapping[str, Any]]) -> Iterator[Figure]:
    """Peak memory over the payload's size, at a hundred hours, of the shape that needs most."""
    shares = [row["peak"] / row["payload"] for row in rows if row["hours"] == 100]
    yield Figure("peak memory over payload, 100 h", 4, max(shares, default=None), at_most=True)


def of_start_up(found: Mapping[str, Mapping[str, float]]) -> Iterator[Figure]:
    """Time by the clock over bare Python, in ms: the processor's is counted too coarsely for so little."""
    for name, most in _START_UP.items():
        yield Figure(
            f"{name}, ms over bare Python", most, found.get(name, {}).get("wall_over_python_ms"), at_most=True
        )


def printed(figures: Sequence[Figure]) -> str:
    """The figures as text."""
    says = {True: "met", False: "not met", None: ""}
    rows = [
        [
            one.what,
            f"{'<=' if one.at_most else '>='} {one.wanted:,g}",
            "not measured" if one.measured is None else _short(one.measured),
            says[one.met],
        ]
        for one in figures
    ]
    return table(["figure", "wanted", "measured", ""], rows)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.2f}"
