"""Reads a provider's token from stdin: another way than the environment that nobody else on the machine can see."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

import click

from subkit.cli.online.services import job_adapter
from subkit.errors import CredentialsError, InputError
from subkit.files import read_stream
from subkit.jobs import credentials

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.jobs.credentials import Credentials
    from subkit.jobs.records import Record

_LARGEST = 2**16  # bytes


def token_on_stdin(provider: str) -> Credentials:
    """The credentials of a provider, from stdin; somebody at a terminal is asked, and what they type is not shown.

    Raises:
        click.UsageError: there is no such provider.
        CredentialsError: there is nothing that could be a token.
    """
    name = job_adapter(provider).secrets[0]
    if sys.stdin is None:
        raise CredentialsError(provider, "stdin is closed, and --token-stdin reads it")
    if sys.stdin.isatty():
        text = getpass.getpass(f"{provider} {name}: ")
    else:
        try:
            raw = read_stream(sys.stdin.buffer, "stdin", limit=_LARGEST)
        except InputError as error:
            raise CredentialsError(provider, str(error)) from error
        text = raw.decode(
            "utf-8-sig", errors="replace"
        )  # an error of decoding would carry the bytes of the secret
    return credentials.given(provider, name, text, "stdin")


def given_for(records: Iterable[Record]) -> Credentials | None:
    """The credentials on stdin of the one provider that the jobs are of; ``None`` if there are no jobs.

    Raises:
        click.UsageError: they are of several.
        CredentialsError: there is nothing that could be a token.
    """
    providers = sorted({record.job.adapter for record in records})
    if len(providers) > 1:
        raise click.UsageError(
            f"--token-stdin is one provider's, and these jobs are of {' and '.join(providers)}"
        )
    return token_on_stdin(providers[0]) if providers else None
