"""What is told of jobs while they run: on a terminal and elsewhere, when they are broken off, and never a secret."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest
from program import PROGRAM
from standins import CANARY, PICTORY, SLOW, SOON, VERBIT, World, keyed

from subkit.cli.measures import span
from subkit.providers_dev import faults
from subkit.providers_dev.faults import Answer
from subkit.providers_dev.relay import relaying

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done


def test_a_job_is_told_once_a_change_where_nobody_watches(run: Callable[..., Done], world: World) -> None:
    done = run("transcribe", "talk.wav", *PICTORY, "-o", "talk.srt")
    (key,) = keyed(run("jobs", "list", "--json"))
    told = [line.rpartition(",")[0] for line in done.messages]
    states = ["uploading 24 kB", "starting", "running", "done (completed)"]
    assert [f"talk.wav ({key[:8]}): {state}" for state in states] == told
    assert "" == run("transcribe", "talk.wav", *PICTORY, "-o", "talk.srt", "-q").err
    assert (1, 0) == world.starts


def test_programs_are_told_what_changed_about_which_job(run: Callable[..., Done], world: World) -> None:
    done = run("transcribe", "talk.wav", *PICTORY, "-o", "talk.srt", "--log-format", "json")
    told = [json.loads(line) for line in done.messages]
    jobs = [one for one in told if one["event"] == "job"]
    assert {("info", "pictory")} == {(one["level"], one["provider"]) for one in jobs}
    assert ["starting", "running", "done"] == list(dict.fromkeys(one["state"] for one in jobs))[-3:]
    assert jobs[-1]["job"]
    uploads = [(one["done"], one["of"], one["unit"]) for one in told if one["event"] == "progress"]
    assert (24_044, 24_044, "bytes") == uploads[-1]
    assert (1, 0) == world.starts


def test_a_run_that_is_broken_off_says_how_to_go_on_and_does(
    here: Path, world: World, run: Callable[..., Done]
) -> None:
    process = subprocess.Popen(
        [PROGRAM, "transcribe", "talk.wav", *SLOW], cwd=here, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    lines = iter(process.stderr.readline, "")
    assert any("In Progress" in line for line in lines)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    (key,) = keyed(run("jobs", "list", "--json"))
    kept = f"subkit: talk.wav: the job is kept; go on with 'subkit jobs wait {key[:8]}'"
    assert (130, [kept, "subkit: interrupted"]) == (process.returncode, err.splitlines())
    world.verbit.clock.skip(1000)
    assert 0 == run("transcribe", "talk.wav", *SLOW, "-o", "talk.srt").code
    assert (0, 1) == world.starts


def test_what_a_provider_says_never_speaks_to_the_terminal(run: Callable[..., Done], world: World) -> None:
    world.verbit.settings.words["running"] = "In\x1b[2JProgress\r\n\x07\x9b1m"
    runs = [run("transcribe", "talk.wav", *SLOW, *SOON)]
    (key,) = keyed(run("jobs", "list", "--json"))
    assert "In" in runs[0].err
    runs += [run("jobs", "show", key), run("jobs", "list"), run("jobs", "wait", key, *SOON)]
    for done in runs:
        shown = done.out.decode() + done.err
        assert all(char.isprintable() or char == "\n" for char in shown), shown
    assert (0, 1) == world.starts


REPEATED = json.dumps({"ErrorType": "BAD_REQUEST", "ErrorComment": f"the token {CANARY} may not"}).encode()


def test_a_secret_that_a_provider_repeats_is_masked(
    run: Callable[..., Done], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with relaying(f"{world.base}/verbit/api") as relay:
        relay.spoil(Answer(400, (("Content-Type", "application/json"),), REPEATED), "job/new")
        monkeypatch.setenv("SUBKIT_VERBIT_BASE_URL", f"{relay.address}/")
        done = run("submit", "talk.wav", *VERBIT)
    assert 4 == done.code
    assert "the token ******** may not" in done.err
    assert CANARY not in done.err


@pytest.mark.parametrize("answer", [faults.HTML, Answer(403), Answer(404), Answer(401)])
def test_an_answer_that_is_none_is_one_line_and_costs_nothing_more(
    run: Callable[..., Done], world: World, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    with relaying(f"{world.base}/verbit/api") as relay:
        relay.spoil(answer, "job/new", times=9)
        monkeypatch.setenv("SUBKIT_VERBIT_BASE_URL", f"{relay.address}/")
        done = run("submit", "talk.wav", *VERBIT, "-q")
    assert (3 if answer.status in {401, 403} else 4, 1) == (done.code, len(done.messages)), done.err
    assert CANARY not in done.err
    assert (0, 0) == world.starts


def test_a_log_of_everything_holds_no_secret(
    run: Callable[..., Done], world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for provider in (VERBIT, PICTORY):
        assert 0 == run("transcribe", "talk.wav", *provider, "-o", "talk.srt", "-v").code
    assert "HTTP Request: POST" in caplog.text
    assert CANARY not in caplog.text
    assert (1, 1) == world.starts


def test_spans_of_time_are_told_as_people_do() -> None:
    assert ["0 s", "59 s", "1:00", "59:59", "1:00:00", "25:00:01"] == [
        span(seconds) for seconds in (0.2, 59, 60, 3599, 3600, 90001)
    ]
