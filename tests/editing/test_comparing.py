"""Two versions of captions compared: the laws of a difference, and each kind of change."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from subkit.editing.comparing import diff
from subkit.editing.difference import Change, Diff
from subkit.editing.layout import laid_out
from subkit.editing.side_by_side import page
from subkit.model import Captions, Cue

MIRROR = {
    "removed": "added",
    "merged": "split",
    "line-removed": "line-added",
}
MIRROR |= {after: before for before, after in MIRROR.items()}


def captions(*cues: tuple[int, int, str]) -> Captions:
    return Captions(tuple(Cue(start, end, tuple(text.split("|"))) for start, end, text in cues))


def mirrored(change: Change) -> Change:
    return replace(
        change,
        kind=MIRROR.get(change.kind, change.kind),
        first=change.second,
        second=change.first,
        before=change.after,
        after=change.before,
        by=-change.by,
    )


def key(change: Change) -> tuple[str, ...]:
    return tuple(str(value) for value in (change.kind, change.first, change.second, change.before, change.by))


WORDS = st.sampled_from(["one", "two,", "three.", "Two", "the", "of", "字幕", "ok"])
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=3)
CUES = st.tuples(st.integers(-900, 900), st.integers(0, 2000), LINES, st.sampled_from([None, "Ann", "Bob"]))


@st.composite
def documents(draw: st.DrawFn) -> Captions:
    clock = 0
    cues = []
    for gap, length, lines, speaker in draw(st.lists(CUES, max_size=8)):
        start = max(0, clock + gap)
        cues.append(Cue(start, start + length, tuple(lines), speaker))
        clock = start + length
    return Captions(tuple(cues))


@given(documents())
def test_captions_do_not_differ_from_themselves(one: Captions) -> None:
    found = diff(one, one)
    assert not found
    assert [] == list(found.changes)
    assert (frozenset(), frozenset()) == found.marks


@given(documents(), documents())
def test_the_other_way_round_every_change_is_mirrored(one: Captions, other: Captions) -> None:
    there, back = diff(one, other), diff(other, one)
    assert sorted(map(mirrored, there.changes), key=key) == sorted(back.changes, key=key)
    assert there.marks == back.marks[::-1]


@given(documents(), documents())
def test_every_cue_is_in_one_group_in_order(one: Captions, other: Captions) -> None:
    found = diff(one, other)
    for side, version in (("first", one), ("second", other)):
        spans = [getattr(group, side) for group in found.groups]
        assert list(range(len(version))) == [number for span in spans for number in range(*span)]


@given(documents(), documents())
def test_the_changed_words_make_one_text_of_the_other(one: Captions, other: Captions) -> None:
    found = diff(one, other)
    first, second = laid_out(one, blanks=True), laid_out(other, blanks=True)
    gone, new = (
        Counter(laid.words[word] for word in marks)
        for laid, marks in zip((first, second), found.marks, strict=True)
    )
    for change in found.changes:
        if change.kind == "removed":
            gone += Counter(first.words[slice(*first.spans[(change.first or 0) - 1])])
        if change.kind == "added":
            new += Counter(second.words[slice(*second.spans[(change.second or 0) - 1])])
    assert Counter(first.words) - gone + new == Counter(second.words)
    kept = [word for at, word in enumerate(first.words) if at not in found.marks[0]]
    assert gone.total() - len(found.marks[0]) + len(other_kept(found, second.words)) == len(kept)


def other_kept(found: Diff, words: list[str]) -> list[str]:
    added = sum(
        len(laid_out(found.second[(change.second or 1) - 1 : change.second], blanks=True).words)
        for change in found.changes
        if change.kind == "added"
    )
    return [word for at, word in enumerate(words) if at not in found.marks[1]][added:]


@given(documents(), documents())
def test_what_does_not_differ_has_the_same_cues(one: Captions, other: Captions) -> None:
    same = [(cue.start, cue.end, cue.lines, cue.speaker) for cue in one] == [
        (cue.start, cue.end, cue.lines, cue.speaker) for cue in other
    ]
    assert same == (not diff(one, other))


OLD = captions(
    (0, 1000, "Once there was a|long old bridge"),
    (1000, 2000, "over the river near us."),
    (3000, 4000, "Nobody came."),
)


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (
            captions(
                (0, 1200, "Once there was a|long old bridge over"),
                (1200, 2000, "the river near us."),
                (3000, 4000, "Nobody came."),
            ),
            [
                Change(
                    "cue-break",
                    1,
                    1,
                    "long old bridge ‖ over the river",
                    "old bridge over ‖ the river near",
                    1,
                )
            ],
        ),
        (
            captions(
                (0, 1000, "Once there|was a long old bridge"),
                (1000, 2000, "over the river near us."),
                (3000, 4000, "Nobody came."),
            ),
            [Change("line-break", 1, 1, "there was a | long old bridge", "Once there | was a long", -2)],
        ),
        (
            captions(
                (0, 1000, "Once there was a|long old bridge"),
                (1000, 2000, "over the river|near us."),
                (3000, 4000, "Nobody came."),
            ),
            [Change("line-added", 2, 2, after="over the river | near us. Nobody")],
        ),
        (
            captions(
                (0, 500, "Once there was a"),
                (500, 1000, "long old bridge"),
                (1000, 2000, "over the river near us."),
                (3000, 4000, "Nobody came."),
            ),
            [Change("split", 1, 1, after="there was a ‖ long old bridge")],
        ),
        (
            captions(
                (0, 1000, "Once there was a|long old bridge"),
                (1000, 4000, "over the river near us.|Nobody came."),
            ),
            [Change("merged", 2, 2, before="river near us. ‖ Nobody came.")],
        ),
        (
            captions(
                (40, 1000, "Once there was a|long old bridge"),
                (1000, 1900, "over the river near us."),
                (3000, 4000, "Nobody came."),
            ),
            [Change("in-time", 1, 1, by=40), Change("out-time", 2, 2, by=-100)],
        ),
        (
            captions(
                (0, 1000, "Once there was a|long old bridge"),
                (1000, 2000, "over the stream near us!"),
                (3000, 4000, "Nobody at all came."),
            ),
            [
                Change("text", 2, 2, "river", "stream"),
                Change("text", 2, 2, "us.", "us!"),
                Change("text", 3, 3, "", "at all"),
            ],
        ),
        (
            captions(
                (0, 1000, "Once there was a|long old bridge"),
                (3000, 4000, "Nobody came."),
                (5000, 6000, "The end."),
            ),
            [
                Change("removed", 2, None, before="over the river near us."),
                Change("added", None, 3, after="The end."),
            ],
        ),
        (
            captions(
                (0, 1000, "Once there was a|long old bridge"),
                (1000, 2000, "over the river near us."),
                (3000, 4000, "Who came?"),
            ),
            [Change("text", 3, 3, "Nobody came.", "Who came?")],
        ),
    ],
)
def test_each_kind_of_change_is_told_alone(new: Captions, changes: list[Change]) -> None:
    assert changes == list(diff(OLD, new).changes)


def test_a_boundary_at_the_same_time_is_the_same_though_its_words_were_changed() -> None:
    old = captions((0, 1000, "Nobody came."), (2000, 3000, "Colour me bad"))
    new = captions((0, 1000, "Nobody came at all."), (2000, 3000, "Color, me bad"))
    assert [
        Change("text", 1, 1, "came.", "came at all."),
        Change("text", 2, 2, "Colour", "Color,"),
    ] == list(diff(old, new).changes)


def test_another_speaker_is_told_by_label() -> None:
    old = Captions((Cue(0, 1000, ("Yes.",), "Ann"), Cue(2000, 3000, ("No.",))))
    new = Captions((Cue(0, 1000, ("Yes.",), "Bob"), Cue(2000, 3000, ("No.",))))
    assert [Change("speaker", 1, 1, "Ann", "Bob")] == list(diff(old, new).changes)


def test_another_speaker_in_a_cue_that_two_share_is_told_by_both_labels() -> None:
    lines = ("-Ready?", "-Yes.")
    old = Captions((Cue(0, 1000, lines, speakers=("Ann", "Bob")),))
    new = Captions((Cue(0, 1000, lines, speakers=("Ann", "Eve")),))
    assert [Change("speaker", 1, 1, "Ann & Bob", "Ann & Eve")] == list(diff(old, new).changes)
    assert "<bdi>Ann &amp; Eve</bdi>" in page(diff(old, new), ("old.vtt", "new.vtt"))


def test_times_within_the_tolerance_are_the_same() -> None:
    new = captions(*((cue.start + 40, cue.end - 40, "|".join(cue.lines)) for cue in OLD))
    assert {"in-time": 3, "out-time": 3} == diff(OLD, new).counts
    assert {"in-time": 3, "out-time": 3} == diff(OLD, new, tolerance=39).counts
    assert not diff(OLD, new, tolerance=40)


def test_a_cue_without_text_is_told_apart() -> None:
    empty = Captions((*OLD.cues, Cue(5000, 6000, ())))
    assert [Change("added", None, 4)] == list(diff(OLD, empty).changes)
    assert not diff(empty, empty)


def test_characters_without_blanks_are_compared_one_by_one() -> None:
    old, new = captions((0, 1000, "字幕を|作る。")), captions((0, 1000, "字幕を作|る。"))
    assert [Change("line-break", 1, 1, "字幕を | 作る。", "幕を作 | る。", 1)] == list(diff(old, new).changes)
    assert [Change("text", 1, 1, "幕", "体")] == list(diff(old, captions((0, 1000, "字体を|作る。"))).changes)


def many(count: int, *, moved: bool) -> Captions:
    """Cues of the same eight words, every break moved by a word if asked, every hundredth word another."""
    words = [f"w{at}" if at % 100 or not moved else f"x{at}" for at in range(count * 8)]
    shift = int(moved)
    edges = [0, *range(8 + shift, count * 8, 8), count * 8]
    return captions(
        *(
            (
                start * 300,
                after * 300,
                " ".join(words[start : start + 4]) + "|" + " ".join(words[start + 4 : after]),
            )
            for start, after in itertools.pairwise(edges)
        )
    )


def test_a_long_file_with_every_break_moved_is_told_break_by_break() -> None:
    found = diff(many(4_000, moved=False), many(4_000, moved=True))
    assert found.counts["cue-break"] > 4_000 * 0.9


def test_long_versions_with_no_word_in_common_are_compared_cue_by_cue() -> None:
    old, new = (
        captions(*((1000 * at, 1000 * at + 900, f"{text}{at}") for at in range(4_000)))
        for text in ("one and a", "another b")
    )
    assert {"text": 4_000} == diff(old, new).counts
