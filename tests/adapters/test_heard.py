"""What recognisers share: marks joined to words, spoken forms dressed, times in every spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import PayloadError
from subkit.model import Media
from subkit.report import RepairLog
from subkit_adapters import clocks, dressing, heard
from subkit_adapters.heard import Heard

if TYPE_CHECKING:
    from subkit.model import Segment

KEYS = ("start", "end")
TEXTS = st.text("abcXY12'", min_size=1, max_size=6)
MARKS = st.sampled_from([",", ".", "?", "-", "(", ")", "–", '"'])


@st.composite
def items(draw: st.DrawFn) -> list[Heard]:
    made, clock = [], 0
    for number in range(draw(st.integers(0, 9))):
        is_mark = draw(st.booleans())
        text = draw(MARKS if is_mark else TEXTS)
        start, clock = clock, clock + draw(st.integers(1, 500))
        sides = draw(st.booleans()), draw(st.booleans())
        made.append(Heard(text, start, clock, f"$[{number}]", None, None, is_mark, *sides))
    return made


def log(*, strict: bool = False) -> RepairLog:
    return RepairLog("payload", strict=strict)


def spelt(segments: tuple[Segment, ...]) -> str:
    words = [word for segment in segments for word in segment.words]
    return "".join(word.text if word.glued else f" {word.text}" for word in words).strip()


@given(items())
def test_words_and_marks_spell_what_the_items_do(told: list[Heard]) -> None:
    expected, touching = "", True
    for one in told:
        expected += one.text if touching or one.glued else f" {one.text}"
        touching = one.leads
    assert expected == spelt(heard.segments(told, log(), KEYS))


@given(items())
def test_words_keep_their_times(told: list[Heard]) -> None:
    expected = [(one.start, one.end) for one in told if not one.mark]
    words = [word for segment in heard.segments(told, log(), KEYS) for word in segment.words]
    assert expected == [
        (word.start, word.end) for word in words if any(char.isalnum() or char == "'" for char in word.text)
    ]


@given(items())
def test_a_text_that_needs_repair_changes_no_other_word(told: list[Heard]) -> None:
    last = Heard("so long", 9000, 9700, "$[9]")
    sound = [*told, last._replace(text="so"), last._replace(text="long")]
    whole, repaired = (heard.segments(given_items, log(), KEYS) for given_items in (sound, [*told, last]))
    before = [list(segment.words)[:-2] for segment in whole]
    assert before == [list(segment.words)[:-2] for segment in repaired]
    assert spelt(whole) == spelt(repaired)


@given(st.lists(TEXTS, max_size=8), items())
def test_a_dressed_phrase_shows_every_word_once(shown: list[str], told: list[Heard]) -> None:
    spoken = [one for one in told if not one.mark]
    made = dressing.dressed(" ".join(shown), spoken)
    assert (shown or [one.text for one in spoken]) == [one.text for one in made]
    times = [time for one in made for time in (one.start, one.end) if time is not None]
    assert sorted(times) == times


@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_blanks_are_found_in_the_whole(texts: list[str], data: st.DataObject) -> None:
    blanks = ["", *(data.draw(st.sampled_from(["", " ", "  "])) for _ in texts[1:])]
    whole = "".join(blank + text for blank, text in zip(blanks, texts, strict=True))
    assert [False, *(not blank for blank in blanks[1:])] == dressing.glued(texts, whole)
    assert dressing.glued([*texts, "#"], whole) is None


def test_strict_refuses_words_without_times_but_no_marks() -> None:
    mark = Heard(",", None, None, "$[1]", mark=True, glued=True)
    assert "so," == spelt(heard.segments([Heard("so", 0, 9, "$[0]"), mark], log(strict=True), KEYS))
    with pytest.raises(PayloadError, match=r"\$\[0\]\.end"):
        heard.segments([Heard("so", 0, None, "$[0]")], log(strict=True), KEYS)


def test_an_opening_mark_is_said_by_whoever_says_the_word_after_it() -> None:
    told = [
        Heard("No", 0, 9, "$", "a"),
        Heard("¿", 9, 9, "$", "b", mark=True, leads=True),
        Heard("sí", 9, 20, "$", "b"),
        Heard("?", 20, 20, "$", "a", mark=True, glued=True),
    ]
    made = heard.segments(told, log(), KEYS)
    assert [("a", "No"), ("b", "¿sí?")] == [(segment.speaker, spelt((segment,))) for segment in made]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.48", 480), (" 1 ", 1000), ("1.300s", 1300), (0.4996, 500), ("-0.5", -500), (None, None)],
)
def test_seconds_in_numbers_and_texts(value: float | str | None, expected: int | None) -> None:
    noted = log()
    assert (expected, []) == (clocks.of_text(value, "$", noted), noted.repairs)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.300s", 1300),
        ({"seconds": "61", "nanos": 5_000_000}, 61_005),
        ({}, 0),
        ("3s", 3000),
        (2, 2000),
        (None, None),
    ],
)
def test_durations_of_protobuf(value: object, expected: int | None) -> None:
    noted = log()
    assert (expected, []) == (clocks.of_duration(value, "$", noted), noted.repairs)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("PT0.76S", 760), ("PT1M2.5S", 62_500), ("PT2H", 7_200_000), ("P1DT1S", 86_401_000), (None, None)],
)
def test_durations_of_iso_8601(value: str | None, expected: int | None) -> None:
    noted = log()
    assert (expected, []) == (clocks.of_iso(value, "$", noted), noted.repairs)


@pytest.mark.parametrize("value", ["soon", "1e9999", "12:30", "", "\ud800"])
def test_what_is_no_time_is_left_out_and_reported(value: str) -> None:
    for read in (clocks.of_text, clocks.of_duration, clocks.of_iso):
        noted = log()
        assert read(value, "$.a", noted) is None
        assert ["unusable-value"] == [repair.kind for repair in noted.repairs]
    assert clocks.of_duration({"seconds": []}, "$", log()) == 0
    assert clocks.of_duration({"seconds": [1]}, "$", log()) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("en-us", "en-US"),
        ("EN_US", "en-US"),
        ("eng", "en"),
        ("cmn", "zh"),
        ("auto", None),
        ("und", None),
        ("", None),
    ],
)
def test_a_payloads_language_is_spelt_as_tags_are(said: str, expected: str | None) -> None:
    assert expected == heard.language_of(said, None)
    assert "cy" == heard.language_of(said, "cy")


def test_a_duration_that_is_none_says_nothing_of_the_media() -> None:
    log = RepairLog("a.json", strict=True)
    told = [heard.transcript("a", (), log, language=None, duration=length) for length in (None, -1000, 0, 1)]
    assert [None, None, None, Media(1)] == [one.media for one in told]
