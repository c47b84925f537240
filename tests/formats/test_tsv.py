"""TSV: a row a cue, nothing lost but line breaks, and what is no row is named."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import odd_captions

from subkit.errors import FormatError
from subkit.formats import Writing, tsv
from subkit.labels import STYLES
from subkit.model import Captions, Cue

STYLED = st.builds(Writing, speaker_style=st.sampled_from(STYLES))


@given(odd_captions(), STYLED)
def test_a_cue_is_a_row_of_three_columns(captions: Captions, how: Writing) -> None:
    rows = list(csv.reader(io.StringIO(tsv.render(captions, how)), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert ["start", "end", "text"] == rows[0]
    assert [(str(cue.start), str(cue.end)) for cue in captions] == [tuple(row[:2]) for row in rows[1:]]
    assert all(3 == len(row) for row in rows)


@given(odd_captions(), st.booleans())
def test_what_is_written_is_read_back_and_written_alike(captions: Captions, lenient: bool) -> None:
    text = tsv.render(captions)
    found = tsv.parse(text, lenient=lenient)
    assert [(cue.start, cue.end) for cue in captions] == [(cue.start, cue.end) for cue in found]
    assert text == tsv.render(found, Writing(speakers=False))
    assert not found.repairs


@given(st.text("0123456789\t\n\r ab-", max_size=60))
def test_lenient_reading_loses_no_word_and_says_what_it_mends(text: str) -> None:
    found = tsv.parse(f"{tsv.HEADER}\n{text}", lenient=True)
    shown = " ".join(" ".join(cue.lines) for cue in found)
    said = [word for line in text.splitlines() if line.strip() for word in line.split("\t")[-1].split()]
    assert all(word in shown for word in said)
    try:
        assert found == tsv.parse(f"{tsv.HEADER}\n{text}")
    except FormatError:
        assert found.repairs


def test_an_end_before_its_begin_is_its_begin_if_that_is_wanted() -> None:
    found = tsv.parse("start\tend\ttext\n500\t200\tOne\n", lenient=True)
    assert [(500, 500, "One")] == [(cue.start, cue.end, cue.text) for cue in found]
    assert ["row"] == [repair.kind for repair in found.repairs]


def test_lines_are_joined_and_tabs_are_blanks_which_is_told() -> None:
    captions = Captions((Cue(0, 1500, ("One\ttwo", "three."), "Ann"),))
    assert "start\tend\ttext\n0\t1500\tAnn: One two three.\n" == tsv.render(captions)
    assert ["lines", "tab"] == [repair.kind for repair in tsv.alterations(captions)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("start,end,text\n", "talk.tsv:1: expected the columns"),
        ("start\tend\ttext\n1\t2\n", "talk.tsv:2: expected two times in ms"),
        ("start\tend\ttext\n0\t1\ta\n5\t2\tb\n", "talk.tsv:3: the cue ends before it begins"),
    ],
)
def test_what_breaks_the_format_is_refused_by_line(text: str, said: str) -> None:
    with pytest.raises(FormatError) as refused:
        tsv.parse(text, "talk.tsv")
    assert str(refused.value).startswith(said)
