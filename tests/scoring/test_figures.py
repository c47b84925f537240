"""Captions scored by a reference: the laws of a score, texts that differ, and what is refused."""

from __future__ import annotations

import importlib.util
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.editing.layout import laid_out
from subkit.errors import InputError
from subkit.model import Captions, Cue
from subkit.scoring import score
from subkit.scoring.breaks import Agreement, agreement, place
from subkit.scoring.conformity import Conformity
from subkit.scoring.sigma import sentences, sigma
from subkit.scoring.time_error import TimeError


def captions(*texts: str, late: int = 0) -> Captions:
    return Captions(
        tuple(
            Cue(2000 * at + late, 2000 * at + 1900 + 2 * late, tuple(text.split("|")))
            for at, text in enumerate(texts)
        )
    )


HUMAN = captions("Once there was a|long old bridge", "over the river near us.", "Nobody came.")

TEXT = "We went there now. And then, of all things, it rained for days. Nobody came to see us."


@st.composite
def cuts(draw: st.DrawFn) -> Captions:
    """The same text cut anywhere, in cues of lines."""
    words = TEXT.split()
    edges = [0, *sorted(draw(st.sets(st.integers(1, len(words) - 1)))), len(words)]
    rows = [" ".join(words[start:after]) for start, after in pairwise(edges)]
    ends = draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    cues: list[list[str]] = [[]]
    for row, end in zip(rows, ends, strict=True):
        cues[-1].append(row)
        if end:
            cues.append([])
    return captions(*("|".join(lines) for lines in cues if lines))


@given(cuts())
def test_captions_are_as_near_to_themselves_as_can_be(one: Captions) -> None:
    found = score(one, one)
    assert found.share == 1
    assert all(part.common == part.system == part.reference for part in (found.any, found.eob, found.inner))
    assert found.sigma in (0.0, pytest.approx(100))
    assert 0 == found.in_times.bias == found.out_times.high
    assert len(one) == found.in_times.compared == found.out_times.compared
    assert found.conformity == found.reference_conformity


@given(cuts(), cuts())
def test_with_the_same_words_a_score_is_what_word_positions_give(one: Captions, other: Captions) -> None:
    found = score(one, other)
    words = TEXT.split()
    ours, theirs = place(one.cues, words), place(other.cues, words)
    assert ours is not None
    assert theirs is not None
    last = len(words) - 1
    assert agreement(ours.breaks, theirs.breaks, last) == found.any
    assert agreement(ours.breaks, theirs.breaks, last, "cue") == found.cue
    assert agreement(ours.breaks, theirs.breaks, last, "line") == found.line
    assert sigma(*(sentences(words, placed.breaks) for placed in (ours, theirs))) == pytest.approx(
        found.sigma
    )


@given(cuts(), cuts())
def test_the_other_way_round_precision_is_recall(one: Captions, other: Captions) -> None:
    there, back = score(one, other), score(other, one)
    assert there.any == Agreement(back.any.common, back.any.reference, back.any.system)
    assert there.in_times.compared == back.in_times.compared
    assert there.in_times.bias == pytest.approx(-back.in_times.bias, nan_ok=True)


def test_the_last_break_is_given_and_counts_only_where_it_is_said_to() -> None:
    found = score(
        captions("Once there was a long|old bridge", "over the river near us.", "Nobody came."), HUMAN
    )
    assert Agreement(common=2, system=3, reference=3) == found.any
    assert Agreement(common=3, system=4, reference=4) == found.eox
    assert Agreement(common=3, system=3, reference=3) == found.eob
    assert Agreement(common=0, system=1, reference=1) == found.eol
    assert Agreement(common=1, system=2, reference=2) == found.inner


def test_breaks_are_found_where_words_were_changed_added_and_left_out() -> None:
    found = score(
        captions("Once, there was a|great old bridge", "the river near to us.", "And nobody came."), HUMAN
    )
    assert found.share == pytest.approx(2 * 12 / (14 + 15))
    assert Agreement(common=3, system=3, reference=3) == found.any
    assert (1, 3) == (found.in_times.compared, found.out_times.compared)


def test_a_break_at_no_word_of_the_reference_counts_against_precision() -> None:
    found = score(
        captions(
            "Once there was a|long old bridge",
            "over the river near us.",
            "well you know|you see",
            "Nobody came.",
        ),
        HUMAN,
    )
    assert Agreement(common=3, system=5, reference=3) == found.any


def test_times_are_compared_where_cues_begin_and_end_at_the_same_word() -> None:
    found = score(
        captions("Once there was a long", "old bridge over the river near us.", "Nobody came.", late=30),
        HUMAN,
    )
    assert TimeError(compared=2, bias=30, mean=30, median=30, high=30) == found.in_times
    assert TimeError(compared=2, bias=60, mean=60, median=60, high=60) == found.out_times


def test_nothing_to_compare_is_no_figure() -> None:
    found = score(captions("Once there was"), captions("there was a"))
    assert found.in_times.compared == 0
    assert math.isnan(found.in_times.mean)
    assert math.isnan(found.any.f1)


def test_conformity_counts_lines_and_cues_as_published_scores_do() -> None:
    long = Captions((Cue(0, 2000, ("x" * 42, " y ")), Cue(2000, 9000, ("z" * 43, "a", "b"))))
    found = score(long, captions(f"{'x' * 42} y {'z' * 43} a b"))
    assert Conformity(line_length=4 / 5, speed=1 / 2, lines=1 / 2) == found.conformity


@pytest.mark.parametrize("reference", [captions("Quite another talk."), Captions(())])
def test_a_reference_of_another_talk_is_refused(reference: Captions) -> None:
    with pytest.raises(InputError, match=r"human\.srt: shares 0% of its words.*another talk"):
        score(HUMAN, reference, source="human.srt")


def test_suber_is_given_where_its_package_is_installed_and_left_out_where_it_is_not() -> None:
    found = score(HUMAN, HUMAN).suber
    assert (0.0 if importlib.util.find_spec("suber") else None) == found


def test_cues_without_text_have_no_words() -> None:
    empty = Captions((*HUMAN.cues, Cue(9000, 9500, ())))
    assert laid_out(HUMAN).words == laid_out(empty).words
    assert score(empty, HUMAN).any == score(HUMAN, HUMAN).any
