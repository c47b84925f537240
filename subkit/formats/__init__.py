"""Caption formats by name and by suffix: captions to text and to files, and back.

pysrt and webvtt-py are loaded when they are first needed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from subkit.errors import FormatError, UnknownNameError
from subkit.files import read_bytes, write_whole

if TYPE_CHECKING:
    from os import PathLike

    from subkit.labels import SpeakerStyle
    from subkit.model import Captions
    from subkit.report import Repair

Layout = Literal["paragraphs", "cues"]


class Format(Struct, frozen=True):
    """What there is to know of a format.

    Attributes:
        name: as given to ``--to``.
        title: as people write it.
        suffixes: the file suffixes that mean it, the usual one first.
        speakers: how it shows who speaks.
        readable: whether subkit reads it, too.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    speakers: str
    readable: bool = True


_FORMATS = {
    known.name: known
    for known in (
        Format("srt", "SubRip", (".srt",), "a label where the speaker changes"),
        Format("vtt", "WebVTT", (".vtt",), "a voice in every cue"),
        Format("txt", "Plain text", (".txt",), "a label where the speaker changes", readable=False),
        Format("json", "subkit JSON", (".json",), "always"),
    )
}


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
    name = os.fspath(path)
    for known in _FORMATS.values():
        if name.lower().endswith(known.suffixes):
            return known
    raise UnknownNameError("format", name.rpartition(".")[2], tuple(_FORMATS))


def render(
    captions: Captions,
    format: str,
    *,
    speakers: bool = True,
    speaker_style: SpeakerStyle | None = None,
    layout: Layout = "paragraphs",
) -> str:
    """Captions as text of a format, with LF at line ends.

    Args:
        captions: what to write.
        format: its name.
        speakers: whether to show who speaks; JSON always does.
        speaker_style: how, in text: ``colon``, ``bracket``, ``chevrons``, ``dash`` or ``none``; by default a voice tag in
            WebVTT and ``Label: `` elsewhere.
        layout: plain text only: ``paragraphs``, or ``cues`` for one line a cue.

    Raises:
        UnknownNameError: there is no such format, or no such style.
        FormatError: a cue's times cannot be written.
    """
    match named(format).name:
        case "srt":
            from subkit.formats import srt

            return srt.render(captions, speakers=speakers, style=speaker_style)
        case "vtt":
            from subkit.formats import vtt

            return vtt.render(captions, speakers=speakers, style=speaker_style)
        case "txt":
            from subkit.formats import text

            return text.render(captions, speakers=speakers, style=speaker_style, layout=layout)
        case _:
            from subkit.formats import model_json

            return model_json.render(captions)


def alterations(
    captions: Captions, format: str, *, speakers: bool = True, speaker_style: SpeakerStyle | None = None
) -> list[Repair]:
    """What `render` has to write otherwise than it stands in the captions, because players would misread it.

    Args:
        captions: what is written.
        format: its name.
        speakers: as given to `render`.
        speaker_style: as given to `render`.

    Raises:
        UnknownNameError: there is no such format.
    """
    match named(format).name:
        case "srt":
            from subkit.formats import srt

            return srt.alterations(captions, speakers=speakers, style=speaker_style)
        case "vtt":
            from subkit.formats import vtt

            return vtt.alterations(captions, speakers=speakers, style=speaker_style)
        case "txt":
            from subkit.formats import text

            return text.alterations(captions, speakers=speakers, style=speaker_style)
        case _:
            from subkit.formats import model_json

            return model_json.alterations(captions)


def parse(text: str, format: str, *, source: str = "") -> Captions:
    """Captions from text that keeps to a format; a BOM and CRLF are accepted.

    Args:
        text: the content of a caption file.
        format: its name.
        source: the text's name in messages; by default the format's.

    Raises:
        UnknownNameError: there is no such format.
        FormatError: the text breaks the format, or the format cannot be read.
    """
    source = source or format
    match named(format).name:
        case "srt":
            from subkit.formats import srt

            return srt.parse(text, source)
        case "vtt":
            from subkit.formats import vtt

            return vtt.parse(text, source)
        case "json":
            from subkit.formats import model_json

            return model_json.parse(text.removeprefix("\ufeff"), source)
        case _:
            raise FormatError(source, 0, f"captions cannot be read from {named(format).title.lower()}")


def load(path: str | PathLike[str], *, format: str | None = None) -> Captions:
    """Captions from a file.

    Args:
        path: the file.
        format: its format's name; by default what the suffix means.

    Raises:
        InputError: the file cannot be read.
        UnknownNameError: there is no such format.
        FormatError: the file breaks the format or is not UTF-8.
    """
    name = format or format_for(path).name
    source = os.fspath(path)
    return parse(decoded(read_bytes(path), source), name, source=source)


def decoded(content: bytes, source: str) -> str:
    """The text of a file in UTF-8.

    Raises:
        FormatError: it is not UTF-8.
    """
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise FormatError(source, 1, "UTF-16, not UTF-8; save it as UTF-8") from error
        line = content.count(b"\n", 0, error.start) + 1
        reason = f"not UTF-8 (byte {content[error.start]:#04x}); save it as UTF-8"
        raise FormatError(source, line, reason) from error


def encode(
    captions: Captions,
    format: str,
    *,
    speakers: bool = True,
    speaker_style: SpeakerStyle | None = None,
    layout: Layout = "paragraphs",
    bom: bool = False,
    crlf: bool = False,
) -> bytes:
    """Captions as the bytes of a file, in UTF-8.

    Args:
        captions: what to write.
        format: its name.
        speakers: as `render` has it.
        speaker_style: as `render` has it.
        layout: as `render` has it.
        bom: whether to begin with a byte order mark; never in JSON, which forbids it.
        crlf: whether to end lines with CR LF instead of LF.

    Raises:
        UnknownNameError: there is no such format, or no such style.
        FormatError: a cue's times cannot be written.
    """
    text = render(captions, format, speakers=speakers, speaker_style=speaker_style, layout=layout)
    if crlf:
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8-sig" if bom and format != "json" else "utf-8")


def save(
    captions: Captions,
    path: str | PathLike[str],
    *,
    format: str | None = None,
    speakers: bool = True,
    speaker_style: SpeakerStyle | None = None,
    layout: Layout = "paragraphs",
    bom: bool = False,
    crlf: bool = False,
    overwrite: bool = True,
) -> None:
    """Write captions to a file, whole or not at all.

    Args:
        captions: what to write.
        path: the file.
        format: its format's name; by default what the suffix means.
        speakers: as `render` has it.
        speaker_style: as `render` has it.
        layout: as `render` has it.
        bom: as `encode` has it.
        crlf: as `encode` has it.
        overwrite: whether an existing file may be replaced.

    Raises:
        OutputError: the file cannot be written; what stood there before still stands.
        UnknownNameError: there is no such format, or no such style.
        FormatError: a cue's times cannot be written.
    """
    name = format or format_for(path).name
    data = encode(
        captions, name, speakers=speakers, speaker_style=speaker_style, layout=layout, bom=bom, crlf=crlf
    )
    write_whole(path, data, overwrite=overwrite)
