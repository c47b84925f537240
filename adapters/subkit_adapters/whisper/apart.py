"""Words told apart from the text, as OpenAI's service does, which has the punctuation: put together again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.patterns import pattern
from subkit.wording import parted
from subkit_adapters import dressing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit_adapters.heard import Heard

_BLANKS = pattern(r"\s+")


def dressed(whole: str, words: Sequence[Heard]) -> list[Heard]:
    """The words with the marks that the text has around them, and its blanks.

    A mark after which there is no blank belongs to the word after it, any other to the word before it.

    >>> from subkit_adapters.heard import Heard
    >>> said = [Heard("well", 0, 300, "$"), Heard("he", 400, 500, "$"), Heard("said", 500, 900, "$")]
    >>> [one.text for one in dressed('Well, "he said."', said)]
    ['Well,', ' "he', ' said."']
    """
    places = _places(whole, [word.text.strip() for word in words])
    if places is None:
        return [
            one._replace(text=f" {one.text.strip()}", mark=False) for one in dressing.dressed(whole, words)
        ]
    cuts = [0, *(_seam(whole[end:start]) + end for (_, end), (start, _) in pairwise(places)), len(whole)]
    told: list[Heard] = []
    for word, (start, end), (first, last) in zip(words, places, pairwise(cuts), strict=True):
        told += _with_marks(word, whole[first:start], whole[start:end], whole[end:last].rstrip())
    return told


def _with_marks(word: Heard, lead: str, core: str, tail: str) -> list[Heard]:
    """The word with what touches it, and as marks what stands before and after it with a blank between."""
    *before, prefix = _BLANKS.split(lead)
    suffix, *after = _BLANKS.split(tail)
    blank = " " if before or word.text[:1].isspace() else ""
    text = f"{blank}{prefix}{core}{suffix}"
    marks = [_mark(text, word) for text in before if text], [_mark(text, word) for text in after if text]
    return [*marks[0], word._replace(text=text), *marks[1]]


def _mark(text: str, word: Heard) -> Heard:
    return word._replace(text=f" {text}", start=None, end=None, confidence=None, mark=True)


def shared(words: Sequence[Heard], ends: Sequence[int | None]) -> list[list[Heard]]:
    """The words of each stretch, given when the stretches end, in ms: those whose middle lies before that."""
    rows: list[list[Heard]] = [[] for _ in ends]
    row = 0
    for word in words:
        while row < len(ends) - 1 and _middle(word) is not None and _is_past(word, ends[row]):
            row += 1
        rows[row].append(word)
    return rows


def _middle(word: Heard) -> float | None:
    if word.start is None:
        return word.end
    return word.start if word.end is None else (word.start + word.end) / 2


def _is_past(word: Heard, end: int | None) -> bool:
    middle = _middle(word)
    return end is not None and middle is not None and middle > end


def _places(whole: str, texts: list[str]) -> list[tuple[int, int]] | None:
    """Where each word stands in the text; ``None`` if some other word stands between two, or one is missing."""
    low, place = whole.lower(), 0
    found: list[tuple[int, int]] = []
    if len(low) != len(whole) or not texts:
        return None
    for text in texts:
        start = low.find(text.lower(), place)
        if start < 0 or not text or any(char.isalnum() for char in whole[place:start]):
            return None
        place = start + len(text)
        found.append((start, place))
    return None if any(char.isalnum() for char in whole[place:]) else found


def _seam(between: str) -> int:
    """Where what stands between two words is cut: before its last blank, or at its end."""
    marks = parted(between)
    if between[-1:].isspace() or not marks or not any(char.isspace() for char in between):
        return len(between.rstrip())
    return len(between.rstrip()) - len(marks[-1]) - 1
