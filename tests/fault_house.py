"""A user with media and a store, and a provider's stand-in behind a port where everything can go wrong, for the fault matrix."""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from functools import cache
from socket import create_server
from typing import TYPE_CHECKING, Any, NamedTuple

import anyio
import anyio.lowlevel
import httpx
import msgspec
import trustme
from cells import Ended, Place, ended_by
from ports import reserved
from program import PROGRAM
from standins import CANARY, VERBIT, standing_in

from subkit import registry
from subkit.captioning import caption
from subkit.cli import main
from subkit.formats import save
from subkit.jobs.clock import Clock
from subkit.jobs.credentials import Credentials
from subkit.jobs.drivers import AsyncDriver, Driver
from subkit.jobs.pinning import client
from subkit.jobs.store import Store
from subkit.jobs.transcription import Transcription
from subkit.payload import Payload
from subkit.providers_dev import faults
from subkit.providers_dev.relay import Relay, relaying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest
    from standins import World

    from subkit.jobs.flow import Flow

MEDIA, OUTPUT = "talk.wav", "talk.srt"
FOREVER = 1_000  # calls
DEADLINE = 0.6  # seconds, for faults that only time ends
NOBODY = "https://api.nobody.invalid"

PATHS = {
    ("verbit", "submit"): "/job/perform_transcription",
    ("verbit", "poll"): "/job/info",
    ("verbit", "fetch"): "/job/get_caption",
    ("pictory", "submit"): "/v2/transcription",
    ("pictory", "poll"): "/v1/jobs/",
    ("pictory", "fetch"): "/v1/jobs/",
}
"""The call that is meant, by provider; Pictory polls and fetches with the same one."""

# What Linux tells of a process's memory counts that of whoever started it, until it was started: so a small one has to.
_MEASURING = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
_OPTIONS = {"verbit": VERBIT[2:], "pictory": ()}
_ALONE = ("--option", "alone=true")
_SECRETS = {"verbit": "token", "pictory": "key"}
_BASES = {"verbit": "/verbit/api/", "pictory": "/pictory"}


