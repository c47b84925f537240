"""Pictory's results: every form, every oddity."""

from __future__ import annotations

import json
from typing import Any

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Media, Pause, Speaker, Token, Transcript, Word
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.pictory import adapter

HELLO = {
    "uid": "w1",
    "word": "Hello,",
    "start_time": 0,
    "end_time": 0.48,
    "speakerId": 1,
    "sentence_index": 0,
}
PAUSE = {
    "uid": "w2",
    "word": "",
    "start_time": 0.48,
    "end_time": 0.8,
    "is_pause": True,
    "pause_size": "small",
}
WORLD = {
    "uid": "w3",
    "word": "world.",
    "start_time": 0.8,
    "end_time": 1.2996,
    "speakerId": 1,
    "sentence_index": 0,
}
SEGMENT = {"uid": "s1", "speakerId": 1, "words": [HELLO, PAUSE, WORLD]}
JOB = "cbbc5305-3c1c-46f0-bdde-468e5ecd763f"
DONE = {"success": True, "job_id": JOB, "data": {"status": "completed", "transcript": [SEGMENT]}}
WORDS, TIMES = ("Hello,", "world."), ((0, 480), (800, 1300))


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(DONE, WORDS, TIMES),
        Sample(
            {"success": True, "data": {"transcript": [SEGMENT], "mediaInfo": {"duration": 3.2}}}, WORDS, TIMES
        ),
        Sample({"transcript": [SEGMENT]}, WORDS, TIMES),
        Sample([SEGMENT], WORDS, TIMES),
        Sample({"items": [DONE], "nextPageKey": None}, WORDS, TIMES),
        Sample({"success": True, "data": {"status": "completed", "transcript": []}}, (), ()),
    )
    jobs = (
        ({"job_id": JOB, "success": True, "data": {"status": "in-progress"}}, State.RUNNING),
        ({"job_id": JOB, "success": False, "data": {"status": "failed", "error_code": "X"}}, State.FAILED),
        ({"success": False, "data": {"error_code": "5000", "error_message": "JOB_NOT_FOUND"}}, State.FAILED),
        ({"success": False, "error": {"error_message": "Error Message", "error_code": 890}}, State.FAILED),
        ({"job_id": JOB, "success": True, "data": {"status": "cleaned"}}, State.GONE),
        ({"job_id": JOB, "success": True, "data": {"status": "completed", "srt": "1\n"}}, State.DONE),
        ({"success": True, "data": {"jobId": JOB}}, State.UNKNOWN),
        ({"job_id": JOB, "success": True, "data": {"status": "resting"}}, State.UNKNOWN),
    )
    repairable = (
        {"transcript": [{"words": [HELLO | {"start_time": "0.1"}]}]},
        {"transcript": [{"words": [HELLO | {"word": "New York"}, WORLD]}]},
        {"transcript": [{"words": [HELLO | {"word": " "}, WORLD]}]},
        {"transcript": [{"words": [HELLO, None]}]},
    )


def parsed(content: Any, **options: Any) -> Transcript:
    result = adapter.parse(Payload(content), **options)
    assert isinstance(result, Transcript)
    return result


def tokens(*entries: Any, **options: Any) -> tuple[Token, ...]:
    (segment,) = parsed({"transcript": [{"words": list(entries)}]}, **options).segments
    return segment.tokens


@given(strategies.pictory_jobs())
def test_words_and_pauses_keep_their_order(content: dict[str, Any]) -> None:
    expected = [
        [None if entry.get("is_pause") else entry["word"] for entry in segment["words"]]
        for segment in content["data"]["transcript"]
    ]
    segments = parsed(content).segments
    assert expected == [[getattr(token, "text", None) for token in segment.tokens] for segment in segments]


@given(strategies.pictory_jobs())
def test_bytes_and_decoded_json_agree(content: dict[str, Any]) -> None:
    assert (
        parsed(content)
        == parsed(json.dumps(content).encode())
        == parsed(json.dumps(content).encode("utf-16"))
    )


@given(strategies.pictory_jobs(), st.data())
def test_times_of_another_type_lose_no_word(content: dict[str, Any], data: st.DataObject) -> None:
    entries = [entry for segment in content["data"]["transcript"] for entry in segment["words"]]
    expected = [word.text for word in parsed(content).words]
    for entry in entries:
        entry["start_time"] = data.draw(st.one_of(st.none(), st.text(max_size=3), st.booleans(), st.floats()))
    assert expected == [word.text for word in parsed(content).words]


def _with_another(content: dict[str, Any], word: str) -> dict[str, Any]:
    """The job with one more word at the end of each segment."""
    segments = [
        segment | {"words": [*segment["words"], {"word": word}]} for segment in content["data"]["transcript"]
    ]
    return content | {"data": content["data"] | {"transcript": segments}}


