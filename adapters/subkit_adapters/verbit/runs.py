"""Runs of Verbit's tokens: a word, and the marks behind it. Columns alone, so that it can be compiled."""

from __future__ import annotations

from typing import Final

from subkit_adapters.verbit.wire import Kind

_WORD: Final = Kind.WORD
_SPACE: Final = Kind.SPACE
_MARK: Final = Kind.PUNCTUATION
_BREAK: Final = Kind.LINE_BREAK


def runs(kinds: list[Kind], texts: list[str]) -> tuple[list[int], list[str]] | None:
    """Where the words of a segment stand, and how they are spelt with their marks.

    ``None`` unless a blank stands between any two words and marks stand behind words only, as nearly always; a line may
    break at the end.

    Args:
        kinds: what each token is.
        texts: what it says.
    """
    places: list[int] = []
    spelt: list[str] = []
    last = len(kinds) - 1
    blank, shut = True, True
    for at, kind in enumerate(kinds):
        text = texts[at]
        if kind is _WORD:
            if not blank:
                return None
            places.append(at)
            spelt.append(text)
            blank = shut = False
        elif kind is _MARK:
            mark = text.rstrip()
            if blank or (shut and mark != ""):
                return None
            spelt[-1] += mark
            shut = shut or mark != text  # a mark may bring the blank behind it along
        elif kind is _SPACE or (kind is _BREAK and at == last):
            if text != " " and text.strip() != "":
                return None
            blank = True
        else:
            return None
    return places, spelt
