"""Where captions break a profile: each rule, at its edge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import profiles

from subkit.captioning.check import findings
from subkit.language import Language
from subkit.model import Cue, Word
from subkit.profile import Profile

ENGLISH = Language.load("en")
STRICT = Profile(
    name="strict",
    max_line_length=10,
    max_lines=2,
    max_cps=10.0,
    min_duration=1000,
    max_duration=3000,
    min_gap=80,
    forbidden_gap=(120, 500),
    max_trim=83,
)


def found(*cues: Cue, profile: Profile = STRICT) -> list[tuple[str, int, float, float]]:
    return [(one.rule, one.cue, one.value, one.limit) for one in findings(cues, profile, ENGLISH)]


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        (Cue(0, 1000, ("a" * 10,)), []),
        (Cue(0, 2000, ("a" * 11,)), [("line-length", 1, 11, 10)]),
        (Cue(0, 2000, ("a", "b" * 12, "c" * 3)), [("line-length", 1, 12, 10), ("lines", 1, 3, 2)]),
        (Cue(0, 999, ("a",)), [("min-duration", 1, 999, 1000)]),
        (Cue(0, 3000, ("a",)), []),
        (Cue(0, 3001, ("a",)), [("max-duration", 1, 3001, 3000)]),
        (Cue(0, 1000, ("a" * 10, "b")), [("reading-speed", 1, 11.0, 10.0)]),
        (Cue(0, 1000, ("a",), words=(Word("a", 0, 1000),)), []),
        (Cue(0, 1000, ("a",), words=(Word("a", 0, 1050),)), [("trim", 1, 50, 83)]),
        (Cue(0, 1000, ("a",), words=(Word("a"),)), []),
    ],
)
def test_a_cue_is_measured_against_each_limit(
    cue: Cue, expected: list[tuple[str, int, float, float]]
) -> None:
    assert expected == found(cue)


@pytest.mark.parametrize(
    ("gap", "limit"),
    [(-5, 80), (0, 80), (79, 80), (80, None), (119, None), (120, 500), (499, 500), (500, None)],
)
def test_the_gap_to_the_next_cue_is_neither_too_small_nor_forbidden(gap: int, limit: int | None) -> None:
    cues = (Cue(0, 1000, ("a",)), Cue(1000 + gap, 3000, ("b",)))
    assert ([] if limit is None else [("gap", 1, gap, limit)]) == found(*cues)


def test_a_cue_without_time_is_reported_and_nothing_divides_by_zero() -> None:
    assert [("reading-speed", 1, 4.0, 10.0), ("min-duration", 1, 0, 1000)] == found(Cue(500, 500, ("four",)))


def test_a_speed_just_above_the_limit_is_not_rounded_down_to_it() -> None:
    assert [("reading-speed", 1, 20 * 1000 / 1999, 10.0)] == found(Cue(0, 1999, ("a" * 10, "b" * 10)))


def test_a_speed_that_is_left_unchecked_is_never_reported() -> None:
    assert [] == found(Cue(0, 1, ("a" * 40,)), profile=Profile(name="free"))


def test_east_asian_characters_count_as_the_language_says() -> None:
    cue = Cue(0, 2000, ("字" * 10 + "ok",))
    assert [11.0] == [one.value for one in findings((cue,), STRICT, Language.load("ja"))]


def test_the_rules_that_must_hold_are_hard_and_those_that_are_weighed_are_not() -> None:
    cues = (
        Cue(0, 200, ("a" * 99,)),
        Cue(200, 9000, ("a", "b", "c"), words=(Word("a", 200, 9001),)),
        Cue(9200, 9300, ("a",)),
    )
    some = findings(cues, STRICT, ENGLISH)
    hard = {one.rule for one in some if one.hard}
    assert {"line-length", "lines", "min-duration", "max-duration", "gap"} == hard
    assert {"reading-speed", "trim"} == {one.rule for one in some} - hard


ONE, TWO = Word("one", 0, 400), Word("two", 900, 1300)


@pytest.mark.parametrize(
    ("cues", "rule", "reason"),
    [
        ((Cue(0, 900, ("a",)), Cue(1000, 3000, ("b",))), "min-duration", "the next cue begins too soon after it"),
        ((Cue(0, 900, ("one",), words=(ONE,)),), "min-duration", "it lingers no longer after its words"),
        ((Cue(0, 900, ("a",)),), "min-duration", ""),
        ((Cue(0, 900, ("a" * 9,)),), "min-duration", ""),
        ((Cue(0, 900, ("a" * 10,)), Cue(980, 3000, ("b",))), "reading-speed", "the next cue begins too soon after it"),
        ((Cue(0, 3001, ("a",), words=(Word("a", 0, 3001),)),), "max-duration", "a single word lasts that long"),
        ((Cue(0, 3001, ("a b",), words=(ONE, Word("b", 900, 3001))),), "max-duration", "its words last that long"),
        ((Cue(0, 3001, ("a",), words=(ONE,)),), "max-duration", ""),
        ((Cue(0, 3001, ("a",)),), "max-duration", ""),
        (
            (Cue(0, 1000, ("one",), words=(Word("one", 0, 1000),)), Cue(1000, 2000, ("b",), words=(Word("b", 1079, 2000),))),
            "gap",
            "the speech goes on without a pause",
        ),
        (
            (Cue(0, 1000, ("one",), words=(ONE,)), Cue(1000, 2000, ("two",), words=(TWO,))),
            "gap",
            "the pause is not used",
        ),
        ((Cue(0, 1000, ("one",), words=(ONE,)), Cue(1000, 2000, ("two",))), "gap", ""),
    ],
)  # fmt: skip
def test_a_reason_says_what_is_known_and_no_more(cues: tuple[Cue, ...], rule: str, reason: str) -> None:
    (one,) = [one for one in findings(cues, STRICT, ENGLISH) if one.rule == rule and one.cue == 1]
    assert reason == one.reason


@given(
    profiles(),
    st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000), st.text(max_size=60)), max_size=5),
)
def test_findings_come_in_the_order_of_cues_and_are_beyond_their_limits(
    profile: Profile, given_cues: list[tuple[int, int, str]]
) -> None:
    cues = [Cue(start, start + length, (text,)) for start, length, text in given_cues]
    some = findings(cues, profile, ENGLISH)
    assert sorted(one.cue for one in some) == [one.cue for one in some]
    for one in some:
        smaller = one.rule in {"min-duration", "gap"}
        assert one.value < one.limit if smaller else one.value > one.limit or 0 == cues[one.cue - 1].duration
