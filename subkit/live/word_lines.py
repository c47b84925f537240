"""Words as JSON Lines: one word a line, as any recogniser's program can print them."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from subkit.errors import PayloadError
from subkit.model import Word
from subkit.wording import shown, spread


class WordLine(Struct, frozen=True, gc=False):
    """One line of the stream; keys that are not named here mean nothing.

    Attributes:
        text: the word, with its punctuation.
        start: when it begins, in ms.
        end: when it ends, in ms.
        speaker: who says it: an id, or a name.
        confidence: from 0 to 1.
        glued: whether no blank stands before it.
        final: ``false`` for a guess that a later line takes back or says again: it is passed over.
    """

    text: str
    start: int | None = None
    end: int | None = None
    speaker: str | int | None = None
    confidence: float | None = None
    glued: bool = False
    final: bool = True


_decoder = msgspec.json.Decoder(WordLine)


def words_of_line(line: bytes) -> list[Word]:
    """The words of a line; none if it is a guess, several if its text has blanks inside: they share its time.

    Args:
        line: the line's bytes.

    Raises:
        PayloadError: it is no such line.
    """
    try:
        found = _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PayloadError(
            "$", 'a word as {"text": "Hello,", "start": 500, "end": 900}', f"{_cut(line)} ({error})"
        ) from error
    texts = found.text.split()
    if not texts:
        raise PayloadError("$.text", "text", shown(found.text))
    if not found.final:
        return []
    speaker = None if found.speaker is None else str(found.speaker)
    return [
        Word(text, start, end, found.confidence, speaker, found.glued and not number)
        for number, (text, start, end) in enumerate(spread(texts, found.start, found.end))
    ]


def _cut(line: bytes) -> str:
    return shown(line[:80].decode("utf-8", "replace"))
