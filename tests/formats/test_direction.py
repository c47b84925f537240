"""Marks of direction: where a player needs them and nowhere else, and gone again after reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning.width import measure
from subkit.formats import alterations, parse, render
from subkit.formats.direction import directed, runs_right_to_left
from subkit.model import Captions, Cue

RLE, PDF, RLM = "\u202b", "\u202c", "\u200f"
HEBREW, ARABIC = "שלום לכולם", "مرحبا بالجميع"
FORMATS = pytest.mark.parametrize("name", ["srt", "vtt"])
PIECES = ["שלום", "مرحبا", "GPS", "20", "3.5", ".", "!", "?", "،", "(", ")", "-", "שָׁלוֹם", "…"]


def captions(*lines: str, language: str | None = "he") -> Captions:
    return Captions((Cue(0, 1000, lines),), language)


def shown(text: str) -> list[str]:
    """The lines of a file's only cue."""
    return text.rstrip("\n").split(" --> ")[1].split("\n")[1:]


@pytest.mark.parametrize(
    ("line", "in_srt", "in_vtt"),
    [
        (HEBREW, HEBREW, HEBREW),
        (ARABIC, ARABIC, ARABIC),
        ("שָׁלוֹם", "שָׁלוֹם", "שָׁלוֹם"),
        ("שלום, לכולם", "שלום, לכולם", "שלום, לכולם"),
        ("יש 20 ילדים", "יש 20 ילדים", "יש 20 ילדים"),
        (f"{HEBREW}.", f"{RLE}{HEBREW}.{PDF}", f"{HEBREW}."),
        (f"- {HEBREW}", f"{RLE}- {HEBREW}{PDF}", f"- {HEBREW}"),
        (f"20 {HEBREW}", f"{RLE}20 {HEBREW}{PDF}", f"20 {HEBREW}"),
        (f"{HEBREW} GPS", f"{RLE}{HEBREW} GPS{PDF}", f"{HEBREW} GPS"),
        (f"GPS {HEBREW}", f"{RLE}GPS {HEBREW}{PDF}", f"{RLM}GPS {HEBREW}"),
        ("GPS only.", "GPS only.", "GPS only."),
        ("20.", "20.", "20."),
    ],
)
def test_a_line_is_marked_where_a_player_would_turn_it_round(line: str, in_srt: str, in_vtt: str) -> None:
    made = captions(line)
    assert [in_srt] == shown(render(made, "srt"))
    assert [in_vtt] == shown(render(made, "vtt"))
    assert [line] == render(made, "txt").split("\n")[:1]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("he", True),
        ("iw", True),
        ("ar-EG", True),
        ("fa", True),
        ("pa-Arab-PK", True),
        ("az-Arab", True),
        ("en", False),
        ("pa", False),
        ("ar-Latn", False),
        (None, True),
    ],
)
def test_the_language_or_else_most_letters_say_the_direction(language: str | None, expected: bool) -> None:
    assert expected == runs_right_to_left([HEBREW, "GPS"], language)


def test_a_foreign_word_turns_no_other_language_round() -> None:
    english = "He said שלום to all of us."
    assert [english] == directed([english], None, "embedding") == directed([english], "en", "first letter")


@FORMATS
@given(
    st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3)
)
def test_reading_takes_off_what_writing_puts_on(name: str, lines: list[str]) -> None:
    made = captions(*lines)
    read = parse(render(made, name), name)
    assert made.cues == read.cues
    assert bool(alterations(made, name)) == ("direction" in {repair.kind for repair in read.repairs})


@FORMATS
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join))
def test_marks_change_neither_the_words_nor_what_is_counted(name: str, line: str) -> None:
    [written] = shown(render(captions(line), name))
    assert line == written.strip(RLE + PDF + RLM)
    assert measure(line) == measure(written)


def test_what_was_done_is_told_once_for_all_cues() -> None:
    made = Captions((Cue(0, 900, (f"{HEBREW}.",)), Cue(900, 1800, (f"{HEBREW}!", "GPS"))), "he")
    assert ["2 cues: U+202B and U+202C around lines that players would turn round [direction]"] == list(
        map(str, alterations(made, "srt"))
    )
    assert [] == alterations(made, "vtt")
    read = parse(render(made, "srt"), "srt")
    assert ["2 cues: marks of direction on whole lines were left out [direction]"] == list(
        map(str, read.repairs)
    )


def test_marks_inside_a_line_that_somebody_else_wrote_stay() -> None:
    line = f"{HEBREW} \u202aMamma Mia!\u202c {HEBREW}."
    written = render(captions(line), "srt")
    assert (line,) == parse(written, "srt").cues[0].lines


def test_the_embedding_that_subtitle_edit_does_not_close_is_read() -> None:
    text = f"1\n00:00:00,000 --> 00:00:01,000\n{RLE}{HEBREW}.\n"
    assert (f"{HEBREW}.",) == parse(text, "srt").cues[0].lines


@FORMATS
def test_captions_without_a_language_or_a_foreign_letter_are_left_alone(name: str) -> None:
    made = captions("Hello, everybody.", language=None)
    assert ["Hello, everybody."] == shown(render(made, name))
    assert [] == alterations(made, name)


@FORMATS
def test_a_mark_that_orders_part_of_a_line_is_no_mark_of_the_line(name: str) -> None:
    line = f"{HEBREW} (GPS){RLM} {HEBREW}"
    read = parse(render(captions(line), name), name)
    assert (line,) == read.cues[0].lines
