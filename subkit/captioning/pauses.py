"""Pauses between words: how long each is, and whether the provider marked it; the gap gives the time, the marker the boundary."""

from __future__ import annotations

from itertools import islice
from operator import sub
from typing import TYPE_CHECKING, cast

from subkit.model import Pause, Word
from subkit.report import Repair

if TYPE_CHECKING:
    from subkit.model import Token, Transcript

MARKED_FLOOR = 250
"""The least pause, in ms, that a marked boundary counts for: the length from which speech science calls a silence a pause."""

TOLERANCE = 150
"""How far, in ms, a marker's length may be from the gap it stands in before that is reported (house figure)."""


def after(tokens: list[Token], starts: list[int], ends: list[int]) -> list[int]:
    """The pause after each word, in ms.

    A pause is the gap to the next word's start; where the provider put any number of markers between the two words it is
    at least `MARKED_FLOOR`, whatever times or sizes they have. The last word's pause is 0, and neither it nor the silence
    before the first word is ever marked.

    Args:
        tokens: the tokens of all segments.
        starts: when each word among them begins; they are timed and in order (see `subkit.captioning.repair.repaired`).
        ends: when each ends.
    """
    lengths = list(map(sub, islice(starts, 1, None), ends))
    for boundary in _boundaries(tokens, len(starts)):
        lengths[boundary] = max(lengths[boundary], MARKED_FLOOR)
    return lengths + [0] * (len(starts) - len(lengths))


def disagreements(transcript: Transcript) -> list[Repair]:
    """One repair of kind ``pause-disagrees`` for every boundary whose markers are longer or shorter than its gap.

    Markers that stand together count as one, from the first's start to the last's end; those without usable times say
    nothing about length and never disagree. Nothing is changed: the gap is what counts.

    Args:
        transcript: one whose words are timed and in order.
    """
    tokens = list(transcript.tokens)
    others = [(place, token) for place, token in enumerate(tokens) if type(token) is not Word]
    if not others:
        return []
    words = [token for token in tokens if type(token) is Word]
    spans: dict[int, tuple[int, int]] = {}
    for boundary, start, end in _timed_markers(others, len(words)):
        first, last = spans.get(boundary, (start, end))
        spans[boundary] = (min(first, start), max(last, end))
    return [
        _disagreement(boundary, words[boundary], end - start, gap)
        for boundary, (start, end) in spans.items()
        if not -TOLERANCE <= end - start - (gap := _gap(words[boundary], words[boundary + 1])) <= TOLERANCE
    ]


def _boundaries(tokens: list[Token], words: int) -> list[int]:
    """For each pause between two words the index of the word before it."""
    if words == len(tokens):
        return []
    places = [place for place, token in enumerate(tokens) if type(token) is not Word]
    return [
        place - others - 1
        for others, place in enumerate(places)
        if 0 < place - others < words and type(tokens[place]) is Pause
    ]


def _timed_markers(others: list[tuple[int, Token]], words: int) -> list[tuple[int, int, int]]:
    """For each pause with usable times between two words the index of the word before it, its start and its end."""
    return [
        (place - number - 1, token.start, token.end)
        for number, (place, token) in enumerate(others)
        if type(token) is Pause
        and 0 < place - number < words
        and token.start is not None
        and token.end is not None
        and token.start <= token.end
    ]


def _gap(word: Word, following: Word) -> int:
    return cast("int", following.start) - cast("int", word.end)


def _disagreement(boundary: int, word: Word, length: int, gap: int) -> Repair:
    place = f"pause after word {boundary + 1} {word.text[:40]!r}"
    message = f"marked as {length} ms where the words leave {gap} ms; the gap gives the time, the marker the boundary"
    return Repair("pause-disagrees", place, message)
