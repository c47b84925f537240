"""SubRip: what is written, that other readers read it alike, and that each fault of pysrt is fenced off."""

from __future__ import annotations

import io
import os

import pysrt
import pysubs2
import pytest
import srt as srt_library
import webvtt
from hypothesis import given
from hypothesis import strategies as st
from strategies import ODD_TEXTS, odd_captions

from subkit.document import CueSettings
from subkit.errors import FormatError
from subkit.formats import Writing, srt
from subkit.formats.portable import plain, unmarked
from subkit.formats.srt.items import SubRipItem, document
from subkit.model import Captions, Cue
from subkit.timecode import clocks

NEXT = Cue(3_599_999, 359_999_999, ("next",))


def two_cues(text: str) -> Captions:
    return Captions((Cue(1000, 2000, tuple(text.split("\n"))), NEXT))


def shown(text: str) -> str:
    return unmarked(plain(text))


def test_a_file_is_numbered_and_ends_every_cue_with_an_empty_line() -> None:
    captions = Captions((Cue(500, 1600, ("Hello,", "world.")), Cue(1600, 360_000_001, ("Bye.",))))
    expected = (
        "1\n00:00:00,500 --> 00:00:01,600\nHello,\nworld.\n\n"  # one cue
        "2\n00:00:01,600 --> 100:00:00,001\nBye.\n\n"
    )
    assert expected == srt.render(captions)


def test_a_label_stands_where_the_speaker_changes_and_only_there() -> None:
    speakers = ["Ann", "Ann", "Bob", None, "Bob", " New\r\nline ", "<b>"]
    captions = Captions(tuple(Cue(0, 1, ("hi", "there"), speaker) for speaker in speakers))
    lines = [cue.lines for cue in srt.parse(srt.render(captions)).cues]
    firsts = ["Ann: hi", "hi", "Bob: hi", "hi", "Bob: hi", "New line: hi", "[b]: hi"]
    assert [(first, "there") for first in firsts] == lines
    assert "Ann" not in srt.render(captions, Writing(speakers=False))


@given(odd_captions())
def test_reading_what_was_written_gives_the_same_cues_times_and_shown_text(captions: Captions) -> None:
    read = srt.parse(srt.render(captions, Writing(speakers=False)))
    assert [(cue.start, cue.end) for cue in captions] == [(cue.start, cue.end) for cue in read]
    assert [shown(cue.text) for cue in captions] == [cue.text for cue in read]
    assert {repair.kind for repair in read.repairs} <= {"direction"}


@given(odd_captions(), st.booleans())
def test_writing_what_was_read_gives_the_same_bytes(captions: Captions, speakers: bool) -> None:
    once = srt.render(captions, Writing(speakers=speakers))
    assert once == srt.render(srt.parse(once))


@given(st.lists(st.tuples(st.integers(0, 10**9), st.text("a\n", max_size=4)), max_size=4))
def test_a_file_is_what_pysrt_makes_of_its_items(cues: list[tuple[int, str]]) -> None:
    items = [SubRipItem(number, time, time, text) for number, (time, text) in enumerate(cues, 1)]
    written = io.StringIO()
    pysrt.SubRipFile(items).write_into(written)
    times = clocks([time for time, _ in cues], ",")
    assert written.getvalue() == document(times, times, [text for _, text in cues])


@given(odd_captions())
def test_what_differs_from_the_captions_is_listed(captions: Captions) -> None:
    places = {repair.place for repair in srt.alterations(captions, Writing(speakers=False))}
    for number, cue in enumerate(srt.parse(srt.render(captions, Writing(speakers=False))), 1):
        given_text = captions[number - 1].text
        assert (
            cue.text == given_text
            or not given_text.strip()
            or f"cue {number}" in places
            or ("".join(cue.text.split()) == "".join(given_text.split()))
        )


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_pysrt_reads_what_was_written(text: str) -> None:
    read = pysrt.from_string(srt.render(two_cues(text)), error_handling=pysrt.ERROR_RAISE)
    assert [(1000, 2000, shown(text)), (3_599_999, 359_999_999, "next")] == [
        (item.start.ordinal, item.end.ordinal, item.text) for item in read
    ]


# Two clocks in one line are a time line to these two, whatever stands between; nobody says them aloud.
WITHOUT_CLOCKS = [text for text in ODD_TEXTS if text.count(":00:") < 2]


