"""The stand-in for Verbit keeps to what Verbit's pages say, over a real socket."""

from __future__ import annotations

import http.server
import itertools
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import httpx
import pytest

from subkit.payload import Payload
from subkit.providers_dev.app import application
from subkit.providers_dev.clock import Clock
from subkit.providers_dev.serving import running
from subkit.providers_dev.verbit import VerbitStandIn
from subkit.providers_dev.verbit_calls import MESSAGES, SANDBOX_WORDS, VerbitSettings
from subkit_adapters.verbit import adapter

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = 86_400
PATIENCE = 60  # seconds; for what is sure to come, if late on a busy machine


class Caller:
    """A plain client of the stand-in, which knows nothing of subkit's own."""

    def __init__(self, address: str, key: str = "ApiToken dev-key") -> None:
        self.http = httpx.Client(base_url=f"{address}/api/", headers={"Authorization": key}, trust_env=False)

    def post(self, path: str, query: dict[str, Any] | None = None, **fields: Any) -> httpx.Response:
        return self.http.post(path, params={"v": 4, **(query or {})}, json=fields)

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.http.get(path, params={"v": 4, **query})

    def pending(self, **fields: Any) -> int:
        """A job with its media."""
        job: int = self.post("job/new", profile="captions", job_name="talk.mp4", **fields).json()["job_id"]
        self.post("job/add_media", job_id=job, media_url="https://media.example/talk.mp4")
        return job

    def start(self, job: int, **fields: Any) -> httpx.Response:
        return self.post("job/perform_transcription", {"job_id": job}, **fields)

    def status(self, job: int) -> str:
        status: str = self.get("job/info", job_id=job).json()["job_status"]
        return status


def error(response: httpx.Response) -> str:
    assert response.status_code == 400
    told: str = response.json()["ErrorType"]
    return told


@contextmanager
def stand_in(**settings: Any) -> Iterator[tuple[VerbitStandIn, Caller]]:
    provider = VerbitStandIn(VerbitSettings(**settings))
    with running(provider) as address:
        caller = Caller(address)
        yield provider, caller
        caller.http.close()


def test_a_job_goes_from_new_to_a_transcript_that_the_adapter_reads() -> None:
    with stand_in(sandbox=True) as (provider, caller):
        job = caller.post("job/new", profile="captions", external_id="e-1").json()["job_id"]
        asset = caller.post("job/add_asset", file_name="talk.mp4").json()
        assert 200 == httpx.put(asset["upload_url"], content=b"media", trust_env=False).status_code
        assert b"media" == provider.state.assets[asset["asset_id"]].content
        caller.post("job/add_media", job_id=job, asset_ids=[asset["asset_id"]])
        assert "Pending" == caller.status(job)
        caller.start(job, finish_in=60)
        assert "In Progress" == caller.status(job)
        provider.clock.skip(60)
        assert "Completed" == caller.status(job)
        found = adapter.parse(
            Payload(caller.get("job/get_caption", job_id=job, caption_format="json").content)
        )
        assert ["Welcome", "back,", "everyone."] == [word.text for word in list(found.words)[:3]]


def test_a_sandbox_job_without_a_time_runs_for_ever() -> None:
    with stand_in(sandbox=True) as (provider, caller):
        caller.start(job := caller.pending())
        provider.clock.skip(30 * DAY)
        assert "In Progress" == caller.status(job)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_failure_has_its_code_and_message(code: str) -> None:
    with stand_in(sandbox=True, error_code=code, words=SANDBOX_WORDS) as (_, caller):
        caller.start(job := caller.pending(), finish_in=0, finish_with_error=True)
        told = caller.get("job/info", job_id=job).json()
        assert ("Error", [{"code": code, "message": MESSAGES[code]}]) == (told["job_status"], told["errors"])


def test_media_is_added_once() -> None:
    with stand_in() as (_, caller):
        job = caller.pending()
        again = caller.post("job/add_media", job_id=job, media_url="https://media.example/other.mp4")
        assert "INVALID_QUERY" == error(again)
        assert "already uploaded" in again.json()["ErrorComment"]


def test_a_job_is_started_once_and_only_with_media() -> None:
    with stand_in() as (provider, caller):
        bare = caller.post("job/new", profile="captions").json()["job_id"]
        assert "INVALID_QUERY" == error(caller.start(bare))
        job = caller.pending()
        assert 200 == caller.start(job).status_code
        assert "INVALID_QUERY" == error(caller.start(job))
        assert 1 == provider.state.jobs[job].starts


