"""The option ``--for``: where captions go, and what follows from it for formats, names and times."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import light
from subkit.cli.option_groups import bundle

if TYPE_CHECKING:
    from subkit.model import Captions
    from subkit.targeting import Target


class Aim(NamedTuple):
    """Where captions go, as ``--for`` says; nowhere in particular if it is not given."""

    target: Target | None = None

    @property
    def format(self) -> str:
        """The format to write where neither ``--to`` nor ``-o`` says one."""
        return self.target.format if self.target else "srt"

    def tag(self, language: str | None) -> str | None:
        """The language that the names of files say: the one of ``--language``, for a target.

        Raises:
            click.UsageError: the target does not take such a tag.
        """
        if self.target is None or language is None:
            return None
        if not self.target.takes(language):
            raise click.UsageError(
                f"--for {self.target.name} needs a language with its region, such as en-US; --language says {language}"
            )
        return language

    def fitted(self, captions: Captions, format: str, frame_rate: object = None) -> Captions:  # noqa: A002 - as formats call it
        """The captions with times that the target can show, for the formats that it takes; others as they are."""
        if self.target is None or format not in self.target.formats:
            return captions
        from subkit.targeting.fitting import fit

        return fit(captions, self.target, None if frame_rate is None else str(frame_rate))

    def check(self, document: bytes, path: str, format: str) -> None:  # noqa: A002 - as above
        """See that a file is not larger than the target takes.

        Raises:
            OutputError: it is.
        """
        if self.target is not None and format in self.target.formats:
            self.target.check_size(document, path)


def aimed(target: str | None) -> Aim:
    """Where the captions go, by the name of a target or by its file.

    Raises:
        click.UsageError: there is no such target.
        InputError, ConfigError: the file cannot be read, or is no target.
    """
    if target is None:
        return Aim()
    from subkit.errors import UnknownNameError
    from subkit.targeting import target as found

    try:
        return Aim(found(target))
    except UnknownNameError as error:
        raise click.UsageError(str(error)) from error


target_option = bundle(
    "aim",
    aimed,
    light.option(
        "--for",
        "target",
        metavar="NAME|FILE",
        help="Write what this site, editor or player takes (see 'subkit targets').",
    ),
)
"""Gives a command ``--for``, and where that leads as one argument, ``aim``."""
