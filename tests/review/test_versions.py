"""Two versions side by side: every cue of either stands in one row, in order, and what is marked is what differs."""

from __future__ import annotations

from hypothesis import given
from strategies import wild_captions

from subkit.model import Captions, Cue
from subkit.review.spots import units
from subkit.review.versions import side_by_side


@given(wild_captions(), wild_captions())
def test_every_cue_of_either_version_stands_in_one_row_in_order(other: Captions, own: Captions) -> None:
    rows, _, marks = side_by_side(other, own)
    assert list(range(len(own))) == [at for row in rows for at in range(*row.own)]
    assert list(range(len(other))) == [at for row in rows for at in range(*row.other)]
    for version, found in zip((other, own), marks, strict=True):
        assert len(version) == len(found)
        for cue, its in zip(version.cues, found, strict=True):
            assert all(0 <= one.begin < one.end <= units(cue.lines[one.line]) for one in its)


@given(wild_captions())
def test_a_version_does_not_differ_from_itself(shown: Captions) -> None:
    rows, _, marks = side_by_side(shown, shown)
    assert not any(row.changes for row in rows)
    assert not any(any(found) for found in marks)


def test_a_word_that_was_changed_is_marked_in_both() -> None:
    before = Captions((Cue(0, 1000, ("a long", "old bridge")),))
    after = Captions((Cue(0, 1000, ("a long", "new bridge")),))
    rows, summary, (theirs, own) = side_by_side(before, after)
    assert ("text changed: old → new",) == rows[0].changes
    assert "1 text changed; 1 and 1 cues" == summary
    assert [(1, 0, 3)] == [(one.line, one.begin, one.end) for one in theirs[0]]
    assert [(1, 0, 3)] == [(one.line, one.begin, one.end) for one in own[0]]
