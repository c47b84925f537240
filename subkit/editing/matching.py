"""Which words of two texts are the same ones: the fewest edits that make one text of the other.

The edits are found by rapidfuzz, in memory that grows with the texts and not with their product: 100,000 words against
100,000 take some 2 s and 10 MB, however little they share (difflib takes minutes, or guesses).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.captioning.lexicon import folded

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcodes

SURE = 8
"""So many words that match one after the other are no chance (house figure)."""

ISLAND = 4
"""Up to this many words that match alone, far from all others, may be chance: *of the* stands in any text (house figure)."""

FAR = 4
"""A match is far from the next if this many times as many words lie between them as match (house figure)."""

_SENTENCE, _CLAUSE = 500, 200
_LONGEST_SLIDE = 50
_LARGEST = 100_000_000  # words times words, of which rapidfuzz keeps a bit each


class Hints(Struct, frozen=True):
    """What tells equally good matches apart.

    Attributes:
        pauses: the pause before each word of the second text, in ms.
        first: about when each word of the first text is spoken, in ms; empty if nothing is known.
        second: when each word of the second text is.
    """

    pauses: Sequence[int] = ()
    first: Sequence[int] = ()
    second: Sequence[int] = ()


class Run(Struct, gc=False):
    """Words that match one after the other.

    Attributes:
        at: the first of them in the first text.
        to: the first of them in the second text.
        size: how many they are.
    """

    at: int
    to: int
    size: int


def form(word: str) -> str:
    """What makes a word the same word: no case, no marks, no compatibility forms; a word of marks alone is itself.

    >>> form("“Don’t!”"), form("ＯＫ,"), form("–")
    ('dont', 'ok', '–')
    """
    plain = unicodedata.normalize("NFKC", folded(word)).casefold()
    if plain.isalnum():
        return plain
    return "".join([char for char in plain if unicodedata.category(char)[0] in "LNM"]) or plain


def forms(words: Sequence[str]) -> list[str]:
    """The form of each word."""
    known = {word: form(word) for word in set(words)}
    return [known[word] for word in words]


def pairs(a: Sequence[str], b: Sequence[str], hints: Hints | None = None) -> list[tuple[int, int]]:
    """The words that stand in both texts in the same order, as pairs of places, ascending in both.

    They are those that the fewest insertions, deletions and replacements leave alone. Of a word that is said several
    times the one is taken that leaves the cleanest cut: at a pause, at the end of a sentence, near in time. A few words
    that match far from all others, with other words between, are chance, and no pairs.

    Args:
        a: the words of one text.
        b: the words of the other.
        hints: what else is known of them.

    >>> pairs("Well, I I saw it.".split(), "I saw, um, it?".split())
    [(2, 0), (3, 1), (4, 3)]
    """
    firsts, seconds = forms(a), forms(b)
    runs = _without_islands(_runs(firsts, seconds), len(a), len(b))
    hints = hints or Hints()
    runs = _slid(
        runs,
        _Side(firsts, _strengths(a, ()), is_first=True),
        _Side(seconds, _strengths(b, hints.pauses), is_first=False),
        hints,
    )
    return [
        (at, to)
        for run in runs
        for at, to in zip(range(run.at, run.at + run.size), range(run.to, run.to + run.size), strict=True)
    ]


def _runs(a: Sequence[str], b: Sequence[str]) -> list[Run]:
    """The matches of the fewest edits; between those that are long and sure, the most matches there can be.

    To replace a word is one edit, so the fewest edits rather replace two words than leave one out and match one.
    """
    from rapidfuzz.distance import LCSseq, Levenshtein  # noqa: PLC0415 - few commands match words

    numbers = {word: number for number, word in enumerate(dict.fromkeys((*a, *b)))}
    first, second = [numbers[word] for word in a], [numbers[word] for word in b]
    rough = _equal(Levenshtein.opcodes(first, second))
    found: list[Run] = []
    at = to = 0
    for sure in [*(run for run in rough if run.size >= SURE), Run(len(a), len(b), 0)]:
        if (sure.at - at) * (sure.to - to) <= _LARGEST:
            inner = _equal(LCSseq.opcodes(first[at : sure.at], second[to : sure.to]))
            found += [Run(at + run.at, to + run.to, run.size) for run in inner]
        else:
            found += [run for run in rough if at <= run.at < sure.at and to <= run.to < sure.to]
        found.append(sure)
        at, to = sure.at + sure.size, sure.to + sure.size
    return _joined(found)


def _equal(edits: Opcodes) -> list[Run]:
    return [
        Run(edit.src_start, edit.dest_start, edit.src_end - edit.src_start)
        for edit in edits
        if edit.tag == "equal"
    ]


def _joined(runs: list[Run]) -> list[Run]:
    """The runs with those made one that follow each other without a word between."""
    joined: list[Run] = []
    for run in runs:
        if joined and (joined[-1].at + joined[-1].size, joined[-1].to + joined[-1].size) == (run.at, run.to):
            joined[-1].size += run.size
        elif run.size:
            joined.append(run)
    return joined


def _without_islands(runs: list[Run], first_size: int, second_size: int) -> list[Run]:
    """The runs without those that are few words between far larger differences on either side."""
    kept: list[Run] = [Run(0, 0, 0)]
    ahead = [*runs[1:], Run(first_size, second_size, 0)]
    for run, following in zip(runs, ahead, strict=False):
        before = kept[-1]
        left = run.at - before.at - before.size, run.to - before.to - before.size
        right = following.at - run.at - run.size, following.to - run.to - run.size
        chance = (
            run.size <= ISLAND
            and min(max(left), max(right)) >= FAR * run.size
            and min(left[0] + right[0], left[1] + right[1]) >= run.size
        )
        if not chance:
            kept.append(run)
    return kept[1:]


class _Side(Struct, frozen=True):
    """One of the texts: its words' forms, how good a cut is before each word (and at the end), and which text it is."""

    forms: Sequence[str]
    strengths: Sequence[int]
    is_first: bool


