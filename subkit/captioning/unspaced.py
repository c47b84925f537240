"""Texts that a provider gives as one word though no line can hold them: cut into their characters, where the script allows."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import phrases
from subkit.captioning.width import cells_per_character, measure
from subkit.captioning.words import words_of
from subkit.model import Segment, Token, Transcript, Word
from subkit.report import Repair
from subkit.writing import characters, unspaced

if TYPE_CHECKING:
    from subkit.captioning.words import Words
    from subkit.language import Language


def divided(
    transcript: Transcript, line_length: int, language: Language, heard: Words | None = None
) -> Transcript:
    """The same transcript with every Chinese, Japanese or Thai word that is longer than a line in pieces that are not.

    The pieces are phrases where they are known, and otherwise the characters of Chinese and Japanese; scripts whose
    breaks only a dictionary knows (Thai without budoux, Lao, Khmer, Myanmar) are left alone. The pieces are glued to
    each other and share the word's time by their number of characters.

    Args:
        transcript: one whose words are timed.
        line_length: characters a line, as the language counts them.
        language: how it counts them, and whose phrases count.
        heard: its words in columns, where the caller has them.
    """
    texts = (heard or words_of(transcript)).texts
    if "".join(texts).isascii():
        return transcript
    counting = language.counting
    line = line_length * cells_per_character(counting)
    long = {
        text: pieces
        for text in set(texts)
        if not text.isascii()
        and measure(text, counting) > line
        and len(pieces := _pieces(text, line, language)) > 1
    }
    if not long:
        return transcript
    repairs: list[Repair] = []
    segments = tuple(_divided_segment(segment, long, repairs) for segment in transcript.segments)
    return replace(transcript, segments=segments, repairs=(*transcript.repairs, *repairs))


def _pieces(text: str, line: int, language: Language) -> list[str]:
    """The phrases of a text, those longer than a line in characters; or all of it in characters."""
    parse = phrases.parser(language.tag)
    if parse is None or not unspaced(text):
        return characters(text)
    pieces: list[str] = []
    for phrase in parse(text):
        fits = measure(phrase, language.counting) <= line
        pieces += [phrase] if fits else characters(phrase)
    return pieces


def _divided_segment(segment: Segment, long: dict[str, list[str]], repairs: list[Repair]) -> Segment:
    tokens: list[Token] = []
    for token in segment.tokens:
        if isinstance(token, Word) and token.text in long:
            pieces = long[token.text]
            tokens += _words(token, pieces)
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


def _words(word: Word, pieces: list[str]) -> list[Word]:
    start, end = word.start or 0, word.end or 0
    ends = [start + (end - start) * done // len(word.text) for done in accumulate(map(len, pieces))]
    words: list[Word] = []
    glued = word.glued
    for piece, begin, until in zip(pieces, [start, *ends], ends, strict=False):
        text = piece.strip()
        if text:
            words.append(
                replace(word, text=text, start=begin, end=until, glued=glued and not piece[0].isspace())
            )
        glued = not piece[-1].isspace()
    return words
