"""Captions in a notebook: each cue with its times and its lines, and the limits that it does not meet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from subkit.notebook.fragment import MOST, Column, fragment
from subkit.notebook.wording import count, figure, moment

if TYPE_CHECKING:
    from subkit.model import Captions, Cue

_COLUMNS = (
    Column("cue"),
    Column("in"),
    Column("out"),
    Column("seconds"),
    Column("speaker", text=True),
    Column("lines", text=True, spoken=True),
    Column("not met", text=True),
)


def captions_html(captions: Captions) -> str:
    """Captions as a fragment of HTML."""
    unmet = defaultdict(list)
    for finding in captions.findings:
        unmet[finding.cue].append(f"{finding.rule} {figure(finding.value)}, limit {figure(finding.limit)}")
    shown = captions.cues[:MOST]
    return fragment(
        "Captions",
        _facts(captions),
        _COLUMNS,
        [_row(number, cue, "\n".join(unmet[number])) for number, cue in enumerate(shown, 1)],
        of=len(captions.cues),
        noun="cues",
        more=f"; captions[{MOST}:] has them",
        language=captions.language,
    )


def _facts(captions: Captions) -> list[str]:
    told = [count(len(captions.cues), "cue")]
    if captions.cues:
        told.append(f"{moment(captions.cues[0].start)} to {moment(max(cue.end for cue in captions.cues))}")
    if captions.language:
        told.append(captions.language)
    if captions.profile:
        told.append(f"profile {captions.profile}")
    if captions.findings:
        told.append(f"{count(len(captions.findings), 'limit')} not met")
    if captions.repairs:
        told.append(count(len(captions.repairs), "repair"))
    return told


def _row(number: int, cue: Cue, unmet: str) -> tuple[str, ...]:
    who = cue.speaker or "\n".join(cue.speakers)
    times = (moment(cue.start), moment(cue.end), f"{cue.duration / 1000:.3f}")
    return (str(number), *times, who, cue.text, unmet)
