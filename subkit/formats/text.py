"""Plain text: paragraphs by speaker and pause, or one line a cue."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from subkit.formats.portable import changes, plain
from subkit.formats.writing import PLAIN, Writing
from subkit.labels import announced, begun, texts, undashed
from subkit.model import Cue
from subkit.writing import runs_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.labels import SpeakerStyle
    from subkit.model import Captions, Word
    from subkit.report import Repair

PARAGRAPH_PAUSE = 2000
"""A pause in ms that begins a paragraph: twice the pause that may not stand inside a cue, so it ends more than a sentence."""


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as text, with LF at line ends.

    Args:
        captions: what to write.
        how: whether and how to say who speaks, where the speaker changes; and the layout: ``paragraphs``, running text,
            a paragraph a line, empty lines between them; or ``cues``, one line a cue.

    Raises:
        UnknownNameError: there is no such style.
    """
    label = how.labels
    if how.layout == "cues":
        shown = zip(captions.cues, texts(captions.cues, label), announced(captions.cues), strict=True)
        lines = [
            " ".join(plain(text).split("\n")) if cue.speakers else _labelled(names[0], _line([cue]), label)
            for cue, text, names in shown
        ]
        return "".join([f"{line}\n" for line in lines if line])
    cues = _apart(captions.cues)
    names = announced(cues)
    paragraphs = [
        _labelled(names[first][0], _line(cues[first:end]), label) for first, end in _paragraphs(cues)
    ]
    return "\n".join([f"{paragraph}\n" for paragraph in paragraphs if paragraph])


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions."""
    return changes(captions.cues, style=how.labels, markup=False)


def _paragraphs(cues: Sequence[Cue]) -> list[tuple[int, int]]:
    """The paragraphs as ranges of cues."""
    heads = [
        index
        for index, (before, cue) in enumerate(pairwise(cues), 1)
        if before.speaker != cue.speaker or _pause(before, cue) >= PARAGRAPH_PAUSE
    ]
    return list(zip([0, *heads], [*heads, len(cues)], strict=True)) if cues else []


def _pause(before: Cue, cue: Cue) -> int:
    """The silence between two cues: between their words where they have times, because out-times linger."""
    end = before.words[-1].end if before.words else None
    start = cue.words[0].start if cue.words else None
    return (cue.start if start is None else start) - (before.end if end is None else end)


def _line(cues: Sequence[Cue]) -> str:
    """The text of cues on one line, with blanks where the script has them."""
    parts = []
    last = ""
    for cue in cues:
        lines = plain("\n".join(cue.lines)).split("\n")
        spoken = _spoken(cue)
        if spoken.replace(" ", "") == "".join(lines).replace(" ", ""):
            lines = [spoken]
            unspaced = bool(cue.words) and cue.words[0].glued
        else:
            unspaced = False
        for line in filter(None, lines):
            if last and not unspaced and not runs_on(last, line):
                parts.append(" ")
            parts.append(line)
            last = line[-1]
    return "".join(parts)


def _spoken(cue: Cue) -> str:
    """The cue's words on one line, with blanks where the words have them."""
    words = [word.text if word.glued else f" {word.text}" for word in cue.words]
    return plain("".join(words)).replace("\n", " ")


def _labelled(name: str | None, line: str, style: SpeakerStyle) -> str:
    return plain(begun(line, name, style)) if name and line else line


def _apart(cues: Sequence[Cue]) -> Sequence[Cue]:
    """The cues, and of each that two share what either says as a cue of its own, without the dash."""
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
