"""Scripts that put no blanks between words: which texts are in one, and where two words run on without a blank."""

from __future__ import annotations

import re
from functools import cache

# Chinese and Japanese put no blank at all; Thai, Lao, Burmese and Khmer put none between words of their own script.
_NEVER_SPACED = "\u2e80-\u2fdf\u3000-\u30ff\u31c0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_NOT_SPACED_INSIDE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"


def unspaced(text: str) -> bool:
    """Whether the text has characters of a script that is written without blanks between words.

    >>> unspaced("Hello"), unspaced("見える"), unspaced("สวัสดี")
    (False, True, True)
    """
    return not text.isascii() and _pattern(f"[{_NEVER_SPACED}{_NOT_SPACED_INSIDE}]").search(text) is not None


def characters(text: str) -> list[str]:
    """The text in pieces between which a line may break: single characters of Chinese and Japanese, other runs whole.

    >>> characters("字幕 ok")
    ['字', '幕', ' ok']
    """
    return _pattern(f"[{_NEVER_SPACED}]|[^{_NEVER_SPACED}]+").findall(text)


def runs_on(before: str, after: str) -> bool:
    """Whether no blank belongs between two words, judged by the scripts that meet.

    >>> runs_on("見え", "る"), runs_on("Good", "morning")
    (True, False)
    """
    seam = f"{before[-1:]} {after[:1]}"
    if seam.isascii():
        return False
    never, inside = f"[{_NEVER_SPACED}]", f"[{_NOT_SPACED_INSIDE}]"
    return _pattern(f"{never} | {never}|{inside} {inside}").search(seam) is not None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A pattern, compiled when first asked for: such wide ranges take milliseconds, and most texts never ask."""
    return re.compile(text)
