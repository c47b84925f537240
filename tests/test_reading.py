"""Reading: from any source to a transcript, or to an error of the right class."""

from __future__ import annotations

import io
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import subkit
from subkit.errors import (
    InputError,
    JobError,
    JobFailedError,
    JobUnfinishedError,
    PayloadError,
    ResultGoneError,
)
from subkit.reading import read

CONTENT = {"transcript": [{"words": [{"word": "Hello.", "start_time": 0.5, "end_time": 1.1}]}]}


def texts(*arguments: Any, **options: Any) -> list[str]:
    return [word.text for word in read(*arguments, **options).words]


def test_every_source_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "take.json"
    encoded = json.dumps(CONTENT).encode()
    path.write_bytes(encoded)
    with path.open("rb") as stream:
        sources = [
            path,
            str(path),
            encoded,
            bytearray(encoded),
            memoryview(encoded),
            CONTENT,
            stream,
            io.BytesIO(encoded),
        ]
        for source in [*sources, CONTENT["transcript"]]:
            assert ["Hello."] == texts(source)


def test_errors_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "take.json"
    path.write_bytes(b"")
    for source in (path, path.open("rb")):
        with pytest.raises(PayloadError) as caught:
            read(source)
        assert str(path) == caught.value.source
        if not isinstance(source, Path):
            source.close()


@pytest.mark.parametrize("source", [17, None, 1.5, object()])
def test_what_is_no_source_is_said_so(source: Any) -> None:
    with pytest.raises(InputError, match="give a path, bytes, a dict, a list or a file"):
        read(source)


def test_json_given_as_text_is_not_taken_for_a_path() -> None:
    with pytest.raises(InputError, match="give it as bytes, or decoded"):
        read(json.dumps(CONTENT))


def test_a_file_opened_as_text_is_said_so() -> None:
    with pytest.raises(InputError, match="binary"):
        read(io.StringIO("{}"))  # type: ignore[arg-type]  # what a caller may do


def test_a_missing_file_and_a_folder_are_said_so(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.json", tmp_path):
        with pytest.raises(InputError) as caught:
            read(path)
        assert str(path) == caught.value.source


def test_the_adapter_may_be_named() -> None:
    assert ["Hello."] == texts(CONTENT, adapter="pictory")
    with pytest.raises(PayloadError, match="a Verbit transcript, stream or job"):
        read(CONTENT, adapter="verbit")


def test_strictness_and_language_are_passed_on() -> None:
    content = {"transcript": [{"words": [{"word": "Hello.", "start_time": "0.5", "end_time": 1.1}]}]}
    assert 1 == len(read(content).repairs)
    assert "en" == read(content, language="en").language
    with pytest.raises(PayloadError):
        read(content, strict=True)


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ({"success": True, "data": {"status": "in-progress"}}, JobUnfinishedError, "is not finished yet"),
        ({"success": True, "data": {"status": "resting"}}, JobUnfinishedError, "'resting'"),
        (
            {"success": False, "data": {"error_code": "1", "error_message": "Bad"}},
            JobFailedError,
            "failed.*1: Bad",
        ),
        ({"success": True, "data": {"status": "cleaned"}}, ResultGoneError, "removed its result"),
        (
            {"success": True, "data": {"status": "completed"}},
            JobError,
            "has no result .status 'completed'.: the answer",
        ),
        (
            {"success": True, "data": {"jobId": "7"}},
            JobUnfinishedError,
            "job 7 is not finished yet: the answer holds",
        ),
        ({"job_id": 7, "job_status": "Canceled"}, JobFailedError, "verbit job 7"),
        (
            {"job_id": 7, "job_status": "Complete"},
            JobError,
            "has no result.*fetch that with caption_format=json",
        ),
        ({"ErrorType": "BAD_API_TOKEN"}, JobFailedError, "BAD_API_TOKEN"),
    ],
)
def test_a_job_without_a_result_raises_its_own_error(
    content: Any, error: type[JobError], message: str
) -> None:
    with pytest.raises(JobError, match=message) as caught:
        read(content)
    assert error is type(caught.value)
    assert str(caught.value) == str(pickle.loads(pickle.dumps(caught.value)))  # noqa: S301  # our own bytes


def test_a_transcript_without_words_is_read() -> None:
    pause = {"word": "", "is_pause": True}
    for content in ({"transcript": [{"uid": "a", "words": []}]}, {"transcript": [{"words": [pause]}]}):
        assert [] == texts(content)


def test_read_is_a_public_name() -> None:
    assert read is subkit.read
