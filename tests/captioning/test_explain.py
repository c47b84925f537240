"""The explanation of captions: its figures are those of the search, its alternatives are real, its slack is the check's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import profiles, spoken_transcripts

from subkit.captioning import caption, check
from subkit.captioning.break_reasons import SHOWN
from subkit.captioning.explain import explain
from subkit.captioning.explanation import CueReasons
from subkit.captioning.slack import slack
from subkit.errors import InputError, ProfileError
from subkit.language import Language
from subkit.model import Captions, Segment, Speaker, Transcript, Word
from subkit.profile import Profile
from subkit.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from subkit.captioning.explanation import Break

DEFAULT = Profile.load("default")
TALK = (
    "I have been thinking about this for a very long time. It is not easy to say what I mean, but I will try. "
    "Most of us believe that we would help a stranger; few of us ever do! Why is that? Perhaps because we wait for "
    "somebody else to begin, and because everybody else is waiting for us."
)


class Vowels:
    """A scorer that likes breaks before vowels."""

    name = "vowels"

    def scores(self, words: Sequence[str], language: str | None) -> list[float]:  # noqa: ARG002 - the protocol's
        return [0.4 if word[0].lower() in "aeiou" else -0.1 for word in words[1:]]


def spoken(text: str, pauses: dict[int, int] | None = None) -> Transcript:
    """A text's words at a common pace, with pauses in ms after some of them."""
    clock, words = 0, list[Word]()
    for at, word in enumerate(text.split()):
        end = clock + 70 * len(word) + 60
        words.append(Word(word, clock, end))
        clock = end + (pauses or {}).get(at, 0)
    return Transcript((Segment(tuple(words)),), language="en")


def the_break(after: str, transcript: Transcript, profile: Profile = DEFAULT) -> Break:
    """The one break after a word."""
    (found,) = (one for cue in explain(transcript, profile) for one in cue.breaks if one.after == after)
    return found


@given(spoken_transcripts(), profiles())
def test_the_terms_of_all_cues_add_up_to_what_the_captions_cost(
    transcript: Transcript, profile: Profile
) -> None:
    explanation = explain(transcript, profile, scorer=Vowels())
    cues = list(explanation)
    assert explanation.total == sum(cue.cost for cue in cues)
    for cue in cues:
        parts = [*cue.terms, *(term for found in cue.breaks for term in found.terms)]
        assert cue.cost == sum(term.amount for term in parts)
        assert all(term.amount for term in parts)


_SAID = [
    "Ready?",
    "Yes.",
    "No, I am not.",
    "We go home now.",
    "[applause]",
    "(Music playing)",
    "Why? Because.",
]


@st.composite
def dialogues(draw: Callable[..., object]) -> Transcript:
    """Two who speak in turns, quickly or not, with sounds amid what they say."""
    clock, segments = 0, list[Segment]()
    for turn in range(draw(st.integers(1, 8))):
        words = []
        for word in " ".join(draw(st.lists(st.sampled_from(_SAID), min_size=1, max_size=3))).split():
            words.append(Word(word, clock, clock + 200))
            clock += 200 + draw(st.sampled_from([0, 0, 0, 300]))
        segments.append(Segment(tuple(words), "ab"[turn % 2]))
        clock += draw(st.sampled_from([0, 100, 1200]))
    return Transcript(tuple(segments), (Speaker("a", "Ann"), Speaker("b", "Bob")), "en")


@given(dialogues(), st.sampled_from(["netflix-en", "bbc"]), st.booleans())
def test_a_dialogue_is_explained_to_the_last_hundredth(
    transcript: Transcript, profile: str, speakers: bool
) -> None:
    explanation = explain(transcript, profile, speakers=speakers, scorer=Vowels())
    cues = list(explanation)
    assert explanation.total == sum(cue.cost for cue in cues)
    assert [cue.lines for cue in explanation.captions] == [cue.lines for cue in cues]
    for cue in cues:
        assert cue.cost == sum(
            term.amount for term in [*cue.terms, *(term for found in cue.breaks for term in found.terms)]
        )
        assert all(other.extra >= 0 for found in cue.breaks for other in (*found.instead, *found.elsewhere))


