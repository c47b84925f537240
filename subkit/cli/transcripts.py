"""Reads the transcript of one input: a path, stdin, or a job whose result is on disk here."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, BinaryIO

from subkit.cli.inputs import STDIN, shown
from subkit.errors import InputError

if TYPE_CHECKING:
    from subkit.cli.job_results import Kept
    from subkit.model import Transcript


class NamedBytes(io.BytesIO):
    """Bytes with a name for messages."""

    name = ""


def transcript_of(
    source: str,
    *,
    content: bytes | None = None,
    adapter: str | None = None,
    language: str | None = None,
    strict: bool = False,
    state_dir: str | None = None,
) -> Transcript:
    """The transcript of one input; one in which nobody says a word is none.

    Args:
        source: a path, ``-`` for stdin, or, where no file is called so, a job whose result is on disk here.
        content: what the file holds, if it has been read.
        adapter: the provider's name; ``None`` to recognise the payload.
        language: what the user knows of the language.
        strict: refuse what would have to be repaired.
        state_dir: the folder of jobs; ``None`` for the usual one.

    Raises:
        SubkitError: the input cannot be read or understood, or holds no words.
    """
    from subkit.reading import read

    kept = None if content is not None or is_file(source) else _kept(source, state_dir)
    if kept is not None:
        known = language or kept.language
        transcript = read(kept.stream, adapter=kept.adapter, strict=strict, language=known)
    else:
        stream = _stream(source, content)
        transcript = read(stream, adapter=adapter, strict=strict, language=language)
    if next(transcript.words, None) is None:
        raise InputError(shown(source), "holds no words to caption")
    return transcript


def _kept(source: str, state_dir: str | None) -> Kept | None:
    from subkit.cli.job_results import job_result

    return job_result(source, state_dir)


def is_file(source: str) -> bool:
    """Whether an input is stdin or something on the disk, rather than a job."""
    return source == STDIN or os.path.lexists(source)


def content_of(source: str) -> bytes:
    """What a file or stdin holds.

    Raises:
        InputError: it cannot be read.
    """
    from subkit.files import read_bytes, read_stream

    if source != STDIN:
        return read_bytes(source)
    if sys.stdin is None:
        raise InputError("stdin", "is closed")
    return read_stream(sys.stdin.buffer, "stdin")


def _stream(source: str, content: bytes | None) -> str | BinaryIO:
    if content is not None:
        stream = NamedBytes(content)
        stream.name = shown(source)
        return stream
    if source == STDIN and sys.stdin is None:
        raise InputError("stdin", "is closed")
    return sys.stdin.buffer if source == STDIN else source
