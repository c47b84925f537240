"""Phrases of scripts without blanks (Chinese, Japanese, Thai), between which lines break; by budoux, the extra ``cjk``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from subkit.language import primary
from subkit.writing import unspaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.vectors import i64, vec

    Parse = Callable[[str], list[str]]

_TRADITIONAL = ("hant", "tw", "hk", "mo")


@cache
def parser(tag: str | None) -> Parse | None:
    """What cuts a text of a language into phrases; ``None`` for all other languages, and where budoux is not installed.

    Args:
        tag: a BCP 47 tag; ``zh-Hant``, ``zh-TW``, ``zh-HK`` and ``zh-MO`` are read as traditional Chinese.
    """
    language = primary(tag)
    if language not in {"ja", "th", "zh"}:
        return None
    try:
        import budoux  # noqa: PLC0415 - an optional package
    except ImportError:
        return None
    if language == "ja":
        return budoux.load_default_japanese_parser().parse
    if language == "th":
        return budoux.load_default_thai_parser().parse
    if any(part in _TRADITIONAL for part in (tag or "").lower().replace("_", "-").split("-")):
        return budoux.load_default_traditional_chinese_parser().parse
    return budoux.load_default_simplified_chinese_parser().parse


def heads(texts: list[str], blank: list[bool], parse: Parse) -> set[int]:
    """The words with which a phrase begins: where a word begins and a phrase does, and after every blank."""
    runs = [at for at, spaced in enumerate(blank) if spaced or at == 0]
    found = set(runs)
    for begin, end in pairwise([*runs, len(texts)]):
        if end - begin > 1 and any(map(unspaced, texts[begin:end])):
            edges = set(accumulate(map(len, parse("".join(texts[begin:end])))))
            offsets = accumulate(map(len, texts[begin : end - 1]))
            found |= {at for at, offset in enumerate(offsets, begin + 1) if offset in edges}
    return found


def whole(starts: list[int], first: set[int], widths: vec[i64], line: int) -> list[int]:
    """The units left where no line splits a phrase that it can hold.

    Args:
        starts: the words with which a unit begins, ascending.
        first: those with which a phrase begins.
        widths: the cells each word takes.
        line: the cells of a line.
    """
    kept: list[int] = []
    bounds = [at for at in starts if at in first or at == 0]
    for begin, end in pairwise([*bounds, len(widths)]):
        if sum(widths[begin:end]) <= line:
            kept.append(begin)
        else:
            kept += starts[bisect_left(starts, begin) : bisect_right(starts, end - 1)]
    return kept
