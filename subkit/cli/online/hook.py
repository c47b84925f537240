"""Runs a command of the user's for each job whose result has come."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

import click

from subkit.errors import OutputError
from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SECONDS = 600.0
_SECRET = pattern(r"SUBKIT_\w+")  # tokens, and files that hold some: the command is not ours


class Hook:
    """A command, run without a shell.

    Args:
        command: program and arguments, quoted as for a shell.
        seconds: the longest it may take.

    Raises:
        click.UsageError: it is no command.
    """

    def __init__(self, command: str, *, seconds: float = _SECONDS) -> None:
        try:
            self._words = shlex.split(command)
        except ValueError as error:
            raise click.UsageError(f"--run {command!r}: {error}") from error
        if not self._words:
            raise click.UsageError("--run names no command")
        self._seconds = seconds

    def run(self, arguments: Sequence[str]) -> None:
        """Run it with these arguments behind its own, without our secrets in its environment.

        Raises:
            OutputError: it cannot be run, fails, or takes too long.
        """
        name = self._words[0]
        try:
            done = subprocess.run(  # noqa: S603  # the user's own command; what a provider named is an argument, no shell's word
                [*self._words, *arguments],
                env=plain(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                timeout=self._seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise OutputError(name, f"was not done after {self._seconds:,.0f} s") from error
        except (OSError, ValueError) as error:
            raise OutputError(name, f"cannot be run: {getattr(error, 'strerror', None) or error}") from error
        if done.returncode:
            raise OutputError(name, f"ended with {done.returncode}")


def plain(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment without variables of ours.

    >>> plain({"HOME": "/root", "SUBKIT_PICTORY_KEY": "pictai_x"})
    {'HOME': '/root'}
    """
    return {name: value for name, value in environment.items() if not _SECRET.fullmatch(name)}
