"""Cues as running text: paragraphs by speaker and pause, each with who begins to speak in it."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from subkit.formats.word_times import line_of
from subkit.labels import announced, undashed
from subkit.model import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.model import Word

PARAGRAPH_PAUSE = 2000
"""A pause in ms that begins a paragraph: twice the pause that may not stand inside a cue, so it ends more than a sentence."""


class Paragraph(NamedTuple):
    """What one speaker says without a long pause: the label to write, ``None`` if it is the one before, and the cues."""

    label: str | None
    cues: Sequence[Cue]


def paragraphs(cues: Sequence[Cue], *, each: bool = False) -> list[Paragraph]:
    """The paragraphs of cues, in order; of a cue that two share what either says is a cue of its own, without the dash.

    Args:
        cues: the cues.
        each: whether each of them is a paragraph.
    """
    cues = _apart(cues)
    if not cues:
        return []
    labels = announced(cues)
    heads = [
        index
        for index, (before, cue) in enumerate(pairwise(cues), 1)
        if each or before.speaker != cue.speaker or _pause(before, cue) >= PARAGRAPH_PAUSE
    ]
    edges = pairwise([0, *heads, len(cues)])
    return [Paragraph(labels[first][0], cues[first:end]) for first, end in edges]


def running(cues: Sequence[Cue]) -> str:
    """The text of cues on one line, with blanks where the script has them."""
    parts: list[str] = []
    for cue in cues:
        last = parts[-1][-1] if parts else ""
        parts += filter(None, [line_of(cue, last)])
    return "".join(parts)


def _pause(before: Cue, cue: Cue) -> int:
    """The silence between two cues: between their words where they have times, because out-times linger."""
    end = before.words[-1].end if before.words else None
    start = cue.words[0].start if cue.words else None
    return (cue.start if start is None else start) - (before.end if end is None else end)


def _apart(cues: Sequence[Cue]) -> Sequence[Cue]:
    if not any(cue.speakers for cue in cues):
        return cues
    apart: list[Cue] = []
    for cue in cues:
        if len(cue.speakers) != len(cue.lines):
            apart.append(cue)
            continue
        words = list(cue.words)
        for speaker, line in zip(cue.speakers, cue.lines, strict=True):
            said = undashed(line)
            count = _count(said, words)
            apart.append(Cue(cue.start, cue.end, (said,), speaker, tuple(words[:count])))
            words = words[count:]
    return apart


def _count(line: str, words: list[Word]) -> int:
    """How many of the words the line shows."""
    room = len("".join(line.split()))
    reached = accumulate(len("".join(word.text.split())) for word in words)
    return sum(length <= room for length in reached)
