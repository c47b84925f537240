"""Sounds that stand among the words: ``[applause]``, ``(Applause)``, ``*laughs*``, ``♪ a song ♪``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOSERS: Final = {"[": "]", "(": ")", "*": "*", "♪": "♪", "♫": "♫", "♬": "♬", "［": "］", "（": "）"}
_OPENERS: Final = frozenset(_CLOSERS)
_NOTES: Final = "♪♫♬"
_ROUND: Final = "(（"
_AFTER: Final = ".,;:!?…。、！？"
_SENTENCE: Final = tuple(".?!…。！？♪♫♬]）)］")

# A sound in round brackets has few words, else it is somebody's aside; no other label is longer than a verse (house figures).
_ASIDE, _VERSE = 4, 30
LONGEST: Final = _VERSE
"""The most words that a sound has."""

_whole = pattern(
    r"(?:\[[^\[\]]+\]|\([^()]+\)|［[^［］]+］|（[^（）]+）|\*[^*]*[^\W_][^*]*\*|([♪♫♬])(?:.*\1)?)[.,!?…。！？]*",
    re.DOTALL,
)


def is_sound(text: str) -> bool:
    """Whether a text is one sound from end to end, so that nobody says it.

    >>> is_sound("[door slams]"), is_sound("♪ la la ♪"), is_sound("[sic] he wrote"), is_sound("***")
    (True, True, False, False)
    """
    return text[:1] in _OPENERS and _whole.fullmatch(text) is not None


def may_begin(word: str) -> bool:
    """Whether a sound may begin with a word.

    >>> may_begin("[door"), may_begin("door")
    (True, False)
    """
    return word[:1] in _OPENERS


def spans(texts: Sequence[str]) -> list[tuple[int, int]]:
    """The sounds among words, as ranges of words, ascending and apart.

    Round brackets hold a sound only where they begin with a capital or after the end of a sentence: otherwise it is an
    aside (``(so far)``), which is spoken.

    >>> spans("Thank you. (Applause) Now (so far) [upbeat music] hm ♪ la la ♪".split())
    [(2, 3), (6, 8), (9, 13)]
    """
    found: list[tuple[int, int]] = []
    beyond = 0
    together = "".join(texts)
    if not any([opener in together for opener in _CLOSERS]):  # noqa: C419 - shorter is faster, and texts are long
        return found
    for at in [at for at, text in enumerate(texts) if text[:1] in _OPENERS]:
        if at < beyond:
            continue
        end = _end(texts, at)
        if end:
            found.append((at, end))
            beyond = end
    return found


def _end(texts: Sequence[str], begin: int) -> int:
    """The word after a sound that begins with a word; 0 where none does."""
    opener = texts[begin][0]
    if opener == "*" and len(texts[begin]) == 1:
        return 0  # a sign of multiplication
    closer = _CLOSERS[opener]
    most = _ASIDE if opener in _ROUND else _VERSE
    for at in range(begin, min(begin + most, len(texts))):
        text = texts[at]
        if at > begin and opener != closer and text[:1] == opener:
            return 0
        if text.rstrip(_AFTER)[-1:] == closer and (at > begin or len(text.rstrip(_AFTER)) > 1):
            whole = " ".join(texts[begin : at + 1])
            said = opener in _ROUND and not _stands_alone(texts, begin)
            return 0 if said or not _whole.fullmatch(whole) else at + 1
    return 0


def _stands_alone(texts: Sequence[str], begin: int) -> bool:
    return texts[begin][1:2].isupper() or begin == 0 or texts[begin - 1].rstrip("\"'”’»").endswith(_SENTENCE)


def notes_to_bind(texts: Sequence[str], begin: int, end: int) -> list[int]:
    """Of a sound that is too long to stay whole: the words before which no line may break, so that no note stands alone."""
    inner = [begin + 1] if texts[begin] in _NOTES else []
    return [*inner, end - 1] if texts[end - 1] in _NOTES and end - 1 > begin else inner
