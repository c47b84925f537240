"""What is tried again, and when: by laws, and by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.adapter import Job, Polling, State
from subkit.errors import AddressError, DeadlineError, ProviderError, SubkitError, UnreachableError
from subkit.jobs.flow import Ask, Checkpoint, Response, Wait
from subkit.jobs.retry import PATIENCE, Patience, ask, deadline_of, pay, retry_after, waits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.jobs.flow import Flow, Step

    Answer = Response | SubkitError

GET = Ask("GET", "https://example.com/jobs/1")
POST = Ask("POST", "https://example.com/jobs", json={})
LOST = UnreachableError("GET", "cut", sent=True)
UNSENT = UnreachableError("POST", "refused", sent=False)
NEW = Job("toy", None, State.NEW, external_id="k")

HEADERS = st.sampled_from(
    [{}, {"retry-after": "7"}, {"retry-after": "0"}, {"retry-after": "soon"}, {"retry-after": "999"}]
)
ANSWERS = st.one_of(
    st.sampled_from([LOST, UNSENT, DeadlineError(1)]),
    st.builds(
        Response,
        st.sampled_from([200, 201, 302, 303, 307, 400, 401, 404, 408, 409, 425, 429, 500, 502, 503]),
        headers=HEADERS,
    ),
)


def played(flow: Flow[Response], answers: Sequence[Answer]) -> tuple[list[Step], Answer]:
    """The steps, and what came out; the last answer is given again and again."""
    steps: list[Step] = [next(flow)]
    left = list(answers)
    try:
        while True:
            if not isinstance(steps[-1], Ask):
                steps.append(flow.send(None))
                continue
            answer = left.pop(0) if len(left) > 1 else left[0]
            steps.append(flow.throw(answer) if isinstance(answer, SubkitError) else flow.send(answer))
    except StopIteration as end:
        return steps, end.value
    except SubkitError as error:
        return steps, error


def asks(steps: Sequence[Step]) -> int:
    return sum(isinstance(step, Ask) for step in steps)


@given(st.lists(ANSWERS, min_size=1, max_size=6), st.sampled_from([GET, POST]))
def test_every_flow_of_retries_ends_soon(answers: list[Answer], step: Ask) -> None:
    steps, end = played(ask(step), answers)
    assert asks(steps) <= PATIENCE.tries
    assert end in answers or isinstance(end, ProviderError)
    for wait in steps:
        assert not isinstance(wait, Wait) or 0 <= wait.seconds <= PATIENCE.asked


@given(st.lists(ANSWERS, min_size=1, max_size=6))
def test_a_call_that_costs_is_repeated_only_if_it_surely_did_not_take(answers: list[Answer]) -> None:
    steps, _ = played(ask(POST), answers)
    for answer in answers[: asks(steps) - 1]:
        assert answer == UNSENT or (
            isinstance(answer, Response)
            and (answer.status == 429 or (answer.status, bool(answer.headers)) == (503, True))
        )


@given(st.lists(ANSWERS, min_size=1, max_size=6))
def test_what_may_have_cost_stays_on_disk_as_starting(answers: list[Answer]) -> None:
    steps, end = played(pay(NEW, GET), answers)
    kept = [step.job.state for step in steps if isinstance(step, Checkpoint)]
    assert isinstance(steps[0], Checkpoint)
    assert State.STARTING is kept[0]
    status = end.status if isinstance(end, Response | ProviderError) else 400
    surely_not = not end.sent if isinstance(end, UnreachableError) else status in {307, 400, 401, 404, 429}
    assert (State.NEW if surely_not else State.STARTING) is kept[-1]


@given(st.integers(0, 100_000), st.integers(-5_000, 5_000))
def test_both_forms_of_retry_after_say_the_same_whatever_our_clock(seconds: int, wrong: int) -> None:
    now = datetime(2026, 10, 21, 7, 28, tzinfo=UTC)
    date = format_datetime(now, usegmt=True)
    then = format_datetime(now + timedelta(seconds=seconds), usegmt=True)
    at = now.timestamp() + wrong
    as_date = Response(429, headers={"retry-after": then, "date": date}, at=at)
    assert (
        seconds == retry_after(Response(429, headers={"retry-after": str(seconds)})) == retry_after(as_date)
    )
    assert max(0, seconds - wrong) == retry_after(Response(429, headers={"retry-after": then}, at=at))


@pytest.mark.parametrize(
    "text", ["", "soon", "-5", "1.5", "²", "Wed, 99 Foo", "Wed, 32 Oct 2026 07:28:00 GMT"]
)
def test_a_retry_after_that_is_none_is_none(text: str) -> None:
    assert None is retry_after(Response(503, headers={"retry-after": text}))


@given(st.text(max_size=40))
def test_no_retry_after_is_a_traceback(text: str) -> None:
    wanted = retry_after(Response(503, headers={"retry-after": text}))
    assert wanted is None or wanted >= 0


def test_where_no_more_tries_are_left_the_first_answer_is_the_last() -> None:
    for answer in (LOST, Response(502), Response(429, headers={"retry-after": "1"})):
        flow = ask(GET)
        assert GET == next(flow)
        wait = flow.throw(answer) if isinstance(answer, SubkitError) else flow.send(answer)
        assert isinstance(wait, Wait)
        assert "example.com" == wait.again
        with pytest.raises((StopIteration, UnreachableError)) as caught:
            flow.send(False)
        assert answer in (caught.value, getattr(caught.value, "value", None))


def test_waits_double_and_are_drawn_from_their_upper_half() -> None:
    steps, end = played(ask(GET, Patience(tries=7, first=1, most=10)), [LOST])
    found = [(step.seconds, step.seconds * (1 + step.spread)) for step in steps if isinstance(step, Wait)]
    assert [(0.5, 1), (1, 2), (2, 4), (4, 8), (5, 10), (5, 10)] == found
    assert end is LOST


def test_what_the_provider_asks_for_is_kept() -> None:
    steps, end = played(ask(GET), [Response(429, headers={"retry-after": "70"}), Response(200)])
    assert [70] == [step.seconds for step in steps if isinstance(step, Wait)]
    assert Response(200) == end


def test_too_long_a_wait_is_told() -> None:
    with pytest.raises(ProviderError, match="asks to come back in 3,600 s"):
        raise_(played(ask(GET), [Response(503, headers={"retry-after": "3600"})])[1])


def test_a_refused_address_is_no_start() -> None:
    steps, end = played(pay(NEW, POST), [AddressError("http://x", "is not https")])
    assert [Checkpoint, Ask, Checkpoint] == [type(step) for step in steps]
    assert Checkpoint(NEW) == steps[-1]
    assert isinstance(end, AddressError)


def raise_(error: object) -> None:
    assert isinstance(error, SubkitError)
    raise error


@given(
    st.builds(Polling, first=st.floats(0.1, 100), growth=st.floats(1, 3), most=st.floats(0.1, 600)),
    st.integers(0, 10**8),
)
def test_waits_between_questions_grow_to_their_most(polling: Polling, duration: int) -> None:
    found = list(islice(waits(polling), 50))
    assert all(a <= b for a, b in pairwise(found))
    assert all(wait <= polling.most for wait in found)
    assert polling.at_least <= deadline_of(polling, None) <= deadline_of(polling, duration)


def test_long_media_may_take_long() -> None:
    assert 3_600 * 2 == deadline_of(Polling(10, 1, 10, per_minute=60), 2 * 3_600_000)
