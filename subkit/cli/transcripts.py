"""Reads the transcript of one input: a path, or stdin."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from subkit.cli.inputs import STDIN, shown
from subkit.errors import InputError

if TYPE_CHECKING:
    from subkit.model import Transcript


def transcript_of(
    source: str, *, adapter: str | None = None, language: str | None = None, strict: bool = False
) -> Transcript:
    """The transcript of one input; one in which nobody says a word is none.

    Args:
        source: a path, or ``-`` for stdin.
        adapter: the provider's name; ``None`` to recognise the payload.
        language: what the user knows of the language.
        strict: refuse what would have to be repaired.

    Raises:
        SubkitError: the input cannot be read or understood, or holds no words.
    """
    from subkit.reading import read

    if source == STDIN and sys.stdin is None:
        raise InputError("stdin", "is closed")
    stream = sys.stdin.buffer if source == STDIN else source
    transcript = read(stream, adapter=adapter, strict=strict, language=language)
    if next(transcript.words, None) is None:
        raise InputError(shown(source), "holds no words to caption")
    return transcript
