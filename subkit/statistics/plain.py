"""Statistics as text: what there is, how each figure spreads, what is beyond the limits, who speaks, and bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.statistics.bars import bars, columns, sparkline
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from subkit.statistics.bars import Ink
    from subkit.statistics.records import Figure, Statistics

_HEADS = ("", "count", "least", "5 %", "median", "95 %", "99 %", "most", "mean", "")
_SPEAKERS = 20
"""How many speakers are told one by one."""


def lines(
    name: str,
    found: Statistics,
    *,
    drawn: Collection[str] = ("cps",),
    ink: Ink = "blocks",
    colour: bool = False,
) -> Iterator[str]:
    """The lines of the text; nothing in them moves a terminal but colours, where those are asked for.

    Args:
        name: what to call the captions.
        found: their figures.
        drawn: the names of the figures to draw with bars.
        ink: what pictures are drawn with.
        colour: show what is beyond a limit in red.
    """
    yield printable(f"{name}: {whole(found)}")
    yield ""
    yield from (f"  {line}" for line in columns(list(_spreads(found, ink))))
    for part in (_limits(found), _speakers(found)):
        if rows := list(part):
            yield ""
            yield from (f"  {printable(line)}" for line in columns(rows))
    for figure in (found.figures[key] for key in found.figures if key in drawn):
        yield ""
        yield f"  {figure.title}"
        yield from bars(figure, ink=ink, colour=colour)


def whole(found: Statistics) -> str:
    """What there is, in a line."""
    coverage = found.coverage
    languages = f", {', '.join(found.languages)}" if found.languages else ""
    return (
        f"{_count(found.cues, 'cue')}, {_count(found.lines, 'line')}, {_count(found.words, 'word')} in "
        f"{clock(coverage.span, '.')}; shown {coverage.share:.1%} of it, {coverage.cues_a_minute:.10g} cues a minute; "
        f"profile {found.profile}{languages}"
    )


def _spreads(found: Statistics, ink: Ink) -> Iterator[tuple[str, ...]]:
    yield _HEADS
    for figure in found.figures.values():
        spread = figure.spread
        values = (spread.least, spread.p5, spread.median, spread.p95, spread.p99, spread.most, spread.mean)
        yield (
            figure.title,
            str(figure.count),
            *[f"{value:.10g}" for value in values],
            sparkline(figure.histogram, ink),
        )


def _limits(found: Statistics) -> Iterator[tuple[str, ...]]:
    rows = [row for figure in found.figures.values() for row in _beyond(figure)]
    if rows:
        yield ("limit", "", "cues beyond", " share")
        yield from rows


def _beyond(figure: Figure) -> Iterator[tuple[str, ...]]:
    for limit in figure.limits:
        value = "several" if limit.value is None else f"{limit.value:.10g}"
        side = "at most" if limit.side == "most" else "at least"
        yield (figure.title, f"{side} {value}", str(limit.cues), f"{limit.share:6.1%}")


def _speakers(found: Statistics) -> Iterator[tuple[str, ...]]:
    if not found.speakers:
        return
    yield ("speaker", "cues", "words", "shown", "share of cues")
    for one in found.speakers[:_SPEAKERS]:
        label = "nobody named" if one.speaker is None else one.speaker
        yield (label, str(one.cues), str(one.words), clock(one.shown, "."), f"{one.share:6.1%}")
    if len(found.speakers) > _SPEAKERS:
        yield (f"{len(found.speakers) - _SPEAKERS} more", "", "", "", "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def printable(line: str) -> str:
    """The text with everything that is not plainly printable written as an escape."""
    if line.isprintable():
        return line
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in line
    )
