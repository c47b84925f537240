"""A flow played by hand, with no network and no sleep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subkit.errors import SubkitError
from subkit.jobs.flow import Ask
from subkit.testing.assertions import holds

if TYPE_CHECKING:
    from subkit.jobs.flow import Flow, Response, Step


def played(flow: Flow[Any], *answers: Response | SubkitError) -> tuple[list[Step], Any]:
    """Play a flow by hand, with no network and no sleep.

    Args:
        flow: what to play.
        answers: what each `Ask` gets, in turn: a response, or an error that is raised there.

    Returns:
        All its steps, and its result, or the `SubkitError` that ended it.
    """
    left = list(answers)
    steps: list[Step] = []
    try:
        step = next(flow)
        while True:
            steps.append(step)
            holds(bool(left) or not isinstance(step, Ask), f"nothing is left to answer {step!r}")
            given = left.pop(0) if isinstance(step, Ask) else None
            step = flow.throw(given) if isinstance(given, SubkitError) else flow.send(given)
    except StopIteration as end:
        result = end.value
    except SubkitError as error:
        result = error
    holds(not left, f"nobody asked for {left!r:.300}")
    return steps, result