def test_a_cue_that_two_share_is_told_with_what_it_takes_the_place_of() -> None:
    one, two = spoken("Ready?"), spoken("Yes.")
    later = tuple(Word(word.text, word.start + 600, word.end + 600) for word in two.words)
    transcript = Transcript(
        (replace(one.segments[0], speaker="a"), Segment(later, "b")),
        (Speaker("a", "Ann"), Speaker("b", "Bob")),
        "en",
    )
    (cue,) = explain(transcript, "netflix-en", speakers=False)
    assert ("-Ready?", "-Yes.") == cue.lines
    assert {"a cue", "a second one, whose place it takes"} <= {term.name for term in cue.terms}
    seam, end = cue.breaks
    assert ("line", "", ["cue"]) == (seam.kind, seam.forced, [other.change for other in seam.instead])
    assert (("Ready?",), ("Yes.",)) == seam.instead[0].cues
    assert ("cue", "end of the text") == (end.kind, end.forced)


@given(spoken_transcripts(), profiles())
def test_what_is_explained_is_what_is_made(transcript: Transcript, profile: Profile) -> None:
    made = caption(transcript, profile)
    explanation = explain(transcript, profile)
    assert made == explanation.captions
    assert [(cue.start, cue.end, cue.lines) for cue in made] == [
        (cue.start, cue.end, cue.lines) for cue in explanation
    ]
    assert list(explain(made, profile)) == list(explanation)
    assert [len(cue.lines) for cue in made] == [len(cue.breaks) for cue in explanation]


@given(spoken_transcripts(), profiles())
def test_no_alternative_is_cheaper_and_each_keeps_every_word(
    transcript: Transcript, profile: Profile
) -> None:
    explanation = explain(transcript, profile)
    shown = ["".join(cue.lines).replace(" ", "") for cue in explanation.captions]
    for cue in explanation:
        for found in cue.breaks:
            assert not (found.forced and found.instead)
            for other in (*found.instead, *found.elsewhere):
                assert other.extra >= 0
                assert other.further == 0 or len(other.cues) == SHOWN
                told = "".join(line for lines in other.cues for line in lines).replace(" ", "")
                assert "".join(shown[other.first_cue - 1 :]).startswith(told)


@given(spoken_transcripts(), profiles())
def test_the_chosen_way_costs_nothing_more_and_is_among_the_ways(
    transcript: Transcript, profile: Profile
) -> None:
    explanation = explain(transcript, profile)
    for number in range(1, len(explanation) + 1):
        ways = explanation.ways(number, 1000)
        assert [way.extra for way in ways] == sorted(way.extra for way in ways)
        assert explanation.captions.cues[number - 1].lines in [way.lines for way in ways if way.extra == 0]
        assert ways[:2] == explanation.ways(number, 2)


@given(spoken_transcripts(), profiles())
def test_slack_runs_out_exactly_where_a_limit_is_not_met(transcript: Transcript, profile: Profile) -> None:
    made = caption(transcript, profile)
    language = Language.load(made.language)
    style = profile.for_language(language)
    followers = [*made.cues[1:], None]
    for number, (cue, following) in enumerate(zip(made.cues, followers, strict=False), 1):
        spare = slack(cue, following, style, language)
        told = {one.rule for one in spare if one.left < 0}
        known = {one.rule for one in spare}
        found = {one.rule for one in check.findings(made.cues, style, language) if one.cue == number}
        assert found & known == told


@given(spoken_transcripts())
def test_an_explanation_is_data(transcript: Transcript) -> None:
    for cue in explain(transcript):
        assert cue == msgspec.json.decode(msgspec.json.encode(cue), type=CueReasons)


