"""From a file, bytes or decoded JSON to a transcript."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, BinaryIO

from subkit import collector, registry
from subkit.adapter import Job, State
from subkit.errors import InputError, JobError, JobFailedError, JobUnfinishedError, ResultGoneError
from subkit.files import read_bytes, read_stream
from subkit.payload import Payload

if TYPE_CHECKING:
    from subkit.model import Transcript

Source = (
    str | os.PathLike[str] | bytes | bytearray | memoryview | dict[str, Any] | list[Any] | BinaryIO | Payload
)

_VERDICTS = {
    State.FAILED: JobFailedError,
    State.CANCELLED: JobFailedError,
    State.GONE: ResultGoneError,
    State.DONE: JobError,
}


def read(
    source: Source, *, adapter: str | None = None, strict: bool = False, language: str | None = None
) -> Transcript:
    """A provider's transcript.

    Args:
        source: a path, the content of a file as bytes, decoded JSON, a file opened for reading bytes, or a payload.
        adapter: the provider's name; recognised by the payload if not given.
        strict: refuse what breaks the provider's contract, instead of repairing it.
        language: a BCP 47 tag, where the caller knows it.

    Raises:
        InputError: the source cannot be read.
        RecognitionError: no adapter, or more than one, claims the payload.
        UnknownNameError: there is no adapter of that name.
        PayloadError: the payload breaks its contract (see ``strict``).
        JobError: the payload speaks of a job without a result: unfinished, failed or gone, each a class of its own.

    >>> transcript = read({"transcript": [{"words": [{"word": "Hello.", "start_time": 0.5, "end_time": 1.1}]}]})
    >>> [(word.text, word.start, word.end) for word in transcript.words]
    [('Hello.', 500, 1100)]
    """
    payload = opened(source)
    reader = registry.adapter(adapter) if adapter is not None else registry.recognise(payload)
    with collector.waiting():
        result = reader.parse(payload, strict=strict, language=language)
    if isinstance(result, Job):
        raise _VERDICTS.get(result.state, JobUnfinishedError)(result, payload.source)
    return result


def opened(source: Source) -> Payload:
    """The payload that a source holds.

    Raises:
        InputError: the source cannot be read, or is no source.
    """
    if isinstance(source, Payload):
        return source
    if isinstance(source, str) and source.lstrip().startswith(("{", "[")) and '"' in source:
        raise InputError("payload", "looks like JSON, not like a path: give it as bytes, or decoded")
    if isinstance(source, str | os.PathLike):
        return Payload(read_bytes(source), os.fspath(source))
    if isinstance(source, bytes | bytearray | memoryview | dict | list):
        return Payload(source)
    name = str(getattr(source, "name", "stream")).strip("<>")
    if not hasattr(source, "read"):
        raise InputError(
            "payload", f"is of type {type(source).__name__}: give a path, bytes, a dict, a list or a file"
        )
    if hasattr(source, "encoding"):
        raise InputError(name, "is open as text; open it in binary mode")
    return Payload(read_stream(source, name), name)
