"""Google's results: both versions, every spelling, speakers, channels, operations."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Transcript, Word
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.google import adapter


def result(transcript: str, *words: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"alternatives": [{"transcript": transcript, "confidence": 0.9, "words": list(words)}], **more}


HELLO = {"startTime": "0s", "endTime": "0.480s", "word": "Hello,", "confidence": 0.93}
WORLD = {"startTime": "0.800s", "endTime": "1.299600s", "word": "world."}
FIRST = {"results": [result("Hello, world.", HELLO, WORLD, languageCode="en-us", resultEndTime="1.5s")]}
WORDS, TIMES = ("Hello,", "world."), ((0, 480), (800, 1300))
SECOND = {
    "results": [
        result(
            "Hello, world.",
            {"endOffset": "0.480s", "word": "Hello,"},
            {"startOffset": "0.800s", "endOffset": "1.2996s", "word": "world."},
            languageCode="en-US",
        )
    ],
    "metadata": {"totalBilledDuration": "2s"},
}
SNAKE = {
    "results": [
        result(
            "Hello, world.",
            {"start_time": {}, "end_time": {"nanos": 480_000_000}, "word": "Hello,"},
            {"start_time": {"seconds": "0", "nanos": 800_000_000}, "end_time": {"seconds": 1, "nanos": 299_600_000},
             "word": "world."},
        )
    ]
}  # fmt: skip
KIND = "type.googleapis.com/google.cloud.speech.v1.LongRunningRecognizeMetadata"
OPERATION = {
    "name": "7612",
    "metadata": {"@type": KIND, "progressPercent": 100},
    "done": True,
    "response": FIRST,
}
BATCH = {
    "name": "projects/p/locations/global/operations/1",
    "done": True,
    "response": {"results": {"gs://bucket/a.wav": {"inlineResult": {"transcript": SECOND}}}},
}
STORED = {
    "name": "projects/p/locations/global/operations/1",
    "done": True,
    "response": {"results": {"gs://bucket/a.wav": {"cloudStorageResult": {"uri": "gs://bucket/out.json"}}}},
}


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(FIRST, WORDS, TIMES),
        Sample(SECOND, WORDS, TIMES),
        Sample(SNAKE, WORDS, TIMES),
        Sample(OPERATION, WORDS, TIMES),
        Sample(BATCH, WORDS, TIMES),
        Sample([FIRST, {"results": [result("gues", is_final=False)]}], WORDS, TIMES),
        Sample({"totalBilledTime": "15s", "requestId": "12"}, (), ()),
        Sample({"metadata": {"totalBilledDuration": "15s", "requestId": "12"}}, (), ()),
    )
    jobs = (
        ({"name": "7612", "metadata": {"@type": KIND, "progressPercent": 31}}, State.RUNNING),
        ({"name": "7612", "metadata": {"@type": KIND}, "done": True, "error": {"code": 3, "message": "bad"}},
         State.FAILED),
        ({"name": "7612", "done": True, "error": {"code": 3, "message": "bad"}}, State.FAILED),
        ({"error": {"code": 400, "message": "Invalid", "status": "INVALID_ARGUMENT"}}, State.FAILED),
        (STORED, State.DONE),
    )  # fmt: skip
    repairable = (
        {"results": [result("Hello", {"startTime": "soon", "endTime": "0.4s", "word": "Hello"})]},
        {"results": [{"alternatives": [{"transcript": "No word times here"}], "resultEndTime": "3s"}]},
    )


def parsed(content: Any, **options: Any) -> Transcript:
    made = adapter.parse(Payload(content), **options)
    assert isinstance(made, Transcript)
    return made


def tagged(word: dict[str, Any], tag: int) -> dict[str, Any]:
    return word | {"speakerTag": tag}


def test_the_last_result_repeats_all_words_with_their_speakers() -> None:
    first, second = result("Hello,", tagged(HELLO, 0)), result("world.", WORLD)
    last = result("", tagged(HELLO, 1), tagged(WORLD, 2))
    transcript = parsed({"results": [first, second, last]})
    assert ["1", "2"] == [segment.speaker for segment in transcript.segments]
    assert WORDS == tuple(word.text for word in transcript.words)


def test_results_that_each_have_speakers_are_all_kept() -> None:
    first, last = (
        result("Hello,", HELLO | {"speakerLabel": "1"}),
        result("world.", WORLD | {"speakerLabel": "1"}),
    )
    assert WORDS == tuple(word.text for word in parsed({"results": [first, last]}).words)


def test_channels_are_merged_by_time() -> None:
    late = {"startTime": "3s", "endTime": "3.5s", "word": "Bye."}
    channels = [result("Hello,", HELLO, channelTag=1), result("Bye.", late, channelTag=1),
                result("world.", WORLD, channelTag=2)]  # fmt: skip
    transcript = parsed({"results": channels})
    assert [("1", "Hello,"), ("2", "world."), ("1", "Bye.")] == [
        (segment.speaker, next(segment.words).text) for segment in transcript.segments
    ]


def test_words_without_times_share_the_results_time() -> None:
    untimed = {"alternatives": [{"transcript": "No word times"}], "resultEndTime": "2.2s"}
    transcript = parsed({"results": [untimed]})
    assert [("No", 0, 400), ("word", 400, 1200), ("times", 1200, 2200)] == [
        (word.text, word.start, word.end) for word in transcript.words
    ]
    assert ["interpolated"] == [repair.kind for repair in transcript.repairs]


def test_japanese_words_lose_their_readings_and_are_glued() -> None:
    today = {"startTime": "0s", "endTime": "0.5s", "word": "今日|キョウ"}
    then = {"startTime": "0.5s", "endTime": "0.7s", "word": "は|ワ"}
    transcript = parsed({"results": [result("今日は", today, then, languageCode="ja-jp")]})
    assert [Word("今日", 0, 500), Word("は", 500, 700, glued=True)] == list(transcript.words)
    assert "ja-JP" == transcript.language


def test_an_operation_says_how_far_it_is_or_why_it_failed() -> None:
    made = adapter.parse(Payload({"name": "7612", "metadata": {"@type": KIND, "progressPercent": 31}}))
    assert Job("google", "7612", State.RUNNING, "31 %") == made
    made = adapter.parse(Payload({"name": "7612", "done": True, "error": {"code": 3, "message": "bad"}}))
    assert Job("google", "7612", State.FAILED, "error", "3: bad") == made
    made = adapter.parse(Payload(STORED))
    assert isinstance(made, Job)
    assert "gs://bucket/out.json" in made.detail


def test_a_batch_of_several_files_is_refused() -> None:
    files = {f"gs://bucket/{name}": {"inlineResult": {"transcript": SECOND}} for name in "ab"}
    with pytest.raises(PayloadError, match="those of 2; save one to a file of its own"):
        adapter.parse(Payload({"results": files}))
