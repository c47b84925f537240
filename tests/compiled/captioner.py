"""Captions what it is asked to, line by line, by whichever subkit its Python finds; begins with the version of that."""

from __future__ import annotations

import sys

import msgspec

import subkit
from subkit.compiled import version
from subkit.model import Transcript

_ask = msgspec.json.Decoder(tuple[str, bool, Transcript])


def answer(question: bytes) -> bytes:
    """The captions, as JSON and as SubRip, or how they were refused."""
    profile, strict, transcript = _ask.decode(question)
    try:
        captions = subkit.caption(transcript, profile, strict=strict)
        return msgspec.json.encode([captions, subkit.render(captions, "srt")])
    except subkit.SubkitError as error:
        return msgspec.json.encode([type(error).__name__, str(error)])


if __name__ == "__main__":
    sys.stdout.buffer.write(version().encode() + b"\n")
    sys.stdout.buffer.flush()
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(answer(line) + b"\n")
        sys.stdout.buffer.flush()
