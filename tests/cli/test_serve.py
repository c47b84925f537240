"""``subkit serve`` as a process of its own, with the stand-in for Pictory calling it over real sockets."""

from __future__ import annotations

import base64
import json
import re
import signal
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from canary import CANARY
from disks import small_disk
from program import PROGRAM
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from subkit.cli.online.hook import Hook
from subkit.errors import OutputError
from subkit.jobs.credentials import Secret
from subkit.jobs.signatures import Signer
from subkit.providers_dev.app import application
from subkit.providers_dev.clock import Clock
from subkit.providers_dev.pictory import Pictory
from subkit.providers_dev.serving import running
from subkit.providers_dev.verbit import VerbitStandIn
from subkit.providers_dev.verbit_calls import VerbitSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from program import Done
    from starlette.requests import Request

KEY, TOKEN = f"{CANARY}-key", f"{CANARY}-token"
NOTIFY = "whsec_" + base64.b64encode(b"canary-notify-secret-0000").decode()
JSON = {"Content-Type": "application/json"}
MEDIA = "https://media.example/talk.mp4"
PATIENCE = 120  # seconds; for what is sure to come, if late on a busy machine


class Served:
    """A running ``subkit serve``."""

    def __init__(
        self, *arguments: str, command: Sequence[str] = (str(PROGRAM), "serve", "--port", "0")
    ) -> None:
        self._process = subprocess.Popen([*command, *arguments], stderr=subprocess.PIPE, text=True)
        first = self._process.stderr.readline() if self._process.stderr else ""
        found = re.fullmatch(r"listening at (127\.0\.0\.1:\d+)\n", first)
        assert found, first
        self.address = f"http://{found[1]}"
        self.hook = f"{self.address}/hooks/pictory/{TOKEN}"

    def ask_to_end(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def ended(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """The exit code and what was said, once it was asked to end."""
        self._process.send_signal(how)
        try:
            said = self._process.communicate(timeout=PATIENCE)[1]
        finally:
            self._process.kill()
        return self._process.returncode, said


@pytest.fixture
def pictory(
    here: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pictory]:
    stand_in = Pictory(KEY, seconds=5, clock=Clock(speed=10))
    outside = tmp_path_factory.mktemp("outside")
    with running(stand_in) as base:
        for name, value in {
            "SUBKIT_PICTORY_BASE_URL": base,
            "SUBKIT_PICTORY_KEY": KEY,
            "SUBKIT_WEBHOOK_TOKEN": TOKEN,
            "SUBKIT_STATE_DIR": str(outside / "state"),
            "XDG_CONFIG_HOME": str(outside),
        }.items():
            monkeypatch.setenv(name, value)
        yield stand_in
    for path in [*outside.rglob("*"), *here.rglob("*")]:
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path


def submitted(run: Callable[..., Done], served: Served, media: str = MEDIA) -> str:
    """The key of a job whose provider will call."""
    done = run("submit", media, "--provider", "pictory", "--option", f"webhook={served.hook}")
    assert 0 == done.code, done.err
    return str(done.json["jobs"][0]["key"])


def told_of(run: Callable[..., Done], served: Served, pictory: Pictory, media: str = MEDIA) -> str:
    """The key of a job whose provider has called; it does so once, and a busy machine may not keep that in time."""
    key = submitted(run, served, media)
    until(lambda: bool(pictory.posted))
    job, status = pictory.posted[0]
    if status != 200:
        assert 200 == called(served, job=job)
    return key


def until(true: Callable[[], bool]) -> None:
    """Wait for something to be so."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def come(path: Path) -> str:
    """The text of a file, once it is there."""
    end = time.monotonic() + PATIENCE
    while not path.is_file():
        assert time.monotonic() < end, f"{path.name} did not come"
        time.sleep(0.02)
    return path.read_text()


def test_a_call_becomes_captions_and_nothing_tells_a_secret(
    run: Callable[..., Done], pictory: Pictory, here: Path
) -> None:
    served = Served("--output-dir", "captions", "--to", "srt,vtt")
    key = told_of(run, served, pictory)
    assert "Welcome back" in come(here / "captions" / f"talk-{key[:8]}.srt")
    assert come(here / "captions" / f"talk-{key[:8]}.vtt").startswith("WEBVTT")
    code, said = served.ended()
    assert 0 == code
    assert " POST pictory 200 new " in said
    assert f"pictory job {next(iter(pictory.jobs))}: done" in said
    assert "canary" not in said
    shown = run("jobs", "show", key, "--json")
    assert shown.json["jobs"][0]["result"] is True
    assert 0 == run("convert", key, "-o", "again.srt").code


def test_what_was_answered_is_done_after_a_kill(
    run: Callable[..., Done], pictory: Pictory, here: Path
) -> None:
    served = Served("--output-dir", "captions")
    key = submitted(run, served, "https://media.example/talk~never.mp4")
    (job,) = pictory.jobs
    body = {"job_id": job, "success": True, "data": {"status": "completed"}}
    assert b"OK" == taken(served.hook, json=body).content
    assert -signal.SIGKILL == served.ended(signal.SIGKILL)[0]
    assert not (here / "captions").exists()
    pictory.jobs[job].seconds = 0
    again = Served("--output-dir", "captions")
    assert "Welcome back" in come(here / "captions" / f"talk_never-{key[:8]}.srt")
    assert 0 == again.ended(signal.SIGINT)[0]
    assert 1 == len(pictory.jobs)


def test_a_command_is_run_with_the_job_and_its_files_and_without_secrets(
    run: Callable[..., Done], pictory: Pictory, here: Path
) -> None:
    script = here / "tell"
    script.write_text('#!/bin/sh\nenv | grep -c canary > told.tmp\necho "$@" >> told.tmp\nmv told.tmp told\n')
    script.chmod(0o700)
    served = Served("--output-dir", "captions", "--run", f"{script} 'first word'")
    key = told_of(run, served, pictory)
    told = come(here / "told").splitlines()
    assert ["0", f"first word {key} captions/talk-{key[:8]}.srt"] == told
    assert 0 == served.ended()[0]
    assert 1 == len(pictory.jobs)


@pytest.mark.parametrize("command", ["'", "", " "])
def test_what_is_no_command_is_a_wrong_option(
    run: Callable[..., Done], pictory: Pictory, command: str
) -> None:
    assert 2 == run("serve", "--port", "0", "--run", command).code
    assert {} == pictory.jobs


@pytest.mark.parametrize(
    ("command", "seconds", "reason"),
    [
        ("false", PATIENCE, "ended with 1"),
        ("no-such", PATIENCE, "cannot be run"),
        ("sleep 99", 0.3, "not done"),
    ],
)
def test_a_command_that_fails_is_told(command: str, seconds: float, reason: str) -> None:
    with pytest.raises(OutputError, match=reason):
        Hook(command, seconds=seconds).run([])


@pytest.mark.usefixtures("pictory")
def test_verbit_s_call_is_accepted_the_first_time_and_becomes_captions(
    run: Callable[..., Done], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verbit = VerbitStandIn(VerbitSettings(keys=frozenset({KEY}), sandbox=True))
    with running(application({"verbit": verbit})) as base:
        monkeypatch.setenv("SUBKIT_VERBIT_BASE_URL", f"{base}/verbit/api/")
        monkeypatch.setenv("SUBKIT_VERBIT_TOKEN", KEY)
        served = Served("--output-dir", "captions")
        options = ("profile=captions", "finish_in=1", f"callback={served.address}/hooks/verbit/{TOKEN}")
        named = [word for option in options for word in ("--option", option)]
        done = run("submit", MEDIA, "--provider", "verbit", *named)
        assert 0 == done.code, done.err
        key = done.json["jobs"][0]["key"]
        assert come(here / "captions" / f"talk-{key[:8]}.srt").startswith("1\n00:00:")
        assert 0 == served.ended()[0]
    # A busy machine may not keep it in time, or not answer at all; that is repeated.
    assert [True] == [one.accepted for one in verbit.callbacks.deliveries if one.status not in {None, 503}]


@pytest.mark.usefixtures("pictory")
def test_a_draft_becomes_captions_where_it_is_asked_for_and_the_result_takes_its_own_name(
    run: Callable[..., Done], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    verbit = VerbitStandIn(VerbitSettings(keys=frozenset({KEY}), sandbox=True), clock=clock)
    with running(application({"verbit": verbit})) as base:
        monkeypatch.setenv("SUBKIT_VERBIT_BASE_URL", f"{base}/verbit/api/")
        monkeypatch.setenv("SUBKIT_VERBIT_TOKEN", KEY)
        served = Served("--output-dir", "captions", "--drafts")
        options = ("--option", "profile=captions", "--option", "finish_in=900")
        done = run("submit", MEDIA, "--provider", "verbit", *options)
        assert 0 == done.code, done.err
        key = done.json["jobs"][0]["key"]
        (job,) = verbit.state.jobs
        hook = f"{served.address}/hooks/verbit/{TOKEN}"
        assert b"OK" == taken(hook, data={"job_id": job, "draft_ready": "true"}).content
        assert come(here / "captions" / f"talk-{key[:8]}.draft.srt").startswith("1\n00:00:")
        assert not (here / "captions" / f"talk-{key[:8]}.srt").exists()
        clock.skip(1000)
        assert b"OK" == taken(hook, data={"job_id": job, "status": "Completed"}).content
        come(here / "captions" / f"talk-{key[:8]}.srt")
        assert 0 == served.ended()[0]


@pytest.mark.usefixtures("pictory")
def test_drafts_want_a_folder(run: Callable[..., Done]) -> None:
    assert 2 == run("serve", "--port", "0", "--drafts").code


def test_health_is_told(pictory: Pictory) -> None:
    served = Served()
    assert {"status": "ok", "open": 0} == httpx.get(f"{served.address}/health", timeout=PATIENCE).json()
    assert (0, "") == served.ended()
    assert {} == pictory.jobs


def taken(url: str, **call: Any) -> httpx.Response:
    """The answer to a call that is repeated, as providers do, where a busy machine could not keep it in time."""
    end = time.monotonic() + PATIENCE
    while (answer := httpx.post(url, timeout=PATIENCE, **call)).status_code == 503:
        assert time.monotonic() < end
    return answer


def called(
    served: Served,
    token: str = TOKEN,
    job: str = "none-of-ours",
    *,
    how: Callable[..., httpx.Response] = taken,
    **headers: str,
) -> int:
    """The status that a call gets."""
    body = {"job_id": job, "success": True, "data": {"status": "completed"}}
    url = f"{served.address}/hooks/pictory/{token}"
    return how(url, content=json.dumps(body), headers=JSON | headers).status_code


@pytest.mark.usefixtures("pictory")
def test_the_old_token_holds_as_long_as_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    new = TOKEN[::-1]
    monkeypatch.setenv("SUBKIT_WEBHOOK_TOKEN", new)
    monkeypatch.setenv("SUBKIT_WEBHOOK_TOKEN_OLD", TOKEN)
    served = Served()
    assert [200, 200, 404] == [called(served, token) for token in (new, TOKEN, f"{TOKEN}x")]
    assert 0 == served.ended()[0]


@pytest.mark.usefixtures("pictory")
def test_only_a_proxy_that_is_named_is_believed_about_who_calls() -> None:
    outside, inside = {"X-Forwarded-For": "198.51.100.9"}, {"X-Forwarded-For": "203.0.113.7"}
    lied = {"X-Forwarded-For": "203.0.113.7, 198.51.100.9"}
    served = Served("--allow-network", "203.0.113.0/24")
    assert [404, 404] == [called(served, **inside), called(served)]
    assert 0 == served.ended()[0]
    served = Served("--allow-network", "203.0.113.0/24", "--proxy", "127.0.0.0/8")
    assert [404, 200, 404, 404] == [called(served, **one) for one in (outside, inside, lied, {})]
    code, said = served.ended()
    assert 0 == code
    assert "203.0.113.7 POST pictory 200 new" in said
    assert "198.51.100.9 POST - 404 from outside" in said


@pytest.mark.usefixtures("pictory")
def test_who_has_to_sign_is_held_to_it(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    secret = "whsec_" + base64.b64encode(b"canary-webhook-secret-00").decode()
    (here / "secret").write_text(f"{secret}\n")
    assert 3 == run("serve", "--port", "0", "--verify", "pictory").code
    assert 2 == run("serve", "--port", "0", "--verify", "nobody").code
    monkeypatch.setenv("SUBKIT_PICTORY_WEBHOOK_SECRET_FILE", str(here / "secret"))
    served = Served("--verify", "pictory")
    body = b'{"job_id": "none-of-ours", "success": true, "data": {"status": "completed"}}'
    signed = {**JSON, **Signer(Secret(secret)).headers("msg_1", body)}
    assert [401, 200, 401] == [
        called(served),
        taken(served.hook, content=body, headers=signed).status_code,
        taken(served.hook, content=body + b" ", headers=signed).status_code,
    ]
    code, said = served.ended()
    assert (0, False) == (code, "canary" in said or secret in said)


class Told:
    """A service of the user's that is told of jobs; it refuses the first call."""

    def __init__(self) -> None:
        self.came: list[tuple[str, bool, dict[str, Any]]] = []
        self.app = Starlette(routes=[Route("/told", self.hook, methods=["POST"])])

    async def hook(self, request: Request) -> Response:
        body = await request.body()
        signed = Signer(Secret(NOTIFY)).accepts(request.headers, body)
        self.came.append((request.headers["webhook-id"], signed, json.loads(body)))
        return Response(status_code=503 if len(self.came) == 1 else 200)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Told, str]]:
    monkeypatch.setenv("SUBKIT_NOTIFY_SECRET", NOTIFY)
    service = Told()
    with running(service.app) as base:
        yield service, f"{base}/told"


