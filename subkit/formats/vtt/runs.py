"""The text of a cue as runs of text in spans, line by line: what reading and writing do to styled text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from subkit.formats.vtt.cue_text import Span, Text, decoded
from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from subkit.formats.vtt.cue_text import CueText

_break = pattern("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Run(NamedTuple):
    """Text in a span, or a time at which what follows begins.

    Attributes:
        span: the innermost span it stands in.
        text: the text; empty for a time.
        time: the time, in ms; ``None`` for text.
        place: where the time stamp stands in the file's text of the cue.
    """

    span: Span
    text: str
    time: int | None = None
    place: int = 0


Line = list[Run]
Change = tuple[str, tuple[str, ...], str] | None
"""What takes a span's place, as name, classes and annotation; ``None`` if nothing does."""


def lines(text: CueText) -> list[Line]:
    """The runs of each line that shows something, without the blanks at its ends.

    A character reference may stand for a line break; the line it stands in is one all the same.
    """
    found: list[Line] = [[]]
    for item in text.items:
        if isinstance(item, Span):
            continue
        if not isinstance(item, Text):
            found[-1].append(Run(item.span, "", item.time, item.place))
            continue
        first, *rest = item.raw.split("\n")
        found[-1].append(Run(item.span, _break.sub(" ", decoded(first))))
        found += [[Run(item.span, _break.sub(" ", decoded(part)))] for part in rest]
    return _shown(map(_stripped, found))


def said(line: Iterable[Run]) -> str:
    """The text of a line."""
    return "".join([run.text for run in line])


def respanned(lines: Sequence[Line], root: Span, change: Callable[[Span], Change]) -> list[Line]:
    """The same lines with other spans.

    Args:
        lines: lines of runs.
        root: what they are to stand in.
        change: name, classes and annotation of what takes a span's place; ``None`` to leave it out.
    """
    made: dict[Span, Span] = {}
    return [[run._replace(span=_made(run.span, made, root, change)) for run in line] for line in lines]


def fitted(line: Line, text: str, root: Span) -> Line:
    """A line with more or less at its ends: labels and marks of direction, which stand in no span.

    Args:
        line: the line.
        text: what it is to say; its end, or all of it, is that of the line.
        root: what stands around the line.
    """
    own = said(line)
    if own == text:
        return line
    before, found, after = text.partition(own)
    if found:
        return [Run(root, before), *line, Run(root, after)]
    before, found, after = own.partition(text)
    if found:
        return _cut(line, len(before), len(own) - len(after))
    common = _common_end(own, text)  # without blanks before it
    return [Run(root, text[: len(text) - common]), *_cut(line, len(own) - common, len(own))]


def split(line: Line, places: Sequence[int]) -> list[Line]:
    """A line cut at places in its text, counted in characters and in order; a time goes with what follows it."""
    edges = [0, *places, len(said(line))]
    return [_cut(line, begin, end) for begin, end in pairwise(edges)]


def _cut(line: Line, begin: int, end: int) -> Line:
    cut = []
    place = 0
    for run in line:
        text = run.text[max(0, begin - place) : max(0, end - place)]
        if text or (run.time is not None and begin <= place < end):
            cut.append(run._replace(text=text))
        place += len(run.text)
    return cut


def _common_end(one: str, other: str) -> int:
    common = 0
    for mine, yours in zip(reversed(one), reversed(other), strict=False):
        if mine != yours:
            break
        common += 1
    return len(one[len(one) - common :].lstrip())


def _made(
    span: Span,
    made: dict[Span, Span],
    root: Span,
    change: Callable[[Span], Change],
) -> Span:
    """What takes a span's place; spans may lie deeper than Python's calls."""
    waiting = []
    at: Span | None = span
    while at is not None and at.parent is not None and at not in made:
        waiting.append(at)
        at = at.parent
    around = root if at is None or at.parent is None else made[at]
    for one in reversed(waiting):
        changed = change(one)
        if changed:
            around = Span(*changed, around)
        made[one] = around
    return around


def _stripped(line: Line) -> Line:
    """A line without blanks at its ends, and without runs that hold nothing."""
    for at in (range(len(line)), range(len(line) - 1, -1, -1)):
        for place in at:
            run = line[place]
            bare = run.text.lstrip() if at.step > 0 else run.text.rstrip()
            line[place] = run._replace(text=bare)
            if bare:
                break
    return [run for run in line if run.text or run.time is not None]


def _shown(found: Iterable[Line]) -> list[Line]:
    """The lines that show something; times of others go to the line that follows."""
    shown: list[Line] = []
    waiting: Line = []
    for line in found:
        waiting += line
        if any(run.text for run in line):
            shown.append(waiting)
            waiting = []
    return shown
