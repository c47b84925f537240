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
    shut = 0  # how many words there were when a mark brought the blank behind it along
    blank = True
    for at, kind in enumerate(kinds):
        if kind is _WORD:
            if not blank:
                return None
            places.append(at)
            spelt.append(texts[at])
            blank = False
        elif kind is _SPACE or (kind is _BREAK and at == last):
            if texts[at] != " " and texts[at].strip() != "":
                return None
            blank = True
        elif kind is _MARK and not blank:
            mark = texts[at].rstrip()
            if mark != "" and shut == len(places):
                return None
            if mark != texts[at]:
                shut = len(places)
            spelt[-1] += mark
        else:
            return None
    return places, spelt
