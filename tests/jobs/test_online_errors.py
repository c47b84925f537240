"""What an error about a provider says of itself, for programs that have to decide what to do next."""

from __future__ import annotations

import pickle

import pytest

from subkit import errors
from subkit.adapter import Job, State
from subkit.errors import (
    CredentialsError,
    DeadlineError,
    JobFailedError,
    JobTimeoutError,
    JobUnfinishedError,
    JobUnknownError,
    OnlineError,
    ProviderError,
    ResultGoneError,
    UnreachableError,
)
from subkit.jobs.flow import Ask, Response

ASK = Ask("GET", "https://provider.example/jobs/7?signature=abc")
JOB = Job("toy", "7", State.FAILED)
ALL = [
    CredentialsError("toy", "no token"),
    ProviderError("GET https://provider.example", 503, "busy", request_id="r-1", raw=b"{}"),
    UnreachableError("GET https://provider.example", "cut", sent=True),
    DeadlineError(60.0),
    *(kind(JOB) for kind in (JobFailedError, JobTimeoutError, JobUnfinishedError, JobUnknownError)),
    ResultGoneError(JOB),
]


def facts(error: OnlineError) -> tuple[object, ...]:
    return (error.provider, error.job_id, error.request_id, error.raw, error.retryable, str(error))


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_its_facts_survive_the_way_to_another_process(error: OnlineError) -> None:
    error.provider, error.job_id = "toy", "7"
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    assert type(error) is type(again)
    assert facts(error) == facts(again)
    assert b"{}" not in str(error).encode()


def test_every_error_of_a_provider_has_them() -> None:
    online = {
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, OnlineError)
    }
    assert {type(error) for error in ALL} == online - {OnlineError, errors.JobError}


@pytest.mark.parametrize(
    ("status", "later"), [(400, False), (401, False), (404, False), (409, False), (429, True), (503, True)]
)
def test_what_may_pass_can_be_told_from_what_will_not(status: int, later: bool) -> None:
    assert later is ASK.refused(Response(status), "no").retryable


def test_what_may_pass_of_other_errors() -> None:
    later = {type(error).__name__ for error in ALL if error.retryable}
    assert {
        "DeadlineError",
        "JobTimeoutError",
        "JobUnfinishedError",
        "ProviderError",
        "UnreachableError",
    } == later


@pytest.mark.parametrize("name", ["x-request-id", "cf-ray", "x-amzn-requestid"])
def test_the_provider_s_name_of_a_call_is_told(name: str) -> None:
    error = ASK.refused(Response(500, b"<p>", {name: "8f\x1b1c"}), "busy")
    assert "GET https://provider.example/jobs/7: HTTP 500: busy (request 8f\ufffd1c)" == str(error)
    assert b"<p>" == error.raw
    assert "signature" not in f"{error}{error!r}"
