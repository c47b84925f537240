"""A transcript in a notebook: each segment with when it begins, who speaks, and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.notebook.fragment import MOST, Column, fragment
from subkit.notebook.wording import count, moment

if TYPE_CHECKING:
    from subkit.model import Segment, Transcript

_COLUMNS = (
    Column("segment"),
    Column("begins"),
    Column("speaker", text=True, wrapped=True),
    Column("words"),
    Column("said", text=True, spoken=True, wrapped=True),
)


def transcript_html(transcript: Transcript) -> str:
    """A transcript as a fragment of HTML."""
    labels = {one.id: one.label or one.id for one in transcript.speakers}
    return fragment(
        "Transcript",
        _facts(transcript),
        _COLUMNS,
        [_row(number, one, labels) for number, one in enumerate(transcript.segments[:MOST], 1)],
        of=len(transcript.segments),
        noun="segments",
        more=f"; transcript.segments[{MOST}:] has them",
        language=transcript.language,
    )


def _facts(transcript: Transcript) -> list[str]:
    told = [count(len(transcript.segments), "segment"), count(sum(1 for _ in transcript.words), "word")]
    if transcript.media is not None and transcript.media.duration is not None:
        told.append(f"{moment(transcript.media.duration)} of media")
    if transcript.language:
        told.append(transcript.language)
    if transcript.provider:
        told.append(f"from {transcript.provider}")
    if transcript.repairs:
        told.append(count(len(transcript.repairs), "repair"))
    return told


def _row(number: int, segment: Segment, labels: dict[str, str]) -> tuple[str, ...]:
    words = list(segment.words)
    times = [segment.start, *[word.start for word in words]]
    begins = next((time for time in times if time is not None), None)
    who = dict.fromkeys(
        one for one in (segment.speaker, *[word.speaker for word in words]) if one is not None
    )
    said = "".join([word.text if word.glued else f" {word.text}" for word in words]).strip()
    return (
        str(number),
        "" if begins is None else moment(begins),
        ", ".join([labels.get(one, one) for one in who]),
        str(len(words)),
        said,
    )
