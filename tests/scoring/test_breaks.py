"""Breaks as word positions, and their agreement, against figures worked out by hand."""

from __future__ import annotations

import math

import pytest

from subkit.model import Cue
from subkit.scoring import breaks as measure
from subkit.scoring.breaks import Agreement

WORDS = ["A", "b", "c", "d.", "E", "f."]


def cues(*texts: str) -> list[Cue]:
    return [Cue(1000 * at, 1000 * at + 1000, tuple(text.split("|"))) for at, text in enumerate(texts)]


def breaks(text: str) -> measure.Breaks:
    """``"0l 3c"``: a line break after word 0, a cue break after word 3."""
    return {int(mark[:-1]): "line" if mark[-1] == "l" else "cue" for mark in text.split()}


def test_lines_and_cues_are_found_as_word_positions() -> None:
    placed = measure.place(cues("A b|c d.", "E f."), WORDS)
    assert placed is not None
    assert breaks("1l 3c 5c") == placed.breaks
    assert [(0, 3), (4, 5)] == placed.spans
    assert placed.cut_words == 0


def test_characters_without_blanks_are_placed_one_by_one() -> None:
    placed = measure.place(cues("すべて|安全", "だ"), [*"すべて安全だ"])
    assert placed is not None
    assert breaks("2l 4c 5c") == placed.breaks


def test_a_break_inside_a_word_is_counted_and_no_break_position() -> None:
    placed = measure.place(cues("hel|lo you"), ["hello", "you"])
    assert placed is not None
    assert placed.cut_words == 1
    assert breaks("1c") == placed.breaks


def test_captions_with_other_words_are_not_placed() -> None:
    assert measure.place(cues("A b c d. E"), WORDS) is None


def test_break_f1_counts_exact_positions_without_the_last() -> None:
    system, human = breaks("1l 3c 5c"), breaks("1c 2l 3c 5c")
    both = measure.agreement(system, human, last=5)
    assert Agreement(common=2, system=2, reference=3) == both
    assert both.precision == 1
    assert both.recall == pytest.approx(2 / 3)
    assert both.f1 == pytest.approx(0.8)
    assert Agreement(common=1, system=1, reference=2) == measure.agreement(system, human, 5, "cue")
    assert Agreement(common=0, system=1, reference=1) == measure.agreement(system, human, 5, "line")


def test_agreement_adds_up_over_documents_by_breaks() -> None:
    both = measure.total([Agreement(1, 2, 2), Agreement(3, 3, 4)])
    assert Agreement(4, 5, 6) == both
    assert math.isnan(measure.total([Agreement()]).f1)
