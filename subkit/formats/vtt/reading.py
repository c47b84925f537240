"""WebVTT read: strict, where what browsers drop, ignore or mend is refused; or lenient, where it is told and no word lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.errors import FormatError
from subkit.formats.direction import undirected
from subkit.formats.vtt import payload
from subkit.formats.vtt.blocks import Document, Problem
from subkit.formats.vtt.cue_text import Span
from subkit.formats.vtt.cue_text import parse as tree
from subkit.formats.vtt.markup import written
from subkit.formats.vtt.runs import fitted, lines
from subkit.model import Captions, Cue
from subkit.patterns import pattern
from subkit.report import Repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from subkit.formats.vtt.blocks import RawCue
    from subkit.formats.vtt.cue_text import Fault

_language = pattern(r"^language:[ \t]*([A-Za-z0-9-]+)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_MARKS = "\u200f\u202b\u202c"


def parse(text: str, source: str = "vtt", *, lenient: bool = False) -> Captions:
    """Captions from WebVTT; a BOM, CRLF and CR are accepted.

    A voice that speaks a whole cue becomes its speaker, and two voices with a line each its two; time stamps become times
    of words; other tags, places, identifiers, notes, styles, regions and the header are kept.

    Args:
        text: the file's content.
        source: its name in messages.
        lenient: read what the W3C's parser reads, and say in ``repairs`` what it drops, ignores or mends. No word is lost:
            blocks that it drops are kept as notes, and what it takes for a tag without an end is kept as text. Files without
            a signature and times as SubRip has them are read, too.

    Raises:
        FormatError: the text breaks the format; nothing is skipped or guessed.
    """
    document = Document(text, as_meant=lenient)
    if not (document.has_signature or lenient):
        raise FormatError(source, 1, "expected WEBVTT")
    problems = list(document.problems)
    cues = [_cue(raw, number, problems, as_meant=lenient) for number, raw in enumerate(document.cues, 1)]
    faults = [] if lenient else [problem for problem in problems if not problem.is_mended]
    if faults:
        first = min(faults, key=lambda problem: problem.line)
        raise FormatError(source, first.line, first.found)
    captions = Captions(tuple(cues), blocks=tuple(document.blocks), repairs=tuple(_repairs(problems)))
    return _with_language(_undirected(captions, text), document)


def _cue(raw: RawCue, number: int, problems: list[Problem], *, as_meant: bool) -> Cue:
    start, end = raw.start, raw.end
    if end < start:
        found, done = "the cue ends before it begins", "shown for no time, as in browsers"
        problems.append(Problem(raw.line, "order", found, done))
        end = start
    said = payload.read(raw.text, start, end, as_meant=as_meant)
    if said.faults:
        problems += _problems(raw, said.faults)
    name = raw.id if raw.id and raw.id != str(number) else None
    return Cue(
        start, end, said.lines, said.speaker, said.words, said.speakers, name, raw.settings, said.markup
    )


def _problems(raw: RawCue, faults: Iterable[Fault]) -> Iterator[Problem]:
    line, place = raw.line + 1, 0
    for fault in sorted(faults):
        line += raw.text.count("\n", place, fault.place)
        place = fault.place
        yield Problem(line, "cue-text", fault.found, fault.done, fault.is_mended)


def _repairs(problems: Iterable[Problem]) -> list[Repair]:
    ordered = sorted(problems, key=lambda problem: problem.line)
    return [Repair(kind, f"line {line}", f"{found}; {done}") for line, kind, found, done, _ in ordered]


def _with_language(captions: Captions, document: Document) -> Captions:
    """The captions in the language that the header says, as YouTube writes it."""
    header = next((block.text for block in document.blocks if block.kind == "header"), "")
    match = _language.search(header)
    return replace(captions, language=match[1], language_source="payload") if match else captions


def _undirected(captions: Captions, text: str) -> Captions:
    """The captions without the marks that the writer puts on lines; styled text and words lose them, too."""
    bare = undirected(captions, text)
    if bare is captions:
        return captions
    return replace(bare, cues=tuple(map(_rid, captions.cues, bare.cues)))


def _rid(before: Cue, cue: Cue) -> Cue:
    if cue.lines == before.lines:
        return cue
    words = tuple([replace(word, text=word.text.strip(_MARKS) or word.text) for word in cue.words])
    root = Span("")
    styled = lines(tree("\n".join(cue.markup)))
    fits = [fitted(line, text, root) for line, text in zip(styled, cue.lines, strict=False)]
    return replace(cue, words=words, markup=written(fits, root) if cue.markup else ())
