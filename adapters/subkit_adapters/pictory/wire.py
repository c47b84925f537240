"""Pictory's JSON as types: https://docs.pictory.ai/api-reference/jobs/get-transcription-job-by-id.

Unknown keys are ignored; what the documentation does not promise is optional.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from subkit.payload import Identifier, Seconds


class Entry(msgspec.Struct, gc=False):
    """An item of ``words``: a word with its punctuation, or a pause marker, whose text is empty."""

    word: str = ""
    start_time: Seconds | None = None
    end_time: Seconds | None = None
    speaker: Identifier | None = msgspec.field(default=None, name="speakerId")
    is_pause: bool | None = None
    pause_size: str | None = None
    highlight: bool | None = None


class Segment(msgspec.Struct):
    """An item of ``transcript``."""

    words: list[Entry] = []
    uid: Identifier | None = None
    speaker: Identifier | None = msgspec.field(default=None, name="speakerId")


class Data(msgspec.Struct):
    """What a job's ``data`` holds that captions need, and how the job stands."""

    transcript: list[Segment] | None = None
    status: str | None = None
    job_id: Identifier | None = None
    job_id_camel: Identifier | None = msgspec.field(default=None, name="jobId")
    media: Any = msgspec.field(default=None, name="mediaInfo")
    srt: Any = None
    vtt: Any = None
    error_code: Any = None
    error_message: Any = None


class Answer(msgspec.Struct):
    """The whole document, in all its documented forms: a job, a webhook's body, or the transcript alone."""

    job_id: Identifier | None = None
    job_id_camel: Identifier | None = msgspec.field(default=None, name="jobId")
    success: bool | None = None
    data: Data | None = None
    transcript: list[Segment] | None = None
    error: Any = None
    error_code: Any = None
    error_message: Any = None
    code: Any = None
    message: Any = None
    fields: Any = None


class Page(msgspec.Struct):
    """The list of jobs, newest first."""

    items: list[Answer] = []


class SignedIn(msgspec.Struct):
    """What ``POST /v1/oauth2/token`` answers, in accounts that have no key; the token lives so many seconds."""

    access_token: str = ""
    expires_in: Annotated[float, msgspec.Meta(ge=-1e9, le=1e9)] = 0.0


class Address(msgspec.Struct):
    """What ``POST /v1/media/generateUrl`` answers in ``data``: where to put media, and how to name it afterwards."""

    url: str = ""
    signed: str = msgspec.field(default="", name="signedUrl")


class Upload(msgspec.Struct):
    """What ``POST /v1/media/generateUrl`` answers."""

    data: Address = msgspec.field(default_factory=Address)


class Minutes(msgspec.Struct, frozen=True):
    """What is used, and what may be."""

    used: float = 0.0
    limit: float | None = None


class Quota(msgspec.Struct, frozen=True):
    """What ``GET /v1/quota`` answers of minutes; its other figures are not about transcription."""

    transcription: Minutes | None = msgspec.field(default=None, name="transcriptionMinutes")
    video: Minutes | None = msgspec.field(default=None, name="videoMinutes")
