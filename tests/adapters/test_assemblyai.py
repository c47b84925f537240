"""AssemblyAI's transcripts: milliseconds, utterances and channels, sentences, and jobs without a result."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.assemblyai import adapter


def word(text: str, start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"text": text, "start": start, "end": end, "confidence": 0.9, "speaker": None, **more}


HELLO = [word("Hello,", 1000, 1400), word("world.", 1500, 2000)]
WORDS, TIMES = ("Hello,", "world."), ((1000, 1400), (1500, 2000))
HEAD = {"id": "9ea6", "audio_url": "https://example.org/talk.mp3", "speech_model": "universal"}


def transcript(*words: dict[str, Any], **more: Any) -> dict[str, Any]:
    text = " ".join(one["text"] for one in words)
    facts = {"language_code": "en_us", "audio_duration": 9, "error": None}
    return {
        **HEAD,
        "status": "completed",
        "text": text,
        "words": list(words),
        "utterances": None,
        **facts,
        **more,
    }


def utterance(*words: dict[str, Any], **more: Any) -> dict[str, Any]:
    text = " ".join(one["text"] for one in words)
    return {
        "start": words[0]["start"],
        "end": words[-1]["end"],
        "confidence": 0.9,
        "text": text,
        "words": list(words),
        **more,
    }


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(transcript(*HELLO), WORDS, TIMES),
        Sample(transcript(*HELLO, utterances=[utterance(*HELLO, speaker="A")]), WORDS, TIMES),
        Sample({"id": "9ea6", "confidence": 0.9, "sentences": [utterance(*HELLO)]}, WORDS, TIMES),
        Sample({"id": "9ea6", "paragraphs": [utterance(*HELLO)]}, WORDS, TIMES),
        Sample({"id": "9ea6", "words": HELLO}, WORDS, TIMES),
        Sample(transcript(word("Hello,", 1000.0, 1400.0), word("world.", 1500.0, 2000.0)), WORDS, TIMES),
        Sample(transcript(), (), ()),
    )
    jobs = (
        ({**HEAD, "status": "queued", "words": None, "text": None}, State.WAITING),
        ({**HEAD, "status": "processing", "words": None, "text": None}, State.RUNNING),
        ({**HEAD, "status": "error", "error": "Download error", "words": None}, State.FAILED),
        ({"transcript_id": "9ea6", "status": "completed"}, State.DONE),
        ({"transcript_id": "9ea6", "status": "error"}, State.FAILED),
    )
    repairable = (
        transcript(text="Hello, world.", words=[]),
        transcript(word("Hello, world.", 1000, 2000)),
        transcript(*HELLO, audio_duration="9"),
    )


def parsed(content: Any, **options: Any) -> Transcript:
    found = adapter.parse(Payload(content), **options)
    assert isinstance(found, Transcript)
    return found


def told(found: Transcript) -> list[tuple[str | None, str]]:
    return [(one.speaker, " ".join(word.text for word in one.words)) for one in found.segments]


def test_times_are_milliseconds_but_the_duration_is_seconds() -> None:
    found = parsed(transcript(*HELLO))
    assert (2000, 9000) == (found.segments[-1].tokens[-1].end, found.media and found.media.duration)
    assert ("en-US", "9ea6") == (found.language, found.job_id)


def test_utterances_are_segments_with_their_speakers() -> None:
    rows = [utterance(HELLO[0], speaker="A"), utterance(HELLO[1], speaker="B", end=2200)]
    found = parsed(transcript(*HELLO, utterances=rows))
    assert [("A", "Hello,"), ("B", "world.")] == told(found)
    assert (1000, 2200) == (found.segments[0].start, found.segments[-1].end)


def test_utterances_that_lack_words_give_way_to_the_words() -> None:
    found = parsed(transcript(*HELLO, utterances=[utterance(HELLO[0], speaker="A")]))
    assert [(None, "Hello, world.")] == told(found)


def test_channels_become_one_by_time() -> None:
    rows = [
        utterance(
            word("Are", 0, 200), word("you", 200, 400), word("there?", 400, 900), channel="1", speaker="1"
        ),
        utterance(word("Good.", 2500, 2900), channel="1", speaker="1"),
        utterance(word("Yes,", 800, 1100), word("here.", 1100, 1500), channel="2", speaker="2"),
    ]
    expected = [("1", "Are you there?"), ("2", "Yes, here."), ("1", "Good.")]
    assert expected == told(parsed(transcript(utterances=rows)))


def test_channels_of_words_alone_become_one_by_time() -> None:
    words = [
        word("Are", 0, 200, channel="1"),
        word("you?", 200, 900, channel="1"),
        word("Good.", 2500, 2900, channel="1"),
        word("Yes.", 800, 1100, channel="2"),
    ]
    assert [("1", "Are you?"), ("2", "Yes."), ("1", "Good.")] == told(parsed(transcript(*words)))


def test_words_of_scripts_without_blanks_are_glued_as_in_the_text() -> None:
    content = transcript(word("お茶", 100, 300), word("を", 300, 400), text="お茶を")
    assert [False, True] == [one.glued for one in parsed(content).words]


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        ({**HEAD, "status": "error", "error": "Download error: 404"}, "Download error: 404"),
        ({"transcript_id": "9ea6", "status": "completed"}, "this holds no words; get the transcript 9ea6"),
    ],
)
def test_an_answer_without_a_result_says_why(content: dict[str, Any], detail: str) -> None:
    job = adapter.parse(Payload(content))
    assert isinstance(job, Job)
    assert ("9ea6", detail) == (job.id, job.detail)


def test_what_is_no_transcript_is_refused() -> None:
    with pytest.raises(PayloadError, match="AssemblyAI"):
        adapter.parse(Payload({"words": None}))
