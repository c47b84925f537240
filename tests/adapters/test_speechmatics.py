"""Speechmatics' transcripts: punctuation that attaches, entities, channels, speakers, jobs."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Media, Transcript, Word
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.speechmatics import adapter


def item(content: str, start: float, end: float, kind: str = "word", **more: Any) -> dict[str, Any]:
    speaker = more.pop("speaker", "S1")
    heard = {"confidence": 0.97, "content": content, "language": "en", "speaker": speaker}
    return {"type": kind, "start_time": start, "end_time": end, "alternatives": [heard], **more}


def mark(content: str, at: float, attaches: str = "previous", **more: Any) -> dict[str, Any]:
    return item(content, at, at, "punctuation", attaches_to=attaches, is_eos=content == ".", **more)


ITEMS = [item("Hello", 0.04, 0.48), mark(",", 0.48), item("world", 0.8, 1.2996), mark(".", 1.2996)]


def transcript(*results: dict[str, Any], language: str = "en", **more: Any) -> dict[str, Any]:
    job = {"id": "yjbmf9kqub", "created_at": "2019-01-17T17:50:54Z", "data_name": "a.wav", "duration": 275}
    metadata = {"created_at": "2019", "type": "transcription", "transcription_config": {"language": language}}
    return {"format": "2.9", "job": job, "metadata": metadata | more, "results": list(results)}


DATE = item(
    "17 January", 2.0, 3.0, "entity", entity_class="date",
    spoken_form=[item("seventeenth", 2.0, 2.4), item("of", 2.4, 2.5), item("January", 2.5, 3.0)],
    written_form=[item("17", 2.0, 2.5), item("January", 2.5, 3.0)],
)  # fmt: skip
WORDS, TIMES = ("Hello,", "world."), ((40, 480), (800, 1300))
JOB = {"id": "yjbmf9kqub", "created_at": "2019-01-17T17:50:54.113Z", "data_name": "a.wav"}


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(transcript(*ITEMS), WORDS, TIMES),
        Sample({"results": ITEMS}, WORDS, TIMES),
        Sample(transcript(DATE), ("17", "January"), ((2000, 2500), (2500, 3000))),
        Sample(transcript(), (), ()),
        Sample(
            [
                {"message": "RecognitionStarted", "id": "807670e9"},
                {"message": "AddPartialTranscript", "results": ITEMS[:1]},
                {"message": "AddTranscript", "results": ITEMS[:2]},
                {"message": "AddTranscript", "results": ITEMS[2:]},
                {"message": "EndOfTranscript"},
            ],
            WORDS,
            TIMES,
        ),
    )
    jobs = (
        ({"job": {**JOB, "status": "running"}}, State.RUNNING),
        ({"job": {**JOB, "status": "rejected", "errors": [{"message": "no audio"}]}}, State.FAILED),
        ({"job": {**JOB, "status": "done"}}, State.DONE),
        ({"job": {**JOB, "status": "expired"}}, State.GONE),
    )
    repairable = (
        transcript(item("Hello", 0.0, 0.5) | {"start_time": "0.1"}),
        transcript(item("New York", 0.0, 0.5)),
        transcript(item("Hello", 0.0, 0.5) | {"start_time": None})
        | {"results": [ITEMS[0] | {"end_time": []}]},
    )


def parsed(content: Any, **options: Any) -> Transcript:
    made = adapter.parse(Payload(content), **options)
    assert isinstance(made, Transcript)
    return made


def test_marks_attach_to_the_word_before_after_both_or_none() -> None:
    made = parsed(
        transcript(
            mark("¿", 0.0, "next"), item("Cómo", 0.0, 0.3), item("twenty", 0.3, 0.6), mark("-", 0.6, "both"),
            item("one", 0.6, 0.9), mark("–", 0.9, "none"), item("so", 1.0, 1.2), mark("?", 1.2),
        )
    )  # fmt: skip
    assert ["¿Cómo", "twenty-", "one", "–", "so?"] == [word.text for word in made.words]
    assert [False, False, True, False, False] == [word.glued for word in made.words]


def test_an_entity_without_a_written_form_shares_its_time() -> None:
    bare = {key: value for key, value in DATE.items() if key not in {"spoken_form", "written_form"}}
    made = parsed(transcript(bare), strict=True)
    assert [Word("17", 2000, 2222, 0.97), Word("January", 2222, 3000, 0.97)] == list(made.words)


def test_channels_are_merged_and_unknown_speakers_are_nobody() -> None:
    left = [
        item("Hello", 0.0, 0.5, channel="left", speaker="UU"),
        item("Bye", 3.0, 3.5, channel="left", speaker="UU"),
    ]
    right = [item("Yes", 1.0, 1.5, channel="right", speaker="UU")]
    made = parsed(transcript(*left, *right))
    assert ["left", "right", "left"] == [segment.speaker for segment in made.segments]
    assert [None] == [
        segment.speaker for segment in parsed(transcript(item("Hi", 0, 1, speaker="UU"))).segments
    ]


def test_language_duration_and_job_are_told() -> None:
    made = parsed(transcript(*ITEMS))
    assert ("en", Media(275_000), "yjbmf9kqub") == (made.language, made.media, made.job_id)
    found = transcript(*ITEMS, language="auto", language_identification={"predicted_language": "de"})
    assert "de" == parsed(found).language
    assert "en" == parsed(transcript(*ITEMS, language="auto")).language


def test_a_rejected_job_tells_why() -> None:
    made = adapter.parse(Payload({"job": {**JOB, "status": "rejected", "errors": [{"message": "no audio"}]}}))
    assert Job("speechmatics", "yjbmf9kqub", State.FAILED, "rejected", "no audio") == made


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(PayloadError, match="a transcript or job of Speechmatics"):
        adapter.parse(Payload({"hello": 1}))
