"""The limits that only some houses have, each at its edge, and limits that are left unchecked."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.captioning.check import findings
from subkit.language import Language
from subkit.model import Cue
from subkit.profile import Profile
from subkit.reading_speed import ReadingTable

ENGLISH = Language.load("en")
FOUR = ("one two", "three four")
TABLE = ReadingTable(steps=((12, 1000), (20, 2000)), tolerance=0.2)


def found(*cues: Cue, **limits: Any) -> list[tuple[str, float, float]]:
    some = findings(cues, Profile(name="own", **limits), ENGLISH)
    return [(one.rule, one.value, one.limit) for one in some]


@pytest.mark.parametrize(
    ("limits", "cue", "expected"),
    [
        ({"max_cue_length": 17}, Cue(0, 1000, FOUR), []),
        ({"max_cue_length": 16}, Cue(0, 1000, FOUR), [("cue-length", 17, 16)]),
        ({"min_line_ratio": 0.5}, Cue(0, 1000, ("a" * 10, "a" * 20)), []),
        ({"min_line_ratio": 0.5}, Cue(0, 1000, ("a" * 9, "a" * 20)), [("line-ratio", 0.45, 0.5)]),
        ({"min_line_ratio": 0.5}, Cue(0, 1000, ("a" * 40, "a")), [("line-ratio", 0.03, 0.5)]),
        ({"min_line_ratio": 0.5}, Cue(0, 1000, ("alone",)), []),
        ({"max_wpm": 240.0}, Cue(0, 1000, FOUR), []),
        ({"max_wpm": 239.99}, Cue(0, 1000, FOUR), [("words-per-minute", 240, 239.99)]),
        ({"time_per_word": 300}, Cue(0, 1200, FOUR), []),
        ({"time_per_word": 300}, Cue(0, 1199, FOUR), [("time-per-word", 299, 300)]),
        ({"reading_table": TABLE}, Cue(0, 1000, ("a" * 14,)), []),
        ({"reading_table": TABLE}, Cue(0, 1000, ("a" * 15,)), [("reading-table", 15, 14.4)]),
        ({"reading_table": TABLE}, Cue(0, 1500, ("a" * 10, "a" * 10)), [("reading-table", 20, 19.2)]),
        ({"max_duration_one_line": 3500}, Cue(0, 3500, ("a",)), []),
        ({"max_duration_one_line": 3500}, Cue(0, 3501, ("a",)), [("one-line-duration", 3501, 3500)]),
        ({"max_duration_one_line": 3500}, Cue(0, 5000, FOUR), []),
    ],
)
def test_a_limit_holds_up_to_its_edge(
    limits: dict[str, Any], cue: Cue, expected: list[tuple[str, float, float]]
) -> None:
    assert expected == found(cue, **limits)
    assert [] == found(cue, **limits, unchecked=frozenset(limits))


BROKEN = (Cue(0, 100, ("a" * 20, "a", "a")), Cue(110, 9000, ("a",)))


@pytest.mark.parametrize(
    ("off", "rules"),
    [
        ("max_line_length", {"line-length"}),
        ("max_lines", {"lines"}),
        ("max_cps", {"reading-speed"}),
        ("min_duration", {"min-duration"}),
        ("max_duration", {"max-duration"}),
        ("min_gap", {"gap"}),
        ("forbidden_gap", set()),
    ],
)
def test_a_limit_that_is_unchecked_is_no_finding(off: str, rules: set[str]) -> None:
    limits = {"max_line_length": 15, "max_cps": 10.0, "min_duration": 500, "min_gap": 80}
    every = {rule for rule, _, _ in found(*BROKEN, **limits)}
    assert {"line-length", "lines", "reading-speed", "min-duration", "max-duration", "gap"} == every
    assert every - rules == {rule for rule, _, _ in found(*BROKEN, **limits, unchecked=frozenset({off}))}


def test_a_forbidden_gap_can_be_unchecked_while_the_least_gap_is_not() -> None:
    cues, limits = (
        (Cue(0, 1000, ("a",)), Cue(1200, 2000, ("a",))),
        {"min_gap": 80, "forbidden_gap": (100, 500)},
    )
    assert [("gap", 200, 500)] == found(*cues, **limits)
    assert [("gap", 200, 500)] == found(*cues, **limits, unchecked=frozenset({"min_gap"}))
    assert [] == found(*cues, **limits, unchecked=frozenset({"forbidden_gap"}))
