"""What a caption file says to somebody who reads it by hand: the times and the text of each of its cues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from subkit.formats import Writing, parse, render

if TYPE_CHECKING:
    from subkit.model import Captions

FORMATS = ("srt", "vtt")

_clock = re.compile(r"(\d+):(\d\d):(\d\d)[,.](\d{3})")
_voice = re.compile(r"<v [^<>]*>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&lrm;": "\u200e", "&rlm;": "\u200f", "&nbsp;": "\xa0", "&amp;": "&"}


class Shown(NamedTuple):
    """A cue as a reader has it: its times in ms, and its text, lines parted by LF."""

    start: int
    end: int
    text: str


class Document(NamedTuple):
    """A caption file that subkit wrote, the cues that stand in it, and how their text stands there."""

    name: str
    format: str
    text: str
    cues: tuple[Shown, ...]
    raw: tuple[str, ...]


def written(name: str, format: str, captions: Captions, *, speakers: bool = True) -> Document:
    """The captions as a file."""
    text = render(captions, format, Writing(speakers=speakers))
    stated = _stated(text, format)
    taken = unescaped if format == "vtt" else str
    cues = [Shown(milliseconds(start), milliseconds(end), taken(raw)) for start, end, raw in stated]
    return Document(name, format, text, tuple(cues), tuple(raw for _, _, raw in stated))


def _stated(text: str, format: str) -> list[tuple[str, str, str]]:
    """The clocks and the text of each cue of a file in the shape that subkit writes; any other shape is a fault."""
    blocks = text.split("\n\n")
    if format == "vtt":
        header, *blocks = blocks
        assert header.split("\n")[0] == "WEBVTT"
    else:
        assert blocks.pop() == ""
    cues = []
    for number, block in enumerate(blocks, 1):
        first, *lines = block.removesuffix("\n").split("\n")
        if format == "srt":
            assert first == str(number)
            first, *lines = lines
        start, end = first.split(" --> ")
        cues.append((start, end, "\n".join(lines)))
    return cues


def milliseconds(clock: str) -> int:
    """A clock such as ``00:00:01,500`` in ms."""
    match = _clock.fullmatch(clock)
    assert match, clock
    hours, minutes, seconds, rest = map(int, match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def unescaped(text: str) -> str:
    """Cue text without voices, and with its characters instead of WebVTT's six entities; no other tag may stand in it."""
    text = _voice.sub("", text)
    assert "<" not in text
    assert ">" not in text
    return re.sub("&[a-z]+;", lambda match: _ENTITIES[match[0]], text)


def ours(document: Document) -> tuple[Shown, ...]:
    """The cues as subkit reads them."""
    captions = parse(document.text, document.format)
    return tuple(Shown(cue.start, cue.end, cue.text) for cue in captions)
