"""The figures of captions: they are those of `check`, they add up, and several files are the sum of each."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import wild_captions

from subkit.checking import check
from subkit.errors import InputError
from subkit.model import Captions, Cue, Word
from subkit.profile import Profile
from subkit.statistics import Statistics, statistics
from subkit.statistics.histogram import histogram

STYLES = st.sampled_from(["default", "netflix-en", "bbc", "ted", "csa-fr", "karamitroglou"])
CAPTIONS = wild_captions().filter(lambda one: bool(one.cues))


@given(CAPTIONS, STYLES)
def test_figures_spread_as_a_check_says(captions: Captions, style: str) -> None:
    found, checked = statistics(captions, style), check(captions, style)
    # Only a check asks for lines where a cue has none.
    assume(all(cue.lines for cue in captions.cues))
    for name, percentiles in checked.percentiles.items():
        assert percentiles == found.figures[name].spread  # type: ignore[index]  # names of both kinds
    assert (checked.totals.cues, checked.totals.lines) == (found.cues, found.lines)


@given(CAPTIONS, STYLES)
def test_as_many_cues_are_beyond_a_limit_as_a_check_finds(captions: Captions, style: str) -> None:
    found, checked = statistics(captions, style), check(captions, style)
    broken = Counter(rule for rule, _ in {(one.rule, one.cue) for one in checked.findings})
    limits = [limit for figure in found.figures.values() for limit in figure.limits]
    for limit in limits:
        if limit.rule != "gap":  # there overlaps count, too
            assert broken[limit.rule] == limit.cues
            assert round(limit.cues / len(captions.cues), 4) == limit.share


@given(CAPTIONS)
def test_a_gap_below_the_least_is_counted_even_if_cues_overlap(captions: Captions) -> None:
    found = statistics(captions, "netflix-en")
    least = Profile.load("netflix-en").min_gap
    small = sum(b.start - a.end < least for a, b in pairwise(captions.cues))
    if gaps := found.figures.get("gap"):
        assert small <= gaps.limits[0].cues


@given(st.lists(CAPTIONS, min_size=1, max_size=3), STYLES)
def test_several_files_are_the_sum_of_each(several: list[Captions], style: str) -> None:
    together = statistics(several, style)
    alone = [statistics(one, style) for one in several]
    for name in ("cues", "lines", "words"):
        assert sum(getattr(one, name) for one in alone) == getattr(together, name)
    assert sum(one.coverage.shown for one in alone) == together.coverage.shown
    for key, figure in together.figures.items():
        parts = [one.figures[key] for one in alone if key in one.figures]
        if len(parts) < len(alone):  # cues without time have no speed, and are beyond its limit
            continue
        assert sum(part.count for part in parts) == figure.count
        assert max(part.spread.most for part in parts) == figure.spread.most
        beyond = Counter({limit.rule: limit.cues for limit in figure.limits})
        assert beyond == sum(
            (Counter({one.rule: one.cues for one in part.limits}) for part in parts), Counter()
        )
    assert together == statistics(several[::-1], style)


@given(CAPTIONS, STYLES)
def test_no_figure_is_lost_from_its_bars(captions: Captions, style: str) -> None:
    for figure in statistics(captions, style).figures.values():
        drawn = figure.histogram
        assert figure.count == sum(drawn.counts) + drawn.below + drawn.above


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1), st.sampled_from([1, 5, 100]))
def test_there_are_never_too_many_bars(values: list[int], step: int) -> None:
    figures = sorted(map(float, values))
    drawn = histogram(figures, step=step)
    assert len(values) == sum(drawn.counts) + drawn.below + drawn.above
    assert 1 <= len(drawn.counts) <= 18
    assert drawn.width % step == 0


@given(st.lists(st.integers(10, 20), min_size=20))
def test_one_typing_error_does_not_press_the_rest_into_one_bar(values: list[int]) -> None:
    assume(len(set(values)) > 5)
    drawn = histogram(sorted([*map(float, values), 3_600_000.0]))
    assert (1, 1, 1) == (drawn.above, drawn.below + 1, drawn.width)


@given(CAPTIONS)
def test_coverage_is_a_share(captions: Captions) -> None:
    coverage = statistics(captions).coverage
    assert 0 <= coverage.shown
    assert 0 <= coverage.share <= 1 or coverage.span == 0


@given(CAPTIONS, STYLES)
def test_statistics_go_through_json_and_back(captions: Captions, style: str) -> None:
    found = statistics(captions, style)
    assert found == msgspec.json.decode(msgspec.json.encode(found), type=Statistics)


def test_what_overlaps_is_shown_once() -> None:
    cues = (Cue(0, 2000, ("one",)), Cue(1000, 3000, ("two",)), Cue(4000, 5000, ("three",)))
    coverage = statistics(Captions(cues, "en")).coverage
    assert (5000, 4000, 0.8, 36.0) == msgspec.structs.astuple(coverage)


def test_only_silences_long_enough_are_pauses() -> None:
    words = (Word("one", 0, 400), Word("two", 649, 900), Word("three", 1150, 1400))
    found = statistics(Captions((Cue(0, 1400, ("one two three",), words=words),), "en"))
    pauses = found.figures["pause"]
    assert (1, 250.0) == (pauses.count, pauses.spread.least)


def test_a_cue_that_two_share_counts_for_both_who_speak() -> None:
    cues = (
        Cue(0, 1000, ("- Yes.", "- No."), speakers=("Ann", "Bob")),
        Cue(1000, 3000, ("Well then.",), "Ann"),
    )
    found = statistics(Captions(cues, "en"))
    assert [("Ann", 2, 4, 3000, 1.0), ("Bob", 1, 2, 1000, 0.5)] == [
        msgspec.structs.astuple(one) for one in found.speakers
    ]


def test_limits_that_differ_between_languages_are_several() -> None:
    english, japanese = (
        Captions((Cue(0, 1000, (text,)),), tag)
        for text, tag in (("Hello there.", "en"), ("こんにちは", "ja"))
    )
    (limit,) = statistics([english, japanese], "netflix-en").figures["line"].limits
    assert limit.value is None
    assert ("en", "ja") == statistics([english, japanese]).languages


def test_captions_without_cues_have_no_figures() -> None:
    with pytest.raises(InputError, match="no cues to measure"):
        statistics(Captions(()))
