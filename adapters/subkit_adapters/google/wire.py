"""Google's JSON as types, as REST and as the client libraries print it: ``startTime`` and ``start_time``.

Unknown keys are ignored; what the documentation does not promise is optional.
"""

from __future__ import annotations

from typing import Any

import msgspec

from subkit.payload import Identifier
from subkit_adapters import heard


def first(*values: Any) -> Any:
    """The first that is there, of what two spellings may have."""
    return next((value for value in values if value is not None), None)


class Word(msgspec.Struct, gc=False):
    """A word; version 1 says ``time`` and ``speakerTag`` where version 2 says ``offset`` and ``speakerLabel``."""

    word: str = ""
    start_time: Any = None
    start_time_camel: Any = msgspec.field(default=None, name="startTime")
    start_offset: Any = None
    start_offset_camel: Any = msgspec.field(default=None, name="startOffset")
    end_time: Any = None
    end_time_camel: Any = msgspec.field(default=None, name="endTime")
    end_offset: Any = None
    end_offset_camel: Any = msgspec.field(default=None, name="endOffset")
    confidence: float | None = None
    speaker_tag: Identifier | None = None
    speaker_tag_camel: Identifier | None = msgspec.field(default=None, name="speakerTag")
    speaker_label: Identifier | None = None
    speaker_label_camel: Identifier | None = msgspec.field(default=None, name="speakerLabel")

    @property
    def start(self) -> Any:
        """When it begins, as a duration."""
        return first(self.start_time, self.start_time_camel, self.start_offset, self.start_offset_camel)

    @property
    def end(self) -> Any:
        """When it ends, as a duration."""
        return first(self.end_time, self.end_time_camel, self.end_offset, self.end_offset_camel)

    @property
    def speaker(self) -> str | None:
        """A label, or else a number, of which 0 is none."""
        tag = heard.name(first(self.speaker_tag, self.speaker_tag_camel))
        label = heard.name(first(self.speaker_label, self.speaker_label_camel))
        return label or (None if tag == "0" else tag)


class Alternative(msgspec.Struct):
    """One way to hear it; words are there if they were asked for."""

    transcript: str | None = None
    words: list[Word] = []


class Result(msgspec.Struct):
    """A stretch of speech, its alternatives with the best first."""

    alternatives: list[Alternative] = []
    is_final: bool | None = None
    is_final_camel: bool | None = msgspec.field(default=None, name="isFinal")
    channel_tag: Identifier | None = None
    channel_tag_camel: Identifier | None = msgspec.field(default=None, name="channelTag")
    language: str | None = msgspec.field(default=None, name="language_code")
    language_camel: str | None = msgspec.field(default=None, name="languageCode")
    end_time: Any = msgspec.field(default=None, name="result_end_time")
    end_time_camel: Any = msgspec.field(default=None, name="resultEndTime")
    end_offset: Any = msgspec.field(default=None, name="result_end_offset")
    end_offset_camel: Any = msgspec.field(default=None, name="resultEndOffset")

    @property
    def best(self) -> Alternative:
        """The alternative that captions are made of."""
        return self.alternatives[0] if self.alternatives else Alternative()

    @property
    def end(self) -> Any:
        """When it ends, as a duration."""
        return first(self.end_time, self.end_time_camel, self.end_offset, self.end_offset_camel)


class Fault(msgspec.Struct, gc=False):
    """``google.rpc.Status``."""

    code: Any = None
    message: Any = None


class Progress(msgspec.Struct, gc=False):
    """An operation's metadata."""

    percent: Any = msgspec.field(default=None, name="progressPercent")
    percent_snake: Any = msgspec.field(default=None, name="progress_percent")


class Response(msgspec.Struct):
    """A list of results; in a batch of version 2 an object with those of each file."""

    results: Any = None


class Answer(msgspec.Struct):
    """A response, or the operation that has one."""

    results: Any = None
    response: Response | None = None
    name: Identifier | None = None
    done: bool | None = None
    error: Fault | None = None
    metadata: Progress | None = None


class File(msgspec.Struct):
    """What a batch of version 2 answers for each of its files."""

    transcript: Response | None = None
    inline: File | None = msgspec.field(default=None, name="inlineResult")
    inline_snake: File | None = msgspec.field(default=None, name="inline_result")
    stored: Any = msgspec.field(default=None, name="cloudStorageResult")
    uri: str | None = None
    error: Fault | None = None
