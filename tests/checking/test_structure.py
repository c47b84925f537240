"""Rules that hold for all houses: order, overlap, time, speakers, pauses."""

from __future__ import annotations

import pytest

from subkit.checking.structure import findings
from subkit.model import Cue, Word
from subkit.profile import Profile

HOUSE = Profile(name="own", max_pause=1000)


def found(*cues: Cue) -> list[tuple[str, int, float]]:
    return [(one.rule, one.cue, one.value) for one in findings(cues, HOUSE)]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([(0, 1000), (1000, 2000)], []),
        ([(0, 1000), (999, 2000)], [("overlap", 1, 1)]),
        ([(500, 1000), (0, 2000)], [("order", 2, 500)]),
        ([(0, 1000), (0, 1000)], [("overlap", 1, 1000)]),
        ([(0, 0), (0, 1)], [("reversed", 1, 0)]),
        ([(0, 900), (2000, 3000), (1500, 1600), (1700, 1800)], [("order", 3, 500), ("order", 4, 300)]),
    ],
)
def test_cues_stand_in_order_apart_and_have_time(
    times: list[tuple[int, int]], expected: list[tuple[str, int, float]]
) -> None:
    assert expected == found(*(Cue(start, end, ("a",)) for start, end in times))


ANN, BEN = Word("Yes.", 0, 400, speaker="1"), Word("No.", 400, 900, speaker="2")


@pytest.mark.parametrize(
    ("lines", "words", "expected"),
    [
        (("Yes.", "No."), (ANN, BEN), [("speakers", 1, 2)]),
        (("Yes. No.",), (ANN, BEN), [("speakers", 1, 2)]),
        (("- Yes.", "- No."), (ANN, BEN), []),
        (("Yes.", "- No."), (ANN, BEN), []),
        (("Yes.", "Ben: No."), (ANN, BEN), []),
        (("Yes.", "No."), (ANN,), []),
        (("Yes. >> No.",), (), [("speakers", 1, 2)]),
        ((">> Yes.", ">> No."), (), []),
    ],
)
def test_two_speakers_of_a_cue_have_dashes(
    lines: tuple[str, ...], words: tuple[Word, ...], expected: list[tuple[str, int, float]]
) -> None:
    assert expected == found(Cue(0, 900, lines, words=words))


@pytest.mark.parametrize(("start", "expected"), [(1399, []), (1400, [("pause", 1, 1000)])])
def test_no_cue_stands_through_a_pause(start: int, expected: list[tuple[str, int, float]]) -> None:
    words = (Word("one", 0, 400), Word("two", start, start + 400))
    assert expected == found(Cue(0, 2000, ("one two",), words=words))


def test_words_without_times_hold_no_pause() -> None:
    assert [] == found(Cue(0, 2000, ("one two",), words=(Word("one"), Word("two"))))
