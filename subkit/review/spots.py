"""Where in a cue a finding stands: at an edge of its time, or at words of its text."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from subkit.captioning.width import cells_per_character, measure
from subkit.review.contents import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.language import Counting
    from subkit.model import Cue
    from subkit.report import Finding
    from subkit.review.contents import Edge

_EDGES: dict[str, Edge] = {
    "early": "in",
    "late": "in",
    "order": "in",
    "linger": "out",
    "trim": "out",
    "gap": "out",
    "overlap": "out",
    "reversed": "out",
    "past-end": "out",
    "words-lost": "out",  # told at the cue before them
}
_LAST_WORDS = frozenset({"line-end", "weak-line-end", "parted"})
_QUOTED = frozenset({"words-added", "words-changed"})


def edge_of(finding: Finding) -> Edge | None:
    """The edge of the cue that a finding is about; ``None`` if it is about the cue or its text."""
    return _EDGES.get(finding.rule)


def marks_of(finding: Finding, index: int, cue: Cue, counting: Counting) -> Iterator[Mark]:
    """The stretches of the cue's text that a finding is about, none where it is about no part of it.

    Args:
        finding: the finding.
        index: its index among the findings.
        cue: the cue it is about.
        counting: how characters are counted.
    """
    for line, begin, end in _stretches(finding, cue, counting):
        text = cue.lines[line]
        if begin < end:
            yield Mark(line, units(text[:begin]), units(text[:end]), index)


def units(text: str) -> int:
    r"""How many UTF-16 code units a text has.

    >>> units("a\U0001f600")
    3
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _stretches(finding: Finding, cue: Cue, counting: Counting) -> Iterator[tuple[int, int, int]]:
    """Line, first character and the one after the last."""
    rule, lines = finding.rule, cue.lines
    if rule == "line-length":
        for line, text in enumerate(lines):
            begin = _fitting(text, finding.limit, counting)
            if begin < len(text):
                yield line, begin, len(text)
    elif rule in _LAST_WORDS and finding.value <= len(lines):
        line = int(finding.value) - 1
        yield line, lines[line].rstrip().rfind(" ") + 1, len(lines[line])
    elif rule == "lines":
        yield from ((line, 0, len(lines[line])) for line in range(int(finding.limit), len(lines)))
    elif rule in {"top-line", "one-word"} and lines:
        yield 0, 0, len(lines[0])
    elif rule in _QUOTED:
        yield from _found(_literal(finding.reason), lines)
    elif rule == "sentence-start":
        yield from _found(_literal(finding.reason.removeprefix("after ").split(" a sentence")[0]), lines)


def _fitting(text: str, limit: float, counting: Counting) -> int:
    """How many characters of a text fit the limit."""
    cells = limit * cells_per_character(counting)
    if measure(text, counting) <= cells:
        return len(text)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle], counting) <= cells else (low, middle - 1)
    return low


def _literal(text: str) -> str:
    """What a reason quotes."""
    try:
        value = ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return ""
    return str(value).removesuffix(" …")


def _found(quoted: str, lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where words stand that may go over line breaks; nothing unless they stand there once."""
    joined = " ".join(lines)
    if not quoted or joined.count(quoted) != 1:
        return
    begin = joined.index(quoted)
    end, place = begin + len(quoted), 0
    for line, text in enumerate(lines):
        first, last = max(begin - place, 0), min(end - place, len(text))
        if first < last:
            yield line, first, last
        place += len(text) + 1
