"""Rev AI's transcripts: words, and marks and blanks between them; jobs and refusals."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Speaker, Transcript
from subkit.payload import Payload
from subkit.testing import FOREIGN, AdapterContract, Sample
from subkit_adapters.revai import adapter


def word(text: str, start: float | None = None, end: float | None = None) -> dict[str, Any]:
    return {"type": "text", "value": text, "ts": start, "end_ts": end, "confidence": 0.9}


def mark(text: str) -> dict[str, Any]:
    return {"type": "punct", "value": text}


def document(*elements: dict[str, Any], speaker: int | None = 0, **more: Any) -> dict[str, Any]:
    return {"monologues": [{"speaker": speaker, "elements": list(elements)}], **more}


HELLO = [word("Hello", 1.0, 1.4), mark(","), mark(" "), word("world", 1.5, 2.0), mark(".")]
WORDS, TIMES = ("Hello,", "world."), ((1000, 1400), (1500, 2000))


class TestContract(AdapterContract):
    adapter = adapter
    foreign = tuple(one for one in FOREIGN if "'monologues'" not in repr(one))
    samples = (
        Sample(document(*HELLO), WORDS, TIMES),
        Sample(document(*HELLO[:1], mark(", "), *HELLO[3:], mark(" ")), WORDS, TIMES),
        Sample(document(*HELLO[:2], *HELLO[3:]), WORDS, TIMES),
        Sample({"monologues": []}, (), ()),
    )
    jobs = (
        ({"id": "Umx5", "created_on": "2026-05-05T23:23:22Z", "status": "in_progress"}, State.RUNNING),
        ({"id": "Umx5", "created_on": "2026-05-05T23:23:22Z", "status": "transcribed"}, State.DONE),
        (
            {"job": {"id": "Umx5", "created_on": "2026", "status": "failed", "failure": "download_failure"}},
            State.FAILED,
        ),
        (
            {
                "title": "could not find job",
                "type": "https://rev.ai/api/v1/errors/job-not-found",
                "status": 404,
            },
            State.FAILED,
        ),
    )
    repairable = (
        document(
            word("Hello", 1.0, 1.4), mark(" "), {"type": "text", "value": "you", "ts": "1.5", "end_ts": 2}
        ),
        document({"type": "text", "value": 1984, "ts": 1.5, "end_ts": 2.0}),
    )


def parsed(content: Any, **options: Any) -> Transcript:
    found = adapter.parse(Payload(content), **options)
    assert isinstance(found, Transcript)
    return found


def spelt(found: Transcript) -> list[str]:
    return [
        "".join(one.text if one.glued else f" {one.text}" for one in part.words).lstrip(" ")
        for part in found.segments
    ]


ELEMENTS = st.one_of(
    st.text(alphabet="abé9", min_size=1, max_size=5).map(lambda text: word(text, 1.0, 1.0)),
    st.sampled_from([" ", ", ", ". ", " - ", '" - ', ' "', '" ', "-", " ("]).map(mark),
)


@given(st.lists(ELEMENTS, max_size=12))
def test_words_spell_what_the_elements_spell(elements: list[dict[str, Any]]) -> None:
    whole = " ".join("".join(one["value"] for one in [*elements, mark(" ")]).split())
    assert whole == " ".join(spelt(parsed(document(*elements, mark(" ")))))


def test_marks_touch_what_they_touch() -> None:
    elements = [
        mark('"'),
        word("Well", 0.0, 0.4),
        mark('" - '),
        word("so", 0.5, 0.6),
        mark("-"),
        word("so", 0.6, 0.8),
        mark("."),
    ]
    found = parsed(document(*elements), strict=True)
    assert ['"Well" - so-so.'] == spelt(found)
    assert ['"Well"', "-", "so-", "so."] == [one.text for one in found.words]


def test_a_form_without_blanks_has_them_where_they_usually_are() -> None:
    elements = [
        word("He", 0.0, 0.4),
        mark("("),
        word("Bob", 0.5, 0.6),
        mark(")"),
        word("left", 0.6, 0.8),
        mark("."),
    ]
    assert ["He (Bob) left."] == spelt(parsed(document(*elements), strict=True))


def test_a_value_of_several_words_is_those_words() -> None:
    found = parsed(document(word("New York", 1.0, 1.8)), strict=True)
    assert [("New", 1000, 1342), ("York", 1342, 1800)] == [
        (one.text, one.start, one.end) for one in found.words
    ]


def test_a_word_that_was_not_understood_is_shown_as_it_stands() -> None:
    found = parsed(document(word("the", 0.0, 0.2), mark(" "), {"type": "unknown", "value": "<unknown>"}))
    assert [("the", 0), ("<unknown>", None)] == [(one.text, one.start) for one in found.words]


def test_speakers_have_the_names_that_somebody_gave_them() -> None:
    named = {
        "speaker": 1,
        "speaker_info": {"id": 1, "display_name": "Ada"},
        "elements": [word("Yes", 2.0, 2.2)],
    }
    rows = [*document(*HELLO)["monologues"], named]
    found = parsed({"monologues": rows, "speakers": [{"id": 0, "name": "Bob", "type": "speaker"}]})
    assert (Speaker("0", "Bob"), Speaker("1", "Ada")) == found.speakers


def test_a_monologue_without_a_speaker_has_none() -> None:
    assert [None] == [one.speaker for one in parsed(document(*HELLO, speaker=None)).segments]


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (
            {
                "id": "U",
                "created_on": "",
                "status": "failed",
                "failure": "download_failure",
                "failure_detail": "404",
            },
            "download_failure: 404",
        ),
        (
            {"id": "U", "created_on": "", "status": "transcribed"},
            "this is the job, not its transcript; get that from /jobs/{id}/transcript",
        ),
    ],
)
def test_an_answer_without_a_result_says_why(content: dict[str, Any], detail: str) -> None:
    job = adapter.parse(Payload(content))
    assert isinstance(job, Job)
    assert ("U", detail) == (job.id, job.detail)


def test_what_is_no_transcript_is_refused() -> None:
    with pytest.raises(PayloadError, match="Rev AI"):
        adapter.parse(Payload({"status": "in_progress"}))
