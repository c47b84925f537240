"""Broken SubRip: no word of it is lost, every repair is told, and what each fault is taken for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.document import Block
from subkit.errors import FormatError
from subkit.formats import parse, srt
from subkit.model import Cue
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.model import Captions


def lenient(text: str) -> Captions:
    return srt.parse(text, "talk.srt", lenient=True)


def words(captions: Captions) -> list[str]:
    notes = " ".join(block.text for block in captions.blocks)
    return [*notes.split(), *(word for cue in captions for line in cue.lines for word in line.split())]


def kinds(captions: Captions) -> list[str]:
    return [repair.kind for repair in captions.repairs]


ARROWS = [
    "-->",
    "->",
    "-- >",
    "--->",
    "→",
    "—>",
    "–>",
    "=>",
    " - ",
    "-->  ",
    "--&gt;",
    "－－＞",
    "⇒",
    "-\u2010>",
]
SPELLINGS: list[Callable[[str], str]] = [
    str,
    lambda stamp: stamp.replace(",", "."),
    lambda stamp: stamp.replace(",", " , "),
    lambda stamp: stamp.replace(":", ": "),
    lambda stamp: stamp + "0",
    lambda stamp: stamp + "12345678",
    lambda stamp: stamp.removesuffix("0"),
    lambda stamp: stamp.removeprefix("00:"),
    lambda stamp: stamp.translate(str.maketrans("0123456789:,", "０１２３４５６７８９：，")),
    lambda stamp: stamp.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    lambda stamp: "\u200f" + stamp,
    lambda stamp: "000" + stamp,
]
NUMBERS: list[Callable[[int], str]] = [
    lambda number: f"{number}\n",
    lambda number: f"{number}\n",
    lambda _: "",
    lambda number: f"{number:05d}\n",
    lambda number: f" {number} \n",
    lambda number: f"\ufeff{number}\n",
    lambda number: f"{number} ",
]
APART: list[Callable[[int], str]] = [lambda number: f"{number}\n\n", lambda number: f"{number}\n \n\n"]
GAPS = ["\n\n", "\n\n", "\n", "\n \n", "\n\n\n\n", "\n\u3000\n"]
BEHIND = ["", "", " ", " X1:10 X2:20 Y1:30 Y2:40", " line:0 position:50% align:start"]
LINE_ENDS = ["\n", "\r\n", "\r", "\r\r\n"]
TEXTS = [
    "so it goes",
    "- yes",
    "<i>well",
    "no</i> {\\an8}more",
    "a --> b",
    "one",
    "12:30 or 13",
    "&amp; <unk>",
    "5 - 6",
]


@st.composite
def broken_files(draw: Callable[..., object]) -> tuple[str, list[str]]:
    """The text of a file with any mixture of faults, and the words of its text."""

    def pick(from_: list[object]) -> object:
        return draw(st.sampled_from(from_))

    parts, spoken = [pick(["", "\ufeff", "\n\n"])], list[str]()
    for number in range(1, draw(st.integers(1, 6)) + 1):
        start = 10_000 * number
        stamps = [pick(SPELLINGS)(clock(at, ",")) for at in (start + 120, start + 5_340)]
        text = [f"w{number}a {pick(TEXTS)}", f"{pick(TEXTS)} w{number}b"][: draw(st.integers(1, 2))]
        spoken += " ".join(text).replace("<i>", "").replace("</i>", "").replace("{\\an8}", "").split()
        between = pick(["\n", "\n", "\n\n", "\n\t\n\n"])
        times = f"{stamps[0]}{pick([' ', ''])}{pick(ARROWS)} {stamps[1]}{pick(BEHIND)}"
        # A figure straight below text, and apart from the times, is text to any reader.
        numbers = NUMBERS if parts[-1] == "\n" else NUMBERS + APART
        parts += [pick(numbers)(number), times, "\n", between.join(text), pick(GAPS)]
    text = "".join(parts) + pick(["", "\x1a", "\0\0", "\n"])
    return text.replace("\n", pick(LINE_ENDS)), spoken


@given(broken_files())
def test_no_word_is_lost_added_or_moved_whatever_is_broken(file: tuple[str, list[str]]) -> None:
    text, spoken = file
    read = lenient(text)
    assert spoken == words(read)
    assert all(0 <= cue.start <= cue.end for cue in read)


@given(broken_files())
def test_what_was_read_leniently_can_be_written_and_read_strictly(file: tuple[str, list[str]]) -> None:
    read = lenient(file[0])
    again = srt.parse(srt.render(read))
    assert [(cue.start, cue.end) for cue in read] == [(cue.start, cue.end) for cue in again]


@given(broken_files())
def test_what_strict_reading_refuses_is_told_and_what_it_takes_is_read_alike(
    file: tuple[str, list[str]],
) -> None:
    read = lenient(file[0])
    try:
        assert srt.parse(file[0]) == read
    except FormatError:
        assert read.repairs


@given(st.permutations(range(5)))
def test_cues_out_of_order_are_put_in_order_and_lose_nothing(order: list[int]) -> None:
    text = "\n".join(f"{clock(1000 * at)} --> {clock(1000 * at + 900)}\nw{at}" for at in order)
    read = lenient(text)
    assert [f"w{at}" for at in range(5)] == words(read)
    assert ("order" in kinds(read)) == (order != sorted(order))


@given(st.text(alphabet="12\n:0,.->< a\r\ufeff{}/i\\", max_size=80) | st.text(max_size=40))
def test_any_text_is_read_or_refused_for_want_of_times(text: str) -> None:
    try:
        read = lenient(text)
    except FormatError as error:
        assert "no line of times" in error.reason  # noqa: PT017 - a refusal is one of two right answers
        return
    letters = Counter("".join(words(read)))
    assert letters["a"] >= text.count("a") - text.count("{")  # overrides in braces are no words


CASES = {
    "a point for a comma": ("00:00:01.500 --> 00:00:02.250", (1500, 2250)),
    "a short fraction is decimal": ("00:00:01,5 --> 00:00:02,25", (1500, 2250)),
    "a long fraction is rounded": ("00:00:01,50049 --> 00:00:02,2499999", (1500, 2250)),
    "no fraction": ("00:00:01 --> 00:00:02", (1000, 2000)),
    "no hours": ("00:01,500 --> 00:02,250", (1500, 2250)),
    "a hundred hours": ("100:00:00,000 --> 100:00:01,000", (360_000_000, 360_001_000)),
    "a negative time is zero": ("-00:00:01,000 --> 00:00:02,000", (0, 2000)),
    "too many seconds are added": ("00:00:61,000 --> 00:01:62,000", (61_000, 122_000)),
    "three figures behind a colon are ms": ("00:00:01:500 --> 00:00:02:250", (1500, 2250)),
    "frames": ("00:00:01:12 --> 00:00:02:24", (1480, 2960)),
    "frames of 30": ("00:00:01:15 --> 00:00:02;29", (1500, 2966)),
    "an end before the begin": ("00:00:02,000 --> 00:00:01,000", (2000, 7000)),
    "no end": ("00:00:02,000 -->", (2000, 7000)),
    "a spoilt end": ("00:00:02,000 --> 00:00:0x,000", (2000, 7000)),
    "a spoilt begin": ("0x:00:01,000 --> 00:00:02,000", (0, 2000)),
    "a century": ("999999:00:00,000 --> 999999:00:00,000", (3_200_000_000_000, 3_200_000_000_000)),
}


@pytest.mark.parametrize("case", CASES)
def test_times_are_read_as_they_were_meant(case: str) -> None:
    line, times = CASES[case]
    read = lenient(f"1\n{line}\nhello there\n")
    assert (Cue(*times, ("hello there",)),) == read.cues
    if case not in {"a hundred hours", "a century"}:
        assert (
            "line 2: the cue ends" if "before the" in case else f"line 2: '{line}' was read as"
        ) in " ".join(map(str, read.repairs))


GOOD = "00:00:01,000 --> 00:00:02,000"
NEXT = "00:00:03,000 --> 00:00:04,000"


@pytest.mark.parametrize(
    ("text", "shown", "told"),
    [
        (f"1\n{GOOD}\na\n2\n{NEXT}\nb", ["a", "b"], ["blank-line"]),
        (f"1\n{GOOD}\na\n{NEXT}\nb", ["a", "b"], ["blank-line"]),
        (f"1\n{GOOD}\na\n7\n{NEXT}\nb", ["a\n7", "b"], ["blank-line"]),
        (f"1\n{GOOD}\na\n\nb\n\n2\n{NEXT}\nc", ["a\nb", "c"], ["blank-line"]),
        (f"1\n{GOOD}\na\n\n42\n\n2\n{NEXT}\nc", ["a\n42", "c"], ["blank-line"]),
        (f"1\n{GOOD}\n42\n\n{NEXT}\nc\n\n43", ["42", "c\n43"], ["blank-line"]),
        (f"1\n{GOOD}\na\n\n2\n{NEXT}\nb\n\n3\n", ["a", "b"], ["number"]),
        (f"1\n{GOOD} a\nb", ["a\nb"], ["time", "text"]),
        (f"1 {GOOD}\na", ["a"], ["time"]),
        (f"1\n{GOOD}\na\n\n{'9' * 5000}\n{NEXT}\nb\n\nend", ["a", "b\nend"], ["blank-line"]),
        (f"1\n{GOOD}\nfrom 10:00 -> 11:00\n\n", ["from 10:00 -> 11:00"], []),
        (f"1\n{GOOD}\nat\n10:00 --> 11:00\n\nx", ["at\n10:00 --> 11:00\nx"], ["blank-line"]),
        (f"1\n{GOOD}\n\n2\n{NEXT}\nb\n\nend", ["", "b\nend"], ["blank-line"]),
        (f"1\n{GOOD} X1:1 X2:2\na\n\nb", ["a\nb"], ["blank-line", "position"]),
        (f"1\n{GOOD}\na\x0bb\u2028c\x00\n\nd", ["a\x0bb\u2028c\x00\nd"], ["blank-line"]),
    ],
)
def test_numbers_blank_lines_and_text_are_told_apart(text: str, shown: list[str], told: list[str]) -> None:
    read = lenient(text)
    assert (shown, sorted(told)) == ([cue.text for cue in read], sorted(kinds(read)))


def test_text_before_the_first_cue_becomes_a_note() -> None:
    read = lenient(f"Subtitles by\nnobody\n\n1\n{GOOD}\na\n")
    assert ((Block("note", "Subtitles by\nnobody"),), ["outside"]) == (read.blocks, kinds(read))
    assert ["a"] == [cue.text for cue in read]


def test_a_cue_without_an_end_is_shown_until_the_next_begins() -> None:
    read = lenient(f"00:00:01,000 -->\na\n\n{NEXT}\nb\n")
    assert [(1000, 3000), (3000, 4000)] == [(cue.start, cue.end) for cue in read]


def test_tags_are_kept_in_broken_files_too() -> None:
    read = lenient(f"1\n{GOOD}\n{{\\an8}}<i>a\nb</i>\n{NEXT}\nc")
    assert ("<i>a</i>", "<i>b</i>") == read[0].markup
    assert read[0].settings is not None


def test_a_webvtt_file_by_the_name_of_subrip_is_read_as_what_it_is() -> None:
    read = parse("WEBVTT\n\n00:01.000 --> 00:02.000\n<b>a</b>\n", "srt", lenient=True)
    assert [("a",), "format"] == [read[0].lines, read.repairs[0].kind]


@pytest.mark.parametrize("text", ["hello", "WEBVT\n\nhello", "1\n2\n3", "{1}{25}MicroDVD", "--> -->"])
def test_a_file_without_times_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match=r"^talk\.srt:1: no line of times"):
        lenient(text)


@pytest.mark.parametrize("rubbish", ["\x1a", "\0\0"])
def test_what_stands_behind_the_end_of_a_good_file_is_no_word(rubbish: str) -> None:
    captions = lenient(f"1\n00:00:01,000 --> 00:00:02,000\nHello there.\n{rubbish}")
    assert ["Hello", "there."] == words(captions)
    assert ["rubbish"] == kinds(captions)
