"""The options that say how caption files are to be read: their encoding, and whether what breaks a format is taken."""

from __future__ import annotations

from typing import NamedTuple

import click

from subkit.cli import light
from subkit.cli.option_groups import bundle


class Reading(NamedTuple):
    """How caption files are to be read.

    Attributes:
        encoding: what they are encoded in where they have no byte order mark and are no UTF-8; ``None`` for a guess.
        lenient: whether what breaks a format is taken as it was probably meant.
    """

    encoding: str | None = None
    lenient: bool = False


def _reading(encoding: str | None, *, lenient: bool) -> Reading:
    if encoding is not None:
        from subkit.errors import UnknownNameError
        from subkit.formats.encoding import known

        try:
            known(encoding)
        except UnknownNameError as error:
            raise click.BadParameter(str(error), param_hint="--encoding") from error
    return Reading(encoding, lenient)


reading_options = bundle(
    "reading",
    _reading,
    light.option(
        "--encoding",
        metavar="NAME",
        help="What caption files are encoded in that are no UTF-8, e.g. cp1252. [default: guessed, and told]",
    ),
    light.option(
        "--lenient",
        is_flag=True,
        help="Take what breaks a caption format as it was probably meant, and tell; no word is lost.",
    ),
)
"""Gives a command the argument ``reading``."""