@given(strategies.pictory_jobs())
def test_words_are_read_alike_whether_another_word_beside_them_needs_repair_or_not(
    content: dict[str, Any],
) -> None:
    for form in (content, json.dumps(content).encode()):
        expected = [segment.tokens for segment in parsed(form).segments]
        blank = parsed(_with_another(content, " ")).segments
        two = parsed(_with_another(content, "New York")).segments
        assert expected == [segment.tokens for segment in blank]
        assert expected == [segment.tokens[:-2] for segment in two]


@given(strategies.pictory_jobs(), st.integers(1, 12))
def test_segments_are_read_alike_together_and_each_alone(job: dict[str, Any], often: int) -> None:
    heard = job["data"]["transcript"] * often
    alone = [parsed([segment]) for segment in heard]
    together = parsed({"transcript": heard})
    assert tuple(segment for one in alone for segment in one.segments) == together.segments
    voices = dict.fromkeys(speaker for one in alone for speaker in one.speakers)
    assert tuple(voices) == together.speakers


@pytest.mark.parametrize(
    ("size", "times"),
    [("small", (500, 800)), ("medium", (500, None)), ("a size not known yet", (None, None)), (None, (0, 0))],
)
def test_a_pause_has_any_size_and_times_or_none(
    size: str | None, times: tuple[int | None, int | None]
) -> None:
    start, end = (None if time is None else time / 1000 for time in times)
    pause = {"word": "", "is_pause": True, "pause_size": size, "start_time": start, "end_time": end}
    assert (Pause(*times, size),) == tokens(pause)[:1]
    assert (Word("Hello,", 0, 480), Pause(*times, size)) == tokens(
        HELLO | {"speakerId": None}, pause, strict=True
    )


def test_pauses_stand_first_last_repeated_and_in_segments_of_their_own() -> None:
    content = [{"words": [PAUSE, PAUSE, WORLD, PAUSE]}, {"words": [PAUSE]}, {"words": []}]
    kinds = [
        [type(token) for token in segment.tokens] for segment in parsed({"transcript": content}).segments
    ]
    assert [[Pause, Pause, Word, Pause], [Pause], []] == kinds


def test_a_pause_with_text_keeps_the_text() -> None:
    made = tokens(PAUSE | {"word": "um"}, WORLD)
    assert (Pause(size="small"), Word("um", 480, 800)) == made[:2]


def test_highlights_are_kept() -> None:
    made = tokens(HELLO | {"highlight": True}, PAUSE | {"highlight": True}, WORLD | {"highlight": False})
    assert [True, False] == [token.highlight for token in made if isinstance(token, Word)]


def test_speakers_are_numbers_in_order_of_appearance() -> None:
    first = {"speakerId": 2, "words": [HELLO | {"speakerId": 2}, HELLO | {"speakerId": 0}]}
    second = {"speakerId": 1, "words": [HELLO | {"speakerId": None}]}
    transcript = parsed({"transcript": [first, second]})
    assert (Speaker("2"), Speaker("0"), Speaker("1")) == transcript.speakers
    assert ["2", "1"] == [segment.speaker for segment in transcript.segments]
    assert [None, "0", None] == [word.speaker for word in transcript.words]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"duration": 3.2, "width": 1280, "height": 720, "aspectRatio": "16:9"},
            Media(3200, 1280, 720, "16:9"),
        ),
        ({"duration": "3.2", "dimensions": {"width": 640.0, "height": "x"}}, Media(3200, 640)),
        ({"duration": -1, "width": True, "aspectRatio": 1.78}, None),
        ("unknown", None),
        ({"duration": 10**400}, None),
    ],
)
def test_media_facts_are_taken_where_they_make_sense(facts: Any, expected: Media | None) -> None:
    assert expected == parsed({"data": {"transcript": [SEGMENT], "mediaInfo": facts}}).media


@pytest.mark.parametrize("place", ["job_id", "jobId"])
def test_the_job_s_id_is_found_in_all_its_places(place: str) -> None:
    assert JOB == parsed({place: JOB, "data": {"transcript": [SEGMENT]}}).job_id
    assert JOB == parsed({"data": {"transcript": [SEGMENT], place: JOB}}).job_id


def test_a_failure_keeps_its_code_and_message_on_one_line() -> None:
    failure = {"error_code": 5001, "error_message": "No\naudio\x1b[31m"}
    for content in ({"success": False, "data": failure}, {"success": False, "error": failure}):
        job = adapter.parse(Payload(content))
        assert isinstance(job, Job)
        assert "5001: No audio\ufffd[31m" == job.detail