@pytest.mark.parametrize("text", WITHOUT_CLOCKS)
def test_srt_reads_what_was_written(text: str) -> None:
    read = list(srt_library.parse(srt.render(two_cues(text)), ignore_errors=False))
    assert [(1.0, 2.0, shown(text)), (3599.999, 359999.999, "next")] == [
        (item.start.total_seconds(), item.end.total_seconds(), item.content) for item in read
    ]


@pytest.mark.parametrize("text", WITHOUT_CLOCKS)
def test_pysubs2_reads_what_was_written(text: str) -> None:
    read = pysubs2.SSAFile.from_string(srt.render(two_cues(text)), format_="srt")
    assert [(1000, 2000, shown(text)), (3_599_999, 359_999_999, "next")] == [
        (event.start, event.end, event.plaintext) for event in read
    ]


@pytest.mark.parametrize("text", [text for text in ODD_TEXTS if shown(text)])
def test_webvtt_py_reads_what_was_written(text: str) -> None:
    # It drops cues without text, which nobody sees.
    read = webvtt.WebVTT.from_buffer(io.StringIO(srt.render(two_cues(text))), format="srt")
    assert [("00:00:01.000", "00:00:02.000", shown(text)), ("00:59:59.999", "99:59:59.999", "next")] == [
        (caption.start, caption.end, caption.text) for caption in read.captions
    ]


# The faults of pysrt 1.1.2, each with what stands against it.


@given(st.integers(0, 3_200_000_000_000))
def test_each_millisecond_is_written_as_it_is(milliseconds: int) -> None:
    """pysrt loses one in 0.7 % of all times given in seconds."""
    first = srt.render(Captions((Cue(milliseconds, milliseconds, ()),))).split("\n")[1]
    hours, minutes, seconds = first.split(" --> ")[0].replace(",", "").split(":")
    assert milliseconds == int(hours) * 3_600_000 + int(minutes) * 60_000 + int(seconds)


@pytest.mark.parametrize(("start", "end"), [(-500, 1000), (2000, 1000)])
def test_times_that_cannot_be_are_refused(start: int, end: int) -> None:
    """pysrt writes zero for a negative time, and whatever it is given else."""
    with pytest.raises(FormatError, match="cannot be shown"):
        srt.render(Captions((Cue(start, end, ("x",)),)))


@pytest.mark.parametrize(
    "text", ["a\n\nb", "a\n \nb", "a\n\n9\n00:00:50,000 --> 00:00:51,000\ninjected", "\n\na", "a\n\n"]
)
def test_an_empty_line_neither_ends_a_cue_nor_injects_one(text: str) -> None:
    """pysrt writes it as it is, and reads what follows as a cue or not at all."""
    rendered = srt.render(two_cues(text))
    assert rendered.count("\n\n") == 2
    assert len(srt.parse(rendered)) == 2


def test_line_ends_are_lf_on_every_machine_and_whatever_the_text_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """pysrt takes the machine's line end, and makes CR CR LF of CR LF."""
    monkeypatch.setattr(os, "linesep", "\r\n")
    assert (
        srt.render(Captions((Cue(0, 1, ("a\r\nb", "c\rd")),)))
        == "1\n00:00:00,000 --> 00:00:00,001\na\nb\nc\nd\n\n"
    )


