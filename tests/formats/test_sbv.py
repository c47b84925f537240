"""SBV: what is written is read again, and what breaks the format is refused or mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import odd_captions

from subkit.errors import FormatError
from subkit.formats import Writing, sbv
from subkit.formats.portable import plain
from subkit.model import Captions, Cue

TWO = "0:00:01.000,0:00:02.500\nHello,\nworld\n\n1:00:00.000,1:00:01.000\nBye\n"


def test_a_cue_is_a_line_of_times_lines_of_text_and_an_empty_line() -> None:
    captions = Captions((Cue(1000, 2500, ("Hello,", "world")), Cue(3_600_000, 3_601_000, ("Bye",))))
    assert TWO == sbv.render(captions)
    assert captions == sbv.parse(TWO)
    assert captions == sbv.parse("\ufeff" + TWO.replace("\n", "\r\n"))


@given(odd_captions())
def test_reading_what_was_written_gives_the_same_cues_in_order(captions: Captions) -> None:
    captions = Captions(tuple(sorted(captions, key=lambda cue: cue.start)))
    read = sbv.parse(sbv.render(captions, Writing(speakers=False)))
    altered = {
        repair.place
        for repair in sbv.alterations(captions, Writing(speakers=False))
        if repair.kind == "markup"
    }
    assert [(cue.start, cue.end) for cue in captions] == [(cue.start, cue.end) for cue in read]
    for number, (cue, again) in enumerate(zip(captions, read, strict=True), 1):
        assert plain(cue.text) == again.text or f"cue {number}" in altered


@given(odd_captions(), st.booleans())
def test_writing_what_was_read_gives_the_same_bytes(captions: Captions, speakers: bool) -> None:
    captions = Captions(tuple(sorted(captions, key=lambda cue: cue.start)))
    once = sbv.render(captions, Writing(speakers=speakers))
    assert once == sbv.render(sbv.parse(once))


def test_text_is_neither_a_time_line_nor_a_break() -> None:
    captions = Captions((Cue(0, 1, ("0:00:05.000,0:00:06.000", "a[br]b")),))
    assert ("(0:00:05.000,0:00:06.000)", "a(br)b") == sbv.parse(sbv.render(captions))[0].lines
    assert ["markup", "markup"] == [repair.kind for repair in sbv.alterations(captions)]


def test_a_break_of_subviewer_is_one_of_a_line() -> None:
    assert ("a", "b") == sbv.parse("0:00:00.000,0:00:01.000\na[br]b\n")[0].lines


BROKEN = [
    ("lost\n", 1, "expected a time line such as 0:00:01.000,0:00:02.500, found 'lost'"),
    (f"{TWO}\nlost\n", 8, "expected a time line such as 0:00:01.000,0:00:02.500, found 'lost'"),
    (TWO.replace("\n\n", "\n"), 4, "a time line inside a cue; an empty line is missing before it"),
    (
        TWO.replace("0:00:01.000,", "1,"),
        1,
        "expected a time line such as 0:00:01.000,0:00:02.500, found '1,0:00:02.500'",
    ),
    ("0:00:02.000,0:00:01.000\nx\n", 1, "the cue ends before it begins"),
]


@pytest.mark.parametrize(("text", "line", "reason"), BROKEN)
def test_what_breaks_the_format_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        sbv.parse(text, "a.sbv")
    assert ("a.sbv", line, reason) == caught.value.args


@given(st.text(st.sampled_from(list("0:.,\n ax[br]")), max_size=80))
def test_lenient_reading_takes_anything_and_loses_no_word(text: str) -> None:
    read = sbv.parse(text, lenient=True)
    told = "".join([repair.message for repair in read.repairs])
    words = " ".join([cue.text for cue in read]) + told
    assert all(
        word in words
        for line in text.split("\n")
        for word in line.replace("[br]", " ").split()
        if "a" in word
    )


@pytest.mark.parametrize(
    "line", ["00:01.5,00:02.5", "0:00:01,0:00:02", "0:0:1.000;0:0:2.000", "0:00:01.000, 0:00:02.000"]
)
def test_lenient_reading_knows_times_as_people_write_them(line: str) -> None:
    read = sbv.parse(f"{line}\nx\n", lenient=True)
    assert ("x",) == read[0].lines
    assert read[0].start in {1000, 1500}