def test_a_url_is_told_of_each_job_and_again_until_it_takes_it(
    run: Callable[..., Done], pictory: Pictory, here: Path, told: tuple[Told, str]
) -> None:
    service, url = told
    served = Served("--output-dir", "captions", "--notify", url)
    key = told_of(run, served, pictory)
    come(here / "captions" / f"talk-{key[:8]}.srt")
    until(lambda: len(service.came) == 1)
    assert 0 == served.ended()[0]
    again = Served("--notify", url)  # what is not delivered is taken up at the next start
    until(lambda: len(service.came) == 2)
    code, said = again.ended()
    assert (0, False) == (code, "canary" in said or NOTIFY in said)
    first, second = service.came
    assert first == second
    name, signed, body = second
    assert (f"msg_{key}_done", True, "job.done") == (name, signed, body["type"])
    (job,) = pictory.jobs
    assert {
        "job": key,
        "provider": "pictory",
        "id": job,
        "state": "done",
        "status": "completed",
        "detail": "",
        "media": "talk.mp4",
        "files": [str(here / "captions" / f"talk-{key[:8]}.srt")],
    } == body["data"]


def test_a_url_is_told_that_a_job_has_failed(
    run: Callable[..., Done], pictory: Pictory, told: tuple[Told, str]
) -> None:
    service, url = told
    served = Served("--notify", url)
    told_of(run, served, pictory, "https://media.example/talk~failed.mp4")
    until(lambda: bool(service.came))
    assert 0 == served.ended()[0]
    assert ("job.failed", "failed") == (service.came[0][2]["type"], service.came[0][2]["data"]["state"])
    assert 1 == len(pictory.jobs)


