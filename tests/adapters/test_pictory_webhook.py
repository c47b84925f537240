"""What Pictory posts: a job's page, with the id in any of its places."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subkit.adapter import Notice, State, WebhookAdapter
from subkit_adapters.pictory import adapter

JOB = "cbbc5305-3c1c-46f0-bdde-468e5ecd763f"
WORDS = {"transcript": [{"words": [{"word": "Hello.", "start_time": 0, "end_time": 1}]}]}


def said(call: Any, kind: str = "application/json") -> Notice | None:
    return adapter.notice(kind, json.dumps(call).encode())


@pytest.mark.parametrize(
    ("call", "state", "status"),
    [
        (
            {"job_id": JOB, "success": True, "data": {"status": "completed", **WORDS}},
            State.DONE,
            "completed",
        ),
        ({"jobId": JOB, "success": True, "data": WORDS}, State.DONE, ""),
        ({"success": True, "data": {"jobId": JOB, **WORDS}}, State.DONE, ""),
        ({"success": False, "data": {"job_id": JOB, "status": "failed"}}, State.FAILED, "failed"),
        ({"job_id": JOB, "success": True, "data": {"status": "cleaned"}}, State.GONE, "cleaned"),
        ({"job_id": JOB}, State.UNKNOWN, ""),
    ],
)
def test_the_job_and_its_state_are_read(call: Any, state: State, status: str) -> None:
    assert Notice(JOB, state=state, status=status) == said(call)


@pytest.mark.parametrize("call", [[], None, "x", {}, {"data": {"transcript": []}}, {"job_id": ["x"]}])
def test_what_names_no_job_is_no_call(call: Any) -> None:
    assert said(call) is None


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/html", "multipart/form-data"])
def test_other_types_are_no_call(kind: str) -> None:
    assert said({"job_id": JOB}, kind) is None


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", "Application/JSON", "", "application/hal+json"]
)
def test_json_by_any_of_its_names_is_taken(kind: str) -> None:
    assert said({"job_id": JOB}, kind) == Notice(JOB)


def test_an_id_cannot_break_a_line() -> None:
    notice = said({"job_id": "a\nb\x1b[2J"})
    assert notice is not None
    assert notice.id is not None
    assert notice.id.isprintable()


@settings(max_examples=60)
@given(st.binary() | st.text().map(str.encode) | st.just(b"[" * 100_000) | st.just(b'{"job_id":' * 5000))
def test_whatever_comes_nothing_is_raised(body: bytes) -> None:
    assert adapter.notice("application/json", body) is None or b"job" in body


def test_the_adapter_takes_webhooks() -> None:
    assert isinstance(adapter, WebhookAdapter)
