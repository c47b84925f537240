"""WebVTT captions, written and read by webvtt-py; what webvtt-py leaves to its callers is done here."""

from __future__ import annotations

import re
from html import unescape
from itertools import takewhile
from typing import TYPE_CHECKING

from webvtt import Caption, WebVTT
from webvtt.errors import MalformedCaptionError
from webvtt.models import CueSettings
from webvtt.vtt import to_str

from subkit.errors import FormatError
from subkit.formats.direction import Need, directed, marked, undirected
from subkit.formats.portable import changes, check_times, is_plain, plain
from subkit.formats.writing import PLAIN, Writing
from subkit.labels import texts
from subkit.model import Captions, Cue
from subkit.report import Repair
from subkit.timecode import clocks
from subkit.wording import one_line, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.labels import SpeakerStyle

_newline = re.compile("\r\n?|\n")
_voice = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]*)>")
_tag = re.compile(r"<(?!v[ \t.]|/v>)[^<>]*>")
_header = re.compile(r"WEBVTT(?:[ \t].*)?")
_other_block = re.compile(r"(NOTE|STYLE|REGION)(?:[ \t].*)?")
_timing = re.compile(r"\s*(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}\s*-->")

_NEED: Need = "first letter"
_NO_SETTINGS = CueSettings()


class _Cue(Caption):
    """A caption that brings its clock text along: webvtt-py would parse it, and spell it again."""

    __slots__ = ("end", "settings", "start")

    def __init__(self, start: str, end: str, lines: list[str]) -> None:
        self.start = start
        self.end = end
        self.lines = lines
        self.settings = _NO_SETTINGS
        self.identifier = None
        self.comments = []


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as WebVTT, with LF at line ends.

    Args:
        captions: what to write.
        how: whether to say who speaks, and how a cue begins where the speaker is another one than in the cue before;
            without a style every cue names its speaker as a voice, ``<v Label>``, which players can style.

    Raises:
        FormatError: a cue's times cannot be written.
        UnknownNameError: there is no such style.
    """
    cues = captions.cues
    check_times(cues, "vtt")
    written = [text if is_plain(text) else plain(text) for text in texts(cues, _style(how))]
    written = [_escaped(text) for text in directed(written, captions.language, _NEED)]
    if how.speakers and how.speaker_style is None:
        voices = {cue.speaker: _voice_tag(cue.speaker) for cue in cues}
        written = [
            voices[cue.speaker] + text if text and not cue.speakers else _shared(cue.speakers, text)
            for cue, text in zip(cues, written, strict=True)
        ]
    starts = clocks([cue.start for cue in cues])
    ends = clocks([cue.end for cue in cues])
    columns = zip(starts, ends, written, strict=True)
    items = (_Cue(start, end, text.split("\n") if text else []) for start, end, text in columns)
    return to_str(items, styles=(), header_comments=(), footer_comments=())


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions; escaping is no alteration."""
    style = _style(how)
    return [
        *changes(captions.cues, style=style, markup=False),
        *marked(texts(captions.cues, style), captions.language, _NEED),
    ]


def _style(how: Writing) -> SpeakerStyle:
    """The style of labels in the text itself: none where voices say who speaks."""
    return "none" if how.speaker_style is None else how.labels


def _escaped(text: str) -> str:
    # Only & < > need it: the rest of WebVTT's six entities are characters that may stand for themselves.
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def _shared(speakers: tuple[str, ...], text: str) -> str:
    """The text of a cue that two share, each line with its voice."""
    lines = text.split("\n")
    if len(lines) != len(speakers):
        return text
    return "\n".join([_voice_tag(speaker) + line for speaker, line in zip(speakers, lines, strict=True)])


def _voice_tag(speaker: str | None) -> str:
    name = " ".join(plain(speaker or "").split())
    # "--" and the end of the tag would make the arrow of a time line.
    end = " >" if name.endswith("--") else ">"
    return f"<v {_escaped(name)}{end}" if name else ""


