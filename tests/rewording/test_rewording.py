"""The text options: what they change, what they leave alone, and that every word keeps its time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import spoken_transcripts

import subkit
from subkit.errors import UnknownNameError
from subkit.language import shipped
from subkit.model import LineBreak, Pause, Segment, Transcript, Word
from subkit.rewording import profanity, reword
from subkit.rewording.fillers import removed
from subkit.rewording.masking import masked
from subkit.rewording.replacing import replaced


def spoken(shown: str, language: str | None = "en") -> Transcript:
    words = tuple(Word(text, 300 * at, 300 * at + 250) for at, text in enumerate(shown.split()))
    return Transcript((Segment(words),), language=language)


def text(transcript: Transcript) -> str:
    return " ".join(word.text for word in transcript.words)


def times(transcript: Transcript) -> list[tuple[int | None, int | None]]:
    return [(word.start, word.end) for word in transcript.words]


def told(transcript: Transcript) -> list[tuple[str, str, str]]:
    return [(repair.kind, repair.place, repair.message) for repair in transcript.repairs]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("So um I went, uh, home", "So I went, home"),
        ("Um, so I went", "So I went"),
        ("Yes. Um, uh, so I went", "Yes. So I went"),
        ("I went home um.", "I went home."),
        ("I went home, um. Then", "I went home. Then"),
        ("I went home. Um. Then", "I went home. Then"),
        ("I went... ummmm... home", "I went... home"),
        ("Uhhh hmm hmmmm yes", "Yes"),
        ("Hm? He said “um” and (uh) left", "Hm? He said “um” and (uh) left"),
        ("the umbrella and the hum", "the umbrella and the hum"),
        ("[Um, uh] so", "[Um, uh] so"),
        ("in 5 mm of rain", "in 5 mm of rain"),
    ],
)
def test_fillers_go_and_leave_their_full_stop_and_capital(shown: str, expected: str) -> None:
    assert expected == text(reword(spoken(shown), remove_fillers=True))


@pytest.mark.parametrize(
    ("language", "shown", "expected"),
    [
        ("fr", "Euh, alors je, heu, pars", "Alors je, pars"),
        ("de", "Ähm, ich äh gehe", "Ich gehe"),
        ("tr", "Iıı, istanbul", "Iıı, istanbul"),
        ("tr", "Eee, istanbul", "İstanbul"),
        ("es", "Ehm, y e eh nada", "Y e nada"),
        ("ja", "えーと 行きます", "行きます"),
    ],
)  # fmt: skip
def test_fillers_are_those_of_the_language(language: str, shown: str, expected: str) -> None:
    assert expected == text(reword(spoken(shown, language), remove_fillers=True))


def test_the_time_of_a_filler_becomes_pause() -> None:
    found = reword(spoken("so um I um went"), remove_fillers=True)
    assert [(0, 250), (600, 850), (1200, 1450)] == times(found)
    assert [("removed", "word 2 'um'", "left out as a sound of hesitation, 2 times from here on")] == told(
        found
    )


def test_a_blank_stands_where_the_filler_had_one_on_either_side() -> None:
    words = (Word("a"), Word("um"), Word("b", glued=True), Word("uh", glued=True), Word("c", glued=True))
    found = removed(Transcript((Segment(words),)), frozenset({"um", "uh"}), None)
    assert [("a", False), ("b", False), ("c", True)] == [(word.text, word.glued) for word in found.words]


def test_a_full_stop_does_not_go_over_to_somebody_else() -> None:
    words = (Word("Right", speaker="1"), Word("Um.", speaker="2"), Word("Yes.", speaker="2"))
    assert "Right Yes." == text(removed(Transcript((Segment(words),)), frozenset({"um"}), None))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("What the fuck, man", "What the f***, man"),
        ("FUCKING “Shit!”", "F****** “S***!”"),
        ("mother-fucker motherfuckers", "mother-f***** m************"),
        ("shitake in Scunthorpe", "shitake in Scunthorpe"),
        ("the bitch's", "the b****'s"),
        ("[fuck] (Bitch)", "[fuck] (Bitch)"),
    ],
)
def test_profanity_is_masked_whole_words_only(shown: str, expected: str) -> None:
    assert expected == text(reword(spoken(shown), mask_profanity=True))


def test_a_list_of_ones_own_masks_phrases_and_endings() -> None:
    found = masked(spoken("Son of a gun, darn it, Darned thing, gun"), ["son of a gun", "darn*"])
    assert "S** o* * g**, d*** it, D***** thing, gun" == text(found)
    assert times(found) == times(spoken("a b c d e f g h i"))


def test_a_report_does_not_repeat_what_is_masked() -> None:
    found = reword(spoken("Shit, shit happens"), mask_profanity=True)
    assert [("masked", "word 1 'S***'", "masked"), ("masked", "word 2 's***'", "masked")] == told(found)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("the sub kit, yes", "the subkit, yes"),
        ("“Sub kit” and SUB KIT.", "“Subkit” and Subkit."),
        ("he lives in new york", "he lives in New York City"),
        ("he lives in “New York”.", "he lives in “New York City”."),
        ("new, york", "new, york"),
        ("news york", "news york"),
        ("[sub kit]", "[sub kit]"),
        ("Colour it", "Color it"),
        ("a sub kit sub kit", "a subkit subkit"),
        ("an iphone. Iphone.", "an iPhone. iPhone."),
    ],
)
def test_words_and_phrases_are_replaced_with_the_marks_around_them_kept(shown: str, expected: str) -> None:
    wanted = {
        "sub kit": "subkit",
        "new york": "New York City",
        "new": "NEW!",
        "colour": "color",
        "iphone": "iPhone",
    }
    if shown.startswith(("new,", "news")):
        wanted.pop("new")
    assert expected == text(replaced(spoken(shown), wanted))


def test_replaced_words_share_the_time_of_the_old_by_length() -> None:
    fewer = replaced(spoken("the sub kit"), {"sub kit": "subkit"})
    assert [(0, 250), (300, 850)] == times(fewer)
    more = replaced(spoken("in nyc now"), {"nyc": "New York"})
    assert [(0, 250), (300, 407), (407, 550), (600, 850)] == times(more)
    as_many = replaced(spoken("in new york"), {"new york": "York New"})
    assert times(spoken("in new york")) == times(as_many)
    assert [("replaced", "word 2 'nyc'", "replaced by 'New York'")] == told(more)


def test_pauses_and_line_breaks_stay_where_they_stand() -> None:
    tokens = (
        Word("um", 0, 100),
        Pause(size="small"),
        Word("sub", 200, 300),
        LineBreak(),
        Word("kit", 400, 500),
    )
    found = reword(
        Transcript((Segment(tokens),)), replacements={"sub kit": "subkit"}, remove_fillers=True, language="en"
    )
    assert (Pause(size="small"), Word("subkit", 200, 500), LineBreak()) == found.segments[0].tokens


def test_replacing_comes_first_and_masking_last() -> None:
    found = reword(
        spoken("hum frick uh"),
        replacements={"frick": "fuck", "hum": "um"},
        remove_fillers=True,
        mask_profanity=True,
    )
    assert "f***" == text(found)


def test_a_language_without_a_list_is_refused() -> None:
    with pytest.raises(
        UnknownNameError, match="unknown language with a list of profanity 'hu'; there are: de, en"
    ):
        reword(spoken("a", "hu"), mask_profanity=True)
    with pytest.raises(UnknownNameError, match="language with a list of fillers 'gsw'"):
        reword(spoken("a", "gsw"), remove_fillers=True)
    with pytest.raises(UnknownNameError, match="'none'"):
        reword(spoken("42", None), remove_fillers=True)


def test_the_lists_of_profanity_are_of_languages_we_know_and_in_lower_case() -> None:
    assert set(profanity.languages()) <= set(shipped())
    for tag in profanity.languages():
        words = profanity.words(tag)
        assert len(words) >= 8
        assert [] == [word for word in words if word != word.casefold() and word != word.lower()]


def test_it_is_a_public_name_and_captions_keep_what_was_told() -> None:
    captions = subkit.caption(subkit.reword(spoken("so um yes"), remove_fillers=True))
    assert (["so yes"], ["removed"]) == (
        [cue.text for cue in captions],
        [one.kind for one in captions.repairs],
    )


@given(spoken_transcripts())
def test_without_an_option_nothing_changes(transcript: Transcript) -> None:
    assert transcript is reword(transcript)


@given(
    spoken_transcripts(),
    st.sampled_from(["to", "hello", "the of", "I", "3.5 million"]),
    st.sampled_from(["x", "x y z"]),
)
def test_no_other_word_changes_and_no_time_goes_back(transcript: Transcript, old: str, new: str) -> None:
    found = reword(
        transcript,
        replacements={old: new},
        remove_fillers=True,
        masked_words=["hello", "so far"],
        language="en",
    )
    before, after = list(transcript.words), list(found.words)
    kept = {(word.text, word.start, word.end) for word in after} & {
        (word.text, word.start, word.end) for word in before
    }
    changed = len(before) - len([word for word in before if (word.text, word.start, word.end) in kept])
    assert (changed == 0) == (found.repairs == transcript.repairs)
    assert [
        pause for segment in transcript.segments for pause in segment.tokens if not isinstance(pause, Word)
    ] == [pause for segment in found.segments for pause in segment.tokens if not isinstance(pause, Word)]
