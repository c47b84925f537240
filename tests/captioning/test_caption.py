"""The laws of captioning, over transcripts and profiles of any kind."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import profiles, spoken_transcripts

from subkit.captioning import caption
from subkit.captioning.repair import repaired
from subkit.captioning.width import cells_per_character, measure
from subkit.errors import PayloadError, UnknownNameError
from subkit.labels import texts
from subkit.language import Language
from subkit.model import Captions, Media, Pause, Segment, Transcript, Word
from subkit.profile import Profile
from subkit.report import Finding
from subkit.sounds import spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.language import Counting

DEFAULT, NETFLIX = Profile.load("default"), Profile.load("netflix-en")
BBC = Profile(
    name="like-bbc", max_line_length=37, min_duration=300, forbidden_gap=(1, 1000), linger=1500, early=1500
)
STYLES = st.one_of(
    st.sampled_from([DEFAULT, NETFLIX, NETFLIX.adjusted(gap_policy="trim"), BBC]), profiles(), profiles()
)


def speakers_of(transcript: Transcript) -> list[str | None]:
    """Who says each word; a sound that nobody makes is heard while the one before it speaks."""
    own = [
        segment.speaker if word.speaker is None else word.speaker
        for segment in transcript.segments
        for word in segment.words
    ]
    for begin, end in spans([word.text for word in transcript.words]):
        if begin and not any(own[begin:end]):
            own[begin:end] = [own[begin - 1]] * (end - begin)
    return own


def held_to(captions: Captions, profile: Profile) -> tuple[Counting, Profile]:
    """How the captions' language counts, and the profile with that language's limits."""
    language = Language.load(captions.language)
    return language.counting, profile.for_language(language)


@given(spoken_transcripts(), STYLES)
def test_words_come_out_as_they_went_in(transcript: Transcript, profile: Profile) -> None:
    captions = caption(transcript, profile)
    words = [word for cue in captions.cues for word in cue.words]
    assert list(captions.transcript.words) == words
    assert "".join(word.text for word in transcript.words) == "".join(word.text for word in words)
    divided = any(repair.kind == "long-word" for repair in captions.repairs)
    assert divided or [word.text for word in transcript.words] == [word.text for word in words]
    dashes = Language.load(captions.language).dual_dash
    for cue in captions.cues:
        dashed = zip(cue.lines, dashes if cue.speakers else ("", "", "", ""), strict=False)
        shown = "".join("".join(line.removeprefix(dash).split()) for line, dash in dashed)
        assert "".join("".join(word.text.split()) for word in cue.words) == shown


@given(spoken_transcripts(), STYLES)
def test_cues_last_follow_each_other_and_never_overlap(transcript: Transcript, profile: Profile) -> None:
    cues = caption(transcript, profile).cues
    assert all(0 <= cue.start < cue.end for cue in cues)
    assert all(cue.end <= following.start for cue, following in pairwise(cues))


@given(spoken_transcripts(), STYLES)
def test_a_cue_covers_its_words_but_for_what_the_policy_trims(
    transcript: Transcript, profile: Profile
) -> None:
    trim = profile.max_trim if profile.gap_policy == "trim" else 0
    for cue in caption(transcript, profile).cues:
        assert cue.words[0].start - profile.early <= cue.start <= cue.words[0].start
        assert cue.end >= cue.words[-1].end - trim


@given(spoken_transcripts(), STYLES)
def test_lines_and_cues_keep_to_the_hard_limits(transcript: Transcript, profile: Profile) -> None:
    captions = caption(transcript, profile)
    counting, profile = held_to(captions, profile)
    longest = profile.max_line_length * cells_per_character(counting)
    speakers = dict(zip(map(id, captions.transcript.words), speakers_of(captions.transcript), strict=True))
    for cue in captions.cues:
        assert 1 <= len(cue.lines) <= profile.max_lines
        too_long = [line for line in cue.lines if measure(line, counting) > longest]
        assert not too_long or (len(cue.lines) == 1 and " " not in cue.lines[0].strip())
        is_sound = spans([word.text for word in cue.words]) == [(0, len(cue.words))]
        assert is_sound or len({speakers[id(word)] for word in cue.words}) == (len(cue.speakers) or 1)
        assert bool(cue.speakers) <= profile.dual_speakers
        assert all(b.start - a.end < profile.max_pause for a, b in pairwise(cue.words))


@given(spoken_transcripts(speakers=False), STYLES)
def test_what_fits_one_line_has_one(transcript: Transcript, profile: Profile) -> None:
    captions = caption(transcript, profile)
    counting, profile = held_to(captions, profile)
    longest = profile.max_line_length * cells_per_character(counting)
    for cue in captions.cues:
        assert len(cue.lines) == 1 or measure(" ".join(cue.lines), counting) > longest or "" in cue.lines


@given(spoken_transcripts(), STYLES)
def test_the_same_input_gives_the_same_captions(transcript: Transcript, profile: Profile) -> None:
    assert caption(transcript, profile) == caption(transcript, profile)


@given(spoken_transcripts(), STYLES)
def test_captioning_captions_again_changes_nothing(transcript: Transcript, profile: Profile) -> None:
    once = caption(transcript, profile)
    again = caption(once.transcript, profile)
    assert (once.cues, once.findings, once.transcript) == (again.cues, again.findings, again.transcript)


@given(spoken_transcripts(), STYLES)
def test_findings_name_exactly_what_is_broken(transcript: Transcript, profile: Profile) -> None:
    captions = caption(transcript, profile)
    expected = sorted(broken(captions, profile))
    assert expected == sorted((finding.cue, finding.rule) for finding in captions.findings)


def broken(captions: Captions, profile: Profile) -> Iterator[tuple[int, str]]:
    """The rules that the cues do not meet, worked out anew."""
    counting, profile = held_to(captions, profile)
    cells = cells_per_character(counting)
    shown = [text.split("\n") for text in texts(captions.cues, "colon")]
    for number, (cue, lines) in enumerate(zip(captions.cues, shown, strict=True), 1):
        lengths = [measure(line, counting) / cells for line in lines]
        if max(lengths) > profile.max_line_length:
            yield number, "line-length"
        if len(lengths) > profile.max_lines:
            yield number, "lines"
        if profile.max_cps and sum(lengths) / (cue.end - cue.start) > profile.max_cps / 1000:
            yield number, "reading-speed"
        if cue.end - cue.start < profile.min_duration:
            yield number, "min-duration"
        if cue.end - cue.start > profile.max_duration:
            yield number, "max-duration"
        if cue.words[-1].end > cue.end:
            yield number, "trim"
    for number, (cue, following) in enumerate(pairwise(captions.cues), 1):
        gap = following.start - cue.end
        low, high = profile.forbidden_gap or (0, 0)
        if gap < profile.min_gap or low <= gap < high:
            yield number, "gap"


@given(spoken_transcripts(), STYLES)
def test_line_length_and_lines_are_only_ever_broken_by_a_single_word(
    transcript: Transcript, profile: Profile
) -> None:
    captions = caption(transcript, profile)
    for finding in captions.findings:
        assert "lines" != finding.rule
        if finding.rule == "line-length":
            cue = captions.cues[finding.cue - 1]
            assert " " not in (cue.lines[0] if "label" in finding.reason else cue.text).strip()
            assert finding.value > finding.limit


def test_words_are_the_transcripts_own() -> None:
    transcript = Transcript((Segment((Word("Hello", 0, 400, 0.5, highlight=True), Word("you.", 400, 900))),))
    (cue,) = caption(transcript).cues
    assert tuple(transcript.words) == cue.words
    assert (0, 1400, ("Hello you.",), None) == (cue.start, cue.end, cue.lines, cue.speaker)


@pytest.mark.parametrize(
    "transcript",
    [
        Transcript(()),
        Transcript((Segment(()), Segment((Pause(), Pause(0, 9000, "large"))))),
        Transcript((), media=Media(60_000)),
    ],
)
def test_without_words_there_are_no_cues(transcript: Transcript) -> None:
    captions = caption(transcript, "netflix-en")
    assert ((), (), ()) == (captions.cues, captions.findings, captions.repairs)


def test_the_language_of_the_caller_wins() -> None:
    transcript = Transcript((Segment((Word("a", 0, 100),)),), language="fr")
    assert "en" == caption(transcript, language="en").language
    assert "fr" == caption(transcript).language


def test_a_profile_is_named_loaded_or_given() -> None:
    transcript = Transcript((Segment((Word("a", 0, 100),)),))
    assert caption(transcript, "netflix-en") == caption(transcript, NETFLIX)
    assert "like-bbc" == caption(transcript, BBC).profile
    with pytest.raises(UnknownNameError):
        caption(transcript, "netflix")


def test_a_word_without_a_letter_or_without_anything_is_no_trouble() -> None:
    words = tuple(
        Word(text, 100 * at, 100 * at + 100) for at, text in enumerate(["", "你", "", "'", "”", "\u200b", ""])
    )
    (cue,) = caption(Transcript((Segment(words),))).cues
    assert words == cue.words


def test_strict_refuses_a_time_that_needs_repair() -> None:
    transcript = Transcript((Segment((Word("a", 500, 900), Word("b", 100, 200))),))
    assert ["unsorted"] == [repair.kind for repair in caption(transcript).repairs]
    with pytest.raises(PayloadError):
        caption(transcript, strict=True)


def test_repairs_are_told_and_stay_with_the_transcript() -> None:
    transcript = Transcript((Segment((Word("a"), Word("b", 500, 900))),))
    captions = caption(transcript)
    assert captions.transcript.repairs == captions.repairs
    assert captions.transcript == repaired(transcript)


@settings(max_examples=20)
@given(st.sampled_from(["one instant", "single characters", "no times", "one word a second"]))
def test_a_text_of_any_size_is_captioned(kind: str) -> None:
    count = 20_000
    words = {
        "one instant": [Word("word", 1000, 1000)] * count,
        "single characters": [Word("x", at, at + 1) for at in range(count)],
        "no times": [Word("word")] * count,
        "one word a second": [Word("word.", 1000 * at, 1000 * at + 10) for at in range(count)],
    }[kind]
    captions = caption(Transcript((Segment(tuple(words)),)))
    assert count == sum(len(cue.words) for cue in captions.cues)


def test_a_single_huge_word_is_shown_alone_and_reported() -> None:
    huge = "x" * 1_000_000
    words = (Word("so", 0, 300), Word(huge, 300, 900), Word("then", 900, 1200))
    captions = caption(Transcript((Segment(words),)))
    assert [("so",), (huge,), ("then",)] == [cue.lines for cue in captions.cues]
    assert (
        Finding("line-length", 2, 1_000_000, 42, "a single word is longer than a line", hard=True)
        in captions.findings
    )


def test_a_blank_counts_half_where_a_character_counts_one() -> None:
    words = (Word("안녕하세요세계", 0, 1500), Word("세계한국어입니다.", 1500, 3500))
    captions = caption(Transcript((Segment(words),), language="ko"))
    assert [("안녕하세요세계 세계한국어입니다.",)] == [cue.lines for cue in captions]
