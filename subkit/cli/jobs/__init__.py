"""The command ``subkit jobs``: the providers' jobs that are on disk here."""

from __future__ import annotations

from subkit.cli.app import SHORT_HELPS
from subkit.cli.lazy import LazyGroup

JOB_HELPS = {
    "list": "List the jobs, the newest first.",
    "show": "Show a job and what happened to it.",
    "wait": "Wait for jobs and get their results.",
    "fetch": "Write a job's raw result.",
    "resolve": "Settle a job of which nobody knows if it was started.",
    "forget": "Remove jobs and their results from this machine.",
}

_HELP = """List, watch and fetch the providers' jobs that are on disk here.

A JOB is its key, the first 4 digits or more of that, or the provider's own id."""

command = LazyGroup(
    "jobs",
    package="subkit.cli.jobs",
    short_helps=JOB_HELPS,
    subcommand_metavar="COMMAND [ARGS]...",
    help=_HELP,
    short_help=SHORT_HELPS["jobs"],
)
