"""The same talk in the shape of each recogniser gives the same words, times and speakers."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from subkit import registry
from subkit.model import Transcript
from subkit.payload import Payload

MARKS = ",.?!"


class Said(NamedTuple):
    text: str
    mark: str
    start: int
    end: int
    speaker: int


@st.composite
def talks(draw: st.DrawFn) -> list[Said]:
    """Words with at most one mark each, in milliseconds that are whole hundredths of a second, and who says them."""
    said, clock = [], draw(st.integers(0, 50)) * 10
    for _ in range(draw(st.integers(1, 12))):
        text = draw(st.text("abcdefgXYZ", min_size=1, max_size=7))
        start, clock = clock, clock + draw(st.integers(1, 90)) * 10
        said.append(
            Said(text, draw(st.sampled_from(["", "", *MARKS])), start, clock, draw(st.integers(1, 2)))
        )
        clock += draw(st.sampled_from([0, 0, 20, 700]))
    return said


def aws(said: list[Said]) -> dict[str, Any]:
    items: list[dict[str, Any]] = []
    for one in said:
        times = {
            "start_time": f"{one.start / 1000}",
            "end_time": f"{one.end / 1000}",
            "speaker_label": f"{one.speaker}",
        }
        items.append({"type": "pronunciation", "alternatives": [{"content": one.text}], **times})
        items += [{"type": "punctuation", "alternatives": [{"content": mark}]} for mark in one.mark]
    return {"results": {"items": items}}


def google(said: list[Said]) -> dict[str, Any]:
    words = [
        {"startTime": f"{one.start / 1000:.3f}s", "endTime": {"nanos": one.end % 1000 * 10**6, "seconds": one.end // 1000},
         "word": one.text + one.mark, "speakerTag": one.speaker}
        for one in said
    ]  # fmt: skip
    return {"results": [{"alternatives": [{"transcript": shown(said), "words": words}]}]}


def azure(said: list[Said]) -> dict[str, Any]:
    phrases = [
        {"speaker": one.speaker, "nBest": [{"display": one.text + one.mark, "words": [
            {"word": one.text.lower(), "offset": f"PT{one.start / 1000}S", "durationInTicks": (one.end - one.start) * 10**4}
        ]}]}
        for one in said
    ]  # fmt: skip
    return {"recognizedPhrases": phrases}


def ibm(said: list[Said]) -> dict[str, Any]:
    timestamps = [[one.text.lower(), one.start / 1000, one.end / 1000] for one in said]
    labels = [{"from": one.start / 1000, "speaker": one.speaker} for one in said]
    heard = {"transcript": shown(said), "timestamps": timestamps}
    return {"results": [{"final": True, "alternatives": [heard]}], "speaker_labels": labels}


def speechmatics(said: list[Said]) -> dict[str, Any]:
    results = []
    for one in said:
        for kind, text, start in [
            ("word", one.text, one.start),
            *(("punctuation", mark, one.end) for mark in one.mark),
        ]:
            heard = [{"content": text, "speaker": str(one.speaker)}]
            times = {"start_time": start / 1000, "end_time": one.end / 1000}
            results.append({"type": kind, "alternatives": heard, **times})
    return {"results": results}


def gladia(said: list[Said]) -> dict[str, Any]:
    utterances = [
        {"text": one.text + one.mark, "channel": 0, "speaker": one.speaker, "words": [
            {"word": f" {one.text}{one.mark}", "start": one.start / 1000, "end": one.end / 1000}]}
        for one in said
    ]  # fmt: skip
    return {"transcription": {"utterances": utterances}}


def elevenlabs(said: list[Said]) -> dict[str, Any]:
    words = []
    for one in said:
        times = {"start": one.start / 1000, "end": one.end / 1000, "speaker_id": str(one.speaker)}
        words += [{"text": one.text + one.mark, "type": "word", **times}, {"text": " ", "type": "spacing"}]
    return {"words": words}


def kaltura(said: list[Said]) -> list[dict[str, Any]]:
    items = []
    for one in said:
        items.append({"w": one.text, "s": one.start, "e": one.end, "t": "word"})
        items += [{"w": mark, "s": one.end, "e": one.end, "t": "punc"} for mark in one.mark]
    return items


def cielo24(said: list[Said]) -> dict[str, Any]:
    segments = []
    for one in said:
        tokens = [{"display_as": one.text, "type": "word", "start_time": one.start, "end_time": one.end}]
        tokens += [{"display_as": mark, "type": "punctuation", "start_time": one.end} for mark in one.mark]
        segments.append({"speaker_id": one.speaker, "sequences": [{"tokens": tokens}]})
    return {"segments": segments}


def shown(said: list[Said]) -> str:
    return " ".join(one.text + one.mark for one in said)


SHAPES = (aws, google, azure, ibm, speechmatics, gladia, elevenlabs, kaltura, cielo24)


@settings(max_examples=40)  # each is put into nine shapes
@given(talks())
def test_words_times_and_speakers_are_those_of_the_talk(said: list[Said]) -> None:
    expected = [(one.text + one.mark, one.start, one.end, False, str(one.speaker)) for one in said]
    for shape in SHAPES:
        adapter = registry.recognise(Payload(json.dumps(shape(said)).encode()))
        made = adapter.parse(Payload(shape(said)), strict=True)
        assert isinstance(made, Transcript)
        told = [(segment.speaker, word) for segment in made.segments for word in segment.words]
        found = [(word.text, word.start, word.end, word.glued, voice) for voice, word in told]
        if adapter.name == "kaltura":  # it knows no speakers
            found = [(*word[:4], one[4]) for word, one in zip(found, expected, strict=True)]
        assert (shape.__name__, expected) == (adapter.name, found)
