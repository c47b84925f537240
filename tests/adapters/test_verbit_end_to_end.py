"""Verbit from media to transcript over real sockets, plainly and asynchronously, whatever happens to the connection."""

from __future__ import annotations

import asyncio
import ssl
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from canary import CANARY
from msgspec.structs import replace

from subkit.adapter import Source
from subkit.errors import CredentialsError, JobFailedError, ProviderError, SubkitError
from subkit.jobs.credentials import Credentials
from subkit.jobs.drivers import AsyncDriver, Clock, Driver
from subkit.jobs.store import Store
from subkit.jobs.transcription import Transcription
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.providers_dev import faults
from subkit.providers_dev.clock import Clock as StandInClock
from subkit.providers_dev.faults import Answer, Fault
from subkit.providers_dev.relay import Relay, relaying
from subkit.providers_dev.serving import running
from subkit.providers_dev.verbit import VerbitStandIn
from subkit.providers_dev.verbit_calls import SANDBOX_WORDS, VerbitSettings
from subkit_adapters.verbit import adapter
from subkit_adapters.verbit.options import VerbitOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from subkit.jobs.flow import Flow
    from subkit.jobs.records import Record

OPTIONS = VerbitOptions(profile="captions", finish_in=60)
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # made once, and without certificates: there is no TLS here
SPEED = 2_000  # a minute of the stand-in takes 30 ms
START = "/job/perform_transcription"


class Quick(Clock):
    """A clock whose sleep is short: what a wait is for is the stand-in's business, whose time is quick as well."""

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / SPEED)

    async def sleep_async(self, seconds: float) -> None:
        await asyncio.sleep(seconds / SPEED)


class House:
    """A stand-in behind a relay, and somebody who has media, a store and a key."""

    def __init__(self, stand_in: VerbitStandIn, relay: Relay, folder: Path, driver: str) -> None:
        self.stand_in = stand_in
        self.relay = relay
        self.driver = driver
        self.folder = folder
        self.source = Source("talk.mp4", path=folder / "talk.mp4", duration=60_000)
        (folder / "talk.mp4").write_bytes(b"media" * 100_000)

    @property
    def starts(self) -> int:
        """How many jobs were started: paid for."""
        return sum(job.starts for job in self.stand_in.state.jobs.values())

    @property
    def spoiled(self) -> int:
        return sum(fault is not None for _, _, fault in self.relay.calls)

    def finish(self, options: VerbitOptions = OPTIONS, form: str = "token") -> bytes:
        """The raw result, which is on disk."""
        service = adapter.online(Credentials("verbit", {form: CANARY}), self.relay.address)
        with Store(self.folder / "state") as store:
            record = store.intend("verbit", self.source, options)
            flow = Transcription(store, record.key, adapter, service).finish(options)
            if self.driver == "sync":
                with httpx.Client(trust_env=False, verify=PLAIN) as client:
                    Driver(client, clock=Quick(), local=True).play(flow, keep=store.save)
            else:
                asyncio.run(self._play(flow, store))
            return store.result(record.key) or b""

    def outcome(self) -> str:
        """The result as text, or what went wrong."""
        try:
            return self.finish().decode()
        except SubkitError as error:
            return str(error)

    async def _play(self, flow: Flow[Record], store: Store) -> None:
        async with httpx.AsyncClient(trust_env=False, verify=PLAIN) as client:
            await AsyncDriver(client, clock=Quick(), local=True).play(flow, keep=store.save)


@contextmanager
def made(folder: Path, driver: str, **settings: Any) -> Iterator[House]:
    stand_in = VerbitStandIn(
        VerbitSettings(keys=frozenset({CANARY}), sandbox=True, **settings), StandInClock(SPEED)
    )
    with running(stand_in) as address, relaying(address) as relay:
        yield House(stand_in, relay, folder, driver)


