"""The options that name the words of captions, with their times, and the language of both."""

from __future__ import annotations

import click

from subkit.cli import figures, light
from subkit.cli.inputs import STDIN
from subkit.cli.option_groups import group

transcript_options = group(
    light.option(
        "--words",
        "--media-words",
        metavar="TRANSCRIPT",
        help="The words with their times: what a provider heard; - is stdin.",
    ),
    light.option(
        "--from",
        "adapter",
        metavar="NAME",
        help="Read TRANSCRIPT as this provider's (see 'subkit adapters').",
    ),
    light.option(
        "--language", type=figures.tag, metavar="TAG", help="The language of the captions, e.g. en or pt-BR."
    ),
)


def refuse_one_stdin_for_two(name: str, sources: list[str], words: str | None) -> None:
    """Refuse a transcript from stdin where captions are read from there, too.

    Raises:
        click.UsageError: the run is refused.
    """
    if words == STDIN and STDIN in sources:
        raise click.UsageError(f"{name} and --words cannot both be stdin")
