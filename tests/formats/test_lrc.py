"""LRC, plain and enhanced: in order, nothing lost, no text taken for a time, and read back."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import odd_captions

from subkit.document import Block
from subkit.errors import FormatError
from subkit.formats import Writing, lrc
from subkit.formats.text import cue_lines
from subkit.model import Captions, Cue, Word

SAYINGS = st.sampled_from(
    ["a", "one two", "字幕。", "[00:01.00]x", "<00:01.00>", "[ar: x]", "don't", "[a:b][1:2]c", "(x)"]
)


@st.composite
def in_order(draw: st.DrawFn) -> Captions:
    """Cues that do not overlap, by hundredths, some with timed words."""
    cues = []
    clock = 0
    for _ in range(draw(st.integers(0, 5))):
        words = []
        start = clock
        for text in draw(st.lists(SAYINGS, min_size=1, max_size=4)):
            length = 10 * draw(st.integers(1, 90))
            words.append(Word(text, clock, clock + length))
            clock += length
        line = " ".join([word.text for word in words])
        cues.append(Cue(start, clock, (line,), words=tuple(words) if draw(st.booleans()) else ()))
        clock += 10 * draw(st.sampled_from([0, 0, 5, 200]))
    return Captions(tuple(cues))


@given(in_order(), st.booleans())
def test_what_is_written_is_read_back(captions: Captions, karaoke: bool) -> None:
    text = lrc.render(captions, Writing(karaoke=karaoke))
    found = lrc.parse(text)
    assert [(cue.start, cue.end) for cue in captions] == [(cue.start, cue.end) for cue in found]
    assert [bare(line) for line in cue_lines(captions, "none")] == [bare(cue.text) for cue in found]
    once = lrc.render(found, Writing(karaoke=karaoke))
    assert once == lrc.render(lrc.parse(once), Writing(karaoke=karaoke))


def bare(line: str) -> str:
    """The line without brackets, which may be written round."""
    return re.sub(r"[\[\]<>()]", "", line)


@given(in_order())
def test_words_keep_their_times_in_the_enhanced_form(captions: Captions) -> None:
    found = lrc.parse(lrc.render(captions, Writing(karaoke=True)))
    for cue, read in zip(captions, found, strict=True):
        assert read.words
        assert all(before.start <= after.start for before, after in pairwise(read.words))
        if cue.words:
            starts = [word.start for word in cue.words]
            assert set(starts) <= {word.start for word in read.words}


@given(odd_captions(), st.booleans())
def test_every_line_has_its_time_and_times_never_go_back(captions: Captions, karaoke: bool) -> None:
    text = lrc.render(captions, Writing(karaoke=karaoke))
    stamps = re.findall(r"^\[(\d{2,}):(\d\d)\.(\d\d)\]", text, re.MULTILINE)
    assert len(stamps) == text.count("\n")
    times = [6000 * int(minute) + 100 * int(second) + int(part) for minute, second, part in stamps]
    apart = all(cue.end <= after.start for cue, after in pairwise(captions))
    assert times == sorted(times) or not apart
    assert len(lrc.parse(text)) <= len(captions)


@given(st.text("[]<>0123:.ab \n", max_size=60))
def test_lenient_reading_loses_no_text(text: str) -> None:
    found = lrc.parse(text, lenient=True)
    shown = [*(cue.text for cue in found), *(block.text for block in found.blocks)]
    letters = Counter(re.findall("[ab]", text))
    assert letters <= Counter("".join(shown))


def test_a_cue_ends_where_the_next_begins_or_at_a_time_without_text() -> None:
    captions = Captions(
        (Cue(1000, 2000, ("One",), "Ann"), Cue(2000, 2500, ("two",), "Ann"), Cue(61_234, 62_000, ("three",)))
    )
    assert "[00:01.00]Ann: One\n[00:02.00]two\n[00:02.50]\n[01:01.23]three\n[01:02.00]\n" == lrc.render(
        captions
    )


def test_the_enhanced_form_has_the_time_of_each_word() -> None:
    words = (Word("One", 1100, 1300), Word("two.", 1500, 1900))
    captions = Captions((Cue(1000, 2000, ("One two.",), "Ann", words=words),))
    assert "[00:01.00]Ann: <00:01.10>One <00:01.50>two.<00:01.90>\n[00:02.00]\n" == lrc.render(
        captions, Writing(karaoke=True)
    )


def test_one_line_at_several_times_is_as_many_cues() -> None:
    found = lrc.parse("[ar:Ann]\n[00:01.00][00:05.00]Chorus\n[00:03.00]Verse\n[00:06.00]\n")
    assert [(1000, 3000, "Chorus"), (3000, 5000, "Verse"), (5000, 6000, "Chorus")] == [
        (cue.start, cue.end, cue.text) for cue in found
    ]
    assert (Block("tag", "[ar:Ann]"),) == found.blocks
    assert lrc.render(found).startswith("[ar:Ann]\n[00:01.00]Chorus\n")


@pytest.mark.parametrize("lenient", [False, True])
def test_a_line_at_more_times_than_anybody_sings_it_is_refused(lenient: bool) -> None:
    with pytest.raises(FormatError, match=r"talk\.lrc:1: the line has 1001 times; 1000 is the most"):
        lrc.parse("[00:01.00]" * 1001 + "Oh", "talk.lrc", lenient=lenient)


def test_an_offset_brings_times_forward() -> None:
    assert 500 == lrc.parse("[offset: +500]\n[00:01.00]One\n[00:02.00]\n")[0].start
    with pytest.raises(FormatError, match="before zero"):
        lrc.parse("[offset:5000]\n[00:01.00]One\n")


def test_the_last_line_without_an_end_is_shown_for_a_while_which_is_told() -> None:
    found = lrc.parse("[00:01]One\n")
    assert (1000, 5000) == (found[0].start, found[0].end)
    assert ["end"] == [repair.kind for repair in found.repairs]


def test_text_that_looks_like_a_time_is_told() -> None:
    captions = Captions((Cue(0, 1000, ("[00:05.00] now",)), Cue(900, 1500, ("a", "b"))))
    assert {"time-like", "overlap", "lines"} == {repair.kind for repair in lrc.alterations(captions)}


def test_a_line_without_time_is_refused_or_kept() -> None:
    with pytest.raises(FormatError, match=r"talk\.lrc:2: expected a time"):
        lrc.parse("[00:01.00]One\ntwo\n", "talk.lrc")
    found = lrc.parse("[00:01.00]One\ntwo\n", lenient=True)
    assert "One two" == found[0].text
    assert "time" in {repair.kind for repair in found.repairs}