def test_a_job_in_progress_is_not_done_though_it_has_a_transcript() -> None:
    job = adapter.parse(
        Payload({"success": True, "data": {"status": "In_Progress", "transcript": [SEGMENT]}})
    )
    assert isinstance(job, Job)
    assert State.RUNNING is job.state


def test_a_transcript_without_words_beside_captions_is_said_so() -> None:
    transcript = parsed({"success": True, "data": {"transcript": [], "srt": "1\n00:00:00,000 --> ..."}})
    assert [("no-words", "$.data.transcript")] == [
        (repair.kind, repair.place) for repair in transcript.repairs
    ]


def test_of_a_page_the_one_finished_job_is_read() -> None:
    running = {"success": True, "data": {"status": "in-progress"}}
    transcript = parsed({"items": [running, DONE]})
    assert list(WORDS) == [word.text for word in transcript.words]
    with pytest.raises(PayloadError, match="3 jobs, 2 of them finished; save the one"):
        adapter.parse(Payload({"items": [DONE, running, DONE]}))


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        ({"start_time": "0.1"}, "start_time"),
        ({"end_time": None}, "end_time"),
        ({"end_time": float("nan")}, "end_time"),
        ({"end_time": -1}, "end_time"),
        ({"word": None}, "word"),
        ({"word": 1984}, "word"),
        ({"word": "\ud800"}, "word"),
        ({"word": "a\0"}, "word"),
        ({"word": "New York"}, "word"),
        ({"word": ""}, "word"),
        ({"is_pause": "yes"}, "is_pause"),
        ({"speakerId": 1.5}, "speakerId"),
    ],
)
def test_strict_names_the_place(entry: dict[str, Any], path: str) -> None:
    content = {"data": {"transcript": [{"words": []}, {"words": [HELLO, HELLO | entry]}]}}
    for form in (content, json.dumps(content).encode()):
        with pytest.raises(PayloadError) as caught:
            adapter.parse(Payload(form), strict=True)
        assert f"$.data.transcript[1].words[1].{path}" == caught.value.path


def test_strict_names_the_place_where_one_segment_begins_before_the_last() -> None:
    content = {"transcript": [SEGMENT, {"words": [PAUSE, HELLO]}]}
    with pytest.raises(PayloadError) as caught:
        adapter.parse(Payload(content), strict=True)
    assert "$.transcript[1].words[1].start_time" == caught.value.path


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"word": "New\u3000York City"}, [("New", 0, 130), ("York", 130, 305), ("City", 305, 480)]),
        ({"word": " Hello, "}, [("Hello,", 0, 480)]),
        ({"word": "10\u00a0km"}, [("10\u00a0km", 0, 480)]),
        ({"word": "a\0b\ud800"}, [("ab\ufffd", 0, 480)]),
        ({"word": "a b", "end_time": None}, [("a", 0, None), ("b", None, None)]),
        ({"word": 19.5}, [("19.5", 0, 480)]),
        ({"word": None}, []),
        ({"word": "\t"}, []),
        ({"start_time": "0,25"}, [("Hello,", 250, 480)]),
        ({"start_time": "soon", "end_time": True}, [("Hello,", None, None)]),
        ({"start_time": 1e300}, [("Hello,", None, 480)]),
        ({"start_time": 10**5000}, [("Hello,", None, 480)]),
        ({"start_time": float("inf"), "end_time": float("nan")}, [("Hello,", None, None)]),
    ],
)
def test_what_can_be_read_is_read(entry: dict[str, Any], expected: list[tuple[str, int, int]]) -> None:
    transcript = parsed({"transcript": [{"words": [HELLO | entry]}]})
    assert expected == [(word.text, word.start, word.end) for word in transcript.words]
    assert transcript.repairs or entry["word"] in {" Hello, ", "10\u00a0km"}


@pytest.mark.parametrize(
    "content",
    [
        {"transcript": [{"words": [HELLO | {"word": {"text": "Hello"}}]}]},
        {"transcript": [{"words": ["Hello"]}]},
        {"transcript": [{"words": "Hello"}]},
        {"transcript": "Hello"},
        {"data": {"transcript": {"words": []}}},
        {"Hello": 1},
        [1],
        17,
    ],
)
def test_what_cannot_be_read_is_refused_and_not_dropped(content: Any) -> None:
    with pytest.raises(PayloadError):
        adapter.parse(Payload(content))


def test_words_of_scripts_without_blanks_are_glued() -> None:
    made = [HELLO | {"word": text} for text in ("左", "に", "Emo", "見える。", "New", "York")]
    glued = [word.glued for word in parsed({"transcript": [{"words": made}]}).words]
    assert [False, True, True, True, True, False] == glued
