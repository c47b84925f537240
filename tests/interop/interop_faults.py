"""The known faults of readers: what each makes of a cue that stands in a file otherwise.

Each fault was seen with the version named; while that version is used, the tests hold that it is there still.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Literal, NamedTuple

from interop_cues import Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from interop_cues import Document

Read = Shown | Literal["dropped", "anything"]
"""What a reader has of a cue; ``anything`` if it may have lost its way in the file."""


class Fault(NamedTuple):
    """What a reader is known to do.

    Attributes:
        reader: whose fault it is.
        version: the version it was seen with.
        formats: the formats it concerns.
        reason: what it does.
        read: what it has of a cue, of whose text the second argument is what stands in the file.
    """

    reader: str
    version: str
    formats: tuple[str, ...]
    reason: str
    read: Callable[[Shown, str], Read]


BOTH = ("srt", "vtt")
_CLOCK = r"(?:\d+:)?\d+:\d\d[.,]\d"
_TWO_CLOCKS = re.compile(f"{_CLOCK}.*{_CLOCK}")
_NUMBER_AND_CLOCKS = re.compile(r"^\d+\n\d+:\d\d:\d\d[.,]\d+ -> \d", re.MULTILINE)
_NUMBER_AT_END = re.compile(r"\n\d+$", re.ASCII)
_HUNDRED_HOURS = 360_000_000
_ESCAPES = {r"\N": "\n", r"\n": "\n", r"\h": "\xa0", r"\{": "{", r"\}": "}"}


def _text(change: Callable[[str, str], str]) -> Callable[[Shown, str], Read]:
    return lambda cue, raw: cue._replace(text=change(cue.text, raw))


def _without_text(cue: Shown, _raw: str) -> Read:
    return cue if cue.text else "dropped"


def _lost_at(pattern: re.Pattern[str]) -> Callable[[Shown, str], Read]:
    return lambda cue, raw: "anything" if pattern.search(raw) else cue


def _escapes(letters: str, blank: str) -> Callable[[Shown, str], Read]:
    escapes = {**_ESCAPES, r"\h": blank}
    pattern = re.compile(rf"\\[{letters}]")
    return _text(lambda text, _raw: pattern.sub(lambda match: escapes[match[0]], text))


def _labelled(text: str, raw: str) -> str:
    voice = re.match("<v ([^<>]*)>", raw)
    return f"{unescape(voice[1])}: {text}" if voice else text


_ENTITY_IN_VOICE = re.compile("<v [^<>]*&")


def _encoded_twice(cue: Shown, raw: str) -> Read:
    try:
        read = raw.encode("cp1252").decode()
    except UnicodeError:
        return cue
    return "anything" if read != raw else cue


def _without_hundreds(cue: Shown, _raw: str) -> Read:
    return cue._replace(start=cue.start % _HUNDRED_HOURS, end=cue.end % _HUNDRED_HOURS)


FAULTS = (
    Fault(
        "srt",
        "3.5.3",
        ("srt",),
        "takes a number and two clocks in text for a cue, and refuses the rest",
        _lost_at(_NUMBER_AND_CLOCKS),
    ),
    Fault("pysubs2", "1.8.1", BOTH, "takes a line with two clocks for a time line", _lost_at(_TWO_CLOCKS)),
    Fault(
        "pysubs2", "1.8.1", ("vtt",), "drops a last line of digits", _text(lambda text, _: _NUMBER_AT_END.sub("", text))
    ),
    Fault("pysubs2", "1.8.1", ("srt",), "drops digits that end the file", _lost_at(_NUMBER_AT_END)),
    Fault(
        "pysubs2",
        "1.8.1",
        ("vtt",),
        "leaves entities as they are",
        _text(lambda text, _: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    ),
    Fault(
        "pysubs2", "1.8.1", ("vtt",), "hides {...}, which is no markup there", _text(lambda text, _: re.sub(r"\{[^}]*\}", "", text))
    ),
    Fault("pysubs2", "1.8.1", BOTH, r"takes \N, \n and \h for line breaks and blanks", _escapes("Nnh", " ")),
    Fault("pysubs2", "1.8.1", ("srt",), "reads two figures of the hours", _without_hundreds),
    Fault("webvtt-py", "0.6.0", ("srt",), "drops cues without text", _without_text),
    Fault("pycaption", "2.3.14", BOTH, "drops cues without text", _without_text),
    Fault("pycaption", "2.3.14", BOTH, "takes text for UTF-8 that was encoded twice", _encoded_twice),
    Fault("pycaption", "2.3.14", ("vtt",), "writes who speaks into the text", _text(_labelled)),
    Fault("ttconv", "1.2.3", BOTH, "drops cues without text", _without_text),
    Fault("ttconv", "1.2.3", ("srt",), "reads HTML's entities, which SubRip has not", _text(lambda text, _: unescape(text))),
    Fault("ttconv", "1.2.3", ("vtt",), "shows voices with entities in their names", _lost_at(_ENTITY_IN_VOICE)),
    Fault("ffmpeg", "5.1", BOTH, "drops cues without text", _without_text),
    Fault("ffmpeg", "5.1", ("srt",), r"takes \N, \n, \h, \{ and \} for ASS", _escapes("Nnh{}", "\xa0")),
    Fault("ffmpeg", "5.1", ("vtt",), r"takes \N, \n and \h for ASS", _escapes("Nnh", "\xa0")),
    Fault("ffmpeg", "5.1", ("vtt",), "shows voices with entities or braces in their names", _lost_at(re.compile("<v [^<>]*[&{}]"))),
)  # fmt: skip


def expected(document: Document, faults: tuple[Fault, ...]) -> list[Shown] | None:
    """The cues that a reader with these faults has of a file, sorted; ``None`` for any at all."""
    cues = []
    for cue, raw in zip(document.cues, document.raw, strict=True):
        read: Read = cue
        for fault in faults:
            if isinstance(read, Shown):
                read = fault.read(read, raw)
        if read == "anything":
            return None
        if isinstance(read, Shown):
            cues.append(read)
    return sorted(cues)
