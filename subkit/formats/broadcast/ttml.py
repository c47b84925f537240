"""Timed Text Markup: IMSC 1.1 text (W3C) is written; that, DFXP, SMPTE-TT, EBU-TT-D and their like are read.

Guarded here, of ttconv 1.2.3: it takes a time that it cannot read for none, leaves out paragraphs that end as they begin,
knows no namespace of the drafts that DFXP files still have, and no speakers (``ttm:agent``), and takes the times of what
is inside an element that begins later for those of its outside, where the element has no end.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from msgspec.structs import replace
from ttconv.imsc import reader, writer

from subkit.errors import FormatError
from subkit.formats.broadcast.document import ended, paragraphs, styles_left_out
from subkit.formats.broadcast.making import document, unsaid
from subkit.formats.broadcast.told import told
from subkit.formats.broadcast.xml import tree
from subkit.formats.portable import changes, check_times, plain
from subkit.formats.styled import styled_lines
from subkit.formats.writing import PLAIN, Writing
from subkit.model import Captions, Cue
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.wording import one_line, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.formats.broadcast.xml import Tree

_TT = "http://www.w3.org/ns/ttml"
_TTM = f"{_TT}#metadata"
_XML = "http://www.w3.org/XML/1998/namespace"
_P, _AGENT, _NAME = f"{{{_TT}}}p", f"{{{_TTM}}}agent", f"{{{_TTM}}}name"
_LANG, _ID = f"{{{_XML}}}lang", f"{{{_XML}}}id"
_old = pattern(r"\{http://www\.w3\.org/20\d\d/\d\d/ttaf1(#[a-z]+)?\}")
"""What the namespaces were called in the drafts of 2004 to 2009; ``#style`` and its like were ``#styling`` in some."""
# TTML lets figures have any number of digits; times of more than so many no float and no clock holds.
_FIGURES = r"\d{1,18}(?:\.\d{1,18})?"
_time = pattern(
    rf"\d{{2,18}}:[0-5]\d:[0-5]\d(?:\.\d{{1,18}}|:\d{{2,18}})?|{_FIGURES}(?:h|m|s|ms|f|t)", re.ASCII
)
_loose = pattern(
    rf"\s*(\d{{1,18}}):(\d{{1,2}}):(\d{{1,2}})(?:[.,](\d{{1,18}}))?\s*|\s*({_FIGURES})\s*", re.ASCII
)
_MARK = "x-p"
_TIMED = {"body", "div", "p"}
_OUTSIDE = {f"{{{_TT}}}body", f"{{{_TT}}}div"}
"""Where no text may stand."""
_NEVER = "1000000h"
"""An end that `document` takes for none: ttconv counts a begin without an end into the end of what is inside."""


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as IMSC 1.1 text, with LF at line ends.

    Args:
        captions: what to write.
        how: who speaks is an agent of the document, or stands in the text if a style of labels is asked for.

    Raises:
        FormatError: a cue's times cannot be written.
        UnknownNameError: there is no such style.
    """
    return spelled(element(captions, how))


def element(captions: Captions, how: Writing) -> ET.Element:
    """Captions as the root of a document; raises as `render`."""
    check_times(captions.cues, "ttml")
    styling = how.styling is not False
    in_text = how.labels if how.speaker_style else "none"
    rows = styled_lines(captions.cues, in_text, styling=styling)
    root: ET.Element = writer.from_model(document(captions, rows, places=styling)).getroot()
    if how.speakers and how.speaker_style is None:
        _name_speakers(root, captions.cues)
    return root


def spelled(root: ET.Element) -> str:
    """The text of a document, one element of its body a line."""
    ET.register_namespace("ttm", _TTM)
    for outer in (root, *(outer for outer in root.iter() if outer.tag.rpartition("}")[2] in _OUTER)):
        outer.text = "\n"
        for inner in outer:
            inner.tail = "\n"
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


_OUTER = {"head", "styling", "layout", "metadata", "body", "div"}


def _name_speakers(root: ET.Element, cues: tuple[Cue, ...]) -> None:
    """Write who speaks as agents, and which agent each paragraph is of."""
    labels = [_label(cue) for cue in cues]
    ids = {label: f"speaker{number}" for number, label in enumerate(dict.fromkeys(filter(None, labels)), 1)}
    if not ids:
        return
    metadata = ET.Element(f"{{{_TT}}}metadata")
    for label, name in ids.items():
        agent = ET.SubElement(metadata, _AGENT, {_ID: name, "type": "person"})
        ET.SubElement(agent, _NAME, {"type": "full"}).text = label
    head = root.find(f"{{{_TT}}}head")
    if head is None:
        head = ET.Element(f"{{{_TT}}}head")
        root.insert(0, head)
    head.insert(0, metadata)
    for paragraph, label in zip(root.iter(_P), labels, strict=True):
        if label:
            paragraph.set(_AGENT, ids[label])


def _label(cue: Cue) -> str:
    return " ".join(plain(" & ".join(cue.speakers) if cue.speakers else cue.speaker or "").split())


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions."""
    style = how.labels if how.speaker_style else "none"
    found = changes(captions.cues, style=style, markup=False)
    return found if how.styling is False else [*found, *unsaid(captions)]


