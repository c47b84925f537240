"""Captions word by word: nothing lost, in order, one at a time, within their cue."""

from __future__ import annotations

from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import odd_captions, timed_transcripts

from subkit.captioning import caption
from subkit.errors import UnknownNameError
from subkit.formats.portable import plain
from subkit.formats.word_cues import STYLES, by_word
from subkit.model import Captions, Cue, Transcript, Word


def letters(text: str) -> str:
    return "".join(text.split())


@given(odd_captions())
def test_one_word_a_cue_loses_nothing(captions: Captions) -> None:
    found = by_word(captions, "one")
    shown = [letters(plain(cue.text)) for cue in found]
    assert "".join(letters(plain(cue.text)) for cue in captions) == "".join(shown)
    assert all(shown) or not all(letters(plain(cue.text)) for cue in captions)


@given(timed_transcripts())
def test_each_word_of_captions_gets_a_cue_of_its_own_time(transcript: Transcript) -> None:
    captions = caption(transcript)
    found = by_word(captions, "one")
    assert [word.text for cue in captions for word in cue.words] == [cue.text for cue in found]
    assert all(cue.start < cue.end for cue in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.one_of(odd_captions(), timed_transcripts().map(caption)), st.sampled_from(STYLES))
def test_cues_follow_each_other_within_the_cue_they_are_of(captions: Captions, style: str) -> None:
    for cue in captions:
        found = by_word(Captions((cue,)), style)
        assert all(before.end == after.start for before, after in pairwise(found))
        assert cue.end == found[-1].end
        assert cue.start == found[0].start or style == "one"


@given(st.one_of(odd_captions(), timed_transcripts().map(caption)))
def test_a_highlighted_cue_shows_the_whole_text_with_one_word_marked(captions: Captions) -> None:
    for cue in by_word(captions, "highlight"):
        if cue.markup:
            marked = "\n".join(cue.markup)
            assert 1 <= marked.count("<u>") == marked.count("</u>")
            assert cue.text == unescape(marked.replace("<u>", "").replace("</u>", ""))
    texts = [plain(cue.text) for cue in captions if plain(cue.text)]
    assert set(texts) == {cue.text for cue in by_word(captions, "highlight") if cue.text.strip()}


def test_the_word_that_is_said_is_underlined_in_its_time() -> None:
    cue = Cue(0, 1000, ("R&D", "wins."), "Ann", words=(Word("R&D", 200, 400), Word("wins.", 600, 900)))
    assert [
        (0, 200, ()),
        (200, 600, ("<u>R&amp;D</u>", "wins.")),
        (600, 1000, ("R&amp;D", "<u>wins.</u>")),
    ] == [(one.start, one.end, one.markup) for one in by_word(Captions((cue,)), "highlight")]


def test_words_of_a_cue_that_two_share_go_to_those_who_say_them() -> None:
    cue = Cue(
        0,
        1000,
        ("- Ready?", "- Yes."),
        speakers=("Ann", "Bob"),
        words=(Word("Ready?", 0, 400), Word("Yes.", 500, 900)),
    )
    assert [("Ready?", "Ann"), ("Yes.", "Bob")] == [
        (one.text, one.speaker) for one in by_word(Captions((cue,)), "one")
    ]


def test_there_are_no_other_styles() -> None:
    with pytest.raises(UnknownNameError):
        by_word(Captions(()), "two")  # type: ignore[arg-type]
