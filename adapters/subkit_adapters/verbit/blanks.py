"""The blanks that Verbit's streaming service does not send, put between its items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.wording import is_blank
from subkit.writing import runs_on
from subkit_adapters.verbit.wire import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Iterable

SPACE = Token(" ", kind=Kind.SPACE)

_OPENING = frozenset("([{<«‹“‘„‚¿¡「『（【《〈")  # these are what is meant
_EITHER_WAY = '"'


def with_blanks(tokens: list[Token], transcript: str | None) -> list[Token]:
    """The tokens with the blanks that the response's own text has, or else those that are usual.

    Args:
        tokens: words and punctuation.
        transcript: the response's text as a whole, if it has one.
    """
    spaced = _as_in(transcript, tokens) if transcript else None
    return spaced if spaced is not None else list(_as_usual(tokens))


def _as_in(transcript: str, tokens: list[Token]) -> list[Token] | None:
    """The tokens with the blanks of a text; ``None`` if the text says something else."""
    spaced: list[Token] = []
    position = 0
    for token in tokens:
        if token.kind is Kind.SPACE:
            continue
        start = position
        while is_blank(transcript[start : start + 1]):
            start += 1
        if not transcript.startswith(token.text, start):
            return None
        spaced += [SPACE, token] if start > position else [token]
        position = start + len(token.text)
    return spaced


def _as_usual(tokens: list[Token]) -> Iterable[Token]:
    """The tokens with a blank before each word and before what opens brackets or quotes, and none after that."""
    before = ""
    touching = in_quotes = False
    for token in tokens:
        text, is_mark = token.text, token.kind is Kind.PUNCTUATION
        opens = is_mark and (text in _OPENING or (text == _EITHER_WAY and not in_quotes))
        in_quotes ^= is_mark and text == _EITHER_WAY
        if before and not touching and (opens or not is_mark) and not runs_on(before, text):
            yield SPACE
        yield token
        touching, before = opens, text
