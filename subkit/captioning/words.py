"""A transcript's words in columns, as the provider gave them; what stands between them, by its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.model import Token, Word

if TYPE_CHECKING:
    from subkit.model import Segment, Transcript


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
    """The columns of a transcript.

    They are read segment by segment: a hundred words are still at hand when the next column is made, a hundred thousand
    would have to be fetched from memory for each.
    """
    found = Words([], [], [], [], [], [], [])
    for segment in transcript.segments:
        own = [token for token in segment.tokens if type(token) is Word]
        if len(own) < len(segment.tokens):
            places = [(at, token) for at, token in enumerate(segment.tokens) if type(token) is not Word]
            before = len(found.words)
            found.others.extend([(before + at - number, token) for number, (at, token) in enumerate(places)])
        found.words.extend(own)
        found.texts.extend([word.text for word in own])
        found.starts.extend([word.start for word in own])
        found.ends.extend([word.end for word in own])
        found.speakers.extend(_speakers(own, segment))
        found.glued.extend([word.glued for word in own])
    return found


def _speakers(words: list[Word], segment: Segment) -> list[str | None]:
    own = [word.speaker for word in words]
    unnamed = own.count(None)
    if unnamed == len(own):
        return [segment.speaker] * unnamed
    if unnamed and segment.speaker is not None:
        return [segment.speaker if speaker is None else speaker for speaker in own]
    return own
