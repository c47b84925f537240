"""Who speaks each word, and the label that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.model import Word

if TYPE_CHECKING:
    from subkit.model import Transcript

LABEL_MARK = ": "
"""What stands between a label and the words, where a format writes labels as text."""

LABEL_ROOM = 11
"""The characters kept free for a label, however short it is: those of ``Speaker 1: ``. So no cut moves when a speaker gets
a name of ordinary length, or when another provider has no names to give (house figure)."""


def labels(transcript: Transcript, spoken_by: list[str | None]) -> dict[str, str]:
    """The label of each speaker's id; empty where only one person speaks, for then there is nobody to tell apart.

    A speaker without a label of the provider's is ``Speaker`` and the id, or its place in order of appearance where
    the id is no number.

    Args:
        transcript: who speaks there, with the labels the provider gave.
        spoken_by: the speaker's id of each word.
    """
    spoken = dict.fromkeys(spoken_by)
    spoken.pop(None, None)
    if len(spoken) < 2:  # noqa: PLR2004 - two is what it takes to be told apart
        return {}
    given = {speaker.id: speaker.label for speaker in transcript.speakers}
    return {
        speaker: given.get(speaker) or f"Speaker {speaker if speaker.isdecimal() else place}"
        for place, speaker in enumerate(spoken, 1)
        if speaker is not None
    }


def ids(transcript: Transcript) -> list[str | None]:
    """The speaker's id of each word: its own, or else its segment's."""
    found: list[str | None] = []
    for segment in transcript.segments:
        own = [token.speaker for token in segment.tokens if type(token) is Word]
        if segment.speaker is not None and None in own:
            own = [segment.speaker if speaker is None else speaker for speaker in own]
        found += own
    return found
