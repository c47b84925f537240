"""Sigma, against figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.scoring import breaks as measure
from subkit.scoring import sigma


def breaks(text: str) -> measure.Breaks:
    """``"0l 3c"``: a line break after word 0, a cue break after word 3."""
    return {int(mark[:-1]): "line" if mark[-1] == "l" else "cue" for mark in text.split()}


def test_sigma_is_the_ratio_worked_out_by_hand() -> None:
    """Text ``a b c d e f g h``, a break after the 4th word in the reference, after the 5th in the system.

    With tags, 9 tokens each. 1-grams match 9 of 9. 2-grams of the system: ab bc cd de e| |f fg gh; in the reference
    all but de, e|, |f: 5 of 8. 3-grams: abc bcd fgh: 3 of 7. 4-grams: abcd: 1 of 6. a = 1/8, precisions without
    tags are all 1, so the bounds are 1, (1-a) + 2a, (1-2a) + 3a, (1-3a) + 4a over 1 + a: all 1.
    """
    words = [*"abcdefgh"]
    human = sigma.sentences(words, breaks("3c"))
    system = sigma.sentences(words, breaks("4c"))
    expected = 100 * (9 / 9 * 5 / 8 * 3 / 7 * 1 / 6) ** 0.25
    assert sigma.sigma(system, human) == pytest.approx(expected)


def test_sigma_tells_line_breaks_from_cue_breaks() -> None:
    words = [*"abcdefgh"]
    human = sigma.sentences(words, breaks("3c"))
    system = sigma.sentences(words, breaks("3l"))
    assert sigma.sigma(system, human) == pytest.approx(100 * (8 / 9 * 6 / 8 * 4 / 7 * 2 / 6) ** 0.25)


def test_sigma_punishes_too_few_breaks_by_the_brevity_penalty_alone_in_both_terms() -> None:
    """Without a break the system has 8 tokens against 9; the penalty stands in both terms and goes out."""
    words = [*"abcdefgh"]
    human = sigma.sentences(words, breaks("3c"))
    system = sigma.sentences(words, {})
    assert sigma.sigma(system, human) == pytest.approx(100 * (8 / 8 * 6 / 7 * 4 / 6 * 2 / 5) ** 0.25)


def test_sentences_are_cut_at_their_marks_and_tokenised_as_published_scores_are() -> None:
    words = ["He", "said:", '"3.5', "(m)?”", "Well-known", "A.D.", "1990-95", ",5"]
    assert [
        ["He", "said", ":", "<eol>", '"', "3.5", "(", "m", ")", "?", "”", "<eob>"],
        ["Well-known", "A", ".", "D", "."],
        ["1990", "-", "95", "<eob>", ",", "5"],
    ] == sigma.sentences(words, breaks("1l 3c 6c"))


TEXTS = st.lists(st.sampled_from(["we", "go", "there.", "now", "3.5", "x?"]), min_size=4, max_size=30)


@given(TEXTS, st.data())
def test_the_human_captions_themselves_reach_every_maximum(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.sets(st.integers(0, len(words) - 1)))
    human: measure.Breaks = {**dict.fromkeys(at, "line"), len(words) - 1: "cue"}
    rows = sigma.sentences(words, human)
    assert sigma.sigma(rows, rows) in (0.0, pytest.approx(100))
    found = measure.agreement(human, human, len(words) - 1)
    assert found.common == found.system == found.reference == len(human) - 1


@given(TEXTS, st.data())
def test_sigma_never_exceeds_a_hundred(words: list[str], data: st.DataObject) -> None:
    both: list[list[list[str]]] = []
    for _ in range(2):
        kinds: st.SearchStrategy[measure.Kind] = st.sampled_from(["line", "cue"])
        at = data.draw(st.dictionaries(st.integers(0, len(words) - 1), kinds))
        both.append(sigma.sentences(words, at))
    assert 0 <= sigma.sigma(*both) <= 100.0000001
