"""What the text of a cue says: its lines, who speaks them, when its words begin, and how they are styled."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from subkit.formats.vtt import markup
from subkit.formats.vtt.cue_text import Fault, Span, decoded, parse
from subkit.formats.vtt.runs import lines, respanned, said
from subkit.model import Word
from subkit.patterns import pattern
from subkit.timecode import clock
from subkit.wording import parted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.formats.vtt.runs import Change, Line

_break = pattern("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# What most files with speakers are made of: a voice that speaks the whole of a cue without tags.
_voiced = pattern(r"<v[ \t]+([^\s<>&]+(?:[ \t][^\s<>&]+)*)>([^<]*)(?:</v>\n?)?")
_PAIR = 2  # no more than two speakers share a cue


class Payload(NamedTuple):
    """What a cue's text says, in the terms of `subkit.Cue`; and its faults."""

    lines: tuple[str, ...]
    speaker: str | None = None
    speakers: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    markup: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(raw: str, start: int, end: int, *, as_meant: bool = False) -> Payload:
    """What a cue's text says.

    Args:
        raw: the text as the file has it, with LF between its lines.
        start: the cue's in-time, in ms.
        end: its out-time, in ms.
        as_meant: take for text what is hardly meant for a tag.
    """
    if "<" not in raw:
        return Payload(_plain_lines(raw))
    if voiced := _voiced.fullmatch(raw):
        found = _plain_lines(voiced[2])
        return Payload(found, " ".join(voiced[1].split()) if found else None)
    text = parse(raw, as_meant=as_meant)
    shown = lines(text)
    faults = [*text.faults, *_untimely(shown, start, end)]
    speaker, speakers = voices(shown)
    words = _words(shown, start, end)
    bare = [[run for run in line if run.time is None] for line in shown]
    styled = _styling(bare, is_named=bool(speaker or speakers), is_timed=bool(words))
    return Payload(tuple(map(said, shown)), speaker, speakers, words, styled, tuple(faults))


def voices(shown: Sequence[Line]) -> tuple[str | None, tuple[str, ...]]:
    """The one who speaks the whole of a cue, or the two who speak a line each; nobody otherwise."""
    found = [{run.span.voice or "" for run in line if run.text.strip()} for line in shown]
    names = set().union(*found)
    if len(names) == 1:
        return next(iter(names)) or None, ()
    if len(found) == _PAIR and all(len(one) == 1 and any(one) for one in found):
        return None, tuple([next(iter(one)) for one in found])
    return None, ()


def _plain_lines(raw: str) -> tuple[str, ...]:
    found = raw.split("\n")
    if "&" in raw:
        found = list(map(decoded, found))
    return tuple(
        [bare for line in found if (bare := (line if line.isprintable() else _break.sub(" ", line)).strip())]
    )


def _untimely(shown: Sequence[Line], start: int, end: int) -> list[Fault]:
    """Take out the times that are not within the cue and after the one before, and say so."""
    faults = []
    latest = start
    for line in shown:
        kept = []
        for run in line:
            if run.time is None or latest < run.time < end:
                latest = run.time or latest
                kept.append(run)
            else:
                found = f"the time stamp <{clock(run.time)}> is not within the cue and after the one before"
                faults.append(Fault(run.place, found, "left it out"))
        line[:] = kept
    return faults


def _words(shown: Sequence[Line], start: int, end: int) -> tuple[Word, ...]:
    """The words of a cue that has time stamps, each with the times that these tell of it."""
    spoken: list[tuple[int, list[tuple[str, bool]]]] = [(start, [])]
    for line in shown:
        before = " "
        for time, text in _pieces(line):
            if time is not None:
                spoken.append((time, []))
            found = parted(text)
            held = [not (at or before.isspace() or text[:1].isspace()) for at in range(len(found))]
            spoken[-1][1].extend(zip(found, held, strict=True))
            before = text[-1:] or before
    if len(spoken) == 1:
        return ()
    words = []
    for (begin, said_then), (until, _) in pairwise([*spoken, (end, [])]):
        last = len(said_then) - 1
        for at, (text, is_glued) in enumerate(said_then):
            # Of several words before the next time stamp, it is known when the first begins and the last ends.
            times = (begin if at == 0 else None, until if at == last else None)
            words.append(Word(text, *times, glued=is_glued))
    return tuple(words)


def _pieces(line: Line) -> list[tuple[int | None, str]]:
    """The text of a line between its times, each with the time before it."""
    found: list[tuple[int | None, list[str]]] = [(None, [])]
    for run in line:
        if run.time is not None:
            found.append((run.time, []))
        found[-1][1].append(run.text)
    return [(time, "".join(parts)) for time, parts in found]


def _styling(shown: Sequence[Line], *, is_named: bool, is_timed: bool) -> tuple[str, ...]:
    """The lines as cue text; empty if it has no styling but voices and words in time, which are told elsewhere."""

    def kept(span: Span) -> Change:
        is_told = (span.name == "v" and is_named) or (span.name == "c" and is_timed)
        return None if is_told and not span.classes else (span.name, span.classes, span.annotation)

    root = Span("")
    spanned = respanned(shown, root, kept)
    is_styled = any(run.span is not root for line in spanned for run in line)
    return markup.written(spanned, root) if is_styled else ()
