"""Fetches the draft of a job that is not done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.adapter import Drafting
from subkit.cli.online.services import service
from subkit.jobs.drivers import Driver
from subkit.jobs.pinning import client

if TYPE_CHECKING:
    from subkit.jobs.records import Record


def draft_of(record: Record) -> bytes | None:
    """The raw draft; ``None`` if the provider has no such thing.

    Raises:
        SubkitError: there is none now, or it cannot be had.
    """
    its = service(record.job.adapter, record.place)
    if not isinstance(its.online, Drafting):
        return None
    with client(loopback=its.local) as one:
        return Driver(one, local=its.local).play(its.online.draft(record.job))
