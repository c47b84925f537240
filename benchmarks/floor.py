"""The floor: a typed decode of the same bytes that keeps only text and times, and writing the same cues; nothing between."""

from __future__ import annotations

from typing import Any

import msgspec

import subkit
from benchmarks.contenders import Contender
from subkit.timecode import clock


class Spoken(msgspec.Struct, gc=False):
    """A word of either shape: nothing can read a payload and make less of it."""

    start_time: float
    end_time: float
    word: str = ""
    text: str = ""


class Part(msgspec.Struct, gc=False):
    """A segment of either shape, likewise."""

    words: list[Spoken] = []
    tokens: list[Spoken] = []


class Data(msgspec.Struct, gc=False):
    """What is under Pictory's ``data``."""

    transcript: list[Part] = []


class Document(msgspec.Struct, gc=False):
    """The payload, likewise."""

    data: Data | None = None
    segments: list[Part] = []


def contender(payload: bytes) -> Contender:
    """Decodes, and writes the cues that subkit cuts of it, which are made here: only their numbers, times and lines are put down."""
    captions = subkit.caption(subkit.read(payload, language="en"))
    texts = (block.split("\n", 2)[2] for block in subkit.render(captions, "srt").split("\n\n") if block)
    cues = [(cue.start, cue.end, text) for cue, text in zip(captions, texts, strict=True)]

    def write(_decoded: Any) -> bytes:
        return "".join(
            [
                f"{number}\n{clock(start, ',')} --> {clock(end, ',')}\n{text}\n\n"
                for number, (start, end, text) in enumerate(cues, 1)
            ]
        ).encode()

    return Contender("msgspec", "pictory", msgspec.json.Decoder(Document).decode, write)
