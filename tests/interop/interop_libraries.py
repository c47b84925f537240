"""Readers that are Python packages: what each makes of a caption file's text."""

from __future__ import annotations

import io
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NamedTuple

import pycaption
import pysrt
import pysubs2
import srt
import ttconv.model
import ttconv.srt.reader
import ttconv.vtt.reader
import webvtt
from interop_cues import Shown, milliseconds, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable


def by_pysrt(text: str, _format: str) -> list[Shown]:
    items = pysrt.from_string(text, error_handling=pysrt.ERROR_RAISE)
    return [Shown(item.start.ordinal, item.end.ordinal, item.text) for item in items]


def by_srt(text: str, _format: str) -> list[Shown]:
    items = srt.parse(text, ignore_errors=False)
    return [
        Shown(round(item.start.total_seconds() * 1000), round(item.end.total_seconds() * 1000), item.content)
        for item in items
    ]


def by_pysubs2(text: str, format: str) -> list[Shown]:
    events = pysubs2.SSAFile.from_string(text, format_=format)
    return [Shown(event.start, event.end, event.plaintext) for event in events]


def by_webvtt_py(text: str, format: str) -> list[Shown]:
    read = webvtt.WebVTT.from_buffer(io.StringIO(text), format=format)
    # It leaves entities to its callers.
    taken = unescaped if format == "vtt" else str
    return [
        Shown(milliseconds(item.start), milliseconds(item.end), taken(item.text)) for item in read.captions
    ]


def by_pycaption(text: str, format: str) -> list[Shown]:
    reader = pycaption.SRTReader() if format == "srt" else pycaption.WebVTTReader()
    try:
        read = reader.read(text, lang="und")
    except pycaption.CaptionReadNoCaptions:
        return []
    return [
        Shown(round(item.start / 1000), round(item.end / 1000), item.get_text())
        for item in read.get_captions("und")
    ]


def by_ttconv(text: str, format: str) -> list[Shown]:
    reader = ttconv.srt.reader if format == "srt" else ttconv.vtt.reader
    document = reader.to_model(io.StringIO(text, newline=""))
    if document is None:
        raise ValueError("no document")
    body = document.get_body()
    found = (
        [element for element in body.dfs_iterator() if isinstance(element, ttconv.model.P)] if body else []
    )
    return [
        Shown(round((item.get_begin() or 0) * 1000), round((item.get_end() or 0) * 1000), _text(item))
        for item in found
    ]


def _text(paragraph: Any) -> str:
    pieces = []
    for element in paragraph.dfs_iterator():
        if isinstance(element, ttconv.model.Br):
            pieces.append("\n")
        elif isinstance(element, ttconv.model.Text):
            pieces.append(element.get_text())
    return "".join(pieces)


class Library(NamedTuple):
    """A package: its version, the formats it reads, and how."""

    version: str
    formats: tuple[str, ...]
    read: Callable[[str, str], list[Shown]]


LIBRARIES = {
    "pysrt": Library(version("pysrt"), ("srt",), by_pysrt),
    "srt": Library(version("srt"), ("srt",), by_srt),
    "pysubs2": Library(version("pysubs2"), ("srt", "vtt"), by_pysubs2),
    "webvtt-py": Library(version("webvtt-py"), ("srt", "vtt"), by_webvtt_py),
    "pycaption": Library(version("pycaption"), ("srt", "vtt"), by_pycaption),
    "ttconv": Library(version("ttconv"), ("srt", "vtt"), by_ttconv),
}


def read_by(library: str, text: str, format: str) -> list[Shown] | str:
    """The cues that a library has of a file, or the message with which it refuses it."""
    try:
        return LIBRARIES[library].read(text, format)
    except Exception as error:  # noqa: BLE001 - whatever a library raises is what is asked for
        return f"{type(error).__name__}: {error}"
