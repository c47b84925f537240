"""Where findings are marked: always within the text of their cue, and at the words they are about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import wild_captions

from subkit.captioning.width import measure
from subkit.checking import check
from subkit.model import Captions, Cue
from subkit.report import Finding
from subkit.review.spots import edge_of, marks_of, units


@given(wild_captions())
def test_every_mark_is_a_stretch_of_a_line_of_its_cue(shown: Captions) -> None:
    found = check(shown, "netflix-en").findings if shown.cues else ()
    for index, finding in enumerate(found):
        cue = shown.cues[finding.cue - 1]
        for mark in marks_of(finding, index, cue, "characters"):
            assert index == mark.finding
            assert 0 <= mark.begin < mark.end <= units(cue.lines[mark.line])


@given(st.text(), st.integers(1, 20))
def test_what_is_marked_of_a_long_line_is_what_does_not_fit(line: str, limit: int) -> None:
    marks = list(marks_of(Finding("line-length", 1, 99, limit), 0, Cue(0, 1, (line,)), "characters"))
    assert (measure(line) > limit) == bool(marks)
    for mark in marks:
        kept = line.encode("utf-16-le", "surrogatepass")[: 2 * mark.begin].decode(
            "utf-16-le", "surrogatepass"
        )
        assert measure(kept) <= limit


@pytest.mark.parametrize(
    ("rule", "value", "reason", "lines", "marked"),
    [
        ("line-end", 1, "line 1 ends on 'the'", ("I saw the", "house."), ["the"]),
        ("weak-line-end", 2, "", ("Once", "it \U0001f600 was "), ["was "]),
        ("parted", 1, "line 1 parts 'Ada' from 'Byron'", ("with Ada", "Byron"), ["Ada"]),
        ("words-changed", 2, "'a b'", ("so a", "b it"), ["a", "b"]),
        ("words-added", 1, "'twice'", ("twice or", "twice"), []),
        ("sentence-start", 1, "after 'end.' a sentence begins that ends later", ("the end. And",), ["end."]),
        ("lines", 3, "", ("a", "b", "c"), ["c"]),
        ("top-line", 1, "", ("So", "it goes on"), ["So"]),
        ("gap", 20, "", ("a", "b"), []),
        ("line-end", 9, "of captions that have fewer lines", ("a",), []),
        ("words-added", 1, "no quotation", ("a",), []),
    ],
)
def test_a_finding_marks_the_words_it_is_about(
    rule: str, value: float, reason: str, lines: tuple[str, ...], marked: list[str]
) -> None:
    limit = 2 if rule == "lines" else 0
    marks = marks_of(Finding(rule, 1, value, limit, reason), 0, Cue(0, 1000, lines), "characters")
    assert marked == [in_units(lines[mark.line], mark.begin, mark.end) for mark in marks]


def test_findings_of_times_are_at_an_edge() -> None:
    edges = [edge_of(Finding(rule, 1, 0, 0)) for rule in ("early", "gap", "reading-speed", "past-end")]
    assert ["in", "out", None, "out"] == edges


def in_units(text: str, begin: int, end: int) -> str:
    """A stretch of a text as JavaScript cuts it."""
    return text.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le")
