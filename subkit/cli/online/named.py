"""Finds the job that a user names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli.online.shown import called
from subkit.errors import UnknownNameError

if TYPE_CHECKING:
    from subkit.jobs.records import Record
    from subkit.jobs.store import Store

_MOST = 5  # jobs that a message names


def job_named(store: Store, name: str) -> Record:
    """The job of that name (see `subkit.jobs.store.Store.get`).

    Raises:
        click.UsageError: there is none, or there are several.
    """
    try:
        return store.get(name)
    except UnknownNameError as error:
        several = [key for key in error.known if name and key.startswith(name)]
        if len(several) > 1:
            jobs = ", ".join(called(store.get(key)) for key in several[:_MOST])
            more = ", ..." if len(several) > _MOST else ""
            raise click.UsageError(
                f"several jobs begin with {name!r}: {jobs}{more}; give more digits"
            ) from error
        raise click.UsageError(
            f"there is no job {name!r} here; 'subkit jobs list' shows those that are"
        ) from error
