"""Verbit's JSON as types.

The Transcript JSON: https://verbit.readme.io/docs/verbit-transcript-json-format. The streaming responses: the schema in
Verbit's public streaming SDK. Unknown keys are ignored; what the documentation does not promise is optional.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import msgspec

from subkit.payload import Identifier, Seconds

Confidence = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Kind(StrEnum):
    """What a token is; as an enumeration it costs no text for each token."""

    WORD = "word"
    SPACE = "space"
    PUNCTUATION = "punctuation"
    LINE_BREAK = "line_break"
    OTHER = "other"
    MISSING = "missing"

    @classmethod
    def _missing_(cls, _: object) -> Kind:
        return cls.OTHER


class Token(msgspec.Struct, gc=False):
    """An item of ``tokens``.

    The streaming service names a speaker with each item, a document with each segment only.
    """

    text: str = ""
    start_time: Seconds | None = None
    end_time: Seconds | None = None
    kind: Kind = Kind.MISSING
    confidence: Confidence | None = None
    speaker_id: Identifier | None = None


class Segment(msgspec.Struct):
    """A paragraph, or a caption."""

    tokens: list[Token] = []
    start_time: Seconds | None = None
    end_time: Seconds | None = None
    speaker_id: Identifier | None = None


class Speaker(msgspec.Struct, gc=False):
    """Somebody who speaks; a document calls the label ``text``, a streamed response ``label``."""

    id: Identifier | None = None
    text: str | None = None
    label: str | None = None


class Document(msgspec.Struct):
    """The Transcript JSON."""

    segments: list[Segment] | None = None
    speakers: list[Speaker] = []
    kind: str | None = None
    version: int | str | None = None


class Item(msgspec.Struct, gc=False):
    """A word (``text``) or punctuation (``punct``) of a streamed response; blanks are not sent."""

    value: str = ""
    kind: str = ""
    start: Seconds | None = None
    end: Seconds | None = None
    speaker_id: Identifier | None = None


class Alternative(msgspec.Struct):
    """One way to hear an utterance."""

    items: list[Item] = []
    transcript: str | None = None
    start: Seconds | None = None
    end: Seconds | None = None


class Response(msgspec.Struct):
    """What a streamed message holds; older services leave out all but type, finality and alternatives."""

    type: str | None = None
    is_final: bool | None = None
    language_code: str | None = None
    start: Seconds | None = None
    end: Seconds | None = None
    speakers: list[Speaker] = []
    alternatives: list[Alternative] = []


class Message(Response):
    """A streamed message; a response that was saved without its envelope is read as well."""

    response: Response | None = None


class JobInfo(msgspec.Struct):
    """What ``/job/info`` and the webhook say of a job, and the error that any call may answer instead."""

    job_id: Identifier | None = None
    job_status: str | None = None
    status: str | None = None
    draft_ready: bool | None = None
    errors: Any = None
    error_type: str | None = msgspec.field(default=None, name="ErrorType")
    error_comment: str | None = msgspec.field(default=None, name="ErrorComment")
