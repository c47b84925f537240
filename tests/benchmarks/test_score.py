"""The measures themselves, against figures worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import score
from benchmarks.score import Agreement, LineEnds
from subkit.model import Cue

WORDS = ["A", "b", "c", "d.", "E", "f."]


def cues(*texts: str) -> list[Cue]:
    return [Cue(1000 * at, 1000 * at + 1000, tuple(text.split("|"))) for at, text in enumerate(texts)]


def breaks(text: str) -> score.Breaks:
    """``"0l 3c"``: a line break after word 0, a cue break after word 3."""
    return {int(mark[:-1]): "line" if mark[-1] == "l" else "cue" for mark in text.split()}


def test_lines_and_cues_are_found_as_word_positions() -> None:
    placed = score.place(cues("A b|c d.", "E f."), WORDS)
    assert placed is not None
    assert breaks("1l 3c 5c") == placed.breaks
    assert [(0, 3), (4, 5)] == placed.spans
    assert placed.cut_words == 0


def test_characters_without_blanks_are_placed_one_by_one() -> None:
    placed = score.place(cues("すべて|安全", "だ"), [*"すべて安全だ"])
    assert placed is not None
    assert breaks("2l 4c 5c") == placed.breaks


def test_a_break_inside_a_word_is_counted_and_no_break_position() -> None:
    placed = score.place(cues("hel|lo you"), ["hello", "you"])
    assert placed is not None
    assert placed.cut_words == 1
    assert breaks("1c") == placed.breaks


def test_captions_with_other_words_are_not_placed() -> None:
    assert score.place(cues("A b c d. E"), WORDS) is None


@pytest.mark.parametrize(
    ("shown", "lost_and_added"),
    [
        ("A b c d. E f.", (0, 0)),
        ("A b c E f.", (1, 0)),
        ("A b c d. E E f.", (0, 1)),
        ("A b d. c E f.", (2, 0)),
        ("A b c d . E f.", (1, 2)),
    ],
)
def test_words_lost_added_and_moved_are_counted(shown: str, lost_and_added: tuple[int, int]) -> None:
    assert lost_and_added == score.lost_words(cues(shown), WORDS)


def test_break_f1_counts_exact_positions_without_the_last() -> None:
    system, human = breaks("1l 3c 5c"), breaks("1c 2l 3c 5c")
    both = score.agreement(system, human, last=5)
    assert Agreement(common=2, system=2, reference=3) == both
    assert both.precision == 1
    assert both.recall == pytest.approx(2 / 3)
    assert both.f1 == pytest.approx(0.8)
    assert Agreement(common=1, system=1, reference=2) == score.agreement(system, human, 5, "cue")
    assert Agreement(common=0, system=1, reference=1) == score.agreement(system, human, 5, "line")


def test_agreement_adds_up_over_documents_by_breaks() -> None:
    both = score.total([Agreement(1, 2, 2), Agreement(3, 3, 4)])
    assert Agreement(4, 5, 6) == both
    assert math.isnan(score.total([Agreement()]).f1)


def test_sigma_is_the_ratio_worked_out_by_hand() -> None:
    """Text ``a b c d e f g h``, a break after the 4th word in the reference, after the 5th in the system.

    With tags, 9 tokens each. 1-grams match 9 of 9. 2-grams of the system: ab bc cd de e| |f fg gh; in the reference
    all but de, e|, |f: 5 of 8. 3-grams: abc bcd fgh: 3 of 7. 4-grams: abcd: 1 of 6. a = 1/8, precisions without
    tags are all 1, so the bounds are 1, (1-a) + 2a, (1-2a) + 3a, (1-3a) + 4a over 1 + a: all 1.
    """
    words = [*"abcdefgh"]
    human = score.sentences(words, breaks("3c"))
    system = score.sentences(words, breaks("4c"))
    expected = 100 * (9 / 9 * 5 / 8 * 3 / 7 * 1 / 6) ** 0.25
    assert score.sigma(system, human) == pytest.approx(expected)


def test_sigma_tells_line_breaks_from_cue_breaks() -> None:
    words = [*"abcdefgh"]
    human = score.sentences(words, breaks("3c"))
    system = score.sentences(words, breaks("3l"))
    assert score.sigma(system, human) == pytest.approx(100 * (8 / 9 * 6 / 8 * 4 / 7 * 2 / 6) ** 0.25)


def test_sigma_punishes_too_few_breaks_by_the_brevity_penalty_alone_in_both_terms() -> None:
    """Without a break the system has 8 tokens against 9; the penalty stands in both terms and goes out."""
    words = [*"abcdefgh"]
    human = score.sentences(words, breaks("3c"))
    system = score.sentences(words, {})
    assert score.sigma(system, human) == pytest.approx(100 * (8 / 8 * 6 / 7 * 4 / 6 * 2 / 5) ** 0.25)


def test_sentences_are_cut_at_their_marks_and_tokenised_as_published_scores_are() -> None:
    words = ["He", "said:", '"3.5', "(m)?”", "Well-known", "A.D.", "1990-95", ",5"]
    assert [
        ["He", "said", ":", "<eol>", '"', "3.5", "(", "m", ")", "?", "”", "<eob>"],
        ["Well-known", "A", ".", "D", "."],
        ["1990", "-", "95", "<eob>", ",", "5"],
    ] == score.sentences(words, breaks("1l 3c 6c"))


def test_function_words_count_only_before_unmarked_breaks() -> None:
    words = ["Of", "the", "man,", "and", "we", "were,", "not", "a", "Dr.", "said", "no."]
    ends = score.line_ends(words, breaks("1l 2c 4l 5c 6l 8c 9l 10c"))
    assert LineEnds(unmarked=5, function=3, auxiliary=1) == ends


def test_a_curly_apostrophe_is_no_mark() -> None:
    assert LineEnds(1, 0, 1) == score.line_ends(["I", "don\u2019t", "know"], breaks("1l"))


TEXTS = st.lists(st.sampled_from(["we", "go", "there.", "now", "3.5", "x?"]), min_size=4, max_size=30)


@given(TEXTS, st.data())
def test_the_human_captions_themselves_reach_every_maximum(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.sets(st.integers(0, len(words) - 1)))
    human: score.Breaks = {**dict.fromkeys(at, "line"), len(words) - 1: "cue"}
    rows = score.sentences(words, human)
    assert score.sigma(rows, rows) in (0.0, pytest.approx(100))
    found = score.agreement(human, human, len(words) - 1)
    assert found.common == found.system == found.reference == len(human) - 1


@given(TEXTS, st.data())
def test_sigma_never_exceeds_a_hundred(words: list[str], data: st.DataObject) -> None:
    both: list[list[list[str]]] = []
    for _ in range(2):
        kinds: st.SearchStrategy[score.Kind] = st.sampled_from(["line", "cue"])
        at = data.draw(st.dictionaries(st.integers(0, len(words) - 1), kinds))
        both.append(score.sentences(words, at))
    assert 0 <= score.sigma(*both) <= 100.0000001
