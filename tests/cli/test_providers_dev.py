"""The stand-ins as a command: served, spoiled on demand, ended from the keyboard."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import httpx
import pytest
from program import PROGRAM, Done

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Served(NamedTuple):
    base: str
    variables: dict[str, str]


@contextmanager
def served(*arguments: str) -> Iterator[Served]:
    command = [PROGRAM, "providers-dev", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = "".join(process.stdout.readline() for _ in range(3))
        variables = dict(re.findall(r"(SUBKIT_\w+)=(\S+)", told))
        yield Served(variables["SUBKIT_VERBIT_BASE_URL"].removesuffix("/verbit"), variables)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert (0, "", "") == (process.returncode, out, err)


@pytest.mark.parametrize(
    "asked", [["--provider", "verbit", "--option", "profile=captions"], ["--provider", "pictory"]]
)
def test_other_commands_take_it_for_the_providers(
    program: Callable[..., Done], here: Path, tmp_path_factory: pytest.TempPathFactory, asked: list[str]
) -> None:
    (here / "talk.mp4").write_bytes(b"media")
    state = str(tmp_path_factory.mktemp("state"))
    with served("--work-time", "0") as stand_ins:
        done = program("submit", "talk.mp4", *asked, "--state-dir", state, env=stand_ins.variables)
    assert 0 == done.code, done.err
    assert b"subkit.jobs/1" in done.out


def test_calls_are_spoiled_as_asked_for() -> None:
    faults = ["--fault", "503+7@profiles*2", "--fault", "early-close@jobs", "--fault", "html@info"]
    with (
        served(*faults) as stand_ins,
        httpx.Client(base_url=f"{stand_ins.base}/verbit/api/", timeout=120) as client,
    ):
        client.headers["Authorization"] = f"ApiToken {stand_ins.variables['SUBKIT_VERBIT_TOKEN']}"
        client.params = httpx.QueryParams(v=4)
        answers = [client.get("profiles") for _ in range(3)]
        assert [(503, "7"), (503, "7"), (200, None)] == [
            (one.status_code, one.headers.get("retry-after")) for one in answers
        ]
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("jobs")
        assert {"jobs": []} == client.get("jobs").json()
        assert "<title>" in client.get("job/info").text


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("silnt", "did you mean 'silent'?"),
        ("700", "unknown fault '700'"),
        ("503+soon", "'soon' is no number of seconds"),
        ("503*0", "'0' is no number of calls"),
    ],
)
def test_a_fault_that_is_none_is_refused(run: Callable[..., Done], fault: str, said: str) -> None:
    done = run("providers-dev", "--fault", fault)
    assert 2 == done.code
    assert said in done.err


def test_a_port_that_is_taken_is_told(run: Callable[..., Done]) -> None:
    with served() as stand_ins:
        port = stand_ins.base.rpartition(":")[2]
        done = run("providers-dev", "--port", port)
    assert 3 == done.code
    assert f"127.0.0.1:{port}: cannot listen there: {os.strerror(errno.EADDRINUSE)}" in done.err
