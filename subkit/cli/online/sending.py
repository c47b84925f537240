"""Sends media: from paths and addresses to jobs in the store, submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli.online.services import job_adapter, options_of, place_of, service
from subkit.jobs.addresses import bare, is_loopback
from subkit.jobs.media import source_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.online.options import Sending
    from subkit.cli.online.running import Run
    from subkit.jobs.records import Record
    from subkit.jobs.store import Store


def sent(media: Sequence[str], sending: Sending, store: Store, run: Run) -> dict[str, Record]:
    """The submitted jobs by their media, as given; what failed is told and left out.

    Raises:
        click.UsageError, ConfigError, CredentialsError, AddressError: nothing can be sent at all.
    """
    from urllib.parse import urlsplit

    from subkit.config import load

    if not media:
        raise click.UsageError("no MEDIA; name files, or https addresses")
    provider, config = named(sending), load()
    place = place_of(provider, config)
    options = options_of(provider, config, sending.options)
    service(provider, place)  # without credentials nothing is written down as wanted
    loopback = is_loopback(urlsplit(place).hostname or "")

    def send(one: str) -> Record:
        source = source_of(one, loopback=loopback)
        return run.start(store.intend(provider, source, options, place=place, force=sending.force))

    found = {one: run.attempt(told(one), send, one) for one in dict.fromkeys(media)}
    return {one: record for one, record in found.items() if record is not None}


def told(one: str) -> str:
    """What to call media in messages: an address without its query, which may hold a signature."""
    return bare(one) if "://" in one else one


def named(sending: Sending) -> str:
    """The provider that is asked for.

    Raises:
        click.UsageError: there is none, or it is none.
    """
    if sending.provider is None:
        raise click.UsageError("no provider; name one with --provider, or set it in subkit.toml")
    job_adapter(sending.provider)
    return sending.provider
