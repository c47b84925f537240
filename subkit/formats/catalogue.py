"""Which formats there are: their names, suffixes and modules, and by what a text's first characters tell one."""

from __future__ import annotations

import os
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from subkit.errors import FormatError, UnknownNameError
from subkit.patterns import pattern

if TYPE_CHECKING:
    from os import PathLike


class Format(Struct, frozen=True, kw_only=True):
    """What there is to know of a format.

    Attributes:
        name: as given to ``--to``.
        title: as people write it.
        suffixes: the file suffixes that mean it, the usual one first.
        speakers: how it shows who speaks.
        module: where it is read and written, below ``subkit.formats``.
        readable: whether subkit reads it.
        writable: whether subkit writes it.
        binary: whether its files are read as bytes, because they say their encoding themselves or are no text.
        extra: the extra of subkit that brings the library it needs; empty if none is needed.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    speakers: str
    module: str
    readable: bool = True
    writable: bool = True
    binary: bool = False
    extra: str = ""

    def code(self, source: str = "") -> Any:
        """Its module: ``render`` and ``alterations`` if it is writable, ``parse`` if it is readable.

        Args:
            source: the file it is for, in messages; by default the format's name.

        Raises:
            FormatError: the library it needs is not installed.
        """
        try:
            return import_module(f"subkit.formats.{self.module}")
        except ModuleNotFoundError as error:
            if not self.extra or (error.name or "").startswith("subkit"):
                raise
            reason = f"{self.title} needs the extra '{self.extra}': pip install 'subkit[{self.extra}]'"
            raise FormatError(source or self.name, 0, reason) from error


_LABEL = "a label where the speaker changes"
_FORMATS = {
    known.name: known
    for known in (
        Format(name="srt", title="SubRip", suffixes=(".srt",), speakers=_LABEL, module="srt"),
        Format(name="vtt", title="WebVTT", suffixes=(".vtt",), speakers="a voice in every cue", module="vtt"),
        Format(
            name="txt", title="Plain text", suffixes=(".txt",), speakers=_LABEL, module="text", readable=False
        ),
        Format(name="json", title="subkit JSON", suffixes=(".json",), speakers="always", module="model_json"),
        Format(
            name="words",
            title="Words JSON",
            suffixes=(".words.json",),
            speakers="always",
            module="words_json",
            readable=False,
        ),
        Format(name="lrc", title="LRC", suffixes=(".lrc",), speakers=_LABEL, module="lrc"),
        Format(name="tsv", title="TSV of Whisper", suffixes=(".tsv",), speakers=_LABEL, module="tsv"),
        Format(
            name="md",
            title="Markdown transcript",
            suffixes=(".md",),
            speakers="a label in bold where the speaker changes",
            module="markdown",
            readable=False,
        ),
        Format(
            name="html",
            title="HTML transcript",
            suffixes=(".html", ".htm"),
            speakers="a heading where the speaker changes",
            module="html",
            readable=False,
        ),
        Format(name="sbv", title="YouTube SBV", suffixes=(".sbv",), speakers=_LABEL, module="sbv"),
        Format(
            name="ttml",
            title="TTML (IMSC 1.1)",
            suffixes=(".ttml", ".dfxp", ".xml"),
            speakers="the agent of every paragraph",
            module="broadcast.ttml",
            binary=True,
            extra="broadcast",
        ),
        Format(
            name="ebu-tt-d",
            title="EBU-TT-D",
            suffixes=(".ebuttd.xml", ".ebuttd"),
            speakers="the agent of every paragraph",
            module="broadcast.ebu_tt_d",
            binary=True,
            extra="broadcast",
        ),
        Format(
            name="scc",
            title="Scenarist SCC (CTA-608)",
            suffixes=(".scc",),
            speakers=_LABEL,
            module="broadcast.scc",
            extra="broadcast",
        ),
        Format(
            name="stl",
            title="EBU STL",
            suffixes=(".stl",),
            speakers="a colour, which is kept",
            module="broadcast.stl",
            writable=False,
            binary=True,
            extra="broadcast",
        ),
        Format(
            name="ass",
            title="Advanced SubStation Alpha",
            suffixes=(".ass", ".ssa"),
            speakers="the name of every event",
            module="ass",
            extra="ass",
        ),
    )
}
_signs = {
    "vtt": pattern(r"\ufeff?WEBVTT(?:[ \t\r\n]|\Z)"),
    "json": pattern(r"\ufeff?\s*\{\s*(?:[\"}]|\Z)"),
    "ttml": pattern(r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?tt[\s>]", re.DOTALL),
    "scc": pattern(r"\ufeff?\s*Scenarist_SCC V1\.0"),
    "stl": pattern(r"...STL\d\d\.\d\d"),
    "sbv": pattern(r"\ufeff?\s*\d+:\d\d:\d\d\.\d{3},\d+:\d\d:\d\d\.\d{3}\s"),
    "ass": pattern(r"\ufeff?\s*\[Script Info\]", re.IGNORECASE),
    "tsv": pattern("\ufeff?start\tend\ttext"),
    "lrc": pattern(r"\ufeff?\s*(?:\[[A-Za-z#][^\]\n]{0,200}\]\s*)*\[\d+:\d\d(?:[.:]\d+)?\]"),
    "srt": pattern(r"[^>]{0,200}-->"),
}
# SubRip has no signature, but hardly anything else begins with a number and such a time.
_sure = {**_signs, "srt": pattern(r"\ufeff?\s*\d+[ \t]*(?:\r\n?|\n)[ \t]*\d+:\d\d:\d\d,\d+[ \t]*-->")}


def formats() -> dict[str, Format]:
    """All formats by name."""
    return dict(_FORMATS)


def named(name: str) -> Format:
    """The format of that name.

    Raises:
        UnknownNameError: there is none.
    """
    if name not in _FORMATS:
        raise UnknownNameError("format", name, tuple(_FORMATS))
    return _FORMATS[name]


def format_for(path: str | PathLike[str]) -> Format:
    """The format that a file's suffix means, in upper or lower case.

    Raises:
        UnknownNameError: the suffix means none, or there is no suffix.
    """
    name = os.fspath(path).lower()
    known = max(_FORMATS.values(), key=lambda form: _fit(name, form))
    if not _fit(name, known):
        raise UnknownNameError("format", name.rpartition(".")[2], tuple(_FORMATS))
    return known


def likely(text: str) -> Format | None:
    """The format that a text's first characters look like."""
    return next((_FORMATS[name] for name, sign in _signs.items() if sign.match(text)), None)


def unmistakable(text: str, known: Format | None) -> Format | None:
    r"""The format that a text's first characters prove it to be, if it is another than the one its name says.

    Nothing is said against formats that have no sign of their own, nor against those that are only written.

    >>> unmistakable("WEBVTT\n\n", named("srt")).name
    'vtt'
    """
    if known is None or not known.readable or known.name not in _sure or _sure[known.name].match(text):
        return None
    found = (_FORMATS[name] for name, sign in _sure.items() if sign.match(text))
    return next((form for form in found if form.readable), None)


def _fit(name: str, form: Format) -> int:
    """How much of a file's name a format's suffixes cover; ``talk.words.json`` is more than a ``.json``."""
    return max((len(suffix) for suffix in form.suffixes if name.endswith(suffix)), default=0)
