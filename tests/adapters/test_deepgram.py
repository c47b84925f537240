"""Deepgram's results: utterances, paragraphs and channels, and answers without a result."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.testing import FOREIGN, AdapterContract, Sample
from subkit_adapters.deepgram import adapter


def word(text: str, start: float, end: float, **more: Any) -> dict[str, Any]:
    return {"word": text.strip(",.?!").lower(), "punctuated_word": text, "start": start, "end": end, **more}


HELLO = [word("Hello,", 1.0, 1.4, confidence=0.9), word("world.", 1.5, 2.0, confidence=0.8)]
WORDS, TIMES = ("Hello,", "world."), ((1000, 1400), (1500, 2000))


def channel(*words: dict[str, Any], **more: Any) -> dict[str, Any]:
    text = " ".join(one["punctuated_word"] for one in words)
    return {"alternatives": [{"transcript": text, "confidence": 0.9, "words": list(words), **more}]}


def result(*channels: dict[str, Any], **more: Any) -> dict[str, Any]:
    facts = {"request_id": "3f2a", "duration": 9.5, "channels": len(channels)}
    return {"metadata": facts, "results": {"channels": list(channels), **more}}


def utterance(*words: dict[str, Any], **more: Any) -> dict[str, Any]:
    text = " ".join(one["punctuated_word"] for one in words)
    return {
        "start": words[0]["start"],
        "end": words[-1]["end"],
        "channel": 0,
        "transcript": text,
        "words": list(words),
        **more,
    }


class TestContract(AdapterContract):
    adapter = adapter
    foreign = tuple(one for one in FOREIGN if "'channels'" not in repr(one))
    samples = (
        Sample(result(channel(*HELLO)), WORDS, TIMES),
        Sample(result(channel(*HELLO), utterances=[utterance(*HELLO, speaker=0, id="u1")]), WORDS, TIMES),
        Sample({"results": {"utterances": [utterance(*HELLO)]}}, WORDS, TIMES),
        Sample(
            result(channel({"word": "hello", "start": 1.0, "end": 1.4, "punctuated_word": "hello"})),
            ("hello",),
            ((1000, 1400),),
        ),
        Sample(result(channel()), (), ()),
        Sample(result(), (), ()),
    )
    jobs = (
        ({"request_id": "3f2a"}, State.RUNNING),
        ({"err_code": "INVALID_AUTH", "err_msg": "Invalid credentials.", "request_id": "3f2a"}, State.FAILED),
        (
            {
                "category": "INVALID_JSON",
                "message": "Invalid JSON submitted.",
                "details": "at line 7",
                "request_id": "u",
            },
            State.FAILED,
        ),
    )
    repairable = (
        result({"alternatives": [{"transcript": "Hello, world.", "words": []}]}),
        result(channel(word("Hello, world.", 1.0, 2.0))),
        {"results": {"utterances": [{"transcript": "Hello.", "start": 1.0, "end": 2.0, "words": []}]}},
    )


def parsed(content: Any, **options: Any) -> Transcript:
    transcript = adapter.parse(Payload(content), **options)
    assert isinstance(transcript, Transcript)
    return transcript


def told(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(one.speaker, " ".join(word.text for word in one.words)) for one in transcript.segments]


def test_words_without_punctuation_are_taken_as_they_are() -> None:
    plain = {"transcript": "hello world", "words": [{"word": "hello", "start": 1.0, "end": 1.4}]}
    assert [(None, "hello")] == told(parsed(result({"alternatives": [plain]})))


def test_utterances_are_segments_with_their_edges_and_speakers() -> None:
    first, second = utterance(HELLO[0], speaker=0), utterance(HELLO[1], speaker=1, end=2.4)
    transcript = parsed(result(channel(*HELLO), utterances=[first, second]))
    assert [("0", "Hello,"), ("1", "world.")] == told(transcript)
    assert 2400 == transcript.segments[-1].end
    assert ["0", "1"] == [speaker.id for speaker in transcript.speakers]


def test_utterances_without_all_words_are_left_for_the_channel() -> None:
    assert [(None, "Hello, world.")] == told(
        parsed(result(channel(*HELLO), utterances=[utterance(HELLO[0])]))
    )


def test_paragraphs_are_segments_where_their_sizes_add_up() -> None:
    sizes = {"paragraphs": [{"num_words": 1, "speaker": 0}, {"num_words": 1, "speaker": 0}]}
    assert [(None, "Hello,"), (None, "world.")] == told(parsed(result(channel(*HELLO, paragraphs=sizes))))
    wrong = {"paragraphs": [{"num_words": 5}]}
    assert [(None, "Hello, world.")] == told(parsed(result(channel(*HELLO, paragraphs=wrong))))


def test_channels_become_one_by_time_with_the_channel_for_a_speaker() -> None:
    left = channel(
        word("Are", 0.0, 0.2), word("you", 0.2, 0.4), word("there?", 0.4, 0.9), word("Good.", 2.5, 2.9)
    )
    right = channel(word("Yes,", 0.8, 1.1), word("here.", 1.1, 1.5))
    expected = [("0", "Are you there?"), ("1", "Yes, here."), ("0", "Good.")]
    assert expected == told(parsed(result(left, right)))


def test_speakers_of_the_same_number_on_two_channels_are_told_apart() -> None:
    rows = [
        utterance(word("Yes.", 0.0, 0.5), speaker=0, channel=0),
        utterance(word("No.", 1.0, 1.5), speaker=0, channel=1),
    ]
    assert [("0-0", "Yes."), ("1-0", "No.")] == told(parsed({"results": {"utterances": rows}}))


def test_language_duration_and_number_are_taken_over() -> None:
    transcript = parsed(result(channel(*HELLO) | {"detected_language": "pt-BR"}))
    assert ("pt-BR", 9500, "3f2a") == (
        transcript.language,
        transcript.media and transcript.media.duration,
        transcript.job_id,
    )
    assert "fr" == parsed(result(channel(*HELLO, languages=["fr", "en"]))).language


def test_a_text_without_words_is_spread_over_the_media() -> None:
    transcript = parsed(result({"alternatives": [{"transcript": "One two", "words": []}]}))
    assert [("One", 0), ("two", 4750)] == [(one.text, one.start) for one in transcript.words]
    assert ["interpolated"] == [repair.kind for repair in transcript.repairs]


def test_words_of_scripts_without_blanks_are_glued_as_in_the_transcript() -> None:
    words = [{"word": "お茶", "start": 0.1, "end": 0.3}, {"word": "を", "start": 0.3, "end": 0.4}]
    content = result({"alternatives": [{"transcript": "お茶を", "words": words}]})
    assert [False, True] == [one.glued for one in parsed(content).words]


@pytest.mark.parametrize(
    ("content", "status", "detail"),
    [
        (
            {"err_code": "Bad Request", "err_msg": "corrupt or unsupported data", "request_id": "u"},
            "Bad Request",
            "corrupt or unsupported data",
        ),
        ({"request_id": "u"}, "accepted", "the result goes to the callback's address"),
    ],
)
def test_an_answer_without_a_result_says_why(content: dict[str, Any], status: str, detail: str) -> None:
    job = adapter.parse(Payload(content))
    assert isinstance(job, Job)
    assert ("u", status, detail) == (job.id, job.status, job.detail)


def test_what_is_no_result_is_refused() -> None:
    with pytest.raises(PayloadError, match="Deepgram"):
        adapter.parse(Payload({"metadata": {}}))
