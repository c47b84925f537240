"""The counting of limits, on captions that break each of them once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import conformance
from benchmarks.baseline import plain
from benchmarks.conformance import Conformance, columns
from benchmarks.gold import Document, Spoken
from subkit.model import Cue
from subkit.profile import Profile

PROFILE = Profile(
    name="test",
    max_line_length=10,
    max_lines=2,
    max_cps=15.0,
    min_duration=500,
    max_duration=3000,
    min_gap=80,
    forbidden_gap=(120, 500),
    max_pause=1000,
)


def document(*words: Spoken, joiner: str = " ") -> Document:
    return Document("d", "en", "ted", "B", "cues+lines", "synthetic", joiner, words, ())


SPEECH = document(
    Spoken("One", 1.0, 1.5, "a"),
    Spoken("two.", 1.5, 2.0, "a"),
    Spoken("Three", 4.0, 4.5, "b"),
    Spoken("four", 5.5, 6.0, "c"),
)


def counted(*cues: Cue, speech: Document = SPEECH) -> Conformance:
    return conformance.conformance(cues, speech, PROFILE)


def test_captions_within_all_limits_count_nothing() -> None:
    found = counted(Cue(1000, 2100, ("One two.",)), Cue(4000, 4600, ("Three",)), Cue(5500, 6100, ("four",)))
    assert not any(getattr(found, name) for name in Conformance._fields if name not in {"cues", "cps"})
    assert found.cues == 3
    assert found.cps == pytest.approx((8 / 1.1, 5 / 0.6, 4 / 0.6))
    assert found.median_cps == pytest.approx(8 / 1.1)


@pytest.mark.parametrize(
    ("cues", "broken"),
    [
        ([Cue(1000, 2500, ("One two.",)), Cue(4000, 6000, ("Three four",))], {"pauses": 1, "mixed": 1}),
        ([Cue(700, 2000, ("One two.",)), Cue(4000, 6000, ("Three", "four"))], {"pauses": 1, "mixed": 1, "late": -300}),
        ([Cue(1000, 1900, ("One two.",)), Cue(4000, 4600, ("Three",)), Cue(5500, 6100, ("four",))], {"trimmed": 1}),
        (
            [Cue(1000, 2000, ("One", "tw", "o.")), Cue(4000, 5430, ("Three",)), Cue(5500, 9000, ("four",))],
            {"lost": 1, "added": 2, "cut": 1, "rows": 1, "narrow": 1, "over": 1},
        ),
        (
            [Cue(1000, 3800, ("One two.",)), Cue(4000, 4400, ("Three",)), Cue(5500, 6100, ("four",))],
            {"band": 1, "short": 1, "trimmed": 1},
        ),
        ([Cue(1000, 4200, ("One two.",)), Cue(4000, 4600, ("Three",)), Cue(5500, 6100, ("four",))], {"overlaps": 1, "over": 1}),
        ([Cue(1000, 2000, ("One two.",)), Cue(4000, 4600, ("Three",))], {"lost": 1}),
        ([Cue(1000, 2000, ("One two.",)), Cue(4000, 4600, ("four",)), Cue(5500, 6100, ("Three",))], {"lost": 2}),
    ],
)  # fmt: skip
def test_each_limit_is_counted(cues: list[Cue], broken: dict[str, int]) -> None:
    found = counted(*cues)
    counts = {
        name: value
        for name, value in zip(Conformance._fields, found, strict=True)
        if name not in {"cues", "cps"} and value
    }
    assert broken == counts


def test_only_a_single_word_excuses_a_long_line() -> None:
    speech = document(
        Spoken("internationally", 1, 3, None), Spoken("and", 3, 4, None), Spoken("beyond", 4, 5, None)
    )
    alone = counted(Cue(1000, 3000, ("internationally",)), Cue(3000, 5000, ("and beyond",)), speech=speech)
    packed = counted(Cue(1000, 4000, ("internationally and",)), Cue(4000, 5000, ("beyond",)), speech=speech)
    assert (0, 1) == (alone.long, alone.excused)
    assert (1, 0) == (packed.long, packed.excused)


def test_an_in_time_whose_word_had_to_be_repaired_is_counted_apart() -> None:
    speech = document(Spoken("one.", 1, 2, None), Spoken("Two", 1.9, 3, None))
    found = counted(Cue(1000, 2200, ("one.",)), Cue(2280, 3000, ("Two",)), speech=speech)
    assert (0, 380) == (found.late, found.moved)


def test_totals_add_counts_and_keep_the_worst_in_time() -> None:
    late = counted(Cue(1040, 2100, ("One two.",)), Cue(4000, 4600, ("Three",)), Cue(5500, 6100, ("four",)))
    early = counted(Cue(1000, 2100, ("One two.",)), Cue(3900, 4600, ("Three",)), Cue(5500, 6100, ("four",)))
    whole = conformance.total([late, early])
    assert (6, -100) == (whole.cues, whole.late)
    assert len(whole.cps) == 6


@pytest.mark.parametrize(
    ("text", "language", "length"),
    [
        ("cafe\u0301!", "fr", 5),
        ("ab\u200bc", "en", 3),
        ("安全OK", "ja", 3),
        ("안녕 ok", "ko", 3.5),
        ("…", "zh", 1),
        ("…", "ko", 0.5),
        ("กำลังที่นี่", "th", 6),
    ],
)
def test_length_is_counted_as_the_language_counts_it(text: str, language: str, length: float) -> None:
    assert length == columns(text, language)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "go.", "house,", "word"]), st.integers(0, 1500), st.sampled_from("xy")
        ),
        min_size=1,
        max_size=60,
    )
)
def test_the_plain_cutter_keeps_every_word_and_what_it_promises(drawn: list[tuple[str, int, str]]) -> None:
    words, clock = [], 0
    for text, gap, speaker in drawn:
        words.append(Spoken(text, (clock + gap) / 1000, (clock + gap + 300) / 1000, speaker))
        clock += gap + 300
    speech = document(*words)
    found = conformance.conformance(plain(speech, PROFILE), speech, PROFILE)
    for name in (
        "lost",
        "added",
        "cut",
        "disorder",
        "overlaps",
        "long",
        "rows",
        "pauses",
        "mixed",
        "late",
        "trimmed",
    ):
        assert getattr(found, name) == 0
