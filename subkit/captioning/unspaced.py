"""Texts that a provider gives as one word though no line can hold them: cut into their characters, where the script allows."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning.width import cells_per_character, measure
from subkit.model import Segment, Token, Transcript, Word
from subkit.report import Repair

if TYPE_CHECKING:
    from subkit.language import Counting

# Han and kana with their marks can break nearly anywhere; other runs stay whole.
_PIECES = re.compile(
    "[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+"
)


def divided(transcript: Transcript, line_length: int, counting: Counting) -> Transcript:
    """The same transcript with every Chinese or Japanese word that is longer than a line in pieces that are not.

    The pieces are glued to each other and share the word's time by their number of characters. Scripts whose breaks
    only a dictionary knows (Thai, Lao, Khmer, Myanmar) are left alone.

    Args:
        transcript: one whose words are timed.
        line_length: characters a line, as the language counts them.
        counting: how it counts them.
    """
    line = line_length * cells_per_character(counting)
    long = {
        text
        for text in {word.text for word in transcript.words}
        if not text.isascii() and measure(text, counting) > line and len(_PIECES.findall(text)) > 1
    }
    if not long:
        return transcript
    repairs: list[Repair] = []
    segments = tuple(_divided_segment(segment, long, repairs) for segment in transcript.segments)
    return replace(transcript, segments=segments, repairs=(*transcript.repairs, *repairs))


def _divided_segment(segment: Segment, long: set[str], repairs: list[Repair]) -> Segment:
    tokens: list[Token] = []
    for token in segment.tokens:
        if isinstance(token, Word) and token.text in long:
            pieces = _pieces(token)
            tokens += pieces
            repairs.append(
                Repair(
                    "long-word",
                    f"word {token.text[:12]!r}…",
                    f"longer than a line, cut into {len(pieces)} pieces",
                )
            )
        else:
            tokens.append(token)
    return replace(segment, tokens=tuple(tokens))


def _pieces(word: Word) -> list[Word]:
    texts = _PIECES.findall(word.text)
    start, end = word.start or 0, word.end or 0
    ends = [start + (end - start) * done // len(word.text) for done in accumulate(map(len, texts))]
    return [
        replace(word, text=text, start=begin, end=until, glued=word.glued or at > 0)
        for at, (text, begin, until) in enumerate(zip(texts, [start, *ends], ends, strict=False))
    ]
