"""What stands between words: a blank or nothing, and whether a line may break there."""

from __future__ import annotations

from operator import not_

from subkit.vectors import i64, vec
from subkit.writing import unspaced

# Kinsoku shori, the usual set: what no line begins with (small kana, marks, closers) and what none ends on (openers).
_NOT_FIRST = frozenset(
    "、。，．：；！？・ー々〜…‥゛゜ゝゞヽヾ’”）〕］｝〉》」』】〙〗｠»"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.!?:;)]}%％"
)
_NOT_LAST = frozenset("‘“（〔［｛〈《「『【〘〖｟«([{¥$￥＄")


def blanks(glued: list[bool], texts: list[str]) -> list[bool]:
    """For each word, whether a blank stands before it: not if it is glued, nor within a script that has none."""
    if "".join(texts).isascii():
        return list(map(not_, glued))
    bare = {text: unspaced(text[:1]) or unspaced(text[-1:]) for text in set(texts)}
    inside = [bare[text] for text in texts]
    if 2 * sum(inside) > len(texts):
        # Marks that stand alone belong to the script around them.
        inside = [
            bare_one or not any(map(str.isalnum, text)) for text, bare_one in zip(texts, inside, strict=True)
        ]
    before = [False, *inside[:-1]]
    return [not (stuck or (a and b)) for stuck, a, b in zip(glued, before, inside, strict=True)]


def unit_starts(texts: list[str], blank: list[bool]) -> vec[i64]:
    """The words at which a unit begins that no line may split, ascending.

    A line may break at a blank, and in a script without blanks between any two words, but for what kinsoku forbids.
    """
    if all(blank):
        return vec[i64](range(len(texts)))
    return vec[i64](
        [
            at
            for at, (text, spaced) in enumerate(zip(texts, blank, strict=True))
            if at == 0 or spaced or _breakable(texts[at - 1], text)
        ]
    )


def _breakable(text: str, following: str) -> bool:
    return (
        (unspaced(text[-1:]) or unspaced(following[:1]))
        and text[-1:] not in _NOT_LAST
        and following[:1] not in _NOT_FIRST
    )


def joined(texts: list[str], blank: list[bool], begin: int, end: int) -> str:
    """The text of the words from ``begin`` to, not including, ``end``."""
    if all(blank[begin + 1 : end]):
        return " ".join(texts[begin:end])
    return texts[begin] + "".join(f" {texts[at]}" if blank[at] else texts[at] for at in range(begin + 1, end))