def _strengths(words: Sequence[str], pauses: Sequence[int]) -> list[int]:
    marks = {
        ".": _SENTENCE,
        "?": _SENTENCE,
        "!": _SENTENCE,
        "。": _SENTENCE,
        ",": _CLAUSE,
        ";": _CLAUSE,
        ":": _CLAUSE,
        "、": _CLAUSE,
    }
    by_mark = [_SENTENCE, *[marks.get(word.rstrip("\"'”’»)]」")[-1:], 0) for word in words]]
    if not pauses:
        return by_mark
    return [
        max(mark, min(pause, 2 * _SENTENCE))
        for mark, pause in zip(by_mark, (*pauses, 2 * _SENTENCE), strict=True)
    ]


def _slid(runs: list[Run], first: _Side, second: _Side, hints: Hints) -> list[Run]:
    """The runs with the words that are left out between two of them moved to where they leave the cleanest cut.

    Where *the* is left out of *the the*, either may go: all that is decided is which of them the match keeps.
    """
    slid = [Run(0, 0, 0)]
    for after in [*runs, Run(len(first.forms), len(second.forms), 0)]:
        before = slid[-1]
        begin, end = before.to + before.size, after.to
        start, stop = before.at + before.size, after.at
        by = 0
        if start == stop and begin < end:
            by = _best_slide(second, begin, end, (before, after), hints)
        elif begin == end and start < stop:
            by = _best_slide(first, start, stop, (before, after), hints)
        before.size += by
        if not before.size:
            slid.pop()
        slid.append(Run(after.at + by, after.to + by, after.size - by))
    return slid


def _best_slide(side: _Side, low: int, high: int, beside: tuple[Run, Run], hints: Hints) -> int:
    """By how many words the ones from ``low`` up to ``high`` are best moved; to the front if negative."""
    words, strengths = side.forms, side.strengths
    before, after = beside
    back, forth = 0, 0
    while back < min(before.size, _LONGEST_SLIDE) and words[low - back - 1] == words[high - back - 1]:
        back += 1
    while forth < min(after.size, _LONGEST_SLIDE) and words[low + forth] == words[high + forth]:
        forth += 1
    if not back and not forth:
        return 0

    moving = range(-back, forth)

    def cost(by: int) -> int:
        clean = strengths[low + by] + strengths[high + by]
        if not hints.first:
            return -clean
        partners = [(low if at < by else high) + at for at in moving]
        if side.is_first:
            met = zip(partners, range(after.to - back, after.to + forth), strict=True)
        else:
            met = zip(range(after.at - back, after.at + forth), partners, strict=True)
        return sum([abs(hints.first[at] - hints.second[to]) for at, to in met]) // len(moving) - clean

    return min(range(-back, forth + 1), key=lambda by: (cost(by), by))
