"""Words of scripts without blanks that are longer than a line: divided where the script allows it, and said so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning import caption
from subkit.captioning.width import measure
from subkit.model import Captions, Segment, Transcript, Word


def shown(text: str, language: str, start: int = 0, end: int = 10_000) -> Captions:
    return caption(Transcript((Segment((Word(text, start, end),)),), language=language))


@pytest.mark.parametrize(
    ("text", "language"), [("字幕" * 60, "zh"), ("これはとても長い文章です。" * 9, "ja")]
)
def test_a_long_word_is_shown_in_lines_that_fit(text: str, language: str) -> None:
    captions = shown(text, language)
    assert text == "".join("".join(cue.lines) for cue in captions.cues)
    assert all(measure(line, "east-asian") <= 84 for cue in captions.cues for line in cue.lines)
    assert not [found for found in captions.findings if found.hard]
    assert ["long-word"] == [repair.kind for repair in captions.repairs]


@pytest.mark.parametrize("text", ["字幕", "字" * 10])
def test_a_word_that_fits_is_left_alone(text: str) -> None:
    captions = shown(text, "zh")
    assert [text] == [word.text for word in captions.transcript.words]
    assert () == captions.repairs


@pytest.mark.parametrize(
    ("text", "language"), [("x" * 100, "en"), ("ສະບາຍດີ" * 20, "lo"), ("안녕하세요" * 30, "ko")]
)
def test_a_script_whose_breaks_nobody_knows_is_left_alone_and_reported(text: str, language: str) -> None:
    captions = shown(text, language)
    assert [(text,)] == [cue.lines for cue in captions.cues]
    assert "line-length" == captions.findings[0].rule


def test_latin_runs_within_stay_whole() -> None:
    captions = shown("字幕" * 20 + "subtitle2024" + "字幕" * 20, "zh")
    assert 1 == sum("subtitle2024" in word.text for word in captions.transcript.words)


def test_no_line_begins_with_a_mark_where_a_long_word_is_divided() -> None:
    captions = shown("今日は、いい天気ですね。" * 12, "ja")
    assert not [line for cue in captions.cues for line in cue.lines if line[0] in "、。っ"]


@given(st.integers(1, 400), st.integers(2, 200), st.integers(0, 3))
def test_the_pieces_share_the_words_time(length: int, duration: int, size: int) -> None:
    text = ("字" * (size + 1) + "ok") * length
    words = list(shown(text, "zh", 500, 500 + duration).transcript.words)
    assert text == "".join(word.text for word in words)
    assert 500 == words[0].start
    assert all(word.start < word.end for word in words)
    assert all(word.end <= following.start for word, following in pairwise(words))
    assert duration < len(words) or 500 + duration == words[-1].end
    assert all(word.glued for word in words[1:])
