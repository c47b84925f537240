"""Another version of the captions beside the one under review: rows of cues that belong together, and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.editing.comparing import diff
from subkit.editing.layout import laid_out
from subkit.editing.telling import sentence, summary
from subkit.review.contents import Mark, Row
from subkit.review.spots import units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.editing.layout import Laid
    from subkit.model import Captions


def side_by_side(
    other: Captions, own: Captions
) -> tuple[list[Row], str, tuple[list[tuple[Mark, ...]], list[tuple[Mark, ...]]]]:
    """The rows of both, all changes in a line, and the words that are not the same: of the other's cues, and of one's own.

    Args:
        other: the version it is compared with, which counts as the earlier one.
        own: the version under review.
    """
    found = diff(other, own)
    rows = [Row(group.second, group.first, tuple(map(sentence, group.changes))) for group in found.groups]
    marks = [
        list(_marked(captions, words)) for captions, words in zip((other, own), found.marks, strict=True)
    ]
    return rows, summary(found), (marks[0], marks[1])


def _marked(captions: Captions, words: frozenset[int]) -> Iterator[tuple[Mark, ...]]:
    laid = laid_out(captions, blanks=True)
    for cue, span in zip(captions.cues, laid.spans, strict=True):
        yield tuple(_in_cue(cue.lines, laid, span, words)) if words else ()


def _in_cue(lines: Sequence[str], laid: Laid, span: tuple[int, int], words: frozenset[int]) -> Iterator[Mark]:
    """The places of words in a cue's lines, which hold them in order."""
    line = place = 0
    for at in range(*span):
        word = laid.words[at]
        begin = lines[line].find(word, place) if line < len(lines) else -1
        while begin < 0 and line + 1 < len(lines):
            line, place = line + 1, 0
            begin = lines[line].find(word)
        if begin < 0:
            return
        place = begin + len(word)
        if at in words and word:
            yield Mark(line, units(lines[line][:begin]), units(lines[line][:place]))
