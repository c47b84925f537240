"""A provider's service as the configuration, the credentials and the options of a command make it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import click
import msgspec

from subkit.adapter import JobAdapter
from subkit.config import where, wrong
from subkit.errors import ConfigError, UnknownNameError
from subkit.jobs import credentials
from subkit.jobs.addresses import checked, is_loopback
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.adapter import Adapter, Online
    from subkit.config import Config


class Service(NamedTuple):
    """A provider, ready to be called.

    Attributes:
        adapter: reads its results.
        online: its service.
        place: where it is, if not at its own address; else empty.
        known: the credentials that it is called with.
    """

    adapter: Adapter
    online: Online
    place: str
    known: credentials.Credentials

    @property
    def local(self) -> bool:
        """Whether it is a stand-in on this machine."""
        return is_loopback(urlsplit(self.place).hostname or "")


def job_adapter(name: str) -> JobAdapter:
    """The adapter of that name, which can work online.

    Raises:
        click.UsageError: there is none, or it cannot.
    """
    from subkit import registry

    able = [known for known, one in registry.adapters().items() if isinstance(one, JobAdapter)]
    if name not in able:
        raise click.UsageError(str(UnknownNameError("provider", name, able)))
    found: Any = registry.adapter(name)
    return found  # type: ignore[no-any-return]  # an Adapter that is a JobAdapter, too


def place_of(name: str, config: Config) -> str:
    """Where a provider is, if it is not at its own address; else empty.

    An adapter may say, as ``hosts``, which hosts are its provider's: credentials go to no others, but this machine.

    Raises:
        AddressError: the address may not be called.
    """
    place = config.base_url(name)
    hosts = getattr(job_adapter(name), "hosts", ())
    return checked(place, hosts=hosts, loopback=True) if place else ""


def service(name: str, place: str, given: credentials.Credentials | None = None) -> Service:
    """The service of a provider.

    Args:
        name: the provider's.
        place: where it is, if not at its own address; else empty.
        given: credentials of the user's, if they are of this provider; others are found.

    Raises:
        click.UsageError: there is no such provider.
        CredentialsError: there are no credentials.
    """
    adapter = job_adapter(name)
    ours = given if given is not None and given.provider == name else None
    found = ours or credentials.find(name, adapter.secrets)
    online = adapter.online(found, place or None)
    both: Any = adapter
    return Service(both, online, place, found)


def options_of(name: str, config: Config, given: Sequence[str]) -> msgspec.Struct:
    """The options of a provider's jobs: those of the command over those of the configuration.

    Args:
        name: the provider's.
        config: the configuration.
        given: options of the command, ``NAME=VALUE``; lists and objects are JSON.

    Raises:
        click.UsageError: one of the command's is wrong.
        ConfigError: one of the configuration's is.
    """
    kind = job_adapter(name).options
    table = config.options(name)
    for key in table:
        if key not in kind.__struct_fields__:
            unknown = UnknownNameError("option", one_line(key), kind.__struct_fields__)
            place = f"providers.{name}.{key}"
            raise ConfigError(where(config.origins[place], place), str(unknown))
    ours = dict(_pair(one, kind.__struct_fields__) for one in given)
    _checked(name, config, table, kind)
    try:
        return msgspec.convert({**table, **ours}, kind, strict=False)
    except msgspec.ValidationError as error:
        raise click.UsageError(f"{_wrong(name, error)[1]}; give it with --option NAME=VALUE") from error


def _checked(name: str, config: Config, table: dict[str, Any], kind: type[msgspec.Struct]) -> None:
    """See that what is configured is right by itself: whoever reads the message has to look there, not at the command."""
    try:
        msgspec.convert(table, kind, strict=False)
    except msgspec.ValidationError as error:
        key, reason = _wrong(name, error)
        place = f"providers.{name}.{key}"
        raise ConfigError(where(config.origins.get(place, "the configuration"), place), reason) from error


def _wrong(name: str, error: msgspec.ValidationError) -> tuple[str, str]:
    """Which option is wrong, and what about it."""
    key, reason = wrong(error)
    return key, f"option {key} of {name}: {reason}" if key else f"options of {name}: {reason}"


def _pair(one: str, known: Sequence[str]) -> tuple[str, Any]:
    key, equals, value = one.partition("=")
    if not equals:
        raise click.UsageError(f"--option {one!r} is not of the form NAME=VALUE")
    if key not in known:
        raise click.UsageError(str(UnknownNameError("option", key, known)))
    if not value.startswith(("[", "{")):
        return key, value
    try:
        return key, msgspec.json.decode(value)
    except msgspec.DecodeError as error:
        raise click.UsageError(f"--option {key}: {error}") from error