def parse(text: str, source: str = "vtt", *, lenient: bool = False) -> Captions:  # noqa: ARG001 - see below
    """Captions from WebVTT text that keeps to the format; a BOM and CRLF are accepted.

    A voice that speaks a whole cue becomes its speaker, and two voices with a line each its two. What has no place in the model (tags, settings, identifiers,
    styles, regions, comments, marks of direction) is left out, which ``repairs`` says.

    Args:
        text: the file's content.
        source: its name in messages.
        lenient: take what breaks the format as it was probably meant.

    Raises:
        FormatError: the text breaks the format; nothing is skipped or guessed.
    """
    lines = _newline.split(text.removeprefix("\ufeff").replace("\0", "\ufffd"))
    if not _header.fullmatch(lines[0]):
        raise FormatError(source, 1, "expected WEBVTT")
    for number, line in enumerate(takewhile(bool, lines), 1):
        if "-->" in line:
            raise FormatError(source, number, "a time line in the header; an empty line is missing before it")
    blocks = list(_blocks(lines))
    left_out = _left_out(blocks, source)
    captions = _captions(lines, blocks, source)
    _check_order(captions, blocks, source)
    cues = []
    repairs = []
    for number, caption in enumerate(captions, 1):
        cue, lost = _cue(caption)
        cues.append(cue)
        repairs += [Repair(kind, f"cue {number}", f"{what} left out") for kind, what in lost]
    return undirected(Captions(tuple(cues), repairs=(*left_out, *repairs)), text)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The blocks below the header, with the number of their first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line:
            block.append(line)
        elif block:
            if number > len(block) + 1:
                yield number - len(block), block
            block = []


def _left_out(blocks: Sequence[tuple[int, list[str]]], source: str) -> list[Repair]:
    """The blocks that are no cues; webvtt-py drops text that stands outside any cue without a word, even if strict."""
    left_out = []
    for number, block in blocks:
        if "-->" in block[0] or (len(block) > 1 and "-->" in block[1]):
            continue
        match = _other_block.fullmatch(block[0])
        if match is None:
            raise FormatError(source, number, f"text outside any cue: {shown(block[0])}")
        left_out.append(Repair(match[1].lower(), f"line {number}", "the block was left out"))
    return left_out


def _captions(lines: Sequence[str], blocks: Sequence[tuple[int, list[str]]], source: str) -> list[Caption]:
    try:
        return WebVTT.from_string("\n".join(lines), strict=True).captions
    except MalformedCaptionError as error:
        raise FormatError(source, _faulty(blocks), f"no cue of WebVTT ({one_line(str(error))})") from error


def _faulty(blocks: Sequence[tuple[int, list[str]]]) -> int:
    """The line of the first block that webvtt-py refuses by itself: its errors do not say where."""
    for number, block in blocks:
        try:
            WebVTT.from_string("WEBVTT\n\n" + "\n".join(block), strict=True)
        except MalformedCaptionError:
            return number
    return 0


def _check_order(captions: Sequence[Caption], blocks: Sequence[tuple[int, list[str]]], source: str) -> None:
    timed = [number for number, block in blocks if any(map(_timing.match, block[:2]))]
    for number, caption in zip(timed, captions, strict=True):
        if caption.end_time < caption.start_time:
            raise FormatError(source, number, "the cue ends before it begins")


def _cue(caption: Caption) -> tuple[Cue, list[tuple[str, str]]]:
    raw = caption.raw_text
    voices = _voice.findall(raw)
    alone = len(set(voices)) == 1 and raw.startswith("<v")
    speaker = " ".join(unescape(voices[0]).split()) if alone else None
    lost = []
    pair = () if alone else _pair(raw)
    if voices and not (alone or pair):
        lost.append(("voice", "voices that do not speak the whole cue were"))
    if _tag.search(raw):
        lost.append(("styling", "tags were"))
    if caption.settings:
        lost.append(("position", "settings were"))
    if caption.identifier:
        lost.append(("identifier", f"the identifier {shown(caption.identifier)} was"))
    # A character reference may stand for a line break; the line it stands in is one all the same.
    lines = [" ".join(unescape(line).splitlines()).strip() for line in caption.text.split("\n")]
    start, end = caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds()
    return Cue(start, end, tuple(line for line in lines if line), speaker or None, speakers=pair), lost


def _pair(raw: str) -> tuple[str, ...]:
    """The speakers of a cue of two lines that begin with a voice each, and have no other; empty for any other cue."""
    found = [(_voice.match(line), len(_voice.findall(line))) for line in raw.split("\n")]
    names = [" ".join(unescape(match[1]).split()) for match, count in found if match and count == 1]
    return tuple(names) if len(names) == len(found) == 2 and all(names) else ()  # noqa: PLR2004 - no more share a cue
