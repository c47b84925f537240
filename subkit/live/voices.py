"""Who speaks in a stream: the labels of those who were announced, and of others as they first speak."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.model import Speaker


class Voices:
    """The labels of a stream's speakers; none as long as there is nobody to tell apart.

    A label is never changed once it is given. Somebody without one is ``Speaker`` and the id, or the place in order of
    appearance where the id is no number, as in documents (`subkit.captioning.speakers`).
    """

    def __init__(self, announced: Iterable[Speaker]) -> None:
        self._given = {speaker.id: speaker.label for speaker in announced}
        self._names: dict[str, str] = {}
        for speaker in self._given:
            self.hear(speaker)

    @property
    def labels(self) -> dict[str, str]:
        """The label of each id; empty as long as one alone is known."""
        return self._names if len(self._names) > 1 else {}

    def introduce(self, speaker: Speaker) -> None:
        """Learn the label of somebody who may speak, unless there is one already."""
        if speaker.label and speaker.id not in self._names:
            self._given[speaker.id] = speaker.label

    def hear(self, speaker: str | None) -> None:
        """Learn that somebody speaks."""
        if speaker is None or speaker in self._names:
            return
        own = self._given.get(speaker) or (f"Speaker {speaker}" if speaker.isdecimal() else None)
        taken = {*self._names.values(), *self._given.values()}
        numbers = count(len(self._names) + 1)
        self._names[speaker] = own or next(name for n in numbers if (name := f"Speaker {n}") not in taken)
