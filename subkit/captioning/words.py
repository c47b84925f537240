"""A transcript's words in columns, as the provider gave them; what stands between them, by its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.model import Token, Word

if TYPE_CHECKING:
    from subkit.model import Transcript


class Words(Struct, frozen=True):
    """The words of a transcript, in columns of one entry a word.

    Attributes:
        words: the words.
        texts: what they show.
        starts: when each begins, in ms.
        ends: when each ends, in ms.
        speakers: the id of who says each: its own, or else its segment's.
        glued: whether no blank stands before each.
        others: the pauses and line breaks, each with the number of words before it.
    """

    words: list[Word]
    texts: list[str]
    starts: list[int | None]
    ends: list[int | None]
    speakers: list[str | None]
    glued: list[bool]
    others: list[tuple[int, Token]]


def words_of(transcript: Transcript) -> Words:
    """The columns of a transcript, filled word by word: a word that is at hand need not be fetched for each of them."""
    found = Words([], [], [], [], [], [], [])
    words, texts, starts, ends = found.words, found.texts, found.starts, found.ends
    speakers, glued = found.speakers, found.glued
    for segment in transcript.segments:
        voice = segment.speaker
        for token in segment.tokens:
            if type(token) is Word:
                words.append(token)
                texts.append(token.text)
                starts.append(token.start)
                ends.append(token.end)
                speakers.append(voice if token.speaker is None else token.speaker)
                glued.append(token.glued)
            else:
                found.others.append((len(words), token))
    return found
