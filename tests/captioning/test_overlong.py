"""A word longer than a line: it stands alone in its cue, whole, and is reported."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import subkit

ADDRESS = "https://www.example.org/a/path/that/is/longer/than/any/line"


def captions_of(texts: list[str]) -> subkit.Captions:
    words = tuple(subkit.Word(text, at * 300, at * 300 + 280) for at, text in enumerate(texts))
    return subkit.caption(subkit.Transcript((subkit.Segment(words),)), language="en")


@given(st.lists(st.sampled_from(["you", "find", "it", "there,", ADDRESS, "Today."]), min_size=1, max_size=30))
def test_a_word_longer_than_a_line_stands_alone_wherever_it_stands(texts: list[str]) -> None:
    captions = captions_of(texts)
    assert texts == [word.text for cue in captions for word in cue.words]
    overlong = [cue for cue in captions if any(len(line) > 42 for line in cue.lines)]
    assert [(ADDRESS,)] * texts.count(ADDRESS) == [cue.lines for cue in overlong]


def test_a_word_longer_than_a_line_is_reported_with_its_length() -> None:
    findings = captions_of(["Look", "at", ADDRESS, "now."]).findings
    assert [("line-length", 2, len(ADDRESS))] == [
        (found.rule, found.cue, found.value) for found in findings if found.rule == "line-length"
    ]
