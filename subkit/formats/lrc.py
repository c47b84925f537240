"""LRC, the format of lyrics: a time and a line of text for each cue; with word times, its enhanced form."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from subkit.formats.lrc_reading import parse
from subkit.formats.portable import changes, check_times, plain
from subkit.formats.text import cue_lines
from subkit.formats.tsv import joined
from subkit.formats.word_times import flowing, labelled, timed_words
from subkit.formats.writing import PLAIN, Writing
from subkit.labels import texts
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.timecode import hundredths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.formats.word_times import TimedWord
    from subkit.labels import SpeakerStyle
    from subkit.model import Captions

__all__ = ["alterations", "parse", "render"]

# What a reader takes for a time anywhere, and for a tag such as [ar:...] where a text begins.
_time = pattern(r"\[(\s*\d[^\[\]<>]*:[^\[\]<>]*)\]|<(\s*\d[^\[\]<>]*:[^\[\]<>]*)>")
_tag = pattern(r"\[([^\[\]]*:[^\[\]]*)\]")


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as LRC, with LF at line ends.

    A cue is a line, its lines joined; its end is a time without text, unless the next cue has begun by then. Times are
    hundredths of a second.

    Args:
        captions: what to write.
        how: whether and how to say who speaks; and with ``karaoke`` the time of each word before it, ``<mm:ss.xx>``.

    Raises:
        FormatError: a cue's times cannot be written.
        UnknownNameError: there is no such style.
    """
    check_times(captions.cues, "lrc")
    lines = _sung(captions, how.labels) if how.karaoke else map(_safe, cue_lines(captions, how.labels))
    entries = sorted(zip(captions.cues, lines, strict=True), key=lambda entry: entry[0].start)
    begins = [hundredths(cue.start) for cue, _ in entries]
    out = [f"{block.text}\n" for block in captions.blocks if block.kind == "tag" and how.styling is not False]
    for (cue, line), after in zip_longest(entries, begins[1:]):
        out.append(f"[{_clock(cue.start)}]{line}\n")
        if after is None or after > hundredths(cue.end):
            out.append(f"[{_clock(cue.end)}]\n")
    return "".join(out)


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions; times by less than a hundredth are not told."""
    lines = enumerate(cue_lines(captions, how.labels), 1)
    stamps = [
        Repair(
            "time-like",
            f"cue {number}",
            "[...] or <...> would be taken for a time or a tag; written as (...)",
        )
        for number, line in lines
        if _safe(line) != line
    ]
    overlaps = [
        Repair("overlap", f"cue {number}", "has no end of its own, for the next begins before it")
        for number, (cue, after) in enumerate(pairwise(captions.cues), 1)
        if after.start < cue.end
    ]
    found = changes(captions.cues, style=how.labels, markup=False)
    return [*found, *joined(captions), *stamps, *overlaps]


def _sung(captions: Captions, style: SpeakerStyle) -> Iterator[str]:
    """Each cue on one line with the time of each word before it, and after the last its end."""
    cues = captions.cues
    for cue, line, text in zip(cues, cue_lines(captions, style), texts(cues, style), strict=True):
        rows, shown = timed_words(cue), plain(text).split("\n")
        if not cue.speakers or len(rows) != len(shown):
            rows, shown = [flowing(cue)], [line]
        parts = list(map(labelled, rows, shown))
        sung = " ".join([_safe(before) + "".join(map(_timed, words)) for before, words in parts])
        ends = [word.end for _, words in parts for word in words]
        yield f"{sung}<{_clock(ends[-1])}>" if ends else sung


def _timed(word: TimedWord) -> str:
    return f"{word.before}<{_clock(word.start)}>{_safe(word.text)}"


def _safe(line: str) -> str:
    """The line with round brackets around what would be read as a time or a tag: LRC has no way to escape."""
    line = _time.sub(lambda match: f"({match[1] or match[2]})", line)
    while (start := _tag.match(line)) is not None:
        line = f"({start[1]}){line[start.end() :]}"
    return line


def _clock(time: int) -> str:
    """A time in ms as ``mm:ss.xx``; minutes take more digits where they need them."""
    seconds, part = divmod(hundredths(time), 100)
    minute, second = divmod(seconds, 60)
    return f"{minute:02d}:{second:02d}.{part:02d}"