def test_a_break_is_told_with_its_place_and_its_price() -> None:
    found = the_break("time.", spoken(TALK, {10: 420}))
    assert ("cue", 11, "It", 420, "") == (found.kind, found.word, found.before, found.pause, found.forced)
    plain = Weights()
    paid = [("end of a sentence", plain.cue_after_sentence), ("a pause of 420 ms", plain.pause * 420 // 1000)]
    assert paid == [(term.name, term.amount) for term in found.terms]


def test_the_first_alternative_is_the_best_captions_without_the_break() -> None:
    best = the_break("time.", spoken(TALK, {10: 420})).instead[0]
    assert best.extra > 0
    assert ("time.", 11) == (best.after, best.word)
    assert not any(lines[-1].endswith("time.") for lines in best.cues)


def test_a_break_that_must_be_is_told_with_the_reason_and_has_no_alternative() -> None:
    one, two = spoken("We saw it. And then we left."), spoken("So did we.")
    later = tuple(Word(word.text, word.start + 9000, word.end + 9000) for word in two.words)
    turn = tuple(Word(word.text, word.start + 10_000, word.end + 10_000) for word in two.words)
    transcript = Transcript(
        (*(replace(part, speaker="a") for part in one.segments), Segment(later, "a"), Segment(turn, "b")),
        (Speaker("a", "Ann"), Speaker("b", "Bob")),
        "en",
    )
    forced = [found.forced for cue in explain(transcript) for found in cue.breaks if found.forced]
    silence = 9000 - list(one.words)[-1].end
    assert [f"a pause of {silence} ms", "another speaker", "end of the text"] == forced


def test_a_scorer_is_a_term_with_its_name_and_is_asked_once() -> None:
    explanation = explain(spoken(TALK), scorer=Vowels())
    told = [
        term for cue in explanation for found in cue.breaks for term in found.terms if "scorer" in term.name
    ]
    assert {("scorer vowels", -400), ("scorer vowels", 100)} == {(term.name, term.amount) for term in told}


def test_words_that_nothing_may_part_are_told() -> None:
    bound = [part for cue in explain(spoken(TALK)) for part in cue.bound]
    assert {"for a very long time.", "Most of us"} & set(bound)


def test_ways_to_show_a_word_differ_in_the_words_of_the_cue() -> None:
    ways = explain(spoken(TALK)).ways(2, 4)
    texts = [" ".join(way.lines) for way in ways]
    assert 4 == len(set(texts))
    assert 0 == ways[0].extra < ways[1].extra


@pytest.mark.parametrize("number", [0, -1, 9])
def test_a_cue_that_is_not_there_is_named(number: int) -> None:
    explanation = explain(spoken("We saw it."))
    for asked in (explanation.cue, explanation.ways):
        with pytest.raises(IndexError, match=f"there is no cue {number}; there are 1"):
            asked(number)


def test_captions_that_were_cut_in_another_way_are_refused() -> None:
    made = caption(spoken(TALK), "netflix-en")
    edited = replace(made, cues=(replace(made.cues[0], lines=("Edited.",)), *made.cues[1:]))
    for captions, profile in ((edited, "netflix-en"), (made[1:], "netflix-en"), (made, "vertical-short")):
        with pytest.raises(InputError, match=r"cut in another way|hold no transcript"):
            explain(captions, profile)


def test_captions_of_a_file_are_refused() -> None:
    with pytest.raises(InputError, match="hold no transcript"):
        explain(Captions(caption(spoken(TALK)).cues))


def test_a_profile_that_cannot_be_is_refused() -> None:
    with pytest.raises(ProfileError):
        explain(spoken(TALK), DEFAULT.adjusted(min_duration=9000))


def test_nothing_said_needs_no_reasons() -> None:
    explanation = explain(Transcript(()))
    assert (0, 0, []) == (explanation.total, len(explanation), list(explanation))
