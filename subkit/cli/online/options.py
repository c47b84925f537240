"""The options of the commands that send media to a provider."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

from subkit.cli import figures, light

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.jobs.store import Store


class Sending(NamedTuple):
    """What media shall be sent to whom, and how.

    Attributes:
        provider: the provider's name.
        options: ``NAME=VALUE`` for its jobs.
        max_minutes: the most minutes of media that may be sent.
        force: make new jobs for what has some.
        dry_run: print the calls, and make none.
        token_stdin: the provider's token is on stdin.
    """

    provider: str | None
    options: tuple[str, ...]
    max_minutes: float | None
    force: bool
    dry_run: bool
    token_stdin: bool


token_option = light.option(
    "--token-stdin",
    is_flag=True,
    help="Read the provider's token or key from stdin; at a terminal, ask for it.",
)
max_minutes_option = light.option(
    "--max-minutes",
    type=figures.speed,
    metavar="N",
    help="Send no more than N minutes of media in this run.",
)

_SENDING = (
    light.option("--provider", metavar="NAME", help="Whose service transcribes: verbit or pictory."),
    light.option(
        "--option",
        "options",
        multiple=True,
        metavar="NAME=VALUE",
        help="An option of the provider's jobs, e.g. language=en-US; see the docs on jobs.",
    ),
    max_minutes_option,
    token_option,
    light.option("--force", is_flag=True, help="Send, and pay, again what has a job already."),
    light.option(
        "--dry-run", is_flag=True, help="Print the calls that would be made, secrets masked; make none."
    ),
)

state_dir_option = light.option(
    "--state-dir", metavar="DIR", help="The folder of jobs and results. [default: the platform's]"
)
deadline_option = light.option(
    "--deadline",
    type=figures.seconds,
    metavar="S",
    help="How long to wait for each job, in seconds. [default: as its media suggests]",
)


def sending_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command, which is given them as one argument, ``sending``."""

    @wraps(command)
    def called(
        *,
        provider: str | None,
        options: tuple[str, ...],
        max_minutes: float | None,
        force: bool,
        dry_run: bool,
        token_stdin: bool,
        **others: Any,
    ) -> Any:
        sending = Sending(provider, options, max_minutes, force, dry_run, token_stdin)
        return command(sending=sending, **others)

    for option in reversed(_SENDING):
        called = option(called)
    return called


def open_store(state_dir: str | None) -> Store:
    """The store of jobs.

    Raises:
        StoreError: it cannot be used.
    """
    from subkit.jobs.store import Store

    return Store(state_dir)


def seconds_of(deadline: int | None) -> float | None:
    """A deadline in seconds, as drivers take it."""
    return None if deadline is None else deadline / 1000
