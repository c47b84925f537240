"""What the benchmarks count beside the measures of the package, against figures worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks import score
from benchmarks.score import LineEnds
from subkit.model import Cue

if TYPE_CHECKING:
    from subkit.scoring.breaks import Breaks

WORDS = ["A", "b", "c", "d.", "E", "f."]


def cues(*texts: str) -> list[Cue]:
    return [Cue(1000 * at, 1000 * at + 1000, tuple(text.split("|"))) for at, text in enumerate(texts)]


def breaks(text: str) -> Breaks:
    """``"0l 3c"``: a line break after word 0, a cue break after word 3."""
    return {int(mark[:-1]): "line" if mark[-1] == "l" else "cue" for mark in text.split()}


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


def test_function_words_count_only_before_unmarked_breaks() -> None:
    words = ["Of", "the", "man,", "and", "we", "were,", "not", "a", "Dr.", "said", "no."]
    ends = score.line_ends(words, breaks("1l 2c 4l 5c 6l 8c 9l 10c"))
    assert LineEnds(unmarked=5, function=3, auxiliary=1) == ends


def test_a_curly_apostrophe_is_no_mark() -> None:
    assert LineEnds(1, 0, 1) == score.line_ends(["I", "don\u2019t", "know"], breaks("1l"))
