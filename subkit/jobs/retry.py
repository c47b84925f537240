"""What may be tried again, and when: calls that failed, and calls that cost."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from subkit.adapter import State
from subkit.errors import ProviderError, SubkitError, UnreachableError
from subkit.errors.online import PASSING
from subkit.jobs.flow import Checkpoint, Wait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.adapter import Job, Polling
    from subkit.jobs.flow import Ask, Flow, Response

_REFUSING = {307, 308, *range(400, 500)} - {408, 409, 425}
"""What says that a call was not taken: HTTP's refusals, and that it is to be made elsewhere (RFC 9110, 15.4.8)."""


class Patience(Struct, frozen=True):
    """How often a call is tried, and how long between.

    The waits double from `first` to `most` and are drawn from their upper half, so that many do not come back at once
    (the figures are those of the cloud providers' own clients). What the provider asks for (``Retry-After``) is kept.

    Attributes:
        tries: how often, in all.
        first: the longest first wait in seconds.
        most: the longest wait in seconds.
        asked: the longest wait in seconds that the provider may ask for.
    """

    tries: int = 5
    first: float = 1.0
    most: float = 20.0
    asked: float = 300.0


PATIENCE = Patience()


def ask(step: Ask, patience: Patience = PATIENCE) -> Flow[Response]:
    """The answer to a request that is tried again where that is right.

    A request that may be repeated is tried again after a lost connection and after the statuses that pass (408, 425,
    429, 500, 502 to 504). One that may not is tried again only if it surely did not arrive: no connection, 429, or
    503 with ``Retry-After``. How many tries there are besides the first ones is limited for all jobs of a process together
    (`subkit.jobs.quota`): the driver says so.

    Returns:
        The last answer, whatever its status: what a refusal means only the adapter knows.

    Raises:
        UnreachableError: there was no answer, and no try is left or allowed.
        ProviderError: the provider asks to wait longer than `Patience.asked`; or what the driver refuses.
    """
    tried = 0
    while True:
        tried += 1
        last = tried >= patience.tries
        try:
            response: Response = yield step
        except UnreachableError as error:
            if last or (error.sent and step.only_once):
                raise
            if (yield _backoff(step, patience, tried, error.reason)) is False:
                raise
            continue
        wanted = retry_after(response)
        if last or not _passes(step, response.status, wanted):
            return response
        if wanted is None:
            wait = _backoff(step, patience, tried, f"HTTP {response.status}")
        elif wanted > patience.asked:
            raise step.refused(response, f"asks to come back in {wanted:,.0f} s")
        else:
            wait = Wait(wanted, f"HTTP {response.status}, the provider asks to wait", again=step.host)
        if (yield wait) is False:
            return response


def pay(job: Job, step: Ask, patience: Patience = PATIENCE) -> Flow[Response]:
    """The answer to a call that starts the job or costs: on disk before it goes out, and never blindly repeated.

    Before the call the job is put on disk as ``STARTING``; if the call surely did not take, it is put back as it was.
    Otherwise it stays ``STARTING``, and whoever goes on has to look it up (`subkit.adapter.Online.find`).

    Args:
        job: the job as it is before the call; its state is ``NEW``.
        step: the call; it is treated as one that must not be repeated, whatever its method.
        patience: how often it is tried where it surely did not arrive.

    Returns:
        The answer, whatever its status. Of a status that leaves the outcome open (`is_open`) the adapter must raise, with
        the job ``STARTING`` on disk; of any other refusal the job is ``NEW`` again on disk.

    Raises:
        UnreachableError: there was no answer.
    """
    yield Checkpoint(msgspec.structs.replace(job, state=State.STARTING))
    try:
        response = yield from ask(msgspec.structs.replace(step, once=True), patience)
    except SubkitError as error:
        if not _may_have_taken(error):
            yield Checkpoint(job)
        raise
    if not response.ok and not is_open(response.status):
        yield Checkpoint(job)
    return response


def is_open(status: int) -> bool:
    """Whether such a status leaves open if a call that costs was taken: all but clear refusals do.

    Success does, whose body may be odd; and so does a redirect, which may be all that a taken call is answered with (303).
    """
    return status not in _REFUSING


def is_passing(error: UnreachableError | ProviderError) -> bool:
    """Whether asking again later may help; a job that was just made may not be found yet (404)."""
    return isinstance(error, UnreachableError) or error.retryable or error.status == 404  # noqa: PLR2004


def retry_after(response: Response) -> float | None:
    """The seconds the provider asks to wait, from either form of ``Retry-After`` (RFC 9110, 10.2.3).

    A date is taken relative to the answer's own ``Date`` if it has one: our clock may be wrong.

    >>> from subkit.jobs.flow import Response
    >>> retry_after(Response(429, headers={"retry-after": "7"}))
    7.0
    >>> date = "Wed, 21 Oct 2026 07:28:00 GMT"
    >>> retry_after(Response(503, headers={"retry-after": date, "date": "Wed, 21 Oct 2026 07:27:30 GMT"}))
    30.0
    """
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    when = _seconds(text)
    if when is None:
        return None
    now = _seconds(response.headers.get("date", ""))
    return max(0.0, when - (response.at if now is None else now))


def waits(polling: Polling) -> Iterator[float]:
    """The seconds to wait before each question of how a job is, for ever.

    >>> from itertools import islice
    >>> from subkit.adapter import Polling
    >>> list(islice(waits(Polling(first=10, growth=1.5, most=30)), 5))
    [10, 15.0, 22.5, 30, 30]
    """
    wait = polling.first
    while True:
        yield min(wait, polling.most)
        wait = min(wait * polling.growth, polling.most)


def deadline_of(polling: Polling, duration: int | None) -> float:
    """How long a job may take in seconds if nobody says, from the media's duration in ms."""
    return max(polling.at_least, polling.per_minute * (duration or 0) / 60_000)


def _may_have_taken(error: SubkitError) -> bool:
    """Whether a call that costs may have been taken although it ended with this error."""
    if isinstance(error, UnreachableError):
        return error.sent
    return isinstance(error, ProviderError) and error.status > 0 and is_open(error.status)


def _passes(step: Ask, status: int, wanted: float | None) -> bool:
    """Whether the call may be tried again after such an answer."""
    if step.only_once:
        return status == 429 or (status == 503 and wanted is not None)  # noqa: PLR2004
    return status in PASSING


def _backoff(step: Ask, patience: Patience, tried: int, reason: str) -> Wait:
    longest = min(patience.most, patience.first * 2.0 ** (tried - 1))
    return Wait(longest / 2, f"{reason}; trying again", spread=1.0, again=step.host)


def _seconds(date: str) -> float | None:
    """An HTTP date in seconds since 1970."""
    try:
        when = parsedate_to_datetime(date)
    except (ValueError, TypeError):
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
