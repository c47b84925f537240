"""Group W of the fault matrix: what may come to ``subkit serve``, a process of its own, over real sockets."""

from __future__ import annotations

import base64
import json
import re
import signal
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx
import pytest
from canary import CANARY
from cells import Ended, check_end, check_kept
from fault_house import MEDIA, PATHS
from program import PROGRAM

from subkit.formats import load
from subkit.jobs.credentials import Secret
from subkit.jobs.signatures import WINDOW, Signer
from subkit.jobs.store import Store
from subkit.providers_dev.faults import Fault
from subkit_adapters.pictory import adapter as pictory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fault_house import House

    Making = Callable[..., House]

EVERY = 100
"""Of the cells, these many to one of the sample."""

SIGNING = "whsec_" + base64.b64encode(f"{CANARY}-webhook".encode()).decode()
PATIENCE = 120  # seconds; for what is sure to come, if late on a busy machine
OTHER = "another-token-of-22-characters-or-more"
TYPES = {"pictory": "application/json", "verbit": "application/x-www-form-urlencoded"}


class Served:
    """A running ``subkit serve`` that writes captions; it may be killed and started again."""

    def __init__(self, house: House, *arguments: str) -> None:
        self._house, self._arguments = house, arguments
        self.start()

    def start(self) -> None:
        """Start it, at any port."""
        command = [str(PROGRAM), "serve", "--port", "0", "--output-dir", "captions", *self._arguments]
        self._process = subprocess.Popen(
            command, cwd=self._house.folder, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        first = self._process.stderr.readline() if self._process.stderr else ""
        found = re.fullmatch(r"listening at (127\.0\.0\.1:\d+)\n", first)
        assert found, first
        self.address = f"http://{found[1]}"

    def url(self, token: str = CANARY) -> str:
        """Where the provider is to call."""
        return f"{self.address}/hooks/{self._house.provider}/{token}"

    def call(self, body: bytes, url: str = "", **headers: str) -> tuple[int, bytes]:
        """Call as the provider does, again if it could not be kept in time; status and body of the answer."""
        # httpx would log the address, and with it the secret.
        where = httpx.URL(url or self.url())
        end = time.monotonic() + PATIENCE
        while True:
            with closing(HTTPConnection(where.host, where.port, timeout=PATIENCE)) as connection:
                usual = {"Content-Type": TYPES[self._house.provider]}
                connection.request("POST", where.path, body, {**usual, **headers})
                answer = connection.getresponse()
                if answer.status != 503 or time.monotonic() > end:
                    return answer.status, answer.read()

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.communicate()

    def stop(self) -> Ended:
        """Ask it to end."""
        self._process.send_signal(signal.SIGTERM)
        said = self._process.communicate(timeout=PATIENCE)[1]
        return Ended(self._process.returncode, said)


@contextmanager
def serving(house: House, *arguments: str) -> Iterator[Served]:
    """The receiver; at its end all that has to hold is checked."""
    served = Served(house, *arguments)
    try:
        yield served
    except BaseException:
        served.kill()
        raise
    ended = served.stop()
    check_end(ended, {0})
    assert SIGNING not in ended.said
    check_kept(house.place)


@pytest.fixture
def forms(house: Making, monkeypatch: pytest.MonkeyPatch) -> House:
    """Verbit's house, from which forms come."""
    monkeypatch.setenv("SUBKIT_WEBHOOK_TOKEN", CANARY)
    return house("verbit")


@pytest.fixture
def calls(house: Making, monkeypatch: pytest.MonkeyPatch) -> House:
    """Pictory's house, with secrets for the receiver."""
    monkeypatch.setenv("SUBKIT_WEBHOOK_TOKEN", CANARY)
    monkeypatch.setenv("SUBKIT_PICTORY_WEBHOOK_SECRET", SIGNING)
    return house("pictory")


def submitted(house: House, *more: str) -> str:
    """The provider's id of a job that was started, and is done by now."""
    assert 0 == house.command("submit", MEDIA, *house.options, *more).code
    with Store(house.place.state) as store:
        (record,) = store.records()
    return record.job.id or ""


def said(job: str) -> bytes:
    """What Pictory posts when a job is done."""
    return json.dumps({"job_id": job, "success": True, "data": {"status": "completed"}}).encode()


def form(job: str) -> bytes:
    """What Verbit posts when a job is done."""
    return urlencode({"job_id": job, "status": "Completed"}).encode()


def hints(served: Served) -> int:
    """How many hints are open."""
    health: dict[str, Any] = httpx.get(f"{served.address}/health", timeout=PATIENCE).json()
    assert "ok" == health["status"]
    return int(health["open"])


def check_captions(house: House, served: Served, count: int = 1) -> None:
    """Captions come, so many files of them, and are whole."""
    end = time.monotonic() + PATIENCE
    folder = house.folder / "captions"
    while (not folder.is_dir() or len(list(folder.glob("*.srt"))) < count or hints(served)) and (
        time.monotonic() < end
    ):
        time.sleep(0.02)
    made = list(folder.glob("*.srt"))
    assert count == len(made)
    assert all(len(load(one)) > 0 for one in made)
    assert 1 == house.place.paid


def check_nothing_came(house: House, served: Served) -> None:
    """No hint was kept, and no captions were written."""
    assert 0 == hints(served)
    assert not list((house.folder / "captions").glob("*"))


def test_a_wrong_token_finds_nothing(calls: House) -> None:
    job = submitted(calls)
    with serving(calls) as served:
        answers = [served.call(said(job), served.url(token)) for token in (CANARY[:-1], CANARY.upper(), "x")]
        assert [(404, b"Not Found")] * 3 == answers
        check_nothing_came(calls, served)


def test_no_token_finds_nothing(calls: House) -> None:
    job = submitted(calls)
    with serving(calls) as served:
        assert [(404, b"Not Found")] * 2 == [
            served.call(said(job), served.url("")[:-cut] if cut else served.url("")) for cut in (0, 1)
        ]
        check_nothing_came(calls, served)


def test_a_replay_is_answered_alike_and_does_nothing_again(calls: House) -> None:
    job = submitted(calls)
    with serving(calls) as served:
        assert (200, pictory.webhook_answer) == served.call(said(job))
        check_captions(calls, served)
        asked = len(calls.relay.calls)
        assert (200, pictory.webhook_answer) == served.call(said(job))
        assert 0 == hints(served)
        assert asked == len(calls.relay.calls)


def test_five_at_once_are_one(calls: House) -> None:
    job = submitted(calls)
    with serving(calls) as served, ThreadPoolExecutor(5) as pool:
        assert [(200, pictory.webhook_answer)] * 5 == list(pool.map(served.call, [said(job)] * 5))
        check_captions(calls, served)
        asked = [path for _, path, _ in calls.relay.calls if path.endswith(job)]
        assert 2 == len(asked)  # how it is, and for its result


def test_a_call_that_comes_before_submitting_returned_is_followed_then(
    calls: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The address is an option of the job, and in the store until that is started: it is not the secret of the tests.
    monkeypatch.setenv("SUBKIT_WEBHOOK_TOKEN", OTHER)
    with serving(calls) as served:
        calls.relay.spoil(Fault.DRIP, PATHS["pictory", "submit"])  # the call overtakes the answer
        submitted(calls, "--option", f"webhook={served.url(OTHER)}")
        assert [200] == [status for _, status in calls.world.pictory.posted]
        check_captions(calls, served)


def test_a_job_that_is_none_of_ours_is_answered_and_left(calls: House) -> None:
    submitted(calls)
    with serving(calls) as served:
        assert (200, pictory.webhook_answer) == served.call(said("somebody-elses"))
        assert 1 == hints(served)
        assert not (calls.folder / "captions").exists() or not list((calls.folder / "captions").glob("*"))


def test_a_body_that_is_too_large_is_not_read(calls: House) -> None:
    submitted(calls)
    with serving(calls) as served:
        url = httpx.URL(served.url())
        with socket.create_connection((url.host, url.port or 0), timeout=PATIENCE) as large:
            large.sendall(head(url, pictory.webhook_limit + 1))
            assert large.recv(100).startswith(b"HTTP/1.1 413 ")
        check_nothing_came(calls, served)


def head(url: httpx.URL, length: int) -> bytes:
    """The head of a call whose body has that length."""
    lines = (f"POST {url.path} HTTP/1.1", f"Host: {url.host}", f"Content-Type: {TYPES['pictory']}")
    return "\r\n".join((*lines, f"Content-Length: {length}", "", "")).encode()


@pytest.mark.parametrize("kind", ["text/html", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_is_not_json_is_refused(calls: House, kind: str) -> None:
    job = submitted(calls)
    with serving(calls) as served:
        assert 400 == served.call(said(job), **{"Content-Type": kind})[0]
        check_nothing_came(calls, served)


@pytest.mark.parametrize("body", [b"", b"=&&=", b"status=Completed", b"\xff\xfe=%zz", b"{}"])
def test_a_form_that_says_nothing_is_refused(forms: House, body: bytes) -> None:
    submitted(forms)
    with serving(forms) as served:
        assert 400 == served.call(body)[0]
        check_nothing_came(forms, served)


def test_a_slow_body_is_given_up_and_keeps_nobody_waiting(calls: House) -> None:
    job = submitted(calls)
    with serving(calls) as served:
        url = httpx.URL(served.url())
        with socket.create_connection((url.host, url.port or 0), timeout=PATIENCE) as slow:
            slow.sendall(head(url, 100) + b"{")
            assert (200, pictory.webhook_answer) == served.call(said(job))
            check_captions(calls, served)
            with suppress(ConnectionError):  # a reset is an end, too
                assert slow.recv(100)[:12] in {b"HTTP/1.1 408", b""}


def test_two_hundred_at_once_are_all_answered(calls: House) -> None:
    job = submitted(calls)
    with serving(calls) as served, ThreadPoolExecutor(200) as pool:
        bodies = [said(job if number % 2 else f"other-{number}") for number in range(200)]
        assert {(200, pictory.webhook_answer)} == set(pool.map(served.call, bodies))
        end = time.monotonic() + PATIENCE
        while hints(served) > 100 and time.monotonic() < end:
            time.sleep(0.05)
        assert 100 == hints(served)  # those of others stay open
        assert 1 == len(list((calls.folder / "captions").glob("*.srt")))


def test_verbit_is_answered_ok_and_nothing_else(forms: House) -> None:
    job = submitted(forms)
    with serving(forms) as served:
        for _ in range(2):
            assert (200, b"OK") == served.call(form(job))
        check_captions(forms, served)


def test_a_call_that_is_repeated_after_a_crash_counts_once(calls: House) -> None:
    job = submitted(calls)
    with serving(calls) as served:
        calls.close()  # the provider cannot be asked, so the hint stays open
        assert (200, pictory.webhook_answer) == served.call(said(job))
        served.kill()
        calls.open()
        served.start()
        assert (200, pictory.webhook_answer) == served.call(said(job))
        check_captions(calls, served)


SIGNED = {"good": 0.0, "old": -WINDOW - 60.0, "future": WINDOW + 60.0, "bad": 0.0}


@pytest.mark.parametrize("kind", SIGNED)
def test_only_what_is_well_signed_and_of_now_is_taken(calls: House, kind: str) -> None:
    job = submitted(calls)
    signer = Signer(Secret(SIGNING), clock=lambda: time.time() + SIGNED[kind])
    headers = signer.headers("msg_1", said("another" if kind == "bad" else job))
    with serving(calls, "--verify", "pictory") as served:
        status, answer = served.call(said(job), **headers)
        if kind == "good":
            assert (200, pictory.webhook_answer) == (status, answer)
            check_captions(calls, served)
        else:
            assert 401 == status
            check_nothing_came(calls, served)
        assert 401 == served.call(said(job))[0]
