"""Both adapters on one speech: the same words, times and speakers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from subkit.reading import read

if TYPE_CHECKING:
    from subkit.model import Transcript

Spoken = tuple[str, str, float, float, int]
"""A word, its punctuation, its start and end in seconds, and who says it."""


@st.composite
def speeches(draw: st.DrawFn) -> list[Spoken]:
    texts = st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1, max_size=8)
    speech, clock = [], 0
    for _ in range(draw(st.integers(0, 20))):
        clock += draw(st.sampled_from([0, 0, 1, 350, 2000]))
        end = clock + draw(st.integers(1, 900))
        voice = draw(st.integers(1, 3))
        speech.append(
            (draw(texts), draw(st.sampled_from(["", "", ",", ".", "?!"])), clock / 1000, end / 1000, voice)
        )
        clock = end
    return speech


def pictory(speech: list[Spoken]) -> dict[str, Any]:
    segments = []
    for voice, turn in groupby(speech, key=lambda spoken: spoken[4]):
        words: list[dict[str, Any]] = []
        for text, mark, start, end, _ in turn:
            if words and words[-1]["end_time"] < start:
                pause = {"word": "", "is_pause": True, "pause_size": "small"}
                words.append(pause | {"start_time": words[-1]["end_time"], "end_time": start})
            words.append({"word": text + mark, "start_time": start, "end_time": end, "speakerId": voice})
        segments.append({"uid": "u", "speakerId": voice, "words": words})
    return {"success": True, "data": {"status": "completed", "transcript": segments}}


def verbit(speech: list[Spoken]) -> dict[str, Any]:
    segments = []
    for voice, turn in groupby(speech, key=lambda spoken: spoken[4]):
        tokens: list[dict[str, Any]] = []
        for text, marks, start, end, _ in turn:
            if tokens:
                tokens.append({"text": " ", "start_time": start, "end_time": start, "kind": "space"})
            tokens.append(
                {"text": text, "start_time": start, "end_time": end, "kind": "word", "confidence": 0.9}
            )
            tokens += [
                {"text": mark, "start_time": end, "end_time": end, "kind": "punctuation"} for mark in marks
            ]
        tokens.append({"text": "\n", "start_time": end, "end_time": end, "kind": "line_break"})
        segments.append({"start_time": 0, "end_time": 99, "speaker_id": str(voice), "tokens": tokens})
    return {"version": 1, "kind": "transcript", "segments": segments, "speakers": []}


def heard(transcript: Transcript) -> list[tuple[object, ...]]:
    return [
        (word.text, word.start, word.end, word.glued, word.speaker or segment.speaker)
        for segment in transcript.segments
        for word in segment.words
    ]


@given(speeches())
def test_both_providers_give_the_same_words_and_speakers(speech: list[Spoken]) -> None:
    ours, theirs = read(pictory(speech), strict=True), read(verbit(speech), strict=True)
    expected = [
        (text + mark, round(start * 1000), round(end * 1000), False, str(voice))
        for text, mark, start, end, voice in speech
    ]
    assert expected == heard(ours) == heard(theirs)
    assert [speaker.id for speaker in ours.speakers] == [speaker.id for speaker in theirs.speakers]


def test_both_providers_give_the_same_japanese() -> None:
    words = [("お茶", 0.0, 0.5), ("を", 0.5, 0.7), ("Tea", 0.7, 1.0), ("です。", 1.0, 1.5)]
    entries = [{"word": text, "start_time": start, "end_time": end} for text, start, end in words]
    tokens = [
        {"text": text, "start_time": start, "end_time": end, "kind": "word"} for text, start, end in words
    ]
    ours = read({"transcript": [{"words": entries}]})
    theirs = read({"version": 1, "kind": "transcript", "segments": [{"tokens": tokens}], "speakers": []})
    assert heard(ours) == heard(theirs)
    assert "お茶をTeaです。" == "".join(word.text for word in ours.words)
