"""The audit of files as plain records: each finding with its place, its rule's source, and a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.checking.figures import Percentiles, Share, Totals
from subkit.checking.rules import Kind, rule_of, sentence, source_of
from subkit.model import LanguageSource
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.checking import Check
    from subkit.model import Captions


class Record(Struct, frozen=True, kw_only=True):
    """A finding with all that a reader needs to find and judge it.

    Attributes:
        rule: the rule's name.
        kind: ``hard``, ``soft`` or ``note``.
        cue: the cue's number, from 1.
        time: the cue's in-time, as clock text.
        line: the line of the file on which the cue's times stand; ``None`` where the format has none.
        value: what the cue has, in the rule's unit.
        limit: what is asked for.
        avoidable: whether that could have been met; ``None`` where it is not known.
        reason: what is known of why.
        message: all that in a sentence.
        clause: where the rule comes from.
        address: where that text stands.
    """

    rule: str
    kind: Kind
    cue: int
    time: str
    line: int | None
    value: float
    limit: float
    avoidable: bool | None
    reason: str
    message: str
    clause: str
    address: str

    @property
    def excused(self) -> bool:
        """Whether it is proven that nothing could have been done."""
        return self.avoidable is False


class Failure(Struct, frozen=True):
    """Why a file could not be checked: the error's name, and its sentence."""

    kind: str
    message: str


class Audit(Struct, frozen=True, kw_only=True):
    """What was found in one file.

    Attributes:
        input: the path as given; ``-`` for stdin.
        language: the language it was read in.
        language_source: who said so.
        words: whether the times of words were known, so that avoidable findings could be told from others.
        totals, shares, percentiles: as `subkit.checking.Check` has them.
        findings: the findings, in the order of the cues.
        error: why it could not be checked.
    """

    input: str
    language: str | None = None
    language_source: LanguageSource | None = None
    words: bool = False
    totals: Totals | None = None
    shares: tuple[Share, ...] = ()
    percentiles: dict[str, Percentiles] | None = None
    findings: tuple[Record, ...] = ()
    error: Failure | None = None


class Report(Struct, frozen=True, kw_only=True):
    """What was found in all files; this is what ``--json`` prints."""

    schema: str = "subkit.check/1"
    subkit: str
    profile: str
    inputs: tuple[Audit, ...]


def audit(
    name: str, captions: Captions, found: Check, lines: Sequence[int], *, words: bool, notes: bool = True
) -> Audit:
    """The record of one file.

    Args:
        name: the path as given.
        captions: what it holds.
        found: what was found.
        lines: the line of each cue's times; empty where the format has none.
        words: whether a transcript gave the words' times.
        notes: whether to record each note on phrasing, and not their shares alone.
    """
    places: Sequence[int | None] = lines if len(lines) == len(captions.cues) else [None] * len(captions.cues)
    records = []
    for finding in found.findings:
        kind = rule_of(finding.rule).kind
        if kind == "note" and not notes:
            continue
        at = finding.cue - 1
        source = source_of(finding, found.profile)
        records.append(
            Record(
                rule=finding.rule,
                kind="hard" if finding.hard else kind,
                cue=finding.cue,
                time=clock(max(0, captions.cues[at].start)),
                line=places[at],
                value=finding.value,
                limit=finding.limit,
                avoidable=finding.avoidable,
                reason=finding.reason,
                message=sentence(finding),
                clause=source.clause,
                address=source.address,
            )
        )
    return Audit(
        input=name,
        language=found.language,
        language_source=found.language_source,
        words=words or any(cue.words for cue in captions.cues),
        totals=found.totals,
        shares=found.shares,
        percentiles=found.percentiles,
        findings=tuple(records),
    )