@pytest.mark.usefixtures("pictory")
@pytest.mark.parametrize(
    ("given", "url", "reason"),
    [
        (None, "https://example.com/told", "SUBKIT_NOTIFY_SECRET"),
        ("c2hvcnQ=", "https://example.com/told", "24 to 64 bytes"),
        (NOTIFY, "http://example.com/told", "is not https"),
        (NOTIFY, "https://192.168.0.1/told", "not on the public network"),
    ],
)
def test_who_may_not_be_told_is_refused_before_anything_is_served(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, given: str | None, url: str, reason: str
) -> None:
    if given is not None:
        monkeypatch.setenv("SUBKIT_NOTIFY_SECRET", given)
    done = run("serve", "--port", "0", "--notify", url)
    assert (3, 1) == (done.code, len(done.messages)), done.err
    assert reason in done.err


@pytest.mark.usefixtures("pictory")
@pytest.mark.parametrize("option", ["--allow-network", "--proxy"])
def test_what_is_no_network_is_told(run: Callable[..., Done], option: str) -> None:
    done = run("serve", "--port", "0", option, "10.0.0.1/8")
    assert (3, 1) == (done.code, len(done.messages))
    assert "10.0.0.1/8: is no network" in done.err


@pytest.mark.usefixtures("pictory")
def test_when_it_ends_what_is_being_answered_is_answered_and_nothing_else_waited_for() -> None:
    served = Served()
    host, port = served.address.removeprefix("http://").split(":")
    body = b'{"job_id": "none-of-ours", "success": true, "data": {"status": "completed"}}'
    head = f"POST /hooks/pictory/{TOKEN} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    with (
        socket.create_connection((host, int(port)), timeout=PATIENCE) as halfway,
        socket.create_connection((host, int(port)), timeout=PATIENCE) as silent,
        socket.create_connection((host, int(port)), timeout=PATIENCE) as begun,
    ):
        halfway.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:10])
        begun.sendall(head.encode())
        assert (
            200 == httpx.get(f"{served.address}/health", timeout=PATIENCE).status_code
        )  # so it has read what came before
        served.ask_to_end()
        assert b"" == silent.recv(100)
        assert b"" == begun.recv(100)
        with pytest.raises(ConnectionError):
            socket.create_connection((host, int(port)), timeout=PATIENCE)
        halfway.sendall(body[10:])
        assert b" 200 OK" in halfway.recv(1000)
    code, said = served.ended()
    assert (0, False) == (code, "timeout graceful shutdown exceeded" in said), said


