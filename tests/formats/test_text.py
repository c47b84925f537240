"""Plain text: paragraphs, lines, labels and blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import odd_captions

from subkit.formats import Writing, text
from subkit.formats.paragraphs import PARAGRAPH_PAUSE
from subkit.formats.portable import plain
from subkit.model import Captions, Cue, Word

if TYPE_CHECKING:
    from subkit.formats.writing import Layout

layouts = st.sampled_from(["paragraphs", "cues"])


def cues(*pairs: tuple[int, int, str]) -> Captions:
    return Captions(tuple(Cue(start, end, tuple(shown.split("\n"))) for start, end, shown in pairs))


def test_cues_run_on_until_the_speaker_changes() -> None:
    captions = Captions(
        (
            Cue(0, 900, ("So you", "came."), "Ann"),
            Cue(1000, 1900, ("Sit down.",), "Ann"),
            Cue(2000, 2900, ("Thanks.",), "Bob"),
            Cue(3000, 3900, ("(a door)",)),
        )
    )
    assert text.render(captions) == "Ann: So you came. Sit down.\n\nBob: Thanks.\n\n(a door)\n"
    assert text.render(captions, Writing(speakers=False)) == "So you came. Sit down.\n\nThanks.\n\n(a door)\n"
    assert (
        text.render(captions, Writing(layout="cues"))
        == "Ann: So you came.\nSit down.\nBob: Thanks.\n(a door)\n"
    )


@pytest.mark.parametrize(("pause", "seam"), [(PARAGRAPH_PAUSE - 1, " "), (PARAGRAPH_PAUSE, "\n\n")])
def test_a_long_pause_begins_a_paragraph(pause: int, seam: str) -> None:
    captions = cues((0, 1000, "One."), (1000 + pause, 5000, "Two."))
    assert f"One.{seam}Two.\n" == text.render(captions)


def test_the_pause_is_that_between_the_words_because_out_times_linger() -> None:
    before = Cue(0, 1500, ("One.",), words=(Word("One.", 0, 600),))
    after = Cue(2600, 4000, ("Two.",), words=(Word("Two.", 2700, 3000),))
    untimed = Cue(3600, 4000, ("Two.",), words=(Word("Two."),))
    assert text.render(Captions((before, after))) == "One.\n\nTwo.\n"
    assert text.render(Captions((before, untimed))) == "One.\n\nTwo.\n"
    assert text.render(Captions((Cue(0, 1500, ("One.",)), after))) == "One. Two.\n"


def test_a_label_after_a_pause_is_not_repeated() -> None:
    captions = Captions((Cue(0, 1000, ("One.",), "Ann"), Cue(9000, 9900, ("Two.",), "Ann")))
    assert text.render(captions) == "Ann: One.\n\nTwo.\n"


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("and\nso on", "and so on"),
        ("\u4f60\u597d\uff0c\n\u4e16\u754c", "\u4f60\u597d\uff0c\u4e16\u754c"),
        ("\u30ab\u30ca\n\u4eee\u540d", "\u30ab\u30ca\u4eee\u540d"),
        ("\u0e2a\u0e27\u0e31\n\u0e2a\u0e14\u0e35", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35"),
        ("\ud55c\uad6d\n\ub9d0", "\ud55c\uad6d \ub9d0"),
        ("\u4f60\u597d\nPython", "\u4f60\u597dPython"),
    ],
)
def test_lines_are_joined_with_a_blank_where_the_script_has_blanks(shown: str, expected: str) -> None:
    assert f"{expected}\n" == text.render(cues((0, 1, shown)))
    assert f"{expected}\n" == text.render(cues(*[(0, 1, line) for line in shown.split("\n")]))


def test_words_know_best_where_blanks_stand() -> None:
    first = (Word("well-"), Word("known", glued=True), Word("\u4f60"), Word("\u597d", glued=True))
    second = (Word("\u4e16", glued=True), Word("\u754c"))
    captions = Captions(
        (
            Cue(0, 1, ("well-", "known", "\u4f60\u597d"), words=first),
            Cue(1, 2, ("\u4e16 \u754c",), words=second),
        )
    )
    assert text.render(captions) == "well-known \u4f60\u597d\u4e16 \u754c\n"


def test_lines_win_where_the_words_say_something_else() -> None:
    captions = Captions((Cue(0, 1, ("- Yes.", "- No."), words=(Word("Yes."), Word("No."))),))
    assert text.render(captions) == "- Yes. - No.\n"


@given(odd_captions(), st.booleans(), layouts)
def test_every_character_that_can_be_shown_is_there_in_order(
    captions: Captions, speakers: bool, layout: Layout
) -> None:
    def letters(shown: str) -> str:
        return "".join(plain(shown).split())

    rendered = text.render(captions, Writing(speakers=speakers, layout=layout))
    expected = [letters(cue.text) for cue in captions]
    if not speakers:
        assert "".join(expected) == letters(rendered)
    place = 0
    for cue in expected:
        place = letters(rendered).index(cue, place) + len(cue)


@given(odd_captions(), st.booleans())
def test_a_cue_is_one_line_or_nothing(captions: Captions, speakers: bool) -> None:
    rendered = text.render(captions, Writing(speakers=speakers, layout="cues"))
    assert (
        sum(bool(plain(cue.text)) for cue in captions) == rendered.count("\n") == len(rendered.splitlines())
    )


@given(odd_captions())
def test_paragraphs_are_parted_by_one_empty_line_and_the_file_ends_with_a_line_feed(
    captions: Captions,
) -> None:
    rendered = text.render(captions)
    assert "\n\n\n" not in rendered
    assert rendered == "" or (rendered.endswith("\n") and not rendered.endswith("\n\n"))
    assert rendered == "\n".join(rendered.splitlines(keepends=False)) + ("\n" if rendered else "")


def test_what_cannot_be_shown_is_listed_and_markup_is_left_alone() -> None:
    captions = cues((0, 1, "<i>a --> b</i> {x}"), (1, 2, "n\0l"))
    assert text.render(captions) == "<i>a --> b</i> {x} n\ufffdl\n"
    assert [(repair.kind, repair.place) for repair in text.alterations(captions)] == [
        ("control-character", "cue 2")
    ]


def test_no_captions_are_an_empty_file() -> None:
    assert text.render(Captions(())) == ""
    assert text.render(Captions(()), Writing(layout="cues")) == ""
