"""What reviewers say of cues, and which cue each note is about once the captions have been edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.model import Cue

SCHEMA = "subkit.review/1"
LONGEST = 10_000
"""The longest comment, in characters."""

Verdict = Literal["", "ok", "fix", "question"]

_NEAR = 5000  # ms: a cue of the same text that was moved no further is the same cue
_SHARED = 0.5  # of the longer one's time: cues that share so much are one cue, edited


class Note(Struct, frozen=True, kw_only=True):
    """What a reviewer says of a cue.

    Attributes:
        key: the note's own name.
        number: the number, from 1, that the cue had.
        start: the cue's in-time, in ms.
        end: its out-time, in ms.
        text: its lines, joined by line feeds.
        verdict: ``ok``, ``fix``, ``question``, or nothing.
        comment: what there is to say.
        revision: the review's revision in which the note was last changed.
        changed: when that was, in UTC (ISO 8601).
    """

    key: str
    number: int
    start: int
    end: int
    text: str
    verdict: Verdict = ""
    comment: str = ""
    revision: int = 0
    changed: str = ""


class Review(Struct, frozen=True, kw_only=True):
    """All notes on a caption file; this is what stands in the file beside it.

    Attributes:
        schema: the version of this form.
        captions: the name of the caption file.
        revision: counts the changes.
        notes: the notes, in the order of their cues.
    """

    schema: str = SCHEMA
    captions: str = ""
    revision: int = 0
    notes: tuple[Note, ...] = ()


def placed(notes: Iterable[Note], cues: Sequence[Cue]) -> dict[str, int]:
    """The index of the cue that each note is about, by the note's key; a note whose cue is gone is left out.

    A cue of the same text at the same time is taken first, then the one that shares half of the time or more, then the
    nearest of the same text within 5 s. No cue is given two notes: the better match has it.
    """
    found: dict[str, int] = {}
    taken: set[int] = set()
    for *_, key, at in sorted(_candidates(notes, cues)):
        if key not in found and at not in taken:
            found[key] = at
            taken.add(at)
    return found


def _candidates(notes: Iterable[Note], cues: Sequence[Cue]) -> Iterable[tuple[int, int, str, int]]:
    """What might be: how good (0 is best), how far off, the note, the cue."""
    for note in notes:
        for at, cue in enumerate(cues):
            away = abs(cue.start - note.start)
            shared = min(cue.end, note.end) - max(cue.start, note.start)
            is_same = cue.text == note.text
            if is_same and (shared > 0 or not away):
                yield 0, away, note.key, at
            elif shared > 0 and shared >= _SHARED * max(cue.duration, note.end - note.start):
                yield 1, away, note.key, at
            elif is_same and away <= _NEAR:
                yield 2, away, note.key, at
