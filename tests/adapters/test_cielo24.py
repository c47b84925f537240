"""cielo24's element list: sequences, sounds, speakers with names, jobs."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Media, Speaker, Transcript
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.cielo24 import adapter


def token(shown: str, start: int, end: int, kind: str = "word", *tags: str) -> dict[str, Any]:
    return {"interpolated": False, "start_time": start, "end_time": end, "tags": list(tags),
            "value": shown.lower(), "display_as": shown, "type": kind}  # fmt: skip


def sequence(*tokens: dict[str, Any]) -> dict[str, Any]:
    times = {"start_time": tokens[0]["start_time"], "end_time": tokens[-1]["end_time"]}
    return {"tokens": list(tokens), "interpolated": False, **times}


def elements(*sequences: dict[str, Any], speaker: int | None = 1, **more: Any) -> dict[str, Any]:
    segment = {"start_time": 40, "end_time": 1300, "sequences": list(sequences), "speaker_change": True}
    people = [{"gender": "FEMALE", "id": 1, "name": "Ann Taylor"}, {"gender": "UNKNOWN", "id": 2, "name": ""}]
    said = segment if speaker is None else segment | {"speaker_id": speaker}
    return {"version": 3, "start_time": 0, "end_time": 5000, "language": "EN_US", "speakers": people,
            "segments": [said], **more}  # fmt: skip


HELLO = sequence(token("Hello", 40, 480), token(",", 480, 480, "punctuation"))
WORLD = sequence(token("world", 800, 1300), token(".", 1300, 1300, "punctuation", "ENDS_SENTENCE"))
JOB = {"JobId": "d4fb871e", "JobName": "talk"}


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(elements(HELLO, WORLD), ("Hello,", "world."), ((40, 480), (800, 1300))),
        Sample(elements(), (), ()),
    )
    jobs = (
        ({**JOB, "JobStatus": "In Process"}, State.RUNNING),
        ({**JOB, "JobStatus": "Media Failure"}, State.FAILED),
        ({**JOB, "JobStatus": "Complete"}, State.DONE),
        ({**JOB, "JobStatus": "Asleep"}, State.UNKNOWN),
    )
    repairable = (
        elements(sequence(token("Hello", 40, 480) | {"start_time": "40"})),
        elements(sequence(token("New York", 40, 480))),
    )


def parsed(content: Any, **options: Any) -> Transcript:
    made = adapter.parse(Payload(content), **options)
    assert isinstance(made, Transcript)
    return made


def texts(*sequences: dict[str, Any]) -> list[str]:
    return [word.text for word in parsed(elements(*sequences)).words]


def test_tokens_of_a_sequence_touch() -> None:
    quoted = sequence(
        token('"', 40, 40, "punctuation"), token("Yes", 40, 300), token("-", 300, 300, "punctuation"),
        token("man", 300, 480), token('"', 480, 480, "punctuation"),
    )  # fmt: skip
    made = list(parsed(elements(quoted, WORLD)).words)
    assert [('"Yes-', False), ('man"', True), ("world.", False)] == [(word.text, word.glued) for word in made]


def test_sounds_are_shown_by_their_tags_where_they_have_no_text() -> None:
    bare = token("", 500, 700, "sound", "LAUGH")
    assert ["Hello,", "[laugh]"] == texts(HELLO, sequence(bare))
    assert ["Hello,"] == texts(HELLO, sequence(token("", 500, 700, "sound", "BLANK_AUDIO")))
    assert ["[CROSS", "TALK]"] == texts(sequence(token("[CROSS TALK]", 500, 700, "sound", "CROSSTALK")))


def test_speakers_language_and_duration_are_told() -> None:
    made = parsed(elements(HELLO))
    assert ((Speaker("1", "Ann Taylor"),), "en-US", Media(5000)) == (made.speakers, made.language, made.media)
    assert (Speaker("2"),) == parsed(elements(HELLO, speaker=2)).speakers
    assert () == parsed(elements(HELLO, speaker=None)).speakers


def test_jobs_and_errors_are_told() -> None:
    made = adapter.parse(Payload({"ErrorType": "ITEM_NOT_FOUND", "ErrorComment": "No such job."}))
    assert Job("cielo24", None, State.FAILED, "error", "ITEM_NOT_FOUND: No such job.") == made
    made = adapter.parse(Payload({**JOB, "JobStatus": "Media Failure"}))
    assert Job("cielo24", "d4fb871e", State.FAILED, "Media Failure") == made


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(PayloadError, match="an element list or job of cielo24's"):
        adapter.parse(Payload({"hello": 1}))
