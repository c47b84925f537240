"""All that Verbit's jobs may be given and asked for, against the stand-in over real sockets, plainly and asynchronously."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from canary import CANARY

from subkit.adapter import Job, Source, State
from subkit.errors import CredentialsError, ProviderError
from subkit.jobs.credentials import Credentials
from subkit.jobs.drivers import AsyncDriver, Clock, Driver
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.providers_dev.serving import running
from subkit.providers_dev.verbit import VerbitStandIn
from subkit.providers_dev.verbit_calls import VerbitSettings
from subkit.providers_dev.verbit_state import DAY
from subkit_adapters.verbit import adapter
from subkit_adapters.verbit.calls import CAPTIONS, DOCUMENTS, MEDIA
from subkit_adapters.verbit.options import VerbitOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from subkit.jobs.flow import Flow
    from subkit.providers_dev import clock
    from subkit.providers_dev.verbit_state import StandInJob
    from subkit_adapters.verbit.online import VerbitOnline

    Play = Callable[[Flow[Any]], Any]

NEW = Job("verbit", None, State.NEW, external_id="ours-1")
THERE = Source("talk.mp4", url="https://media.example/talk.mp4")
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Quick(Clock):
    """The stand-in's own time, which passes instead of being waited for."""

    def __init__(self, stand_in: clock.Clock) -> None:
        self._stand_in = stand_in

    def now(self) -> float:
        return self._stand_in.now()

    def sleep(self, seconds: float) -> None:
        self._stand_in.skip(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self._stand_in.skip(seconds)
        await asyncio.sleep(0.001)  # others get on meanwhile


class House:
    """A stand-in, and a service that knows it."""

    def __init__(self, stand_in: VerbitStandIn, base: str, driver: str) -> None:
        self.stand_in, self.base, self.driver = stand_in, base, driver

    def online(self, form: str = "token") -> VerbitOnline:
        return adapter.online(Credentials("verbit", {form: CANARY}), self.base)

    def play(self, flow: Flow[Any]) -> Any:
        quick = Quick(self.stand_in.clock)
        if self.driver == "plainly":
            with httpx.Client(trust_env=False, verify=PLAIN) as client:
                return Driver(client, local=True, clock=quick).play(flow)
        return asyncio.run(self._async(flow, quick))

    async def _async(self, flow: Flow[Any], quick: Quick) -> Any:
        async with httpx.AsyncClient(trust_env=False, verify=PLAIN) as client:
            return await AsyncDriver(client, local=True, clock=quick).play(flow)

    def together(self, flows: list[Flow[Any]]) -> list[Any]:
        """What many flows give, or are ended by, at once over one driver."""

        async def all_of_them() -> list[Any]:
            async with httpx.AsyncClient(trust_env=False, verify=PLAIN) as client:
                driver = AsyncDriver(client, local=True, clock=Quick(self.stand_in.clock))
                return await asyncio.gather(*map(driver.play, flows), return_exceptions=True)

        return asyncio.run(all_of_them())

    def started(self, source: Source = THERE, **options: Any) -> Job:
        job = self.play(self.online().submit(NEW, source, VerbitOptions(profile="captions", **options)))
        assert State.RUNNING is job.state
        return job  # type: ignore[no-any-return]  # a flow's result

    @property
    def job(self) -> StandInJob:
        [job] = self.stand_in.state.jobs.values()
        return job


@contextmanager
def made(driver: str, **settings: Any) -> Iterator[House]:
    stand_in = VerbitStandIn(VerbitSettings(keys=frozenset({CANARY}), **settings))
    with running(stand_in) as base:
        yield House(stand_in, base, driver)


@pytest.fixture(params=["plainly", "asynchronously"])
def driver(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def house(driver: str) -> Iterator[House]:
    with made(driver) as one:
        yield one


def test_media_in_parts_and_all_that_helps_the_transcribers_arrive(house: House, tmp_path: Path) -> None:
    for name in ("one.mp4", "two.mp4", "names.pdf", "second.wav", "own.srt"):
        (tmp_path / name).write_bytes(name.encode())
    house.started(
        Source("one.mp4", path=tmp_path / "one.mp4"),
        parts=(str(tmp_path / "two.mp4"), "https://media.example/three.mp4"),
        backup_records=(str(tmp_path / "second.wav"), "https://media.example/third.wav"),
        notes=(str(tmp_path / "names.pdf"), "https://media.example/slides.pdf"),
        transcription_file=str(tmp_path / "own.srt"),
        asset_names_job=True,
    )
    state, job = house.stand_in.state, house.job
    assert [b"one.mp4", b"two.mp4", "https://media.example/three.mp4"] == [
        state.assets[asset].content or state.assets[asset].url for asset in job.media
    ]
    assert [
        "add_backup_record",
        "add_backup_record",
        "add_notes_attachments",
        "add_transcription",
    ] == [name for name, _ in job.extras]
    assert "own.srt" == job.extras[-1][1]["transcription_text"]
    assert [2, 1] == [len(job.extras[2][1]["asset_ids"]), job.starts]


def test_what_a_job_is_made_with_arrives(house: House) -> None:
    house.started(
        language="en_us",
        dictionary=("subkit", "cue"),
        permissions=("staff",),
        labels=("week 1",),
        job_metadata={"course": "c1", "week": 1},
        translation_languages=("fr",),
        translation_profile="usual",
        translation_processing_mode="rush",
        customer_id="9",
        fields={"order_details": {"po_number": "1"}},
    )
    assert {
        "v": "4",
        "profile": "captions",
        "job_name": "talk.mp4",
        "external_id": "ours-1",
        "language": "en-US",
        "dynamic_dictionary": ["subkit", "cue"],
        "permissions": ["staff"],
        "labels": ["week 1"],
        "job_metadata": {"course": "c1", "week": 1},
        "translation_languages": ["fr"],
        "translation_profile": "usual",
        "translation_processing_mode": "rush",
        "customer_id": "9",
        "order_details": {"po_number": "1"},
    } == house.job.fields


def test_a_translation_is_fetched_by_its_language(house: House) -> None:
    job = house.started(translation_languages=("fr",), result_language="fr")
    house.stand_in.clock.skip(60)
    raw = house.play(house.online().fetch(job))
    assert isinstance(adapter.parse(Payload(raw)), Transcript)
    other = house.online().calls.caption(job.id or "", "json", query={"language": "de"})
    assert "INVALID_OPTION" in str(house.play(other).error())


@pytest.mark.parametrize("name", ["add_notes_attachments", "merge_assets", "add_transcription"])
def test_what_the_profile_does_not_allow_is_told_before_anything_is_paid(driver: str, name: str) -> None:
    options: dict[str, dict[str, Any]] = {
        "add_notes_attachments": {"notes": ("https://media.example/n.pdf",)},
        "merge_assets": {"parts": ("https://media.example/two.mp4",)},
        "add_transcription": {"transcription": "Hello."},
    }
    with made(driver, gated=frozenset({name})) as house:
        with pytest.raises(
            ProviderError, match=r"INVALID_QUERY: .*not enabled for the profile \(request "
        ) as no:
            house.started(**options[name])
        assert (0, False) == (house.job.starts, no.value.retryable)
        assert no.value.request_id
        assert b"ErrorComment" in no.value.raw


@pytest.mark.parametrize("name", ["callback_url", "callback"])
def test_the_address_to_call_goes_by_the_name_that_is_set(driver: str, name: str) -> None:
    with made(driver, callback_field=name) as house:
        house.started(callback="http://127.0.0.1:9/hook", callback_field=name)
        assert "http://127.0.0.1:9/hook" == house.job.callback


def test_every_format_comes_as_a_file_and_a_refusal_as_none(house: House) -> None:
    calls, job = house.online().calls, house.started().id or ""
    early = house.play(calls.caption(job, "json"))
    assert "INVALID_QUERY" == early.refusal.kind
    assert house.play(calls.caption(job, "srt", draft=True)).accepted().body.startswith(b"1\n")
    house.stand_in.clock.skip(60)
    for form in (*CAPTIONS, *DOCUMENTS, *MEDIA):
        assert house.play(calls.caption(job, form)).accepted().body, form
    timed = house.play(calls.caption(job, "txt", query={"timecode_interval": 2})).accepted().body
    assert timed.startswith(b"[00:00:00] Welcome")
    assert 1 < timed.count(b"[00:00:")
    assert "caption_format stl" in str(house.play(calls.caption(job, "stl")).error())
    assert "job has no draft" in str(house.play(calls.caption(job, "srt", draft=True)).error())


def test_words_reviews_lists_and_profiles(house: House) -> None:
    calls, job = house.online().calls, house.started().id or ""
    house.stand_in.clock.skip(60)
    house.play(calls.request_review(job, "the names"))
    assert ["the names"] == house.job.reviews
    assert "captions" in house.play(calls.keywords(job))
    assert [("ours-1", "Completed")] == [
        (one.external_id, one.job_status) for one in house.play(calls.jobs(page=1))
    ]
    assert {"captions": 48, "standard_transcription": 24} == {
        one.name: one.turnaround for one in house.play(calls.profiles())
    }


def test_a_day_later_the_key_is_exchanged_again(house: House) -> None:
    online = house.online("key")
    job = house.play(online.submit(NEW, THERE, VerbitOptions(profile="captions")))
    house.stand_in.clock.skip(DAY)
    assert State.DONE is house.play(online.poll(job)).state
    assert 2 == sum(path.endswith("/v1/auth") for _, path in house.stand_in.state.calls)


@pytest.mark.parametrize("driver", ["asynchronously"])
def test_thirty_jobs_at_once_exchange_a_key_once_and_after_a_day_once_more(house: House) -> None:
    online = house.online("key")
    for exchanges in (1, 2):
        found = house.together([online.calls.profiles() for _ in range(30)])
        assert [["standard_transcription", "captions"]] * 30 == [[one.name for one in each] for each in found]
        assert exchanges == sum(path.endswith("/v1/auth") for _, path in house.stand_in.state.calls)
        house.stand_in.clock.skip(DAY)


@pytest.mark.parametrize("driver", ["asynchronously"])
def test_a_key_that_is_not_taken_ends_each_job_and_none_waits_for_ever(house: House) -> None:
    online = adapter.online(Credentials("verbit", {"key": f"{CANARY}-wrong"}), house.base)
    found = house.together([online.calls.profiles() for _ in range(10)])
    assert {CredentialsError} == {type(one) for one in found}


def test_a_bearer_token_of_one_s_own_ends_with_a_word_on_credentials(house: House) -> None:
    bearer = house.stand_in.state.new_bearer()
    online = adapter.online(Credentials("verbit", {"bearer": bearer}), house.base)
    job = house.play(online.submit(NEW, THERE, VerbitOptions(profile="captions")))
    house.stand_in.clock.skip(DAY)
    with pytest.raises(CredentialsError, match="the token is refused") as ended:
        house.play(online.poll(job))
    assert bearer not in str(ended.value)


def test_a_warning_comes_with_the_job(driver: str) -> None:
    with made(driver, warning="10 minutes are left") as house:
        assert "Verbit warns: 10 minutes are left" == house.started().detail


@pytest.mark.parametrize("word", ["done", "failed", "cancelled"])
def test_a_job_that_ends_at_verbit_s_has_ended(house: House, word: str) -> None:
    job = house.started()
    house.job.cancelled, house.job.fails = word == "cancelled", word == "failed"
    house.stand_in.clock.skip(60)
    assert word == house.play(house.online().poll(job)).state
