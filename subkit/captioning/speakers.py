"""Who speaks each word, and the label that says so."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning.words import words_of
from subkit.errors import UnknownNameError
from subkit.model import Speaker, Word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.model import Segment, Transcript

LABEL_MARK = ": "
"""What stands between a label and the words, where a format writes labels as text and nobody asks for another style."""

LABEL_ROOM = 11
"""The characters kept free for a label that is a name, however short it is: those of ``Speaker 1: ``. So no cut moves
when a speaker gets a name of ordinary length, or when another provider has no names to give (house figure)."""


def labels(transcript: Transcript, spoken_by: list[str | None]) -> dict[str, str]:
    """The label of each speaker's id; empty where only one person speaks, for then there is nobody to tell apart.

    A speaker without a label of the provider's is ``Speaker`` and the id, or its place in order of appearance where
    the id is no number, or the next number that is nobody else's.

    Args:
        transcript: who speaks there, with the labels the provider gave.
        spoken_by: the speaker's id of each word.
    """
    names = _names(transcript, spoken_by)
    return names if len(names) > 1 else {}


def _names(transcript: Transcript, spoken_by: list[str | None]) -> dict[str, str]:
    """The label of each speaker's id, in order of appearance."""
    spoken = dict.fromkeys(spoken_by)
    spoken.pop(None, None)
    given = {speaker.id: speaker.label for speaker in transcript.speakers}
    numbered = {speaker: f"Speaker {speaker}" for speaker in spoken if speaker and speaker.isdecimal()}
    taken = {*numbered.values(), *given.values()}
    names: dict[str, str] = {}
    for place, speaker in enumerate(spoken, 1):
        if speaker is not None:
            own = given.get(speaker) or numbered.get(speaker)
            free = (name for number in count(place) if (name := f"Speaker {number}") not in taken)
            names[speaker] = own or next(free)
            taken.add(names[speaker])
    return names


def renamed(transcript: Transcript, names: Mapping[str, str]) -> Transcript:
    """The same transcript with other labels; two speakers of one label become one, as they do where one was taken for two.

    Args:
        transcript: who speaks there.
        names: the new labels, each by the speaker's id or by the label that would be shown without.

    Raises:
        UnknownNameError: nobody has that id or label.
    """
    if not names:
        return transcript
    labels = _names(transcript, ids(transcript))
    listed = {speaker.id: speaker.label for speaker in transcript.speakers}
    places = {key: key for key in [*labels, *listed]}
    for key, label in [*labels.items(), *listed.items()]:
        places.setdefault(label or key, key)
    for name in names:
        if name not in places:
            shown = [key if label == key else f"{key} ({label})" for key, label in labels.items()]
            raise UnknownNameError("speaker", name, shown)
    new = {places[name]: label for name, label in names.items()}
    known = {key: new.get(key, labels.get(key, listed.get(key))) for key in dict.fromkeys([*listed, *labels])}
    owners: dict[str | None, str] = {}
    first = {
        key: owners.setdefault(label, key) if label in new.values() else key for key, label in known.items()
    }
    merged = {key: owner for key, owner in first.items() if key != owner}
    speakers = tuple(Speaker(key, label) for key, label in known.items() if key not in merged)
    segments = (
        tuple(_given(segment, merged) for segment in transcript.segments) if merged else transcript.segments
    )
    return replace(transcript, speakers=speakers, segments=segments)


def _given(segment: Segment, owners: dict[str, str]) -> Segment:
    """A segment with what some speakers say given to others."""
    tokens = tuple(
        replace(token, speaker=owners[token.speaker])
        if type(token) is Word and token.speaker in owners
        else token
        for token in segment.tokens
    )
    return replace(segment, tokens=tokens, speaker=owners.get(segment.speaker or "", segment.speaker))


def ids(transcript: Transcript) -> list[str | None]:
    """The speaker's id of each word: its own, or else its segment's."""
    return words_of(transcript).speakers


def with_sounds(spoken_by: list[str | None], sounds: list[tuple[int, int]]) -> list[str | None]:
    """The speaker's id of each word, where a sound that nobody makes ends no turn: it is heard while somebody speaks.

    Args:
        spoken_by: the speaker's id of each word.
        sounds: the ranges of words that are a sound.
    """
    found = spoken_by.copy()
    for begin, end in sounds:
        if begin and not any(found[begin:end]):
            found[begin:end] = [found[begin - 1]] * (end - begin)
    return found
