"""Amazon Transcribe's results: speakers, channels, jobs."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Segment, Speaker, Transcript, Word
from subkit.payload import Payload
from subkit.testing import FOREIGN, AdapterContract, Sample
from subkit_adapters.aws import adapter


def word(text: str, start: str | None, end: str | None, **more: Any) -> dict[str, Any]:
    heard = {"alternatives": [{"confidence": "0.98", "content": text}, {"confidence": "0.1", "content": "x"}]}
    return {"type": "pronunciation", "start_time": start, "end_time": end, **heard, **more}


def mark(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": text}], **more}


def results(**more: Any) -> dict[str, Any]:
    return {"jobName": "talk-1", "accountId": "111122223333", "status": "COMPLETED", "results": more}


ITEMS = [word("Hello", "0.04", "0.48"), mark(","), word("world", "0.8", "1.2996"), mark(".")]
PLAIN = results(transcripts=[{"transcript": "Hello, world."}], items=ITEMS)
WORDS, TIMES = ("Hello,", "world."), ((40, 480), (800, 1300))
CHANNELS = {
    "number_of_channels": 2,
    "channels": [
        {
            "channel_label": "ch_0",
            "items": [word("Anyone", "0.0", "0.5"), mark("?"), word("Good", "2.5", "3.0")],
        },
        {"channel_label": "ch_1", "items": [word("Yes", "1.0", "1.4"), mark(".")]},
    ],
}
SPLIT = results(transcripts=[{"transcript": "Anyone? Yes. Good"}], channel_labels=CHANNELS, items=ITEMS)
QUEUED = {"TranscriptionJob": {"TranscriptionJobName": "talk-1", "TranscriptionJobStatus": "IN_PROGRESS"}}
FAILED = {
    "TranscriptionJob": {
        "TranscriptionJobName": "talk-1",
        "TranscriptionJobStatus": "FAILED",
        "FailureReason": "The media format that you specified doesn't match the detected media format.",
    }
}


class TestContract(AdapterContract):
    adapter = adapter
    foreign = tuple(content for content in FOREIGN if "items" not in str(content))
    samples = (
        Sample(PLAIN, WORDS, TIMES),
        Sample({"results": {"items": ITEMS}}, WORDS, TIMES),
        Sample(SPLIT, ("Anyone?", "Yes.", "Good"), ((0, 500), (1000, 1400), (2500, 3000))),
        Sample(results(transcripts=[{"transcript": ""}], items=[]), (), ()),
    )
    jobs = (
        (QUEUED, State.RUNNING),
        (FAILED, State.FAILED),
        ({"TranscriptionJob": {"TranscriptionJobStatus": "COMPLETED"}}, State.DONE),
        ({"TranscriptionJob": {"TranscriptionJobStatus": "RESTING"}}, State.UNKNOWN),
        ({"jobName": "talk-1", "accountId": "1", "status": "QUEUED"}, State.WAITING),
    )
    repairable = (
        {"results": {"items": [word("Hello", "soon", "0.5"), word("you", "0.6", "0.7")]}},
        {"results": {"items": [word("New York", "0.1", "0.5")]}},
        {"results": {"items": [word("Hi", "0.1", "0.5"), {"type": "pronunciation", "alternatives": []}]}},
        results(transcripts=[{"transcript": "There is a text."}], items=[]),
    )


def parsed(content: Any, **options: Any) -> Transcript:
    result = adapter.parse(Payload(content), **options)
    assert isinstance(result, Transcript)
    return result


def test_a_words_own_speaker_counts_and_marks_follow_the_word_before() -> None:
    items = [
        word("So", "0.0", "0.2", speaker_label="spk_0"),
        mark(".", speaker_label="spk_1"),
        word("No", "0.4", "0.6", speaker_label="spk_1"),
        mark("!"),
    ]
    transcript = parsed(results(items=items), strict=True)
    assert [("spk_0", "So."), ("spk_1", "No!")] == [
        (segment.speaker, " ".join(word.text for word in segment.words)) for segment in transcript.segments
    ]
    assert (Speaker("spk_0"), Speaker("spk_1")) == transcript.speakers


def test_speakers_are_found_by_time_where_items_do_not_name_them() -> None:
    turns = [{"speaker_label": "spk_0", "items": [{"start_time": "0.04", "end_time": "0.48"}]},
             {"speaker_label": "spk_1", "items": [{"start_time": "0.8", "speaker_label": "spk_1"}]}]  # fmt: skip
    labels = {"speakers": 2, "segments": turns}
    assert (
        Segment((Word("Hello,", 40, 480, 0.98),), "spk_0"),
        Segment((Word("world.", 800, 1300, 0.98),), "spk_1"),
    ) == parsed(results(items=ITEMS, speaker_labels=labels)).segments


def test_channels_stand_in_one_order_with_the_channel_for_a_speaker() -> None:
    transcript = parsed(SPLIT)
    assert ["ch_0", "ch_1", "ch_0"] == [segment.speaker for segment in transcript.segments]


def test_the_language_found_is_the_results() -> None:
    assert "en-US" == parsed(results(items=ITEMS, language_code="en-US")).language
    assert "cy" == parsed(results(items=ITEMS, language_code="en-US"), language="cy").language
    several = [{"language_code": "fr-FR", "duration_in_seconds": 8.1}, {"language_code": "en-US"}]
    assert "fr-FR" == parsed(results(items=ITEMS, language_codes=several)).language
    assert "talk-1" == parsed(PLAIN).job_id


def test_a_failed_job_tells_why() -> None:
    job = adapter.parse(Payload(FAILED))
    assert isinstance(job, Job)
    assert ("talk-1", "FAILED") == (job.id, job.status)
    assert job.detail.startswith("The media format")


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(PayloadError, match="a result or job of Amazon Transcribe"):
        adapter.parse(Payload({"hello": 1}))
