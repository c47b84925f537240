"""Azure's JSON as types: of batch and fast transcription, and of live recognition.

Unknown keys are ignored; what the documentation does not promise is optional.
"""

from __future__ import annotations

from typing import Any

import msgspec

from subkit.payload import Identifier
from subkit_adapters.clocks import Milliseconds, Ticks


class Timed(msgspec.Struct, rename="camel"):
    """What has a time, in ticks of 100 ns, in milliseconds, or as an ISO 8601 duration."""

    offset_in_ticks: Ticks | None = None
    duration_in_ticks: Ticks | None = None
    offset_milliseconds: Milliseconds | None = None
    duration_milliseconds: Milliseconds | None = None
    offset: str | None = None
    duration: str | None = None


class Word(Timed, rename="camel"):
    """A word as it is shown (``displayText``, ``text``), or as it was spoken (``word``)."""

    word: str = ""
    text: str = ""
    display_text: str = ""
    confidence: float | None = None


class Best(msgspec.Struct, rename="camel"):
    """One way to hear a phrase."""

    display: str | None = None
    lexical: str | None = None
    words: list[Word] = []
    speaker: Identifier | None = None  # where version 3.0 has it
    display_words: list[Word] = []
    display_phrase_elements: list[Word] = []  # what version 3.1 calls them


class Phrase(Timed, rename="camel"):
    """What was said in one go; fast transcription tells its one alternative as ``text`` and ``words``."""

    recognition_status: str | None = None
    channel: Identifier | None = None
    speaker: Identifier | None = None
    locale: str | None = None
    n_best: list[Best] = []
    text: str | None = None
    words: list[Word] = []


class Fault(msgspec.Struct, gc=False):
    """What went wrong."""

    code: Any = None
    message: Any = None


class Properties(msgspec.Struct):
    """A job's properties."""

    error: Fault | None = None


class Detail(msgspec.Struct, gc=False, rename="camel"):
    """What became of one of a job's files."""

    status: str | None = None
    error_message: Any = None


class Answer(Timed, rename="camel"):
    """A result file, a job, a job's report, or an error."""

    recognized_phrases: list[Phrase] | None = None
    phrases: list[Phrase] | None = None
    address: str | None = msgspec.field(default=None, name="self")
    status: str | None = None
    properties: Properties | None = None
    details: list[Detail] = []
    error: Fault | None = None
    code: Any = None
    message: Any = None


class LiveWord(msgspec.Struct, gc=False, rename="pascal"):
    """A word of a live result; its times are ticks."""

    word: str = ""
    display_text: str = ""
    offset: Ticks | None = None
    duration: Ticks | None = None


class LiveBest(msgspec.Struct, rename="pascal"):
    """One way to hear a live result."""

    display: str | None = None
    lexical: str | None = None
    words: list[LiveWord] = []
    display_words: list[LiveWord] = []


class Live(msgspec.Struct, rename="pascal"):
    """A result of live recognition, as the Speech SDK gives it in the detailed format."""

    recognition_status: str | None = None
    display_text: str | None = None
    offset: Ticks | None = None
    duration: Ticks | None = None
    channel: Identifier | None = None
    speaker_id: Identifier | None = None
    n_best: list[LiveBest] = msgspec.field(default_factory=list, name="NBest")
