"""What a stand-in for Verbit remembers: assets, jobs and their lives, and what it refuses."""

from __future__ import annotations

import itertools
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from subkit.providers_dev.clock import Clock

DAY = 86_400.0  # seconds; how long an upload address, an unused asset and a bearer token live


class RefusedError(Exception):
    """A call that Verbit refuses, by its ``ErrorType`` and ``ErrorComment``."""

    def __init__(self, kind: str, comment: str) -> None:
        super().__init__(kind, comment)
        self.kind = kind
        self.comment = comment


@dataclass
class Asset:
    """A file to be uploaded, or an address to be fetched from."""

    id: str
    born: float
    url: str | None = None
    file_name: str | None = None
    content: bytes | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is something to transcribe."""
        return self.url is not None or self.content is not None


@dataclass
class StandInJob:
    """A job, with everything that was said of it."""

    id: int
    fields: dict[str, Any]
    media: list[str] = field(default_factory=list)
    extras: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    started: float | None = None
    ends: float | None = None
    fails: bool = False
    cancelled: bool = False
    callback: str | None = None
    reviews: list[str] = field(default_factory=list)
    starts: int = 0

    def phase(self, now: float) -> str:
        """``pending``, ``running``, ``done``, ``failed`` or ``cancelled``."""
        if self.cancelled:
            return "cancelled"
        if self.started is None:
            return "pending"
        if self.ends is None or now < self.ends:
            return "running"
        return "failed" if self.fails else "done"


class VerbitState:
    """The jobs and assets of one account.

    Attributes:
        jobs: by number, in the order they were made.
        calls: method and path of every call, the newest last; what a test counts payments by.
        uuid_clashes: how many more calls of job/new meet the race that Verbit's pages tell of.
    """

    def __init__(self, clock: Clock, profiles: dict[str, int]) -> None:
        self.clock = clock
        self.profiles = profiles
        self.jobs: dict[int, StandInJob] = {}
        self.assets: dict[str, Asset] = {}
        self.bearers: dict[str, float] = {}
        self.calls: deque[tuple[str, str]] = deque(maxlen=100_000)
        self.uuid_clashes = 0
        self._numbers = itertools.count(1_000_001)

    def new_job(self, fields: dict[str, Any]) -> StandInJob:
        """A job that waits for its media.

        Raises:
            RefusedError: no profile, or an unknown one; metadata that is not flat; a clash of UUIDs.
        """
        if self.uuid_clashes:
            self.uuid_clashes -= 1
            raise RefusedError("UUID_ALREADY_EXISTS", "UUID already exists")
        profile = needed(fields, "profile")
        if profile not in self.profiles:
            raise RefusedError("INVALID_OPTION", f"profile {profile} does not exist")
        metadata = fields.get("job_metadata", {})
        if not isinstance(metadata, dict) or any(
            isinstance(value, dict | list) for value in metadata.values()
        ):
            raise RefusedError("INVALID_OPTION", "job_metadata must be flat JSON")
        job = StandInJob(next(self._numbers), fields)
        self.jobs[job.id] = job
        return job

    def job(self, fields: dict[str, Any]) -> StandInJob:
        """The job that a call names.

        Raises:
            RefusedError: it names none, or one that is not there.
        """
        named = needed(fields, "job_id")
        job = self.jobs.get(int(named)) if str(named).isascii() and str(named).isdigit() else None
        if job is None:
            raise RefusedError("ITEM_NOT_FOUND", "job not found")
        return job

    def pending_job(self, fields: dict[str, Any]) -> StandInJob:
        """The job that a call names, which has not been started.

        Raises:
            RefusedError: it names none, one that is not there, or one that has been started.
        """
        job = self.job(fields)
        if job.phase(self.clock.now()) != "pending":
            raise RefusedError("INVALID_QUERY", "job is not in status Pending")
        return job

    def new_asset(self, fields: dict[str, Any]) -> Asset:
        """An asset of which either the address is known, or the file is still to come.

        Raises:
            RefusedError: neither or both of ``file_name`` and ``asset_url`` are given, or the address is none.
        """
        url, name = one_of(fields, "asset_url", "file_name")
        reachable(url)
        asset = Asset(secrets.token_hex(12), self.clock.now(), url=url, file_name=name)
        self.assets[asset.id] = asset
        return asset

    def uploaded(self, names: Any) -> list[str]:
        """The assets of these ids, each of which has its content.

        Raises:
            RefusedError: no list, an unknown or expired asset, or one that has not been uploaded.
        """
        if not isinstance(names, list) or not names:
            raise RefusedError("INVALID_OPTION", "asset_ids must be a list of asset ids")
        for name in names:
            asset = self.assets.get(name) if isinstance(name, str) else None
            if asset is None or self.clock.now() - asset.born > DAY:
                raise RefusedError("ITEM_NOT_FOUND", "asset not found")
            if not asset.is_there:
                raise RefusedError("INVALID_QUERY", "asset was not uploaded")
        return list(names)

    def new_bearer(self) -> str:
        """A bearer token that lives for 24 hours."""
        token = f"jwt-{secrets.token_hex(16)}"
        self.bearers[token] = self.clock.now() + DAY
        return token


def needed(fields: dict[str, Any], name: str) -> Any:
    """The field's value.

    Raises:
        RefusedError: it is not there.
    """
    value = fields.get(name)
    if value in (None, ""):
        raise RefusedError("MISSING_PARAMETER", f"{name} is missing")
    return value


def one_of(fields: dict[str, Any], first: str, second: str) -> tuple[Any, Any]:
    """The values of two fields of which exactly one must be given.

    Raises:
        RefusedError: neither is, or both are.
    """
    values = fields.get(first), fields.get(second)
    if all(values):
        raise RefusedError("INVALID_QUERY", f"give either {first} or {second}, not both")
    if not any(values):
        raise RefusedError("MISSING_PARAMETER", f"{first} or {second} is missing")
    return values


def reachable(url: Any) -> None:
    """See that an address, where one is given, is one.

    Raises:
        RefusedError: it is none.
    """
    if url and not str(url).startswith(("https://", "http://")):
        raise RefusedError("INVALID_URL", "URL is invalid or unreachable")
