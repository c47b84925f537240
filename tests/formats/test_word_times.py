"""The laws of a cue's words and their times: every line whole, times in order and within the cue."""

from __future__ import annotations

import re
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ODD_TEXTS, messy_transcripts, odd_captions

from subkit.captioning import caption
from subkit.formats import Writing, render
from subkit.formats.portable import plain
from subkit.formats.word_times import TimedWord, labelled, timed_words
from subkit.labels import STYLES, SpeakerStyle
from subkit.model import Captions, Cue, Transcript, Word

TIMES = st.one_of(st.none(), st.integers(-50, 1500))
WORDS = st.builds(
    Word,
    st.one_of(st.sampled_from(["a", "- b", "c d", "字", "—"]), st.sampled_from(ODD_TEXTS)),
    TIMES,
    TIMES,
    glued=st.booleans(),
)


@st.composite
def cues(draw: st.DrawFn) -> Cue:
    """Cues that show their words, times and all, or something else."""
    words = draw(st.lists(WORDS, max_size=6))
    text = "".join([word.text if word.glued else f" {word.text}" for word in words])
    line = draw(st.one_of(st.just(text), st.sampled_from(ODD_TEXTS), st.text("ab- \n字♪", max_size=9)))
    start = draw(st.integers(0, 100))
    lines = tuple(line.split("|"))
    return Cue(
        start, start + draw(st.one_of(st.integers(0, 9), st.integers(-9, 1500))), lines, words=tuple(words)
    )


def flat(cue: Cue) -> list[TimedWord]:
    return list(chain.from_iterable(timed_words(cue)))


@given(cues())
def test_the_words_of_a_line_with_what_stands_before_them_are_the_line(cue: Cue) -> None:
    lines = ["".join([word.before + word.text for word in row]) for row in timed_words(cue)]
    assert plain(cue.text) == "\n".join(lines)
    assert all(word.text == word.text.strip() != "" for word in flat(cue))


@given(cues())
def test_words_begin_one_after_the_other_within_their_cue(cue: Cue) -> None:
    words = flat(cue)
    assert all(before.start <= before.end <= after.start for before, after in pairwise(words))
    assert all(cue.start <= word.start <= word.end <= max(cue.start, cue.end) for word in words)
    if len(words) <= cue.duration:
        assert all(word.start < word.end for word in words)


@given(messy_transcripts())
def test_the_words_of_captions_are_those_that_they_were_made_of(transcript: Transcript) -> None:
    for cue in caption(transcript).cues:
        assert list(cue.words) == [word.word for word in flat(cue)]


@given(odd_captions())
def test_words_of_captions_without_words_are_of_no_word_of_the_model(captions: Captions) -> None:
    assert not any(word.word or word.is_timed for cue in captions.cues for word in flat(cue))


def test_words_that_are_timed_keep_their_times() -> None:
    words = (Word("One", 120, 300), Word("two.", 350, 700))
    assert [TimedWord("", "One", 120, 300, words[0]), TimedWord(" ", "two.", 350, 700, words[1])] == flat(
        Cue(100, 900, ("One two.",), words=words)
    )


def test_words_without_times_share_what_their_neighbours_leave() -> None:
    words = (Word("a", 0, 100), Word("bb"), Word("cccc"), Word("d", 700, 800))
    cue = Cue(0, 1000, ("a bb", "cccc d"), words=words)
    assert [(0, 100), (100, 300), (300, 700), (700, 800)] == [(word.start, word.end) for word in flat(cue)]


def test_words_that_begin_at_once_are_put_a_millisecond_apart() -> None:
    words = (Word("a", 0, 0), Word("b", 0, 0), Word("c", 0, 500))
    assert [(0, 1), (1, 2), (2, 500)] == [
        (word.start, word.end) for word in flat(Cue(0, 900, ("a b c",), words=words))
    ]


def test_words_that_lie_outside_their_cue_are_brought_in() -> None:
    words = (Word("a", 0, 400), Word("b", 5000, 5100))
    assert [(200, 400), (899, 900)] == [
        (word.start, word.end) for word in flat(Cue(200, 900, ("a b",), words=words))
    ]


def test_the_dash_of_a_line_of_a_shared_cue_belongs_to_no_word() -> None:
    words = (Word("Ready?", 0, 400), Word("Yes.", 500, 900))
    cue = Cue(0, 1000, ("- Ready?", "- Yes."), words=words, speakers=("Ann", "Bob"))
    assert [("- ", "Ready?"), ("- ", "Yes.")] == [(word.before, word.text) for word in flat(cue)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("♪ la la ♪", ["♪ la", "la ♪"]),
        ("- Hello - world", ["- Hello -", "world"]),
        ("字幕。ok", ["字", "幕。", "ok"]),
        ("...", ["..."]),
    ],
)
def test_signs_stay_with_the_word_beside_them(line: str, expected: list[str]) -> None:
    assert expected == [word.text for word in flat(Cue(0, 1000, (line,)))]


@given(cues(), st.sampled_from(ODD_TEXTS))
def test_a_line_with_a_label_is_what_stands_before_its_words_and_they(cue: Cue, label: str) -> None:
    for row in timed_words(cue):
        line = "".join([word.before + word.text for word in row])
        assert ("", row) == labelled(row, line)
        for written in (label + line, label + line[2:], label):
            before, words = labelled(row, written)
            assert written == before + "".join([word.before + word.text for word in words])
            assert [word.text for word in row[len(row) - len(words) :]] == [word.text for word in words]


@pytest.mark.parametrize("style", [None, *STYLES])
@pytest.mark.parametrize("form", ["ass", "lrc"])
def test_karaoke_shows_the_text_that_is_shown_without(form: str, style: SpeakerStyle | None) -> None:
    pair = Cue(
        0, 2000, ("- Ready?", "- Yes."), speakers=("A", "B"), words=(Word("Ready?", 0, 500), Word("Yes."))
    )
    turned = Cue(
        3000, 4000, (">> Well then",), "C", words=(Word(">>", 3000), Word("Well"), Word("then", 3300))
    )
    first_empty = Cue(5000, 6000, ("", "x"), "D", words=(Word("x", 5000, 5100),))
    captions = Captions((pair, turned, first_empty))
    plainly, sung = (
        render(captions, form, Writing(speaker_style=style, karaoke=karaoke)) for karaoke in (False, True)
    )
    assert _bare(plainly) == _bare(sung)


def _bare(text: str) -> str:
    """The text without the times of words."""
    return re.sub(r"\{\\k\d+\}|<[\d:.]+>", "", text)