@pytest.mark.usefixtures("pictory")
def test_a_full_disk_is_told_and_ends_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        state = ("--state-dir", str(disk.path / "state"))
        served = Served(*state, command=disk.command(tmp_path, "serve", "--port", "0"))
        assert (200, 200) == (called(served), health(served))
        disk.fill()
        assert (503, 503) == (called(served, job="another", how=httpx.post), health(served))
        disk.free()
        assert (200, 200) == (called(served, job="another"), health(served))
        code, said = served.ended()
    assert 0 == code
    assert "a hint was not kept, the provider is asked to repeat it" in said


def health(served: Served) -> int:
    """What health is told, but not the answer of a moment ago."""
    time.sleep(0.6)
    return httpx.get(f"{served.address}/health", timeout=PATIENCE).status_code


@pytest.mark.usefixtures("pictory")
@pytest.mark.parametrize(
    ("token", "reason"), [(None, "SUBKIT_WEBHOOK_TOKEN"), ("short", "22 characters"), ("", "holds nothing")]
)
def test_without_a_secret_token_nothing_is_served(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, token: str | None, reason: str
) -> None:
    if token is None:
        monkeypatch.delenv("SUBKIT_WEBHOOK_TOKEN")
    else:
        monkeypatch.setenv("SUBKIT_WEBHOOK_TOKEN", token)
    done = run("serve", "--port", "0")
    assert (3, 1) == (done.code, len(done.messages))
    assert reason in done.err


@pytest.mark.usefixtures("pictory")
@pytest.mark.parametrize("place", [("--host", "192.0.2.1"), ("--host", "no host"), ()])
def test_a_place_where_nothing_can_listen_is_told(run: Callable[..., Done], place: tuple[str, ...]) -> None:
    if place:
        done = run("serve", *place, "--port", "0")
    else:
        served = Served()
        done = run("serve", "--port", served.address.rpartition(":")[2])
        served.ended()
    assert (3, 1) == (done.code, len(done.messages)), done.err
    assert "cannot listen there" in done.err
