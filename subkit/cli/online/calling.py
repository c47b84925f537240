"""The services and connections of a run: each made when it is first needed, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.cli.online.services import Service, service
from subkit.jobs.pinning import client

if TYPE_CHECKING:
    import httpx

    from subkit.jobs.credentials import Credentials
    from subkit.jobs.records import Record


class Services:
    """The services of a run.

    Args:
        given: credentials that the user gave to this run; those of other providers are found.
    """

    def __init__(self, given: Credentials | None = None) -> None:
        self._given = given
        self._services: dict[tuple[str, str], Service] = {}
        self._clients: dict[bool, httpx.Client] = {}

    def of(self, record: Record) -> Service:
        """The service of a job; raises as `at`."""
        return self.at(record.job.adapter, record.place)

    def at(self, provider: str, place: str) -> Service:
        """The service of a provider at a place.

        Raises:
            SubkitError, click.UsageError: it cannot be used, see `subkit.cli.online.services.service`.
        """
        wanted = (provider, place)
        if wanted not in self._services:
            self._services[wanted] = service(*wanted, self._given)
        return self._services[wanted]

    def client(self, *, local: bool) -> httpx.Client:
        """What calls are made with.

        Args:
            local: whether addresses on this machine are called.
        """
        if local not in self._clients:
            self._clients[local] = client(loopback=local)
        return self._clients[local]

    def masked(self, text: str) -> str:
        """The text without any secret: a provider may repeat one in what it answers."""
        for its in self._services.values():
            text = its.known.masked(text)
        return text

    def origins(self, provider: str) -> str:
        """Where a provider's credentials are from, in words; empty if there are none."""
        known = [its.known for its in self._services.values()]
        return ", ".join(sorted({one.origin for one in known if one.provider == provider}))

    def close(self) -> None:
        """Let go of the connections."""
        for one in self._clients.values():
            one.close()