@pytest.mark.parametrize("separator", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_no_other_character_ends_a_line_in_writing_or_in_reading(separator: str) -> None:
    """pysrt's from_string ends lines at all of them."""
    assert srt.parse(srt.render(two_cues(f"a{separator}b")))[0].lines == ("a b",)
    foreign = f"1\n00:00:00,000 --> 00:00:00,001\na{separator}b\n"
    assert srt.parse(foreign)[0].lines == (f"a{separator}b",)


def test_a_byte_order_mark_is_no_part_of_the_first_number() -> None:
    """pysrt's from_string makes it one."""
    assert srt.parse("\ufeff1\n00:00:00,000 --> 00:00:00,001\na\n").cues == (Cue(0, 1, ("a",)),)


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_any_line_end_is_read(eol: str) -> None:
    text = "1\n00:00:00,000 --> 00:00:00,001\na\nb\n\n\n2\n00:00:00,001 --> 00:00:00,002\nc"
    assert [("a", "b"), ("c",)] == [cue.lines for cue in srt.parse(text.replace("\n", eol))]


def test_numbers_may_be_missing() -> None:
    text = "00:00:00,000 --> 00:00:00,001\n7\n\n00:00:00,001 --> 00:00:00,002\n8\n"
    assert [("7",), ("8",)] == [cue.lines for cue in srt.parse(text)]


def test_tags_and_places_are_kept_and_what_the_model_cannot_say_is_told() -> None:
    text = (
        "1\n00:00:00,000 --> 00:00:00,001 X1:5 X2:9\n"
        "{\\an8}{\\fad(1,2)}<i>so</i> <unk> <font color='red'>it</FONT> is\n{b}it <S>all</s> \n"
    )
    read = srt.parse(text)
    assert ("so <unk> it is", "it all") == read[0].lines
    assert ("<i>so</i> &lt;unk&gt; <c.red>it</c> is", "<b>it all</b>") == read[0].markup
    assert CueSettings(line=0) == read[0].settings
    assert [
        "cue 1: the position 'X1:5 X2:9' was left out [position]",
        "cue 1: what WebVTT has no tags for was left out: {\\fad(1,2)}, <s> [styling]",
    ] == list(map(str, read.repairs))
    assert srt.parse("1\n00:00:00,000 --> 00:00:00,001\n<i>\n</i>").cues == (Cue(0, 1, ()),)


FIRST = "1\n00:00:01,000 --> 00:00:02,000\nfirst\n\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nx\n", 1, "this is WebVTT, not SubRip"),
        (FIRST + "2\n00:00:03:12 --> 00:00:04:00\nx", 6, "which counts frames; --lenient reads it"),
        (FIRST + "2\n00:00:03,5 --> 00:00:04,000\nx", 6, "found '00:00:03,5 --> 00:00:04,000'"),
        (FIRST + "2\n00:00:03,000 --> 00:00:04,5000\nx", 6, "expected a time line"),
        (FIRST + "2\nab:cd:ef,gh --> 00:00:04,000\nx", 6, "expected a time line"),
        (FIRST + "2\n00:99:99,999 --> 00:00:04,000\nx", 6, "expected a time line"),
        (FIRST + "2\n-00:00:01,000 --> 00:00:04,000\nx", 6, "expected a time line"),
        (FIRST + "2\n00:03,000 --> 00:04,000\nx", 6, "expected a time line"),
        (FIRST + "2\n00:00:03.000 --> 00:00:04.000\nx", 6, "expected a time line"),
        (FIRST + "2\n00:00:03,000 -> 00:00:04,000\nx", 6, "expected a time line"),
        (FIRST + "2\n" + "9" * 5000 + ":00:00,000 --> 00:00:04,000\nx", 6, "expected a time line"),
        (FIRST + "2\n00:00:04,000 --> 00:00:03,000\nx", 6, "the cue ends before it begins"),
        (FIRST + "2\n00:00:03,000 --> 00:00:04,000 --> 5\nx", 5, "pysrt refuses this cue"),
        (FIRST + "lost text\n", 5, "found 'lost text'"),
        (FIRST + "42\n", 5, "a number without a time line"),
        (FIRST[:-1] + "2\n00:00:03,000 --> 00:00:04,000\nx", 5, "an empty line is missing before it"),
    ],
)
def test_what_breaks_the_format_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    """pysrt reads every one of these: with other times, without the text, or with a cue inside another."""
    with pytest.raises(FormatError) as caught:
        srt.parse(text, "talk.srt")
    assert ("talk.srt", line) == (caught.value.file, caught.value.line)
    assert reason in caught.value.reason


@given(st.text(alphabet="12\n:0,->< ax\r\ufeff", max_size=60) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        srt.parse(text)
    except FormatError as error:
        assert error.line > 0  # noqa: PT017  # a refusal is one of two right answers


def test_no_captions_are_an_empty_file() -> None:
    assert srt.render(Captions(())) == ""
    assert srt.parse("\n \n").cues == ()


def test_a_message_is_one_short_line_whatever_the_text() -> None:
    with pytest.raises(FormatError) as caught:
        srt.parse("\x1b[2J" + "x" * 1_000_000)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


@given(st.lists(st.tuples(st.integers(0, 10**10), st.integers(0, 10**7)), max_size=4))
def test_the_quick_way_and_pysrts_way_read_the_same_cues(times: list[tuple[int, int]]) -> None:
    cues = tuple(Cue(start, start + length, ("one", "two")) for start, length in times)
    written = srt.render(Captions(cues))
    judged = "".join(f"{block.partition(chr(10))[2]}\n \n" for block in written.split("\n\n") if block)
    assert srt.parse(written).cues == srt.parse(judged).cues == cues
