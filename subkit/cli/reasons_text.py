"""The reasons of captions as people read them: each cue, its breaks and what they cost, what they beat, what is to spare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from subkit.captioning.explanation import Alternative, Break, CueReasons, Way
    from subkit.captioning.slack import Slack
    from subkit.captioning.terms import Term

_ABBREVIATED = {"characters a second": "characters/s", "words a minute": "words/min"}


def told(cue: CueReasons, ways: Sequence[Way] = ()) -> str:
    """One cue and its reasons, in lines that end in line feeds; and the other ways to show it, if they are asked for."""
    return "".join(f"{line}\n" for line in [*_lines(cue), *_ways(ways), ""])


def _lines(cue: CueReasons) -> Iterator[str]:
    yield f"cue {cue.number}  {clock(cue.start)} --> {clock(cue.end)}  costs {cue.cost:,}"
    yield from (f"    {line}" for line in cue.lines)
    if cue.terms:
        yield f"  the cue itself: {_sum(cue.terms)}"
    for found in cue.breaks:
        yield from _break(found)
    if cue.bound:
        yield f"  never parted: {', '.join(cue.bound)}"
    yield f"  to spare: {', '.join(map(_spare, cue.slack))}"


def _break(found: Break) -> Iterator[str]:
    what = "the line ends" if found.kind == "line" else "the cue ends"
    must = f" because it must ({found.forced})" if found.forced else ""
    yield f'  {what} after "{found.after}"{must}: {_sum(found.terms)}'
    told = set[tuple[tuple[str, ...], ...]]()
    for other in (*found.instead, *found.elsewhere):
        if other.cues not in told:
            yield _alternative(other)
        told.add(other.cues)


def _alternative(other: Alternative) -> str:
    what = {
        "no-break": f'no break after "{other.after}"',
        "line": f'ending a line after "{other.after}"',
        "cue": f'ending a cue after "{other.after}"',
    }[other.change]
    return f"    {what} would have cost {other.extra:,} more: {_shown(other.cues, other.further)}"


def _ways(ways: Sequence[Way]) -> Iterator[str]:
    if ways:
        yield "  ways to show its first word:"
    for way in ways:
        yield (
            f"    {way.extra:,} more: {_shown(way.cues, way.further)}"
            if way.extra
            else f"    {_shown([way.lines], 0)}"
        )


def _shown(cues: Iterable[Sequence[str]], further: int) -> str:
    shown = " | ".join(" / ".join(lines) for lines in cues)
    return f"{shown} | and {further} more" if further else shown


def _sum(terms: Sequence[Term]) -> str:
    if len(terms) == 1:
        return f"{terms[0].amount:,} ({terms[0].name})"
    parts = " + ".join(f"{term.amount:,} ({term.name})" for term in terms)
    return f"{sum(term.amount for term in terms):,}{' = ' if parts else ''}{parts}"


def _spare(one: Slack) -> str:
    unit = _ABBREVIATED.get(one.unit, one.unit)
    least = one.left and (one.left > 0) == (one.value > one.limit)
    figures = f"{one.rule} {_figure(one.left)} {'over' if least else 'of'} {_figure(one.limit)}"
    return figures if one.unit == one.rule else f"{figures} {unit}"


def _figure(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) or not value.is_integer() else f"{int(value):,}"
