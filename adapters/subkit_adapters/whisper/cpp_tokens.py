"""whisper.cpp's tokens put together to words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from subkit.writing import runs_on
from subkit_adapters import clocks
from subkit_adapters.clocks import Milliseconds
from subkit_adapters.heard import Heard
from subkit_adapters.whisper.stretches import is_special

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TICK = 10  # ms in a unit of t_dtw


class Offsets(msgspec.Struct, gc=False):
    """When something begins and ends, in ms."""

    start: Milliseconds | None = msgspec.field(default=None, name="from")
    end: Milliseconds | None = msgspec.field(default=None, name="to")


class Token(msgspec.Struct, gc=False):
    """A piece of a word; one with which a word begins has a blank before it."""

    text: str = ""
    offsets: Offsets | None = None
    p: float | None = None
    t_dtw: Milliseconds | None = None


class _Piece(msgspec.Struct, frozen=True):
    """A token of which nobody said a special one: its text, its place in the payload, and its times in ms."""

    text: str
    path: str
    start: int | None
    end: int | None
    sure: float | None


def words(tokens: Sequence[Token], end: int | None, path: str, speaker: str | None) -> list[Heard]:
    """The words of a segment, each with the blank before it.

    A word lasts from its first token to the last with a letter or digit in it: what follows is punctuation, whose time is
    silence. In scripts without blanks each token that holds whole characters is a word.

    Args:
        tokens: those of the segment.
        end: when the segment ends, in ms.
        path: where it stands in the payload.
        speaker: who says it.
    """
    said = [(i, token) for i, token in enumerate(tokens) if not is_special(token.text) and token.text]
    pieces = [_piece(token, f"{path}.tokens[{i}]") for i, token in said]
    heard_by = [token.t_dtw for _, token in said]
    if heard_by and all(time is not None and time >= 0 for time in heard_by):
        pieces = list(
            _aligned(pieces, [clocks.of_milliseconds((time or 0) * _TICK) for time in heard_by], end)
        )
    return [_word(run, speaker) for run in _runs(pieces)]


def whole(text: str) -> str:
    """The text with the characters that odd bytes of several tokens make together; see `cpp`."""
    if text.isascii():
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text


def _piece(token: Token, path: str) -> _Piece:
    offsets = token.offsets or Offsets()
    start, end = clocks.of_milliseconds(offsets.start), clocks.of_milliseconds(offsets.end)
    return _Piece(token.text, path, start, end, token.p)


def _aligned(pieces: list[_Piece], starts: list[int | None], end: int | None) -> Iterable[_Piece]:
    """The pieces with the times of the alignment: each ends where the next begins."""
    for piece, start, until in zip(pieces, starts, [*starts[1:], end], strict=True):
        last = start if start is None or until is None else max(start, until)
        yield msgspec.structs.replace(piece, start=start, end=last)


def _runs(pieces: list[_Piece]) -> list[list[_Piece]]:
    """The pieces of each word."""
    number = 0
    before = ""
    numbers = []
    for piece in pieces:
        if before and (piece.text[:1].isspace() or _parts(before, piece.text)):
            number += 1
            before = ""
        before += piece.text
        numbers.append(number)
    pairs = zip(numbers, pieces, strict=True)
    return [[piece for _, piece in run] for _, run in groupby(pairs, key=lambda pair: pair[0])]


def _parts(before: str, after: str) -> bool:
    """Whether two words of a script without blanks meet."""
    joined = whole(before)
    return not joined.endswith("\ufffd") and _is_letter(after[0]) and runs_on(joined, after)


def _is_letter(char: str) -> bool:
    return char.isalnum() or "\udc80" <= char <= "\udcff"


def _word(run: list[_Piece], speaker: str | None) -> Heard:
    spoken = [piece for piece in run if any(map(_is_letter, piece.text))] or run
    sure = [piece.sure for piece in spoken if piece.sure is not None and 0 <= piece.sure <= 1]
    mean = sum(sure) / len(sure) if sure else None
    text = whole("".join(piece.text for piece in run))
    return Heard(text, spoken[0].start, spoken[-1].end, run[0].path, speaker, mean)
