"""A check in a notebook: how much of what, and each finding with its figure, its limit, and whether it could be avoided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from subkit.notebook.fragment import MOST, Column, fragment
from subkit.notebook.wording import count, figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.checking.figures import Totals
    from subkit.report import Finding

_COLUMNS = (
    Column("cue"),
    Column("kind", text=True),
    Column("rule", text=True),
    Column("figure"),
    Column("limit"),
    Column("avoidable", text=True),
    Column("why", text=True, wrapped=True),
)
_AVOIDABLE = {True: "yes", False: "no", None: "not known"}


class Judged(NamedTuple):
    """A finding and the kind of its rule: ``hard``, ``soft`` or ``note``."""

    finding: Finding
    kind: str


def check_html(judged: Sequence[Judged], totals: Totals, profile: str, language: str | None) -> str:
    """A check as a fragment of HTML; hard findings first, then soft ones, then notes, each in the order of the cues."""
    order = ("hard", "soft", "note")
    ordered = sorted(judged, key=lambda one: order.index(one.kind))
    facts = [
        f"{count(totals.cues, 'cue')} under {profile}",
        *([language] if language else []),
        f"{totals.hard} hard",
        f"{totals.soft} soft",
        count(totals.notes, "note"),
        f"{totals.avoidable} proven avoidable",
        f"{totals.unavoidable} proven not",
    ]
    rows = [_row(one) for one in ordered[:MOST]]
    more = f"; check.findings has all {len(judged):,}"
    return fragment("Check", facts, _COLUMNS, rows, of=len(judged), noun="findings", more=more)


def _row(judged: Judged) -> tuple[str, ...]:
    one = judged.finding
    avoidable = "" if judged.kind == "note" else _AVOIDABLE[one.avoidable]
    return (str(one.cue), judged.kind, one.rule, figure(one.value), figure(one.limit), avoidable, one.reason)