@pytest.fixture(params=["sync", "async"])
def driver(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def house(driver: str, tmp_path: Path) -> Iterator[House]:
    with made(tmp_path, driver) as one:
        yield one


def is_whole(raw: bytes) -> bool:
    transcript = adapter.parse(Payload(raw))
    return isinstance(transcript, Transcript) and sum(1 for _ in transcript.words) > 20


def test_media_becomes_a_transcript_and_nobody_pays_for_it_twice(house: House) -> None:
    assert is_whole(house.finish())
    assert [b"media" * 100_000] == [asset.content for asset in house.stand_in.state.assets.values()]
    calls = len(house.relay.calls)
    assert is_whole(house.finish())
    assert (calls, 1) == (len(house.relay.calls), house.starts)


def test_a_key_is_exchanged_on_the_way(house: House) -> None:
    assert is_whole(house.finish(form="key"))
    assert 1 == sum(path.endswith("/v1/auth") for _, path, _ in house.relay.calls)


def test_the_webhooks_spelling_and_a_failure_are_understood(driver: str, tmp_path: Path) -> None:
    with made(tmp_path, driver, words=SANDBOX_WORDS, error_code="no_speech") as house:
        assert is_whole(house.finish())
        failing = replace(OPTIONS, finish_with_error=True)
        with pytest.raises(
            JobFailedError, match=r"'Error'.*no_speech: .*check that the right track was sent"
        ):
            house.finish(failing)


@pytest.mark.parametrize("driver", ["sync"])
def test_what_goes_beyond_transcription_works_as_well(house: House) -> None:
    house.finish()
    api = adapter.online(Credentials("verbit", {"token": CANARY}), house.relay.address).calls
    [job] = map(str, house.stand_in.state.jobs)
    with httpx.Client(trust_env=False, verify=PLAIN) as client:
        driver = Driver(client, local=True)
        assert b"stand-in media" in driver.play(api.caption(job, "mp4")).accepted().body
        assert driver.play(api.caption(job, "srt")).accepted().body.startswith(b"1\n00:00:00,500 --> ")
        assert "INVALID_QUERY" in str(driver.play(api.caption(job, "srt", draft=True)).error())
        assert ["standard_transcription", "captions"] == [one.name for one in driver.play(api.profiles())]
        assert [int(job)] == [one.job_id for one in driver.play(api.jobs())]
        assert "captions" in driver.play(api.keywords(job))
        driver.play(api.request_review(job, "the names"))
    assert ["the names"] == house.stand_in.state.jobs[int(job)].reviews


@pytest.mark.parametrize("status", [200, 401, 422])
def test_refusals_are_known_by_their_body(driver: str, tmp_path: Path, status: int) -> None:
    with made(tmp_path, driver, refusal_status=status, listed_bare=True) as house:
        house.stand_in.state.uuid_clashes = 2
        assert is_whole(house.finish())
        with pytest.raises(ProviderError, match="INVALID_OPTION") as refused:
            house.finish(replace(OPTIONS, profile="nobody's"))
        assert "verbit" == refused.value.provider


def test_a_wrong_key_is_told_without_showing_it(house: House) -> None:
    house.stand_in.settings = VerbitSettings(keys=frozenset({"another"}))
    with pytest.raises(CredentialsError) as caught:
        house.finish()
    assert CANARY not in str(caught.value)


PATHS = ("/job/new", "/job/add_asset", "/upload/", "/job/add_media", START, "/job/info", "/job/get_caption")
LOSSES = [
    *(("async", fault) for fault in Fault if fault not in {Fault.SILENT, Fault.DRIP, Fault.REDIRECT_LOOP}),
    ("sync", Fault.EARLY_CLOSE),
    ("sync", Fault.RESET_MID),
]
"""The ways to lose an answer. Silence and a drip last as long as a call may take: the drivers' own tests have them."""


@pytest.mark.parametrize(("driver", "fault"), LOSSES)
def test_a_lost_answer_to_the_start_is_looked_up_and_not_paid_for_again(house: House, fault: Fault) -> None:
    house.relay.spoil(fault, START)
    assert is_whole(house.finish())
    assert (1, 1) == (house.spoiled, house.starts)


@pytest.mark.parametrize("driver", ["async"])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("spoiler", [Fault.EARLY_CLOSE, faults.status(503, 1)])
def test_a_call_that_is_lost_anywhere_costs_neither_the_result_nor_a_second_start(
    house: House, path: str, spoiler: Fault | Answer
) -> None:
    house.relay.spoil(spoiler, path)
    assert is_whole(house.finish())
    assert (1, 1) == (house.spoiled, house.starts)


ANSWERS = [
    *(faults.status(code) for code in (400, 404, 409, 422, 429, 500, 504)),
    *(faults.HTML, faults.EMPTY, faults.BAD_JSON, faults.NO_CONTENT, faults.redirect("/elsewhere")),
]


@pytest.mark.parametrize("driver", ["sync"])
@pytest.mark.parametrize("arrives", [False, True])
@pytest.mark.parametrize("spoiler", ANSWERS)
def test_whatever_the_start_is_answered_there_is_one_start_when_all_is_well_again(
    house: House, spoiler: Answer, arrives: bool
) -> None:
    house.relay.spoil(spoiler, START, arrives=arrives)
    first = house.outcome()
    assert is_whole(first.encode()) if first.startswith("{") else START in first
    assert is_whole(house.finish())
    assert (1, 1) == (house.spoiled, house.starts)
