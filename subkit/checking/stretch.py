"""A stretch of words to be cut anew: what it shows and when, as columns, and what stands before and after it."""

from __future__ import annotations

from itertools import accumulate, pairwise
from operator import sub
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.captioning import binding, breaks, pauses, spacing
from subkit.captioning.columns import Extent
from subkit.captioning.speakers import LABEL_MARK, LABEL_ROOM
from subkit.captioning.units import reaches
from subkit.captioning.vocabulary import vocabulary
from subkit.captioning.width import cells_per_character, measure
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.language import Language
    from subkit.model import Cue, Word
    from subkit.profile import Profile


class Stretch(Struct, frozen=True):
    """Words between two cues that stay as they are; columns have one entry a unit that no line may split.

    Words that belong together (an article and its noun) are one unit, as they are where captions are cut, unless a cue
    parts them already: a break between them is no cure.

    Attributes:
        left: where the unit begins, in cells from the beginning of the text.
        right: where it ends.
        label: the cells that the speaker's label takes before it.
        words: how many words it is.
        start: when it begins, in ms.
        end: when it ends, never after the next begins.
        forced: the units with which a cue must begin: after a long pause, and where somebody else speaks.
        before: the out-time of the cue before, in ms; ``None`` if there is none.
        after: the in-time of the cue after; ``None`` likewise.
    """

    left: list[int]
    right: list[int]
    label: list[int]
    words: list[int]
    start: list[int]
    end: list[int]
    forced: frozenset[int]
    before: int | None = None
    after: int | None = None


def timed(cue: Cue) -> bool:
    """Whether a cue has words, and all of them have times."""
    return bool(cue.words) and all(word.start is not None and word.end is not None for word in cue.words)


def label_width(speaker: str, language: Language) -> int:
    """The cells that cutting leaves free where a speaker's label is written before the text."""
    room = LABEL_ROOM * cells_per_character(language.counting)
    return max(room, measure(speaker + LABEL_MARK, language.counting))


def stretch(
    cues: Sequence[Cue],
    before: Cue | None,
    after: Cue | None,
    profile: Profile,
    language: Language,
) -> tuple[Stretch, list[tuple[int, int]]] | None:
    """The words of adjoining cues, and the units of each cue; ``None`` where a cue parts what no line may split.

    Args:
        cues: cues whose words are `timed`.
        before: the cue before them, if there is one.
        after: the cue after them, if there is one.
        profile: the house style, for its longest pause.
        language: how it counts.
    """
    words = [word for cue in cues for word in cue.words]
    firsts = list(accumulate([len(cue.words) for cue in cues], initial=0))
    texts = [word.text for word in words]
    blank = spacing.blanks([word.glued for word in words], texts)
    units = spacing.unit_starts(texts, blank)
    whole = {*units, len(words)}
    if not whole.issuperset(firsts):
        return None
    starts, ends = _times(words)
    widths = [measure(text, language.counting) for text in texts]
    left, right = reaches(vec[i64](widths), blank)
    turns = _labels(cues, firsts, before, language)
    apart = {at for at in range(1, len(words)) if starts[at] - ends[at - 1] >= profile.max_pause}
    apart |= {at for at, (cue, other) in zip(firsts[1:], pairwise(cues), strict=False) if _turn(cue, other)}
    edges = binding.bound(
        vec[i64]([*units, len(words)]),
        sorted(whole.intersection((*firsts[:-1], *apart))),
        breaks.costs(vocabulary(texts), pauses.after(starts, ends, []), language, profile.weights)[0],
        profile.weights.bound,
        width=Extent(left, right, profile.max_line_length * cells_per_character(language.counting) // 2),
        time=Extent(starts, ends, profile.max_duration // 2),
    )
    begins, beyonds = list(edges)[:-1], list(edges)[1:]
    place = {at: number for number, at in enumerate(edges)}
    found = Stretch(
        left=[left[at] for at in begins],
        right=[right[at - 1] for at in beyonds],
        label=[turns.get(at, 0) for at in begins],
        words=list(map(sub, beyonds, begins)),
        start=[starts[at] for at in begins],
        end=[ends[at - 1] for at in beyonds],
        forced=frozenset(place[at] for at in apart if at in place),
        before=before.end if before else None,
        after=after.start if after else None,
    )
    return found, [(place[begin], place[end]) for begin, end in pairwise(firsts)]


def _turn(cue: Cue, other: Cue) -> bool:
    """Whether somebody else speaks in the next cue, by its label or by its words as far as these know."""
    if cue.speaker != other.speaker:
        return True
    before = [word.speaker for word in cue.words if word.speaker is not None]
    after = [word.speaker for word in other.words if word.speaker is not None]
    return bool(before and after) and before[-1] != after[0]


def _times(words: list[Word]) -> tuple[vec[i64], vec[i64]]:
    """In- and out-times of words, the latter no later than the next word's in-time."""
    starts = [word.start or 0 for word in words]
    ends = [word.end or 0 for word in words]
    nexts = [*starts[1:], ends[-1]]
    return vec[i64](starts), vec[i64](
        [max(start, min(end, after)) for start, end, after in zip(starts, ends, nexts, strict=True)]
    )


def _labels(cues: Sequence[Cue], firsts: list[int], before: Cue | None, language: Language) -> dict[int, int]:
    """The cells of the labels that formats write before a word, by the word."""
    speakers = [before.speaker if before else None, *(cue.speaker for cue in cues)]
    return {
        first: label_width(now, language)
        for first, was, now in zip(firsts, speakers, speakers[1:], strict=False)
        if now is not None and now != was
    }