def test_wrong_calls_are_refused_as_documented() -> None:
    with stand_in() as (provider, caller):
        assert "MISSING_PARAMETER" == error(caller.post("job/new"))
        assert "INVALID_OPTION" == error(caller.post("job/new", profile="nobody's"))
        assert "INVALID_OPTION" == error(
            caller.post("job/new", profile="captions", job_metadata={"deep": {"er": 1}})
        )
        assert "ITEM_NOT_FOUND" == error(caller.get("job/info", job_id=1))
        assert "INVALID_QUERY" == error(
            caller.post("job/add_asset", file_name="a", asset_url="https://media.example/a")
        )
        assert "INVALID_QUERY" == error(
            caller.get("job/get_caption", job_id=caller.pending(), caption_format="srt")
        )
        assert "INVALID_URL" == error(caller.post("job/add_asset", asset_url="ftp://media.example/a"))
        bare = caller.post("job/new", profile="captions").json()["job_id"]
        assert "INVALID_URL" == error(caller.post("job/add_media", job_id=bare, media_url="talk.mp4"))
        assert "MISSING_PARAMETER" == error(caller.http.get("profiles"))
        assert "INVALID_OPTION" == error(caller.http.get("profiles", params={"v": 3}))
        provider.state.uuid_clashes = 1
        assert "UUID_ALREADY_EXISTS" == error(caller.post("job/new", profile="captions"))
        assert 201 == caller.post("job/new", profile="captions").status_code


def test_merging_needs_to_be_asked_for_and_two_files() -> None:
    with stand_in() as (_, caller):
        one, two = (
            caller.post("job/add_asset", asset_url=f"https://media.example/{name}").json()["asset_id"]
            for name in "ab"
        )
        job = caller.post("job/new", profile="captions").json()["job_id"]
        assert "INVALID_QUERY" == error(caller.post("job/add_media", job_id=job, asset_ids=[one, two]))
        assert "INVALID_QUERY" == error(
            caller.post("job/add_media", job_id=job, asset_ids=[one], merge_assets=True)
        )
        merged = caller.post("job/add_media", job_id=job, asset_ids=[one, two], merge_assets=True)
        assert 200 == merged.status_code


def test_all_three_forms_of_access_are_taken_and_a_bearer_ends_after_a_day() -> None:
    with stand_in(keys=frozenset({"k"})) as (provider, caller):
        base = str(caller.http.base_url)
        assert "BAD_API_TOKEN" == error(caller.get("profiles"))
        plain = httpx.get(f"{base}profiles", params={"v": 4, "api_token": "k"}, trust_env=False)
        assert 200 == plain.status_code
        token = caller.http.post("v1/auth", json={"data": {"api_key": "k"}}).json()["token"]
        caller.http.headers["Authorization"] = f"Bearer {token}"
        assert 200 == caller.get("profiles").status_code
        provider.clock.skip(DAY)
        assert "BAD_API_TOKEN" == error(caller.get("profiles"))


def test_an_upload_with_a_key_or_after_a_day_is_refused() -> None:
    with stand_in() as (provider, caller):
        address = caller.post("job/add_asset", file_name="talk.mp4").json()["upload_url"]
        named = httpx.put(
            address, content=b"x", headers={"Authorization": "ApiToken dev-key"}, trust_env=False
        )
        assert 400 == named.status_code
        assert 403 == httpx.put(address[:-1], content=b"x", trust_env=False).status_code
        provider.clock.skip(DAY + 1)
        assert 403 == httpx.put(address, content=b"x", trust_env=False).status_code


def test_media_formats_come_by_a_redirect_and_drafts_while_the_job_runs() -> None:
    with stand_in(work_time=10.0) as (provider, caller):
        caller.start(job := caller.pending())
        assert caller.get("job/draft", job_id=job, caption_format="srt").text.startswith(
            "1\n00:00:00,500 --> "
        )
        provider.clock.skip(10)
        moved = caller.get("job/get_caption", job_id=job, caption_format="mp4")
        assert 302 == moved.status_code
        assert 200 == httpx.get(moved.headers["location"], trust_env=False).status_code
        assert "INVALID_OPTION" == error(caller.get("job/get_caption", job_id=job, caption_format="stl"))
        assert "INVALID_OPTION" == error(
            caller.get("job/get_caption", job_id=job, caption_format="srt", language="fr")
        )
        assert "a" in caller.get("job/get_keywords", job_id=job).json()["keywords"]


