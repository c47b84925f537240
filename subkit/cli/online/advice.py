"""What to do next about a job that did not come to its end, by how it is on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.adapter import State
from subkit.cli.online.shown import short
from subkit.errors import BudgetError, OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.errors import SubkitError
    from subkit.jobs.records import Record

_MOST = 8  # keys that a message names

_OVER = {State.FAILED, State.CANCELLED, State.GONE}


def advice(record: Record, error: SubkitError) -> str:
    """The next step for a job, to be said behind what went wrong."""
    key, state = short(record), record.job.state
    if isinstance(error, BudgetError | OptionError):
        return "nothing was started"
    if record.digest is not None:
        return f"its raw result is kept: 'subkit jobs fetch {key}' writes it"
    if state is State.NEW:
        return f"nothing was started; 'subkit jobs wait {key}' tries again"
    if state is State.UNKNOWN and not record.job.status:
        return f"once you know, 'subkit jobs resolve {key}' with --id ID or --not-started"
    if state in _OVER:
        return "--force sends the media again, and pays again"
    return f"the job is kept; go on with 'subkit jobs wait {key}'"


def origin_of(places: str) -> str:
    """Where credentials are from that were not taken, to be said behind that."""
    return f" (from {places})" if places else ""


def broken_off(records: Sequence[Record]) -> str:
    """How to go on with jobs that were being worked on when somebody interrupted."""
    if len(records) == 1:
        (only,) = records
        return f"{only.source.name}: the job is kept; go on with 'subkit jobs wait {short(only)}'"
    keys = " ".join(map(short, records)) if len(records) <= _MOST else "--all"
    return f"{len(records)} jobs are kept; go on with 'subkit jobs wait {keys}'"
