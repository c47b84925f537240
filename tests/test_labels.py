"""How text says who speaks: every style, in cues of one and of two, and beside sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit import Writing, render
from subkit.errors import UnknownNameError
from subkit.labels import STYLES, SpeakerStyle, announced, texts, undashed
from subkit.model import Captions, Cue, Word

TALK = (
    Cue(0, 900, ("Ready?",), "Dr. Ada"),
    Cue(1000, 1900, ("Then we go.",), "Dr. Ada"),
    Cue(2000, 2900, ("-Where to?", "-Home."), speakers=("Bob", "Dr. Ada")),
    Cue(3000, 3900, ("Fine.",), "Dr. Ada"),
    Cue(4000, 4900, ("[door slams]",), "Bob"),
    Cue(5000, 5900, ("Come.",), "Dr. Ada"),
    Cue(6000, 6900, ("No.",), "Bob"),
)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("colon", ["Dr. Ada: Ready?", "Then we go.", "-Bob: Where to?\n-Dr. Ada: Home.", "Bob: No."]),
        ("bracket", ["[DR. ADA] Ready?", "Then we go.", "-[BOB] Where to?\n-[DR. ADA] Home.", "[BOB] No."]),
        ("chevrons", [">> Ready?", "Then we go.", ">> Where to?\n>> Home.", ">> No."]),
        (
            "named-chevrons",
            [">> DR. ADA: Ready?", "Then we go.", ">> BOB: Where to?\n>> DR. ADA: Home.", ">> BOB: No."],
        ),
        ("dash", ["- Ready?", "Then we go.", "-Where to?\n-Home.", "- No."]),
        ("none", ["Ready?", "Then we go.", "-Where to?\n-Home.", "No."]),
    ],
)
def test_a_style_shows_whoever_begins_to_speak(style: SpeakerStyle, expected: list[str]) -> None:
    shown = texts(TALK, style)
    assert expected == [*shown[:3], shown[-1]]
    assert ["Fine.", "[door slams]", "Come."] == shown[3:6]


def test_a_label_is_not_shown_again_in_the_cue_that_two_share() -> None:
    cues = (Cue(0, 1, ("Hm.",), "Bob"), Cue(1, 2, ("- Where?", "- Home."), speakers=("Bob", "Ann")))
    assert ["Bob: Hm.", "- Where?\n- Ann: Home."] == texts(cues, "colon")


def test_a_dash_that_stands_on_the_second_line_alone_keeps_its_place() -> None:
    cue = Cue(0, 1, ("Waar?", "-Thuis."), speakers=("Bob", "Ann"))
    assert ["Bob: Waar?\n-Ann: Thuis."] == texts([cue], "colon")
    assert [">> Waar?\n>> Thuis."] == texts([cue], "chevrons")


@pytest.mark.parametrize("text", ["- So.", "-So.", "– So.", ">> So."])
def test_a_mark_that_is_there_already_is_not_doubled(text: str) -> None:
    assert (
        [text] == texts([Cue(0, 1, (text,), "Ann")], "dash") == texts([Cue(0, 1, (text,), "Ann")], "chevrons")
    )


def test_chevrons_with_a_name_take_the_place_of_those_that_are_there() -> None:
    assert [">> ANN: So."] == texts([Cue(0, 1, (">> So.",), "Ann")], "named-chevrons")
    cues = (Cue(0, 1, ("Hm.",), "Bob"), Cue(1, 2, ("- Where?", "- Home."), speakers=("Bob", "Ann")))
    assert [">> BOB: Hm.", ">> Where?\n>> ANN: Home."] == texts(cues, "named-chevrons")


@pytest.mark.parametrize("format_name", ["srt", "vtt", "txt"])
def test_every_format_takes_the_styles_and_refuses_others(format_name: str) -> None:
    captions = Captions(TALK)
    for style in STYLES:
        shown = render(captions, format_name, Writing(speaker_style=style)).replace("&gt;", ">")
        assert ("DR. ADA" in shown) == (style in {"bracket", "named-chevrons"})
        assert (">>" in shown) == (style in {"chevrons", "named-chevrons"})
    with pytest.raises(UnknownNameError, match="speaker style 'bracked'; did you mean 'bracket'"):
        render(captions, format_name, Writing(speaker_style="bracked"))  # type: ignore[arg-type]  # the point of the test


def test_whoever_wants_no_speakers_gets_none_in_any_style() -> None:
    assert "Ada" not in render(Captions(TALK), "srt", Writing(speakers=False, speaker_style="colon"))


def test_paragraphs_part_the_two_who_share_a_cue() -> None:
    words = tuple(Word(text, 2000, 2100) for text in ("Where", "to?", "Home."))
    talk = (
        TALK[0],
        Cue(2000, 2900, ("- Where to?", "- Home."), words=words, speakers=("Bob", "Dr. Ada")),
        TALK[3],
    )
    assert "Dr. Ada: Ready?\n\nBob: Where to?\n\nDr. Ada: Home. Fine.\n" == render(Captions(talk), "txt")


def test_a_line_a_cue_keeps_the_dashes_of_two() -> None:
    shown = render(Captions(TALK[2:3]), "txt", Writing(layout="cues"))
    assert "-Bob: Where to? -Dr. Ada: Home.\n" == shown


@given(st.lists(st.sampled_from(TALK), max_size=8), st.sampled_from(STYLES))
def test_labels_only_add_to_the_text_and_in_every_turn_but_of_sounds(
    cues: list[Cue], style: SpeakerStyle
) -> None:
    names = [name for cue in cues if "[" not in cue.text for name in (cue.speakers or (cue.speaker,))]
    turns = sum(a != b for a, b in zip(names, [None, *names], strict=False))
    assert turns == sum(label is not None for labels in announced(cues) for label in labels)
    for cue, text in zip(cues, texts(cues, style), strict=True):
        for line, shown in zip(cue.lines, text.split("\n"), strict=True):
            assert shown.endswith(undashed(line))
