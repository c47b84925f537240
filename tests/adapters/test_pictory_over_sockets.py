"""Pictory's service against its stand-in, over real sockets, plainly and asynchronously."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from canary import CANARY as KEY

from subkit.adapter import Job, Source, State
from subkit.errors import (
    CredentialsError,
    JobFailedError,
    ProviderError,
    ResultGoneError,
    SubkitError,
    UnreachableError,
)
from subkit.jobs.credentials import Credentials
from subkit.jobs.drivers import AsyncDriver, Clock, Driver
from subkit.jobs.store import Store
from subkit.jobs.transcription import Transcription
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.providers_dev.faults import refusing
from subkit.providers_dev.pictory import Pictory
from subkit.providers_dev.pictory_results import Manner
from subkit.providers_dev.serving import running
from subkit_adapters.pictory import adapter
from subkit_adapters.pictory.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from subkit.jobs.flow import Flow
    from subkit.providers_dev import clock
    from subkit_adapters.pictory.online import PictoryOnline

    Keep = Callable[[Job], None]
    Play = Callable[..., Any]

NEW = Job("pictory", None, State.NEW, external_id="ours-1")


class Quick(Clock):
    """Lets the stand-in's time pass instead of waiting."""

    def __init__(self, stand_in: clock.Clock) -> None:
        self._stand_in = stand_in

    def sleep(self, seconds: float) -> None:
        self._stand_in.skip(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self._stand_in.skip(seconds)


@pytest.fixture
def stand_in() -> Pictory:
    return Pictory(KEY, seconds=45)


@pytest.fixture
def base(stand_in: Pictory) -> Iterator[str]:
    with running(stand_in) as address:
        yield address


@pytest.fixture(params=["plainly", "asynchronously"])
def play(request: pytest.FixtureRequest, stand_in: Pictory) -> Play:
    def plainly(flow: Flow[Any], keep: Keep = lambda _: None) -> Any:
        with httpx.Client() as client:
            return Driver(client, local=True, clock=Quick(stand_in.clock)).play(flow, keep=keep)

    async def asynchronously(flow: Flow[Any], keep: Keep = lambda _: None) -> Any:
        async with httpx.AsyncClient() as client:
            return await AsyncDriver(client, local=True, clock=Quick(stand_in.clock)).play(flow, keep=keep)

    return plainly if request.param == "plainly" else lambda *given: asyncio.run(asynchronously(*given))


def service(base: str, **secrets: str) -> PictoryOnline:
    return adapter.online(Credentials("pictory", secrets or {"key": KEY}), base)


def media(folder: Path, name: str = "talk.mp4") -> Source:
    path = folder / name
    path.write_bytes(b"film" * 100_000)
    return Source(name, path=path)


def waited(play: Play, online: PictoryOnline, job: Job, stand_in: Pictory) -> Job:
    while job.state is State.RUNNING:
        stand_in.clock.skip(20)
        job = play(online.poll(job))
    return job


def test_from_a_file_to_its_transcript(base: str, play: Play, stand_in: Pictory, tmp_path: Path) -> None:
    online = service(base)
    started = play(online.submit(NEW, media(tmp_path), Options()))
    assert [b"film" * 100_000] == list(stand_in.uploads.values())
    done = waited(play, online, started, stand_in)
    transcript = adapter.parse(Payload(play(online.fetch(done))), strict=True)
    assert isinstance(transcript, Transcript)
    assert (40, done.id) == (len(list(transcript.words)), transcript.job_id)
    assert 1 == len(stand_in.jobs) == play(online.calls.quota()).transcription.used


def test_an_old_account_gets_there_too(base: str, play: Play, stand_in: Pictory, tmp_path: Path) -> None:
    client, secret, user = stand_in.client
    online = service(base, client_id=client, client_secret=secret, user=user)
    started = play(online.submit(NEW, media(tmp_path), Options()))
    stand_in.clock.skip(4000)  # the token has run out
    done = play(online.poll(started))
    assert State.DONE == done.state


@pytest.mark.parametrize(
    "ending",
    [("a~failed.mp4", State.FAILED, JobFailedError), ("a~cleaned.mp4", State.GONE, ResultGoneError)],
)
def test_other_endings_are_told(
    base: str, play: Play, stand_in: Pictory, ending: tuple[str, State, type[SubkitError]]
) -> None:
    name, state, error = ending
    online = service(base)
    source = Source(name, url=f"https://media.example/{name}")
    ended = waited(play, online, play(online.submit(NEW, source, Options())), stand_in)
    assert state == ended.state
    with pytest.raises(error):
        play(online.fetch(ended))


def test_a_wrong_key_is_refused_and_not_shown(base: str, play: Play, tmp_path: Path) -> None:
    with pytest.raises(CredentialsError) as refused:
        play(service(base, key=f"{KEY}-wrong").submit(NEW, media(tmp_path), Options()))
    assert KEY not in f"{refused.value!r} {refused.value}"


def test_highlights_follow_a_transcription(base: str, play: Play, stand_in: Pictory) -> None:
    online = service(base)
    source = Source("talk.mp4", url="https://media.example/talk.mp4")
    done = waited(play, online, play(online.submit(NEW, source, Options())), stand_in)
    chosen = waited(
        play,
        online,
        play(online.submit(NEW, source, Options(highlights_of=done.id or "", highlight_duration=5))),
        stand_in,
    )
    transcript = adapter.parse(Payload(play(online.fetch(chosen))))
    assert isinstance(transcript, Transcript)
    assert {True, False} == {word.highlight for word in transcript.words}


def test_a_started_job_whose_answer_was_lost_is_found_by_who_is_alone(
    base: str, play: Play, stand_in: Pictory
) -> None:
    """The answer to the paid call is thrown away behind the stand-in's back; the list, late as it is, tells."""
    online = service(base)
    source, options = Source("talk.mp4", url="https://media.example/talk.mp4"), Options(alone=True)
    play(online.submit(NEW, source, options))
    noted = Job("pictory", None, State.STARTING, notes={"newest": next(iter(stand_in.jobs))})
    stand_in.clock.skip(60)
    stand_in.lag = 30.0
    second = play(online.submit(NEW, source, options))
    found = play(online.find(noted, source, options))
    assert second.id == found.id
    assert State.DONE == waited(play, online, found, stand_in).state


def test_a_start_that_never_arrived_is_new_again(base: str, play: Play, stand_in: Pictory) -> None:
    online = service(base)
    source, options = Source("talk.mp4", url="https://media.example/talk.mp4"), Options(alone=True)
    play(online.submit(NEW, source, options))
    noted = Job("pictory", None, State.STARTING, notes={"newest": next(iter(stand_in.jobs))})
    assert State.NEW == play(online.find(noted, source, options)).state


def test_nobody_there_is_told_as_such(play: Play, tmp_path: Path) -> None:
    with refusing() as address, pytest.raises(UnreachableError) as error:
        play(service(address).submit(NEW, media(tmp_path), Options()))
    assert error.value.sent is False


def test_the_longest_transcript_comes_whole(base: str, play: Play) -> None:
    online = service(base)
    source = Source("a.mp4", url="https://media.example/a~0s~20000w.mp4")
    started = play(online.submit(NEW, source, Options()))
    transcript = adapter.parse(Payload(play(online.fetch(started))))
    assert isinstance(transcript, Transcript)
    assert 20_000 == len(list(transcript.words))
    assert math.isfinite(max(word.end or 0 for word in transcript.words))


@pytest.mark.parametrize(
    "manner",
    [
        Manner(),
        Manner(errors="error", missing=200, says_completed=False),
        Manner(errors="top", missing=404, says_completed=False),
    ],
    ids=lambda manner: manner.errors,
)
def test_every_envelope_of_the_pages_is_understood(
    base: str, play: Play, stand_in: Pictory, manner: Manner
) -> None:
    stand_in.manner = manner
    online = service(base)
    source = Source("talk.mp4", url="https://media.example/talk.mp4")
    done = waited(play, online, play(online.submit(NEW, source, Options())), stand_in)
    assert isinstance(adapter.parse(Payload(play(online.fetch(done)))), Transcript)
    failing = Source("a~failed.mp4", url="https://media.example/a~failed.mp4")
    failed = waited(play, online, play(online.submit(NEW, failing, Options())), stand_in)
    assert (State.FAILED, "5001: the stand-in was asked to fail") == (failed.state, failed.detail)
    missing = play(online.poll(Job("pictory", "no-such-job", State.RUNNING)))
    assert (State.RUNNING, "5000: JOB_NOT_FOUND") == (missing.state, missing.detail)


def test_a_result_that_pictory_has_cleaned_is_still_here(
    base: str, play: Play, stand_in: Pictory, tmp_path: Path
) -> None:
    stand_in.manner = Manner(keeps=3600)
    online, options = service(base), Options()
    with Store(tmp_path / "state") as store:
        record = store.intend("pictory", media(tmp_path), options)
        play(Transcription(store, record.key, adapter, online).finish(options), store.save)
        stand_in.clock.skip(7200)
        polled = play(online.poll(store.get(record.key).job))
        assert State.GONE is polled.state
        kept = play(Transcription(store, record.key, adapter, online).finish(options), store.save)
        assert isinstance(adapter.parse(Payload(store.result(kept.key) or b"")), Transcript)
        with pytest.raises(ResultGoneError) as gone:
            play(online.fetch(kept.job))
    assert ("pictory", kept.job.id, False) == (gone.value.provider, gone.value.job_id, gone.value.retryable)


def test_the_pace_of_the_documentation_is_kept(
    base: str, play: Play, stand_in: Pictory, tmp_path: Path
) -> None:
    stand_in.manner, stand_in.seconds = Manner(pace=10), 600
    online, options = service(base), Options()
    with Store(tmp_path / "state") as store:
        record = store.intend("pictory", media(tmp_path), options)
        flow = Transcription(store, record.key, adapter, online).finish(options)
        assert State.DONE is play(flow, store.save).job.state
    assert stand_in.hurried <= 1, "the fetch after the last question may be told to wait"


def test_a_refusal_names_its_job_and_request(
    base: str, play: Play, stand_in: Pictory, tmp_path: Path
) -> None:
    online, options = service(base), Options(highlights_of="none")
    with Store(tmp_path / "state") as store:
        record = store.intend("pictory", media(tmp_path), options)
        with pytest.raises(ProviderError, match=r"5000: JOB_NOT_FOUND \(request ") as refused:
            play(Transcription(store, record.key, adapter, online).start(options), store.save)
        assert State.NEW is store.get(record.key).job.state
    error = refused.value
    assert ("pictory", None, False) == (error.provider, error.job_id, error.retryable)
    assert b"JOB_NOT_FOUND" in error.raw
    assert 0 == len(stand_in.jobs)


def test_the_list_gives_states_page_by_page(base: str, play: Play, stand_in: Pictory) -> None:
    online = service(base)
    source = Source("talk.mp4", url="https://media.example/talk.mp4")
    for _ in range(12):
        play(online.submit(NEW, source, Options()))
    first, whole = play(online.calls.jobs(pages=1))
    assert (10, False) == (len(first), whole)
    jobs, whole = play(online.calls.jobs())
    assert (list(reversed(stand_in.jobs)), True) == ([one.id for one in jobs], whole)
    assert {("in-progress", State.RUNNING)} == {(one.status, one.state) for one in jobs}
