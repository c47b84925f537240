"""Puts the receiver of ``subkit serve`` together with what works behind it, and serves it."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

import click

from subkit import registry
from subkit.adapter import WebhookAdapter
from subkit.cli.online.receiving import Receiving
from subkit.errors import ConfigError, UnknownNameError
from subkit.jobs import credentials
from subkit.jobs.courier import Courier
from subkit.jobs.credentials import Secret
from subkit.jobs.crew import Crew
from subkit.jobs.following import Follower, Work
from subkit.jobs.inbox import Inbox
from subkit.jobs.networks import Networks
from subkit.jobs.outbox import Outbox
from subkit.jobs.signatures import Signer

try:
    from subkit.jobs.serving import STOP_SECONDS, Bell, listener, serve
    from subkit.jobs.webhook import Receiver
except ModuleNotFoundError as missing:
    raise ConfigError("serve", f"needs the extra 'server' (no module {missing.name})") from None

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from subkit.cli.messages import Messages
    from subkit.cli.online.receiving import Wanted
    from subkit.jobs.store import Store


REMEMBERED = 30 * 86_400.0
"""Seconds after which a hint that was dealt with is forgotten; repeats come for two days."""


class Doors(NamedTuple):
    """Where calls come in, and whose.

    Attributes:
        host: the address to listen at.
        port: the port; 0: any.
        networks: that may call; any if empty.
        proxies: the networks of the proxies that are believed when they say who calls.
        signing: the providers that have to sign.
    """

    host: str
    port: int
    networks: tuple[str, ...]
    proxies: tuple[str, ...]
    signing: tuple[str, ...]


class Pace(NamedTuple):
    """How many jobs are dealt with at once, and the URL that is told of each, if one is."""

    at_once: int
    notify: str | None


def receive(doors: Doors, store: Store, wanted: Wanted, pace: Pace, messages: Messages) -> None:
    """Take calls, and do what is wanted for the jobs they are about, until the program is asked to end.

    Raises:
        AddressError: the URL may not be called.
        ConfigError: a network is none, or nothing can listen there.
        CredentialsError: a secret is missing, or is none.
        StoreError: the hints cannot be kept.
    """
    tokens, verifiers = _tokens(), _verifiers(doors.signing)
    Networks(doors.proxies)
    bell = Bell()
    with (
        closing(Inbox(store.folder)) as inbox,
        _courier(store, pace.notify, messages) as (outbox, couriers),
        Receiving(store, wanted._replace(outbox=outbox), messages) as receiving,
        Crew(pace.at_once, STOP_SECONDS) as crew,
        listener(doors.host, doors.port) as where,
    ):
        receiver = Receiver(
            _callers(), tokens, inbox, verifiers=verifiers, networks=doors.networks, wake=bell.ring
        )
        work = Work(receiving.fetch, receiving.done, receiving.failed, receiving.draft)
        inbox.forget(time.time() - REMEMBERED)
        follower = Follower(inbox, store, work, crew, ring=bell.ring, log=messages.note)
        messages.note(f"listening at {where.getsockname()[0]}:{where.getsockname()[1]}")
        serve(receiver, [(follower, bell), *couriers], where, proxies=doors.proxies)


@contextmanager
def _courier(
    store: Store, url: str | None, messages: Messages
) -> Iterator[tuple[Outbox | None, list[tuple[Courier, Bell]]]]:
    """Where notifications go, and who brings them to the URL; neither if there is none."""
    if url is None:
        yield None, []
        return
    secret = credentials.find("notify", ("secret",), keyring=False).reveal("secret") or ""
    bell = Bell()
    with (
        closing(Outbox(store.folder, ring=bell.ring)) as outbox,
        closing(Courier(outbox, url, Signer(Secret(secret), "notify"), log=messages.note)) as courier,
    ):
        yield outbox, [(courier, bell)]


def _callers() -> list[WebhookAdapter]:
    """The providers that call back."""
    return [adapter for adapter in registry.adapters().values() if isinstance(adapter, WebhookAdapter)]


def _tokens() -> list[Secret]:
    """The secrets of which one stands in the address: the one that is given out, and the one before it."""
    names = ("token", "token_old")
    found = credentials.find("webhook", names, keyring=False)
    return [Secret(one) for one in map(found.reveal, names) if one is not None]


def _verifiers(signing: Iterable[str]) -> dict[str, Signer]:
    """Who checks the signatures of the providers that have to sign."""
    known = [adapter.name for adapter in _callers()]
    for name in signing:
        if name not in known:
            raise click.UsageError(f"--verify: {UnknownNameError('provider', name, known)}")
    found = {name: credentials.find(name, ("webhook_secret",), keyring=False) for name in signing}
    return {name: Signer(Secret(one.reveal("webhook_secret") or ""), name) for name, one in found.items()}
