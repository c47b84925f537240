"""The proof that a stretch of words can be shown within the limits: the same answer as trying everything by hand."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subkit.checking.feasible import Demand, feasible
from subkit.checking.needs import limits
from subkit.checking.stretch import Stretch
from subkit.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RULES = (
    "reading-speed", "words-per-minute", "time-per-word", "line-length", "cue-length", "line-ratio", "min-duration",
    "max-duration", "one-line-duration", "gap",
)  # fmt: skip


def by_hand(stretch: Stretch, profile: Profile, demand: Demand) -> bool:
    """Whether one of all cuts, with one of all in- and out-times, meets the demand; one cell a character."""
    size = len(stretch.start)
    free = [at for at in range(1, size) if at not in stretch.forced]
    for count in range(len(free) + 1):
        for chosen in combinations(free, count):
            cuts = sorted({0, *chosen, *stretch.forced, size})
            if demand.cuts is not None and set(cuts[1:]) != {*demand.cuts, *stretch.forced, size}:
                continue
            before = stretch.before if stretch.before is None else min(stretch.before, stretch.start[0])
            if _timed(stretch, profile, demand, cuts, before, 0, 0):
                return True
    return False


def _timed(  # noqa: C901, PLR0911, PLR0912, PLR0917 - every choice in one place, as a person would try them
    stretch: Stretch, profile: Profile, demand: Demand, cuts: list[int], out: int | None, own: int, hard: int
) -> bool:
    """Whether the cues from the first cut on can be shown after one that ends at ``out``."""
    begin, own_gap = cuts[0], demand.rule == "gap"
    if own > demand.own or hard > demand.hard:
        return False
    if len(cuts) == 1:
        if stretch.after is None or out is None:
            return True
        late = max(stretch.after, stretch.end[-1])
        if late < out:
            return False
        wrong = _bad_gap(late - out, profile)
        if wrong and own_gap and demand.guarded[0] < begin <= demand.guarded[1]:
            return False
        return own + (wrong and own_gap) <= demand.own and hard + (wrong and not own_gap) <= demand.hard
    first = stretch.start[begin]
    for start in range(max(0, first - profile.early), first + 1):
        wrong = False
        if out is not None:
            if start < out:
                continue
            wrong = _bad_gap(start - out, profile)
            if wrong and own_gap and demand.guarded[0] < begin <= demand.guarded[1]:
                continue
        for end in _ends(stretch, profile, cuts, start):
            for mine, others in _faults(stretch, profile, demand, cuts, end - start):
                guarded = demand.rule != "gap" and begin < demand.guarded[1] and cuts[1] > demand.guarded[0]
                if mine and guarded:
                    continue
                if _timed(
                    stretch,
                    profile,
                    demand,
                    cuts[1:],
                    end,
                    own + mine + (wrong and own_gap),
                    hard + others + (wrong and not own_gap),
                ):
                    return True
    return False


def _bad_gap(gap: int, profile: Profile) -> bool:
    low, high = profile.forbidden_gap or (0, 0)
    return gap < profile.min_gap or low <= gap < high


def _ends(stretch: Stretch, profile: Profile, cuts: list[int], start: int) -> Iterator[int]:
    """The out-times that a cue may have at all."""
    size, end = len(stretch.start), cuts[1]
    last = stretch.end[end - 1]
    after = None if stretch.after is None else max(stretch.after, stretch.end[-1])
    following = stretch.start[end] if end < size else after
    trim = profile.max_trim if profile.gap_policy == "trim" else 0
    for out in range(max(start + 1, last - trim), start + 60):
        short_silence = following is not None and (
            following - last <= profile.linger + profile.min_gap
            or following - last < max(profile.min_gap, (profile.forbidden_gap or (0, 0))[1])
        )
        if (
            out <= last + profile.linger
            or (short_silence and following is not None and out <= following - profile.min_gap)
            or out == start + profile.min_duration
        ):
            yield out


def _faults(
    stretch: Stretch, profile: Profile, demand: Demand, cuts: list[int], duration: int
) -> Iterator[tuple[int, int]]:
    """For each layout of the cue, whether it breaks the rule, and how many hard ones."""
    begin, end = cuts[0], cuts[1]
    rows = _layouts(stretch, profile, begin, end)
    words = sum(stretch.words[begin:end])
    for widths in rows:
        broken = {
            "reading-speed": sum(widths) * 1000 > (profile.max_cps or 1e9) * duration,
            "words-per-minute": words * 60_000 > (profile.max_wpm or 1e9) * duration,
            "time-per-word": duration < (profile.time_per_word or 0) * words,
            "line-length": max(widths) + stretch.label[begin] * (len(widths) == 1) > profile.max_line_length,
            "cue-length": sum(widths) > (profile.max_cue_length or 999),
            "line-ratio": min(widths) < (profile.min_line_ratio or 0) * max(widths),
            "min-duration": duration < profile.min_duration,
            "max-duration": duration > profile.max_duration,
            "one-line-duration": len(widths) == 1 and duration > (profile.max_duration_one_line or 999),
        }
        others = {"line-length", "min-duration", "max-duration"} - {demand.rule}
        yield int(broken.get(demand.rule, False)), sum(broken[rule] for rule in others)


def _layouts(stretch: Stretch, profile: Profile, begin: int, end: int) -> list[list[int]]:
    """The line widths of every way to lay a cue out on as few lines as hold it; a lone unit always is a line."""
    most = profile.max_line_length
    for lines in range(1, profile.max_lines + 1):
        found = []
        for inner in combinations(range(begin + 1, end), lines - 1):
            edges = [begin, *inner, end]
            widths = [stretch.right[b - 1] - stretch.left[a] for a, b in pairwise(edges)]
            fits = widths[0] + stretch.label[begin] <= most and max(widths) <= most
            if fits or end == begin + 1:
                found.append(widths)
        if found:
            narrow = min(map(sum, found))
            return [widths for widths in found if sum(widths) == narrow]
    return []


@st.composite
def stretches(draw: Callable[..., int]) -> Stretch:
    """A few units of a few characters and ms."""
    size = draw(st.integers(1, 4))
    clock, at = draw(st.integers(0, 6)), 0
    left, right, start, end = [], [], [], []
    for _ in range(size):
        width, length = draw(st.integers(1, 5)), draw(st.integers(1, 4))
        left.append(at)
        right.append(at + width)
        at += width + 1
        start.append(clock)
        end.append(clock + length)
        clock += length + draw(st.sampled_from([0, 0, 1, 2, 5]))
    before = draw(st.sampled_from([None, start[0], start[0] - 1, max(0, start[0] - 5)]))
    return Stretch(
        left=left,
        right=right,
        label=[draw(st.sampled_from([0, 0, 0, 2])) for _ in range(size)],
        words=[draw(st.sampled_from([1, 1, 2])) for _ in range(size)],
        start=start,
        end=end,
        forced=frozenset(at for at in range(1, size) if draw(st.integers(0, 5)) == 0),
        before=before,
        after=draw(st.sampled_from([None, end[-1], end[-1] + 1, end[-1] + 4])),
    )


@st.composite
def small_profiles(draw: Callable[..., int]) -> Profile:
    low, high = draw(st.sampled_from([(0, 0), (2, 4), (3, 4)]))
    return Profile(
        name="small",
        max_line_length=draw(st.integers(4, 9)),
        max_lines=draw(st.integers(1, 3)),
        max_cue_length=10,
        max_cps=draw(st.sampled_from([800.0, 1500.0, 3000.0])),
        max_wpm=draw(st.sampled_from([20_000.0, 40_000.0])),
        time_per_word=draw(st.integers(1, 4)),
        min_duration=draw(st.integers(0, 5)),
        max_duration=draw(st.integers(5, 9)),
        max_duration_one_line=5,
        min_gap=draw(st.sampled_from([0, 1, 2]) if low != 2 else st.sampled_from([0, 1])),
        forbidden_gap=(low, high) if high else None,
        linger=draw(st.integers(0, 3)),
        early=draw(st.integers(0, 2)),
        max_trim=draw(st.integers(0, 1)),
        gap_policy=draw(st.sampled_from(["cover", "trim"])),
        min_line_ratio=0.5,
    )


@settings(max_examples=100)
@given(stretches(), small_profiles(), st.sampled_from(RULES), st.data())
def test_the_proof_agrees_with_trying_every_cut_and_every_time(
    stretch: Stretch, profile: Profile, rule: str, data: st.DataObject
) -> None:
    size = len(stretch.start)
    first = data.draw(st.integers(0, size - 1))
    demand = Demand(
        rule,
        (first, data.draw(st.integers(first + 1, size))),
        data.draw(st.integers(0, 2)),
        data.draw(st.integers(0, 2)),
        data.draw(st.sampled_from([None, None, frozenset({size}), frozenset(range(1, size + 1))])),
    )
    assert by_hand(stretch, profile, demand) == feasible(stretch, limits(profile, rule, 1), demand)


def talk(*words: tuple[int, int, int], **more: int) -> Stretch:
    """Units of a width, a start and an end."""
    left, at = [], 0
    for width, _, _ in words:
        left.append(at)
        at += width + 1
    return Stretch(
        left=left,
        right=[begin + width for begin, (width, _, _) in zip(left, words, strict=True)],
        label=[0] * len(words),
        words=[1] * len(words),
        start=[start for _, start, _ in words],
        end=[end for _, _, end in words],
        forced=frozenset(),
        before=more.get("before"),
        after=more.get("after"),
    )


@pytest.mark.parametrize(("after", "expected"), [(2000, False), (2083, False), (2300, True), (None, True)])
def test_a_fast_cue_can_be_cured_where_silence_follows(after: int | None, expected: bool) -> None:
    profile = Profile(name="own", max_cps=10.0, min_gap=83, linger=500)
    stretch = talk((10, 1000, 1500), (10, 1500, 2000), **({"after": after} if after else {}))
    slow = profile.adjusted(max_cps=20.0)
    demand = Demand("reading-speed", (0, 2), 0, 0)
    assert expected == feasible(stretch, limits(slow, demand.rule, 1), demand)
    assert not feasible(stretch, limits(profile, demand.rule, 1), demand)
