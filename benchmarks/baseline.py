"""The floor to stay above: a cutter that knows sentence ends, pauses and line lengths, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.model import Cue
from subkit.scoring.sigma import ends_sentence
from subkit.timecode import from_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.gold import Document, Spoken
    from subkit.profile import Profile


PAUSE = 0.5  # s


def plain(document: Document, profile: Profile) -> list[Cue]:
    """Cues that end at sentence ends, at pauses of half a second, at speakers, and when their lines are full."""
    cues: list[Cue] = []
    rows: list[list[Spoken]] = []
    before: Spoken | None = None
    for word in document.words:
        if before is not None and _parts(before, word):
            cues.append(_cue(rows, document.joiner))
            rows = []
        if rows and _length([*rows[-1], word], document.joiner) <= profile.max_line_length:
            rows[-1].append(word)
        elif len(rows) < profile.max_lines:
            rows.append([word])
        else:
            cues.append(_cue(rows, document.joiner))
            rows = [[word]]
        before = word
    return [*cues, _cue(rows, document.joiner)] if rows else cues


def _parts(before: Spoken, word: Spoken) -> bool:
    return ends_sentence(before.text) or word.start - before.end >= PAUSE or word.speaker != before.speaker


def _length(row: Sequence[Spoken], joiner: str) -> int:
    return len(joiner.join(word.text for word in row))


def _cue(rows: Sequence[Sequence[Spoken]], joiner: str) -> Cue:
    lines = tuple(joiner.join(word.text for word in row) for row in rows)
    return Cue(from_seconds(rows[0][0].start), from_seconds(rows[-1][-1].end), lines)
