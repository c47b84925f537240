"""Notes on phrasing: what each sees, and what it leaves alone."""

from __future__ import annotations

import pytest

from subkit.checking.phrasing import Phrasing
from subkit.language import Language
from subkit.model import Cue
from subkit.profile import Profile

HOUSE = Profile(name="own", max_line_length=20)


def notes(*cues: tuple[str, ...], language: str = "en") -> list[tuple[str, int]]:
    shown = [Cue(1000 * at, 1000 * at + 900, lines) for at, lines in enumerate(cues)]
    return [(one.rule, one.cue) for one in Phrasing(HOUSE, Language.load(language)).notes(shown)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("He went home to the", "house on the hill."), ["line-end"]),
        (("He went home to them,", "and they were there."), []),
        (("He went out with Dr.", "Brown of the harbour."), ["line-end"]),
        (("They said that it was", "not so easy to leave."), ["weak-line-end"]),
        (("They did not want to,", "but still they would."), []),
        (("The bridge is about 5", "miles from the old town."), ["parted"]),
        (("It was written by Ada", "Lovelace in the end."), ["parted"]),
        (("It was built by Ada,", "Lovelace and Babbage."), []),
        (("Say it to Ada", "on the ship at night"), []),
        (("Then late on Monday", "We went over the hills again."), []),
        (("Short", "enough for it."), ["one-line"]),
        (("- Short", "- enough."), []),
        (("So now", "the other line is long"), ["top-line"]),
        (("So now,", "the other line is long"), []),
        (("Yes.",), ["one-word"]),
        (("[APPLAUSE]",), []),
        (("♪",), []),
        (("That is all. And then",), ["sentence-start"]),
        (("That is all. And that.",), []),
        (("He met Dr. Brown then",), []),
        (("Three. two. one and",), ["line-end"]),
        (("",), []),
    ],
)
def test_a_note_is_made_where_people_would_make_one(lines: tuple[str, ...], expected: list[str]) -> None:
    assert expected == [rule for rule, _ in notes(lines)]


def test_the_end_of_a_cue_counts_as_the_end_of_a_line() -> None:
    assert [("line-end", 1)] == notes(("and so he went to the",), ("harbour at last.",))
    assert [("parted", 1)] == notes(("and so he met Ada",), ("Lovelace at last.",))


def test_the_limits_of_one_line_are_told_in_characters() -> None:
    cues = [Cue(0, 900, ("字幕", "字幕"))]
    (note,) = Phrasing(HOUSE, Language.load("ja")).notes(cues)
    assert ("one-line", 4.5, 20.0, True) == (note.rule, note.value, note.limit, note.avoidable)


def test_a_language_without_a_pack_has_no_closed_classes() -> None:
    assert [] == notes(("He went home to the", "house on the hill."), language="xx")


def test_a_label_takes_its_room_on_the_line_where_it_is_written() -> None:
    said = [Cue(1000 * at, 1000 * at + 900, ("one two", "and three."), "Ann") for at in range(2)]
    found = Phrasing(HOUSE, Language.load("en")).notes(said)
    assert [2] == [one.cue for one in found if one.rule == "one-line"]
