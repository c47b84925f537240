"""The steps of flows: what their repr shows, and what it hides."""

from __future__ import annotations

from pathlib import Path

import pytest
from canary import CANARY

from subkit.jobs.flow import Ask, Response, address


@pytest.mark.parametrize(
    "ask",
    [
        Ask("GET", "https://example.com/x", auth={"Authorization": CANARY}),
        Ask("PUT", f"https://example.com/x?X-Amz-Signature={CANARY}", file=Path("/tmp/talk.mp4")),  # noqa: S108
        Ask("GET", f"https://user:{CANARY}@example.com/x#{CANARY}"),
        Ask("POST", "https://example.com/auth", json={"data": {"api_key": CANARY}}, private=True),
        Ask("POST", "https://example.com/auth", form={"secret": CANARY}, private=True),
    ],
)
def test_a_request_shows_no_secret(ask: Ask) -> None:
    for text in (repr(ask), str(ask), f"{[ask]}", ask.call):
        assert CANARY not in text
        assert "example.com" in text


def test_a_request_shows_what_it_does() -> None:
    ask = Ask(
        "POST",
        "https://example.com/jobs",
        params={"v": 4},
        json={"name": "talk"},
        auth={"Authorization": "x"},
    )
    assert (
        "Ask(POST https://example.com/jobs params: {'v': 4} auth: Authorization json: {'name': 'talk'})"
        == repr(ask)
    )


@pytest.mark.parametrize(
    ("method", "once", "expected"),
    [
        ("GET", None, False),
        ("put", None, False),
        ("POST", None, True),
        ("PATCH", None, True),
        ("POST", False, False),
        ("GET", True, True),
    ],
)
def test_what_makes_something_is_asked_once(method: str, once: bool | None, expected: bool) -> None:
    assert expected is Ask(method, "https://example.com", once=once).only_once


def test_a_success_is_a_status_of_two_hundred() -> None:
    assert [False, True, True, False] == [Response(status).ok for status in (199, 200, 299, 300)]


def test_an_odd_address_can_still_be_shown() -> None:
    assert "https://example.com:8080/a" == address("https://example.com:8080/a?b#c")
    assert "GET https://example.com" in Ask("GET", "https://example.com:port/").call