def parse(content: bytes | str, source: str = "ttml", *, lenient: bool = False) -> Captions:
    """Captions from TTML.

    A paragraph is a cue, or several where it shows now this, now that. Italics, bold, underlining, the colours that WebVTT
    has, nine places and speakers are kept; other styles are left out, which ``repairs`` says.

    Args:
        content: the file's bytes.
        source: its name in messages.
        lenient: take what breaks the format as it was probably meant; no word is lost.

    Raises:
        FormatError: it is no XML or no TTML, or breaks the format.
    """
    read = tree(content.encode("utf-8", "replace") if isinstance(content, str) else content, source)
    root = read.root
    _renamed(root)
    if root.tag != f"{{{_TT}}}tt":
        raise FormatError(
            source, read.lines[0], f"expected TTML, found the element {shown(_local(root.tag))}"
        )
    repairs = [*read.repairs, *_mended_times(read, source, lenient=lenient)]
    language = root.get(_LANG) or None
    marked = _marked(root)
    with told() as messages:
        try:
            made = reader.to_model(ET.ElementTree(root))
        except Exception as error:  # ttconv lets out whatever a damaged value gives rise to
            raise FormatError(source, 0, f"ttconv refuses this document ({one_line(str(error))})") from error
    repairs += [
        Repair("ttml", source, one_line(message)) for message in messages if "xml:lang" not in message
    ]
    found = {} if made is None else {part.language: part.cues for part in paragraphs(made)}
    cues = _cues(read, marked, found, source, repairs=repairs, lenient=lenient)
    if made is not None and (left_out := styles_left_out(made)):
        repairs.append(Repair("styling", source, f"{', '.join(left_out)} left out"))
    in_order, told_of_ends = ended(cues)
    said = Captions(in_order, repairs=(*repairs, *told_of_ends))
    return replace(said, language=language, language_source="payload") if language else said


def _cues(
    read: Tree,
    marked: dict[str, tuple[ET.Element, str | None]],
    found: dict[str, list[Cue]],
    source: str,
    *,
    repairs: list[Repair],
    lenient: bool,
) -> list[Cue]:
    """The cues of each paragraph with who speaks, and none of the text lost that ttconv passes over."""
    cues: list[Cue] = []
    passed_over: list[tuple[ET.Element, str]] = []
    for mark, (paragraph, speaker) in marked.items():
        cues += [replace(cue, speaker=speaker) for cue in found.get(mark, [])]
        if not found.get(mark):
            passed_over.append((paragraph, "".join(paragraph.itertext())))
    for outer in read.root.iter():
        if outer.tag in _OUTSIDE:
            stray = " ".join([outer.text or "", *(inner.tail or "" for inner in outer)])
            passed_over.append((outer, stray))
    lines = dict(zip(read.root.iter(), read.lines, strict=True))
    for element, text in passed_over:
        if text.strip():
            cues.append(_unshown(lines[element], text, cues, source, repairs=repairs, lenient=lenient))
    return cues


def _unshown(
    line: int, text: str, cues: list[Cue], source: str, *, repairs: list[Repair], lenient: bool
) -> Cue:
    """Text that the document never shows, as a cue that lasts no time; refused if nothing may be mended."""
    if not lenient:
        raise FormatError(source, line, f"text that is never shown: {shown(one_line(text))}")
    repairs.append(
        Repair("missing-time", f"line {line}", "text that is never shown; put it after the cue before")
    )
    moment = max(cues[-1].start, cues[-1].end) if cues else 0
    return Cue(moment, moment, tuple(plain(" ".join(text.split())).split("\n")))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _renamed(root: ET.Element) -> None:
    """Give elements and attributes of old drafts the names of today."""
    for inner in root.iter():
        inner.tag = _today(inner.tag)
        for name in [name for name in inner.attrib if _old.match(name)]:
            inner.set(_today(name), inner.attrib.pop(name))


def _today(name: str) -> str:
    match = _old.match(name)
    if match is None:
        return name
    kind = (match[1] or "").replace("#style", "#styling").replace("#stylinging", "#styling")
    return f"{{{_TT}{kind}}}{name[match.end() :]}"


def _mended_times(read: Tree, source: str, *, lenient: bool) -> Iterator[Repair]:
    for inner, line in zip(read.root.iter(), read.lines, strict=True):
        for name in ("begin", "end", "dur"):
            value = inner.get(name)
            if value is None or _time.fullmatch(value):
                continue
            reason = f"expected a time such as 00:00:01.000 or 1.5s, found {shown(value)}"
            match = _loose.fullmatch(value)
            if not lenient:
                raise FormatError(source, line, reason)
            if match is None:
                del inner.attrib[name]
                yield Repair("missing-time", f"line {line}", f"{reason}; left out")
                continue
            hours, minutes, seconds, fraction, alone = match.groups()
            said = f"{alone}s" if alone else f"{hours:0>2}:{minutes:0>2}:{seconds:0>2}.{fraction or 0}"
            inner.set(name, said)
            yield Repair("time", f"line {line}", f"{reason}; read as {said}")


def _marked(root: ET.Element) -> dict[str, tuple[ET.Element, str | None]]:
    """Mark each paragraph so that it is known again: ttconv hands no attribute of it on but the language.

    The mark maps to the paragraph and who speaks in it. A paragraph that ends as it begins is given an instant.
    """
    names = {}
    for agent in root.iter(_AGENT):
        name = agent.findtext(_NAME) or ""
        names[agent.get(_ID)] = " ".join(name.split()) or None
    for outer in root.iter():
        if (
            outer.get("begin")
            and not outer.get("end")
            and not outer.get("dur")
            and _local(outer.tag) in _TIMED
        ):
            outer.set("end", _NEVER)
    marked = {}
    for number, paragraph in enumerate(root.iter(_P), 1):
        agents = (paragraph.get(_AGENT) or "").split()
        paragraph.set(_LANG, f"{_MARK}{number}")
        begin = paragraph.get("begin")
        if begin is not None and begin == paragraph.get("end") and paragraph.get("dur") is None:
            del paragraph.attrib["end"]
            paragraph.set("dur", "0.0001s")
        marked[f"{_MARK}{number}"] = (paragraph, names.get(agents[0]) if len(agents) == 1 else None)
    return marked
