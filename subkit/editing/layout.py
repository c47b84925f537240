"""Captions laid out as one row of words, with the breaks between them; and two such rows side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from subkit.editing import splitting
from subkit.editing.matching import pairs

if TYPE_CHECKING:
    from subkit.model import Captions

Kind = Literal["cue", "line"]
Breaks = dict[int, Kind]


class Laid(NamedTuple):
    """Captions as words.

    Attributes:
        words: the words as they are shown, in order; Chinese and Japanese in characters.
        glued: by word, whether no blank stands before it.
        breaks: by the index of the word before the break, the last one included.
        spans: for each cue the index of its first word, and of the first one after it; the same if it has none.
    """

    words: list[str]
    glued: list[bool]
    breaks: Breaks
    spans: list[tuple[int, int]]

    def text(self, first: int, after: int) -> str:
        """The words from ``first`` up to ``after`` as one text."""
        return "".join(
            word if glued or at == first else f" {word}"
            for at, (word, glued) in enumerate(
                zip(self.words[first:after], self.glued[first:after], strict=True), first
            )
        )


def laid_out(captions: Captions, *, blanks: bool = False) -> Laid:
    """The words and breaks of captions.

    Args:
        captions: what to lay out.
        blanks: whether a cue without text counts as one empty word; otherwise it has none.
    """
    words: list[str] = []
    glued: list[bool] = []
    breaks: Breaks = {}
    spans = []
    for cue in captions.cues:
        first = len(words)
        for row in splitting.rows(cue.lines, captions.language):
            words += [word.text for word in row]
            glued += [word.glued for word in row]
            breaks[len(words) - 1] = "line"
        if blanks and len(words) == first:
            words.append("")
            glued.append(False)
        if len(words) > first:
            breaks[len(words) - 1] = "cue"
        spans.append((first, len(words)))
    return Laid(words, glued, breaks, spans)


def bare(word: str) -> str:
    """A word without case and marks, if anything is left of it then.

    >>> bare("“Hello,”"), bare("–")
    ('hello', '–')
    """
    return "".join(filter(str.isalnum, word.casefold())) or word


def matched(ours: list[str], theirs: list[str]) -> list[tuple[int, int]]:
    """Which word of one text is which of the other, ascending; the same whichever is named first.

    Words that stand between the same neighbours are taken for each other where there are as many on either side.
    """
    if ours == theirs:
        return list(zip(range(len(ours)), range(len(theirs)), strict=True))
    if ours > theirs:
        return [(first, second) for second, first in matched(theirs, ours)]
    found: list[tuple[int, int]] = []
    before, after = 0, 0
    for first, second in [*pairs(ours, theirs), (len(ours), len(theirs))]:
        if first - before == second - after:
            found += zip(range(before, first), range(after, second), strict=True)
        if first < len(ours):
            found.append((first, second))
        before, after = first + 1, second + 1
    return found
