"""Plays flows by hand: each request gets the next of the answers that a test has for it, and nothing is sent."""

from __future__ import annotations

from typing import Any

import msgspec
from canary import leaks

from subkit.errors import SubkitError
from subkit.jobs.flow import Ask, Flow, Response, Step


def play(flow: Flow[Any], *answers: Response | SubkitError) -> tuple[list[Step], Any]:
    """The steps of a flow, and what it returned or raised; all answers must have been asked for.

    No step's ``repr`` and no error may show the secret.
    """
    steps, result = _played(flow, left := list(answers))
    assert [] == left
    assert not leaks(f"{steps} {result if isinstance(result, SubkitError) else ''}")
    return steps, result


def _played(flow: Flow[Any], left: list[Response | SubkitError]) -> tuple[list[Step], Any]:
    steps: list[Step] = []
    sent: Response | SubkitError | None = None
    try:
        while True:
            step = flow.throw(sent) if isinstance(sent, SubkitError) else flow.send(sent)
            steps.append(step)
            sent = left.pop(0) if isinstance(step, Ask) else None
    except StopIteration as end:
        return steps, end.value
    except SubkitError as error:
        return steps, error


def asked(steps: list[Step]) -> list[Ask]:
    """The requests alone."""
    return [step for step in steps if isinstance(step, Ask)]


def answer(status: int = 200, /, at: float = 0.0, **fields: Any) -> Response:
    """An answer with a JSON object."""
    return Response(status, msgspec.json.encode(fields), at=at)
