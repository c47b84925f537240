"""Sends media: from paths and addresses to jobs in the store, submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli.online.services import job_adapter, options_of, place_of
from subkit.cli.online.tokens import token_on_stdin
from subkit.config import load, where
from subkit.errors import ConfigError, SubkitError
from subkit.jobs.addresses import bare, is_loopback
from subkit.jobs.media import source_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.online.options import Sending
    from subkit.cli.online.running import Run
    from subkit.jobs.credentials import Credentials
    from subkit.jobs.records import Record
    from subkit.jobs.store import Store


def sent(media: Sequence[str], sending: Sending, store: Store, run: Run) -> dict[str, Record]:
    """The submitted jobs by their media, as given; what failed is told and left out.

    Raises:
        click.UsageError, ConfigError, CredentialsError, AddressError: nothing can be sent at all.
    """
    from urllib.parse import urlsplit

    if not media:
        raise click.UsageError("no MEDIA; name files, or https addresses")
    provider, config = named(sending), load()
    place = place_of(provider, config)
    options = options_of(provider, config, sending.options)
    run.services.at(provider, place)  # without credentials nothing is written down as wanted
    loopback = is_loopback(urlsplit(place).hostname or "")

    def send(one: str) -> Record | None:
        source = source_of(one, loopback=loopback)
        record = store.intend(provider, source, options, place=place, force=sending.force)
        started = run.attempt(record, run.start)
        if started is None:
            run.failures[told(one)] = run.failures[record.key]
        return started

    found: dict[str, Record] = {}
    left = list(dict.fromkeys(media))
    while left and not run.refused:  # what one call's credentials are refused for, all others' are
        one = left.pop(0)
        try:
            record = send(one)
        except SubkitError as error:
            run.failed(error, told(one))
            continue
        if record is not None:
            found[one] = record
    run.leave_out([told(one) for one in left])
    return found


def agree(sending: Sending, language: str | None) -> None:
    """See before anything is paid that the provider hears the language that the captions are to be in.

    Raises:
        click.UsageError: it would hear another one.
    """
    from subkit.language import primary

    provider = named(sending)
    spoken = getattr(job_adapter(provider).options, "spoken", None)
    if language is None or spoken is None:
        return
    heard = spoken(options_of(provider, load(), sending.options))
    if heard and primary(heard) != primary(language):
        raise click.UsageError(
            f"captions in {language!r}, but {provider} is told {heard!r}; "
            f"if that is spoken, say so as well: --option language={language}"
        )


def told(one: str) -> str:
    """What to call media in messages: an address without its query, which may hold a signature."""
    return bare(one) if "://" in one else one


def named(sending: Sending) -> str:
    """The provider that is asked for.

    Raises:
        click.UsageError: there is none, or it is none.
        ConfigError: the one that is configured is none.
    """
    if sending.provider is None:
        raise click.UsageError("no provider; name one with --provider, or set it in subkit.toml")
    try:
        job_adapter(sending.provider)
    except click.UsageError as error:
        config = load()
        if config.settings.provider != sending.provider:
            raise
        raise ConfigError(where(config.origins["provider"], "provider"), error.message) from error
    return sending.provider


def given(sending: Sending) -> Credentials | None:
    """The credentials that the user gives to this run; ``None`` if they are to be found.

    Raises:
        click.UsageError, CredentialsError: there are none.
    """
    return token_on_stdin(named(sending)) if sending.token_stdin else None
