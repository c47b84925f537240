"""Reads the transcript of one input: a path, stdin, or a job whose result is on disk here."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from subkit.cli.inputs import STDIN, shown
from subkit.cli.job_results import job_result
from subkit.errors import InputError

if TYPE_CHECKING:
    from subkit.model import Transcript


def transcript_of(
    source: str,
    *,
    adapter: str | None = None,
    language: str | None = None,
    strict: bool = False,
    state_dir: str | None = None,
) -> Transcript:
    """The transcript of one input; one in which nobody says a word is none.

    Args:
        source: a path, ``-`` for stdin, or, where no file is called so, a job whose result is on disk here.
        adapter: the provider's name; ``None`` to recognise the payload.
        language: what the user knows of the language.
        strict: refuse what would have to be repaired.
        state_dir: the folder of jobs; ``None`` for the usual one.

    Raises:
        SubkitError: the input cannot be read or understood, or holds no words.
    """
    from subkit.reading import read

    if source == STDIN and sys.stdin is None:
        raise InputError("stdin", "is closed")
    kept = None if source == STDIN or os.path.lexists(source) else job_result(source, state_dir)
    if kept is not None:
        known = language or kept.language
        transcript = read(kept.stream, adapter=kept.adapter, strict=strict, language=known)
    else:
        stream = sys.stdin.buffer if source == STDIN else source
        transcript = read(stream, adapter=adapter, strict=strict, language=language)
    if next(transcript.words, None) is None:
        raise InputError(shown(source), "holds no words to caption")
    return transcript
