"""The audit as a whole: what it finds, what it proves, what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from strategies import profiles, spoken_transcripts

import subkit
from subkit.checking import check
from subkit.checking.rules import RULES, sentence, source, source_of
from subkit.errors import InputError, ProfileError, UnknownNameError
from subkit.formats import Writing, parse, render
from subkit.labels import SpeakerStyle
from subkit.model import Captions, Cue, Segment, Transcript, Word
from subkit.profile import Profile, names

SAMPLES = Path(__file__).parents[2] / "samples"
STRICT = Profile(
    name="strict", max_line_length=20, max_cps=20.0, min_duration=800, max_duration=3000, min_gap=80
)


def spoken(*words: tuple[str, int, int]) -> tuple[Word, ...]:
    return tuple(Word(text, start, end) for text, start, end in words)


def rules(found: subkit.Check, verdict: bool | None = None) -> list[tuple[str, int]]:
    return [(one.rule, one.cue) for one in found.findings if one.avoidable is verdict]


def test_a_fast_cue_with_silence_after_it_could_have_been_avoided() -> None:
    words = spoken(("extraordinary", 0, 300), ("circumstances", 300, 600))
    cue = Cue(0, 900, ("extraordinary", "circumstances"), words=words)
    found = check(Captions((cue, Cue(3000, 4000, ("later",), words=spoken(("later", 3000, 3600))))), STRICT)
    assert [] == rules(found, verdict=True)
    lingering = Profile(name="own", max_line_length=20, max_cps=20.0, linger=800)
    assert [("reading-speed", 1)] == rules(check(Captions((cue,)), lingering), verdict=True)


def test_speech_that_is_too_fast_however_it_is_cut_could_not() -> None:
    words = [(f"word{at:02}", 100 * at, 100 * at + 100) for at in range(30)]
    cues = tuple(
        Cue(100 * at, 100 * at + 600, (" ".join(text for text, _, _ in words[at : at + 3]), "x" * 14), words=spoken(*words[at : at + 6]))
        for at in range(0, 30, 6)
    )  # fmt: skip
    cues = tuple(
        Cue(cue.start, cue.end, (" ".join(w.text for w in cue.words[:3]), " ".join(w.text for w in cue.words[3:])), words=cue.words)
        for cue in cues
    )  # fmt: skip
    found = check(Captions(cues), Profile(name="own", max_line_length=30, max_cps=20.0))
    assert [("reading-speed", number) for number in range(1, 6)] == rules(found, verdict=False)
    assert {"the speech is that fast"} == {one.reason for one in found.findings if one.avoidable is False}
    assert () == found.failures


def test_without_word_times_only_the_text_is_asked() -> None:
    cues = (
        Cue(0, 2000, ("a line of far too many words", "and")),
        Cue(2000, 4000, ("incomprehensibilities-and-more",)),
        Cue(4000, 4100, ("so long",)),
    )
    found = check(
        Captions(cues, "en"), Profile(name="own", max_line_length=20, min_duration=800, max_cps=None)
    )
    assert [("line-length", True), ("line-length", False), ("min-duration", None)] == [
        (one.rule, one.avoidable) for one in found.findings if one.hard
    ]


def test_words_lost_added_and_changed_are_told_where_they_are() -> None:
    said = [
        (text, 500 * at, 500 * at + 400)
        for at, text in enumerate(["One", "two", "three", "four", "five", "six", "seven", "eight"])
    ]
    transcript = Transcript((Segment(spoken(*said)),))
    cues = (
        Cue(0, 2000, ("Ann: One, two four",)),
        Cue(2000, 3000, ("five and sixth",)),
        Cue(3000, 4000, ("[APPLAUSE] seven",)),
    )
    found = check(Captions(cues, "en"), transcript=transcript)
    differences = [(one.rule, one.cue, one.reason) for one in found.findings if one.rule.startswith("words")]
    assert ("words-lost", 1, "'three'") in differences
    assert ("words-added", 2, "'and'") in differences
    assert ("words-changed", 2, "'sixth'") in differences
    assert ("words-lost", 3, "'eight'") in differences
    assert 4 == len(differences)


@pytest.mark.parametrize("sample", ["pictory/workshop.json", "verbit/lecture.json"])
@pytest.mark.parametrize("style", get_args(SpeakerStyle))
def test_what_is_written_holds_what_was_heard_however_speakers_are_named(
    sample: str, style: SpeakerStyle
) -> None:
    transcript = subkit.read(SAMPLES / sample)
    captions = subkit.caption(transcript, "netflix-en", speaker_style=style)
    again = parse(render(captions, "srt", Writing(speaker_style=style)), "srt")
    assert [] == [one for one in check(again, transcript=transcript).findings if one.rule.startswith("words")]


def test_the_transcript_of_another_talk_is_refused_with_the_share() -> None:
    transcript = Transcript((Segment(spoken(("nothing", 0, 400), ("alike", 400, 900))),))
    with pytest.raises(InputError, match=r"0 % of its 4 words"):
        check(Captions((Cue(0, 900, ("Quite other words here",)),), "en"), transcript=transcript)


def test_captions_without_cues_are_refused() -> None:
    with pytest.raises(InputError, match="no cues to check"):
        check(Captions(()))


def test_an_unknown_or_contradicting_profile_is_refused() -> None:
    captions = Captions((Cue(0, 900, ("a",)),))
    with pytest.raises(UnknownNameError, match="netflix-en"):
        check(captions, "netflix-eng")
    with pytest.raises(ProfileError, match="longer than"):
        Profile(name="own", min_duration=9000)


def test_a_cue_without_text_is_no_trouble() -> None:
    found = check(Captions((Cue(0, 900, ()), Cue(0, 900, ("", " ")))))
    assert 2 == found.totals.cues


def test_overlaps_are_told_once_not_as_gaps_too() -> None:
    captions = parse(
        "1\n00:00:01,000 --> 00:00:03,000\nOne\n\n2\n00:00:02,000 --> 00:00:04,000\nTwo\n", "srt"
    )
    assert [("overlap", 1)] == [(one.rule, one.cue) for one in check(captions, STRICT).findings if one.hard]


@settings(max_examples=25)
@given(spoken_transcripts(), profiles())
def test_our_own_captions_keep_order_and_words_whatever_the_profile(
    transcript: Transcript, profile: Profile
) -> None:
    captions = subkit.caption(transcript, profile)
    if not captions.cues:
        return
    found = check(captions, profile)
    never = {"order", "reversed", "overlap", "speakers", "words-lost", "words-added", "words-changed"}
    assert set() == never & {one.rule for one in found.findings}
    assert sorted(one.cue for one in found.findings) == [one.cue for one in found.findings]
    for one in found.findings:
        assert one.rule in RULES
        assert sentence(one).startswith(one.rule)


@pytest.mark.parametrize("name", names())
def test_every_rule_of_a_house_has_its_source(name: str) -> None:
    profile = Profile.load(name)
    for rule in RULES.values():
        on = (
            rule.field
            and getattr(profile, rule.field, None) is not None
            and rule.field not in profile.unchecked
        )
        if rule.source.clause or on:
            found = source(rule.name, profile)
            assert found.clause, rule.name


def test_a_forbidden_gap_has_the_source_of_its_own_figure() -> None:
    profile = Profile.load("netflix-en")
    cues = (Cue(0, 2000, ("one",)), Cue(2200, 4000, ("two",)), Cue(4010, 6000, ("three",)))
    near = [
        source_of(one, profile).clause
        for one in check(Captions(cues, "en"), profile).findings
        if one.rule == "gap"
    ]
    assert ["3 to 11 frames" in clause for clause in near] == [True, False]


def test_a_turn_that_only_the_transcript_knows_parts_cues() -> None:
    said = (
        Segment(spoken(("Really", 0, 1300), ("so.", 1300, 1800)), speaker="1"),
        Segment(
            spoken(
                ("Yes.", 1800, 2200),
            ),
            speaker="2",
        ),
        Segment(spoken(("Then", 2200, 2700), ("do", 2700, 3200), ("go", 3200, 3700)), speaker="1"),
    )
    cues = (Cue(0, 1800, ("Really so.",)), Cue(1800, 2200, ("Yes.",)), Cue(2200, 4000, ("Then do go",)))
    house = Profile(name="own", min_duration=1000, min_gap=0)
    alone = check(Captions(cues, "en"), house, transcript=Transcript(said))
    assert [("min-duration", 2)] == rules(alone, verdict=False)
    together = check(
        Captions(cues, "en"), house, transcript=Transcript((Segment(sum((one.tokens for one in said), ())),))
    )
    assert [("min-duration", 2)] == rules(together, verdict=True)


def test_two_speakers_of_a_cue_are_told_by_the_transcript() -> None:
    said = (
        Segment(spoken(("Really?", 0, 900)), speaker="1"),
        Segment(spoken(("Yes.", 900, 1800)), speaker="2"),
    )
    found = check(Captions((Cue(0, 1800, ("Really? Yes.",)),), "en"), transcript=Transcript(said))
    assert ("speakers", 1) in rules(found)
