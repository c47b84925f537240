"""Words that were cut in two where one stretch ends and the next begins, as whisper.cpp does to keep to ``--max-len``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.patterns import pattern
from subkit.writing import unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit_adapters.heard import Heard
    from subkit_adapters.whisper.stretches import Stretch

_HEAD = pattern(r"\S+")
_ENDS = tuple(".?!…。！？:")


def joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with what continues a word, or ends it, moved to the stretch that the word is in.

    That can be told only where stretches begin with a blank as a rule: the program then keeps blanks.
    """
    begun = [stretch for stretch in stretches if _opening(stretch)[:1].isspace()]
    if 2 * len(begun) < len(stretches):
        return list(stretches)
    made: list[Stretch] = []
    for stretch in stretches:
        rest = stretch
        while made and _continues(made[-1], rest):
            made[-1], rest = _moved(made[-1], rest)
        if rest.words or rest.text.strip():
            made.append(rest)
    return made


def whole(words: Sequence[Heard]) -> list[Heard]:
    """The words with pieces put together, where a word that begins with a blank is followed by some without."""
    made: list[Heard] = []
    for word in words:
        if made and made[-1].text[:1].isspace() and _is_piece(word.text):
            made[-1] = _longer(made[-1], word)
        else:
            made.append(word)
    return made


def _opening(stretch: Stretch) -> str:
    return stretch.words[0].text if stretch.words else stretch.text


def _continues(before: Stretch, after: Stretch) -> bool:
    opening, last = _opening(after), before.words[-1].text if before.words else before.text
    if bool(before.words) != bool(after.words) or before.speaker != after.speaker:
        return False
    if opening[:1].isspace() or last[-1:].isspace() or not opening:
        return False
    is_mark = not opening[0].isalnum()
    return is_mark or (_is_piece(opening) and not opening[0].isupper() and not last.endswith(_ENDS))


def _is_piece(text: str) -> bool:
    return text[:1].isalnum() and not unspaced(text[0])


def _moved(before: Stretch, after: Stretch) -> tuple[Stretch, Stretch]:
    """Both stretches with the first word of the second one in the first."""
    match = _HEAD.match(after.text)
    head = after.words[0].text if after.words else match[0] if match else ""
    is_told = after.text.startswith(head) and bool(before.text)
    texts = (before.text + head, after.text[len(head) :]) if is_told else ("", "")
    if not after.words:
        return before._replace(text=texts[0]), after._replace(text=texts[1])
    words = whole([*before.words[-1:], after.words[0]])
    end = after.words[0].end if before.end is None else max(before.end, after.words[0].end or 0)
    return (
        before._replace(text=texts[0], words=[*before.words[:-1], *words], end=end),
        after._replace(text=texts[1], words=after.words[1:]),
    )


def _longer(word: Heard, piece: Heard) -> Heard:
    sure = [one for one in (word.confidence, piece.confidence) if one is not None]
    end = word.end if piece.end is None else piece.end
    return word._replace(text=word.text + piece.text.rstrip(), end=end, confidence=min(sure, default=None))