def test_the_format_that_comes_unasked_is_the_profile_s() -> None:
    with stand_in(work_time=0.0) as (_, caller):
        caller.start(job := caller.pending())
        assert caller.get("job/get_caption", job_id=job).text.startswith("1\n")
        plain = caller.post("job/new", profile="standard_transcription").json()["job_id"]
        caller.post("job/add_media", job_id=plain, media_url="https://media.example/talk.mp4")
        caller.start(plain)
        assert caller.get("job/get_caption", job_id=plain).text.startswith("Welcome back")
        assert caller.get("job/get_caption", job_id=plain, timecode_interval="x").text.startswith("Welcome")


def test_what_a_profile_does_not_allow_is_refused_and_a_job_may_come_with_a_warning() -> None:
    with stand_in(gated=frozenset({"add_backup_record", "merge_assets"}), warning="careful") as (_, caller):
        made = caller.post("job/new", profile="captions")
        assert "careful" == made.json()["warning"]
        asset = caller.post("job/add_asset", asset_url="https://media.example/a").json()["asset_id"]
        assert "INVALID_QUERY" == error(
            caller.post("job/add_backup_record", job_id=caller.pending(), asset_id=asset)
        )
        assert made.headers["x-request-id"]


def test_it_can_be_mounted_beside_others() -> None:
    provider = VerbitStandIn()
    with running(application({"verbit": provider})) as address:
        caller = Caller(f"{address}/verbit")
        asset = caller.post("job/add_asset", file_name="talk.mp4").json()
        assert 200 == httpx.put(asset["upload_url"], content=b"media", trust_env=False).status_code
        caller.http.close()


@contextmanager
def listening(answers: list[bytes]) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """An address that answers so, one after the other, and the forms that it has heard."""
    heard: list[dict[str, list[str]]] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.append(parse_qs(content))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answers[len(heard) - 1])

        def log_message(self, *_: object) -> None: ...

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as listener:
        thread = threading.Thread(target=listener.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.server_port}/hook", heard
        listener.shutdown()
        thread.join()


def delivered(provider: VerbitStandIn, count: int) -> list[bool]:
    """Whether each of so many calls was accepted, once they were made."""
    end = time.monotonic() + PATIENCE
    while len(provider.callbacks.deliveries) < count and time.monotonic() < end:
        time.sleep(0.01)
    return [one.accepted for one in provider.callbacks.deliveries]


def test_a_webhook_is_repeated_until_its_answer_is_exactly_ok() -> None:
    provider = VerbitStandIn(VerbitSettings(sandbox=True), Clock(speed=2_000))
    with listening([b"", b"OK\n", b'"OK"', b"OK"]) as (hook, heard), running(provider) as address:
        caller = Caller(address)
        job = caller.pending(external_id="e-7")
        caller.start(job, finish_in=5, callback_url=hook)
        assert [False, False, False, True] == delivered(provider, 4)
        caller.http.close()
    told = {"job_id": [str(job)], "external_id": ["e-7"], "status": ["Completed"]}
    assert [told] * 4 == heard
    times = [one.time for one in provider.callbacks.deliveries]
    waits = [after - before for before, after in itertools.pairwise(times)]
    assert all(wait >= least for wait, least in zip(waits, (60, 120, 240), strict=True)), waits


def test_the_account_s_webhook_hears_of_the_draft_and_of_the_end() -> None:
    clock = Clock()
    with listening([b"OK", b"OK"]) as (hook, heard):
        settings = VerbitSettings(sandbox=True, webhook=hook, draft_time=300.0)
        provider = VerbitStandIn(settings, clock)
        with running(provider) as address:
            caller = Caller(address)
            job = caller.pending()
            caller.start(job, finish_in=900)
            early = caller.get("job/draft", job_id=job)
            for count in (1, 2):
                clock.skip(600)
                assert [True] * count == delivered(provider, count)
            caller.http.close()
    assert "INVALID_QUERY" == error(early)
    assert [
        {"job_id": [str(job)], "draft_ready": ["true"]},
        {"job_id": [str(job)], "status": ["Completed"]},
    ] == heard