class Skipping(Clock):
    """A clock that is put forward instead of waiting."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def now(self) -> float:
        return time.time() + self._skipped

    def monotonic(self) -> float:
        return time.monotonic() + self._skipped

    def sleep(self, seconds: float) -> None:
        self._skipped += seconds

    async def sleep_async(self, seconds: float) -> None:
        self._skipped += seconds
        await anyio.lowlevel.checkpoint()


class Heard(NamedTuple):
    """What listens to all that is said."""

    capture: pytest.CaptureFixture[str]
    log: pytest.LogCaptureFixture

    def all(self) -> tuple[str, str]:
        """What was said since the last time, and what was logged."""
        out, err = self.capture.readouterr()
        logged = self.log.text
        self.log.clear()
        return f"{out}{err}", logged


class House:
    """The user, the port and what is behind it.

    Attributes:
        provider: whose stand-in it is.
        alone: whether nobody else submits to the account, so that Pictory's list tells what was started.
        relay: at the port, as long as nothing else is.
        folder: the user's.
    """

    def __init__(
        self, provider: str, world: World, place: tuple[Path, Path], heard: Heard, *, alone: bool, tls: bool
    ) -> None:
        self.provider, self.alone = provider, alone
        self.folder, self._state = place
        self._world, self._heard, self._tls = world, heard, tls
        self._stack = ExitStack()
        self._port = 0
        self.relay: Relay
        self.open()

    @property
    def place(self) -> Place:
        """For the checker."""
        return Place(self.folder, self._state, sum(self._world.starts))

    @property
    def base(self) -> str:
        """Where the provider is."""
        return f"{self.relay.address}{_BASES[self.provider]}"

    @property
    def world(self) -> World:
        """The stand-ins."""
        return self._world

    @property
    def options(self) -> tuple[str, ...]:
        """What the commands that send media are given."""
        return self._options

    def open(self, tls: ssl.SSLContext | None = None) -> None:
        """Let the relay listen at the port, and nothing else; it spoils nothing."""
        self._stack.close()
        listener = create_server(("127.0.0.1", self._port), backlog=64) if self._port else reserved()
        believed = trusted() if self._tls else None
        self.relay = self._stack.enter_context(relaying(self._world.base, listener, tls or believed))
        self._port = listener.getsockname()[1]

    def plain(self) -> None:
        """Let the port speak plain HTTP where TLS is wanted."""
        self._stack.close()
        listener = create_server(("127.0.0.1", self._port), backlog=64)
        self._stack.enter_context(relaying(self._world.base, listener))

    def shut(self, how: Callable[[int], Any]) -> None:
        """Put something else at the port: `faults.refusing`, `faults.unaccepting`."""
        self._stack.close()
        self._stack.enter_context(how(self._port))

    def close(self) -> None:
        """Let nothing be at the port."""
        self._stack.close()

    def before(self, call: str) -> None:
        """Bring the job to just before a call: ``submit``, ``poll`` or ``fetch``."""
        if call == "submit":
            self.relay.spoil(faults.status(400), PATHS[self.provider, "submit"])
        submitted = self.command("submit", MEDIA, *self._options)
        assert (submitted.code != 0) is (call == "submit"), submitted.said
        if call == "fetch":
            with Store(self._state) as store:
                (record,) = store.records()
                looked = self._play(self._transcription(store, self.base).look(), store, None)
                assert looked.job.state == "done", record

    def transcribe(self, deadline: float | None = None) -> Ended:
        """The command that does it all, as often as one likes."""
        limit = () if deadline is None else ("--deadline", str(deadline))
        return self.command("transcribe", MEDIA, *self._options, "-o", OUTPUT, *limit)

    def command(self, *arguments: str, clock: Clock | None = None) -> Ended:
        """Run the program."""
        self._heard.all()
        code = main(list(arguments), clock or Skipping())
        said, logged = self._heard.all()
        return Ended(code, said, None, logged)

    def measured(self) -> tuple[Ended, int]:
        """The command that does it all in a process of its own, and the most memory that it took, in MB."""
        work = [sys.executable, "-c", _MEASURING, str(PROGRAM), "transcribe", MEDIA, *self._options]
        done = subprocess.run([*work, "-o", OUTPUT], capture_output=True, text=True, check=False)
        return Ended(done.returncode, done.stderr), int(done.stdout) // 1024

    def called(self, how: str = "async", base: str | None = None, deadline: float | None = None) -> Ended:
        """The same by the library, without the program: ``sync`` or ``async``."""
        self._heard.all()
        error: BaseException | None = None
        with Store(self._state) as store:
            play = self._play if how == "sync" else self._play_async
            try:
                work = self._transcription(store, base or self.base)
                self._caption(store, play(work.finish(self._parsed_options), store, deadline).key)
            except Exception as caught:  # noqa: BLE001 - whether it is one of ours is what is checked
                error = caught
        return ended_by(error, *self._heard.all())

    def repairs(self) -> int:
        """How many repairs the report of the kept result lists."""
        with Store(self._state) as store:
            (record,) = store.records()
        given = ("convert", record.key, "-o", "again.srt", "--report", "report.json", "--overwrite")
        assert self.command(*given).code == 0
        (account,) = json.loads((self.folder / "report.json").read_bytes())["inputs"]
        return len(account["repairs"])

    def settle(self) -> None:
        """Do what a message about an unknown job asks for: look at the provider's site, and say what is there."""
        with Store(self._state) as store:
            (record,) = store.records()
        jobs = list(self._world.pictory.jobs)
        way = ("--id", jobs[-1]) if jobs else ("--not-started",)
        assert self.command("jobs", "resolve", record.key, *way).code == 0

    @property
    def _options(self) -> tuple[str, ...]:
        alone = _ALONE if self.provider == "pictory" and self.alone else ()
        return ("--provider", self.provider, *_OPTIONS[self.provider], *alone)

    @property
    def _parsed_options(self) -> Any:
        given = [one for one in self._options[2:] if one != "--option"]
        adapter: Any = registry.adapter(self.provider)
        return msgspec.convert(dict(one.split("=") for one in given), adapter.options, strict=False)

    def _transcription(self, store: Store, base: str) -> Transcription:
        adapter: Any = registry.adapter(self.provider)
        online = adapter.online(Credentials(self.provider, {_SECRETS[self.provider]: CANARY}), base)
        (record,) = store.records()
        return Transcription(store, record.key, adapter, online)

    def _play(self, flow: Flow[Any], store: Store, deadline: float | None) -> Any:
        with client(loopback=True) as one:
            return Driver(one, clock=Skipping(), local=True).play(flow, keep=store.save, deadline=deadline)

    def _play_async(self, flow: Flow[Any], store: Store, deadline: float | None) -> Any:
        async def played() -> Any:
            async with httpx.AsyncClient() as one:
                driver = AsyncDriver(one, clock=Skipping(), local=True)
                return await driver.play(flow, keep=store.save, deadline=deadline)

        return asyncio.run(played())

    def _caption(self, store: Store, key: str) -> None:
        transcript: Any = registry.adapter(self.provider).parse(Payload(store.result(key) or b""))
        save(caption(transcript), self.folder / OUTPUT)


@cache
def authority() -> trustme.CA:
    """Who is trusted, where ``SSL_CERT_FILE`` names it."""
    return trustme.CA()


@cache
def trusted() -> ssl.SSLContext:
    """Proves this machine to those who trust the authority."""
    return _proof(authority())


@cache
def untrusted() -> ssl.SSLContext:
    """The same by an authority that nobody trusts."""
    return _proof(trustme.CA())


def _proof(by: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    by.issue_cert("127.0.0.1").configure_cert(context)
    return context


@contextmanager
def housed(
    provider: str,
    folder: Path,
    patch: pytest.MonkeyPatch,
    heard: Heard,
    *,
    alone: bool = True,
    tls: bool = False,
) -> Iterator[House]:
    """A house for one cell; at its end no file may hold a secret."""
    here, outside = folder / "here", folder / "outside"
    here.mkdir()
    outside.mkdir()
    patch.chdir(here)
    # All that is trusted: reading the world's authorities for each client would be much of the time.
    authority().cert_pem.write_to_path(str(folder / "authority.pem"))
    patch.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))
    with standing_in(here, outside, patch) as world:
        house = House(provider, world, (here, outside / "state"), heard, alone=alone, tls=tls)
        patch.setenv(f"SUBKIT_{provider.upper()}_BASE_URL", house.base)
        try:
            yield house
        finally:
            house.close()
