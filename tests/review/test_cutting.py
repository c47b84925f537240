"""The reasons of breaks: in full where subkit cut the captions, and priced where others did."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import subkit
from subkit.checking.fidelity import compared
from subkit.language import Language
from subkit.model import Captions, Cue
from subkit.profile import Profile
from subkit.review.cutting import reasons_of

SAMPLES = Path(__file__).parent.parent.parent / "samples"
PROFILE, ENGLISH = Profile.load("netflix-en"), Language.load("en")
HEARD = subkit.read(SAMPLES / "pictory/workshop.json")
MADE = subkit.caption(HEARD, PROFILE)


def test_of_captions_that_subkit_cut_the_terms_are_those_of_explain() -> None:
    reasons, is_ours = reasons_of(MADE, None, PROFILE, ENGLISH)
    assert is_ours
    expected = [
        [(one.kind, one.after, sum(term.amount for term in one.terms)) for one in cue.breaks]
        for cue in subkit.explain(MADE, PROFILE)
    ]
    assert expected == [
        [(one.kind, one.after, sum(amount for _, amount in one.terms)) for one in cue.breaks]
        for cue in reasons
        if cue
    ]


def test_a_file_that_subkit_wrote_is_explained_by_the_words_alone(tmp_path: Path) -> None:
    subkit.save(MADE, tmp_path / "made.srt")
    read = subkit.load(tmp_path / "made.srt")
    reasons, is_ours = reasons_of(read, HEARD, PROFILE, ENGLISH)
    assert is_ours
    assert len(MADE) == len(reasons)


def test_of_captions_that_others_cut_every_break_has_its_price() -> None:
    by_eight = subkit.caption(HEARD, PROFILE.adjusted(max_line_length=24))
    timed = compared(replace(by_eight, transcript=None), HEARD)[0]
    reasons, is_ours = reasons_of(timed, HEARD, PROFILE, ENGLISH)
    assert not is_ours
    for cue, found in zip(timed.cues, reasons, strict=True):
        assert found is not None
        assert [line.split()[-1] for line in cue.lines] == [one.after for one in found.breaks]
        assert ["line"] * (len(cue.lines) - 1) + ["cue"] == [one.kind for one in found.breaks]
    ends = [one for found in reasons if found for one in found.breaks if one.after.endswith(".")]
    assert all(("end of a sentence" in dict(one.terms)) or one.forced for one in ends)


@pytest.mark.parametrize("cues", [(Cue(0, 1000, ("Hello.",)),), ()])
def test_without_words_nothing_is_explained(cues: tuple[Cue, ...]) -> None:
    assert ([], False) == reasons_of(Captions(cues), None, PROFILE, ENGLISH)
