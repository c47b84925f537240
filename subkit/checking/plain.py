"""The audit as text: for each file what it holds, each finding at its place, each rule's share, and the percentiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.checking.rules import rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.checking.records import Audit, Record, Report

_UNITS = {
    "cps": "characters a second",
    "duration": "duration, ms",
    "gap": "gap, ms",
    "line": "line, characters",
}


def lines(report: Report) -> Iterator[str]:
    """The lines of the text: each record that the report has, and below them the whole."""
    for one in report.inputs:
        name = "stdin" if one.input == "-" else one.input
        if one.error is None:
            yield from _audit(name, one, report.profile)


def _audit(name: str, one: Audit, profile: str) -> Iterator[str]:
    for record in one.findings:
        yield f"{name}:{_place(record)}: {record.kind}: {record.message}"
    totals = one.totals
    if totals is None:
        return
    language = f", {one.language} ({one.language_source})" if one.language else ""
    verdicts = (
        f"{totals.avoidable} avoidable, {totals.unavoidable} unavoidable, {totals.unknown} not known"
        if one.words
        else "no word times (--words) to tell what could be avoided"
    )
    yield (
        f"{name}: {_count(totals.cues, 'cue')} in {_count(totals.lines, 'line')}, profile {profile}{language}: "
        f"{totals.hard} hard, {totals.soft} soft, {_count(totals.notes, 'note')}; {verdicts}"
    )
    if one.shares:
        yield ""
        yield f"  {'rule':<18} {'kind':<5} {'count':>7} {'share':>7}  people"
        for share in one.shares:
            people = "" if share.most is None else f"<= {share.most:.0%}"
            row = f"  {share.rule:<18} {rule_of(share.rule).kind:<5} {share.count:>7} {share.share:>7.1%}  {people}"
            yield row.rstrip()
    yield ""
    yield f"  {'':<20} {'least':>8} {'5 %':>8} {'median':>8} {'95 %':>8} {'99 %':>8} {'most':>8} {'mean':>8}"
    for figure, spread in (one.percentiles or {}).items():
        values = (spread.least, spread.p5, spread.median, spread.p95, spread.p99, spread.most, spread.mean)
        yield f"  {_UNITS[figure]:<20} " + " ".join(f"{value:>8.10g}" for value in values)
    yield ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _place(record: Record) -> str:
    line = " " if record.line is None else f"{record.line}: "
    return f"{line}cue {record.cue} {record.time}"
