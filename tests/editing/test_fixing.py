"""The laws of `fix` over wild captions, then what it does to one fault at a time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import profiles, spoken_transcripts, wild_captions

from subkit.captioning import caption, check
from subkit.editing.changes import changes
from subkit.editing.faults import House
from subkit.editing.fixing import MEANS, Fixed, fix
from subkit.editing.mending import Mender
from subkit.errors import InputError
from subkit.language import Language
from subkit.model import Captions, Cue, Segment, Transcript, Word
from subkit.profile import Profile
from subkit.writing import runs_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.report import Finding

HOUSE = Profile(
    name="house", max_line_length=20, max_cps=20.0, min_duration=1000, min_gap=80, linger=500, max_trim=83
)
STYLES = st.one_of(
    st.sampled_from(["default", "netflix-en", "bbc", "csa-fr", "arte"]).map(Profile.load), profiles()
)


def text(cues: Sequence[Cue]) -> str:
    """What a reader reads: the lines run on, with a blank between them where the script has blanks."""
    shown = ""
    for word in [word for cue in cues for line in cue.lines for word in line.split()]:
        shown += word if not shown or runs_on(shown, word) else f" {word}"
    return shown


def excesses(findings: Sequence[Finding]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for finding in findings:
        found.setdefault(finding.rule, []).append(abs(finding.value - finding.limit))
    return {rule: sorted(values, reverse=True) for rule, values in found.items()}


def assert_none_added(fixed: Fixed) -> None:
    before, after = excesses(fixed.findings_before), excesses(fixed.findings_after)
    for rule, values in after.items():
        assert len(values) <= len(before.get(rule, [])), rule
        assert all(now <= was for now, was in zip(values, before[rule], strict=False)), rule


@given(wild_captions(), STYLES)
def test_fixing_loses_adds_and_respells_nothing(captions: Captions, profile: Profile) -> None:
    fixed = fix(captions, profile)
    ordered = sorted(captions.cues, key=lambda cue: cue.start)
    assert text(fixed.captions.cues) in {text(captions.cues), text(ordered)}


@given(wild_captions(), STYLES, st.sets(st.sampled_from(MEANS)))
def test_fixing_never_adds_a_finding(captions: Captions, profile: Profile, means: set[str]) -> None:
    fixed = fix(captions, profile, means=[one for one in MEANS if one in means])
    assert_none_added(fixed)
    shown = [cue for cue in fixed.captions.cues if cue.lines]
    language = Language.load(fixed.captions.language)
    if len(shown) == len(fixed.captions):
        assert list(fixed.findings_after) == check.findings(shown, profile.for_language(language), language)


@given(wild_captions(), STYLES)
def test_fixing_twice_changes_nothing(captions: Captions, profile: Profile) -> None:
    fixed = fix(captions, profile)
    again = fix(fixed.captions, profile)
    assert fixed.captions.cues == again.captions.cues
    assert () == again.changes


@given(wild_captions(), STYLES)
def test_the_changes_say_all_that_was_changed(captions: Captions, profile: Profile) -> None:
    fixed = fix(captions, profile)
    made = [change for change in fixed.changes if change.kind != "order"]
    stayed = Counter(captions.cues) - Counter(cue for change in made for cue in change.before)
    arrived = Counter(cue for change in made for cue in change.after)
    assert Counter(fixed.captions.cues) == stayed + arrived


@given(wild_captions(), STYLES)
def test_cues_that_could_be_written_can_still_be_written(captions: Captions, profile: Profile) -> None:
    fixed = fix(captions, profile)
    bad = sum(cue.end < cue.start for cue in captions.cues)
    assert sum(cue.end < cue.start for cue in fixed.captions.cues) <= bad
    assert all(cue.start >= 0 for cue in fixed.captions.cues) or any(cue.start < 0 for cue in captions.cues)


@settings(max_examples=25)
@given(spoken_transcripts(speakers=False), st.sampled_from(["default", "netflix-en"]))
def test_captions_of_subkit_itself_keep_the_laws_with_their_words(transcript: Transcript, name: str) -> None:
    captions = caption(transcript, name)
    fixed = fix(captions, name)
    assert_none_added(fixed)
    assert text(captions.cues) == text(fixed.captions.cues)
    assert fixed.captions.cues == fix(fixed.captions, name).captions.cues


def test_captions_without_findings_are_the_same_object_cue_by_cue() -> None:
    captions = Captions((Cue(0, 1500, ("Good morning.",)), Cue(2000, 3500, ("And good night.",))), "en")
    fixed = fix(captions, HOUSE)
    assert () == fixed.changes
    assert all(one is other for one, other in zip(captions.cues, fixed.captions.cues, strict=True))


def kinds(fixed: Fixed) -> list[str]:
    return [change.kind for change in fixed.changes]


def times(fixed: Fixed) -> list[tuple[int, int]]:
    return [(cue.start, cue.end) for cue in fixed.captions.cues]


def lines(fixed: Fixed) -> list[tuple[str, ...]]:
    return [cue.lines for cue in fixed.captions.cues]


def test_an_overlap_is_cut_from_the_cue_that_stays_too_long() -> None:
    fixed = fix(
        Captions((Cue(0, 3000, ("Good morning.",)), Cue(2000, 4000, ("And good night.",))), "en"), HOUSE
    )
    assert ([(0, 1920), (2000, 4000)], ["time"]) == (times(fixed), kinds(fixed))


def test_a_cue_that_is_too_short_is_shown_longer_into_the_room_after_it() -> None:
    fixed = fix(Captions((Cue(0, 300, ("Hello.",)), Cue(2000, 4000, ("And good night.",))), "en"), HOUSE)
    assert ([(0, 1000), (2000, 4000)], ["time"]) == (times(fixed), kinds(fixed))


def test_a_cue_that_cannot_be_read_in_time_is_shown_until_it_can() -> None:
    fixed = fix(Captions((Cue(0, 1000, ("Thirty-nine letters", "of text are in here.")),), "en"), HOUSE)
    assert [(0, 1950)] == times(fixed)


def test_a_cue_that_ends_before_it_begins_is_shown_as_long_as_it_needs() -> None:
    fixed = fix(Captions((Cue(5000, 3000, ("Hello.",)),), "en"), HOUSE)
    assert [(5000, 6000)] == times(fixed)


def test_cues_out_of_order_are_put_in_order() -> None:
    captions = Captions((Cue(4000, 5500, ("And good night.",)), Cue(0, 1500, ("Good morning.",))), "en")
    fixed = fix(captions, HOUSE)
    assert ([(0, 1500), (4000, 5500)], ["order"]) == (times(fixed), kinds(fixed))


def test_a_line_that_is_too_long_is_broken_and_the_times_stay() -> None:
    fixed = fix(Captions((Cue(0, 3000, ("Good morning, and thank you.",)),), "en"), HOUSE)
    assert ([(0, 3000)], [("Good morning,", "and thank you.")]) == (times(fixed), lines(fixed))
    assert ["lines"] == kinds(fixed)


def test_a_text_too_long_for_its_lines_is_cut_in_two_cues_by_its_characters() -> None:
    long = "Good morning, all of you. Now let us go and see the old river."
    fixed = fix(Captions((Cue(0, 6200, (long,)),), "en"), HOUSE)
    assert [("Good morning,", "all of you."), ("Now let us go", "and see the old", "river.")][:1] == lines(
        fixed
    )[:1]
    assert (0, 6200) == (times(fixed)[0][0], times(fixed)[-1][1])
    assert ((), "characters") == (fixed.findings_after, fixed.timing)


def test_words_that_have_times_say_where_a_cue_is_cut() -> None:
    said = ["Good", "morning,", "all", "of", "you.", "Now", "let", "us", "go", "and", "see", "it."]
    spoken = tuple(
        Word(word, 300 * at + (2000 if at > 4 else 0), 300 * at + (2300 if at > 4 else 300))
        for at, word in enumerate(said)
    )
    fixed = fix(Captions((Cue(0, 5600, (" ".join(said),), words=spoken),), "en"), HOUSE)
    assert "words" == fixed.timing
    assert 3500 == fixed.captions.cues[1].start
    assert spoken == tuple(word for cue in fixed.captions.cues for word in cue.words)


def test_a_cue_too_short_to_stand_alone_joins_its_neighbour() -> None:
    captions = Captions(
        (Cue(0, 300, ("Yes,",)), Cue(380, 2000, ("it is raining.",)), Cue(2080, 4000, ("We wait.",))), "en"
    )
    fixed = fix(captions, HOUSE)
    assert [("Yes, it is raining.",), ("We wait.",)] == lines(fixed)
    assert ["join"] == kinds(fixed)


@pytest.mark.parametrize(
    "cues",
    [
        (Cue(0, 300, ("- Yes.",)), Cue(380, 2000, ("- It is raining.",))),
        (Cue(0, 300, ("Yes,",), "Ann"), Cue(380, 2000, ("it is raining.",), "Bob")),
        (Cue(0, 300, ("(Laughter)",)), Cue(380, 2000, ("It is raining.",))),
        (Cue(0, 300, ("Yes.",)), Cue(380, 2000, ("BOB: It is raining.",))),
        (Cue(0, 300, ("♪ Rain ♪",)), Cue(380, 2000, ("It is raining.",))),
    ],
)
def test_turns_sounds_and_songs_are_never_joined(cues: tuple[Cue, ...]) -> None:
    assert [cue.lines for cue in cues] == lines(fix(Captions(cues, "en"), HOUSE))


def test_the_lines_of_a_dialogue_stay_where_they_are() -> None:
    cue = Cue(0, 3000, ("- Are you coming with us or not?", "- No."))
    assert [cue.lines] == lines(fix(Captions((cue,), "en"), HOUSE))


def test_a_fault_that_only_another_one_could_cure_stays() -> None:
    cue = Cue(0, 1000, ("Thirty-nine letters", "of text are in here."))
    captions = Captions((cue, Cue(1080, 2080, ("Twenty letters here.",))), "en")
    fixed = fix(captions, HOUSE)
    assert (captions.cues, ()) == (fixed.captions.cues, fixed.changes)


def test_empty_cues_are_left_out() -> None:
    captions = Captions(
        (Cue(0, 1500, ("Good morning.",)), Cue(2000, 3000, ()), Cue(3000, 4000, ("Night.",))), "en"
    )
    fixed = fix(captions, HOUSE)
    assert ([("Good morning.",), ("Night.",)], ["empty"]) == (lines(fixed), kinds(fixed))


def test_only_the_means_that_are_allowed_are_used() -> None:
    captions = Captions((Cue(0, 300, ("Good morning, and thank you.",)),), "en")
    assert ["time"] == kinds(fix(captions, HOUSE, means=["time"]))
    assert [("Good morning,", "and thank you.")] == lines(fix(captions, HOUSE, means=["lines"]))
    assert () == fix(captions, HOUSE, means=[]).changes


def test_blanks_between_phrases_of_a_script_without_blanks_are_kept() -> None:
    said = "そうだ　行こう、京都へ　今すぐ行こう"
    fixed = fix(Captions((Cue(0, 6000, (said,)),), "ja"), HOUSE.adjusted(max_line_length=10))
    assert [("そうだ　行こう、", "京都へ　今すぐ行こう")] == lines(fixed)


def heard(cues: Sequence[Cue]) -> Transcript:
    """What is said in cues, a word every 300 ms with a long pause after each cue."""
    words, clock = [], 200
    for cue in cues:
        for word in " ".join(cue.lines).split():
            words.append(Word(word, clock, clock + 280))
            clock += 300
        clock += 2000
    return Transcript((Segment(tuple(words)),), language="en")


BROKEN = (
    Cue(0, 4000, ("Good morning, all of you. Now let us go down.",)),
    Cue(3000, 5000, ("And see the old river near", "the mill.")),
    Cue(5000, 5200, ("It rains.",)),
)


def test_a_transcript_gives_the_words_their_times() -> None:
    fixed = fix(Captions(BROKEN), HOUSE, transcript=heard(BROKEN))
    assert ("words", ()) == (fixed.timing, fixed.findings_after)
    words = [word for cue in fixed.captions.cues for word in cue.words]
    assert [(word.text, word.start) for word in heard(BROKEN).words] == [
        (word.text, word.start) for word in words
    ]
    assert ["Good", "Now", "And", "It"] == [cue.words[0].text for cue in fixed.captions.cues]
    assert fixed.captions.cues[1].start == fixed.captions.cues[1].words[0].start


def test_fixing_twice_by_a_transcript_changes_nothing() -> None:
    spoken = heard(BROKEN)
    fixed = fix(Captions(BROKEN), HOUSE, transcript=spoken)
    again = fix(fixed.captions, HOUSE, transcript=spoken)
    assert (fixed.captions.cues, ()) == (again.captions.cues, again.changes)


def test_a_transcript_of_something_else_is_refused() -> None:
    other = Transcript((Segment(tuple(Word(f"word{at}", at * 300, at * 300 + 200) for at in range(30))),))
    with pytest.raises(InputError, match="not the same speech"):
        fix(Captions(BROKEN), HOUSE, transcript=other)


def test_words_of_captions_that_somebody_edited_count_for_nothing() -> None:
    spoken = (Word("Good", 0, 300), Word("evening.", 300, 700))
    fixed = fix(Captions((Cue(0, 300, ("Good morning.",), words=spoken),), "en"), HOUSE)
    assert ("characters", ()) == (fixed.timing, fixed.captions.cues[0].words)


def test_mending_looks_at_nothing_that_is_not_at_fault() -> None:
    cues = [Cue(0, 1500, ("Good morning.",))]
    mended = Mender(House(HOUSE, Language.load("en")), MEANS).mended(cues)
    assert mended[0] is cues[0]
    assert [] == changes(cues, mended)
