"""The JSON that the programs around Whisper share, as types.

Unknown keys are ignored; programs differ in nearly all keys, so all are optional. Times are seconds.
"""

from __future__ import annotations

from typing import Any

import msgspec

from subkit.payload import Identifier, Seconds
from subkit_adapters.clocks import Clock


class Word(msgspec.Struct, gc=False):
    """A word, which most programs call ``word``, whisper-timestamped ``text``; a blank before it is part of it."""

    word: str | None = None
    text: str | None = None
    start: Seconds | None = None
    end: Seconds | None = None
    probability: float | None = None
    confidence: float | None = None
    score: float | None = None
    speaker: Identifier | None = None

    @property
    def spelt(self) -> str:
        """The word as it stands, with its blank."""
        return (self.text if self.word is None else self.word) or ""

    @property
    def likely(self) -> float | None:
        """How sure the program is, whatever it calls that."""
        return next((x for x in (self.probability, self.confidence, self.score) if x is not None), None)


class Segment(msgspec.Struct):
    """What the model said in one go."""

    text: str | None = None
    start: Seconds | None = None
    end: Seconds | None = None
    words: list[Word] | None = None
    speaker: Identifier | None = None
    id: Identifier | None = None


class Chunk(msgspec.Struct):
    """A word or a sentence of the pipelines of transformers, with its start and end."""

    text: str | None = None
    timestamp: list[Seconds | None] | None = None


class Document(msgspec.Struct):
    """A transcript; ``words`` beside the segments are those of OpenAI's service."""

    segments: list[Segment] | None = None
    chunks: list[Chunk] | None = None
    words: list[Word] | None = None
    text: str | None = None
    language: str | None = None
    detected_language: str | None = None
    duration: Clock | None = None
    info: Any = None
    error: Any = None

    @property
    def facts(self) -> dict[str, Any]:
        """What ``TranscriptionInfo`` of faster-whisper says, where it was saved as well."""
        return self.info if isinstance(self.info, dict) else {}
