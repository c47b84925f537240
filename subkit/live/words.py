"""What a transcript feeds a live captioner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.model import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.model import Token, Transcript


def tokens_of(transcript: Transcript) -> Iterator[Token]:
    """The tokens of a transcript in order, each word with its speaker."""
    for segment in transcript.segments:
        for token in segment.tokens:
            if type(token) is Word and token.speaker is None and segment.speaker is not None:
                yield replace(token, speaker=segment.speaker)
            else:
                yield token
