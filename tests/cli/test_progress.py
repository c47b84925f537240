"""How long work is shown: on a terminal, in a log, as JSON, and not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.cli.manner import Manner
from subkit.cli.messages import Messages
from subkit.cli.progress import Progress, passing

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

TEXT, JSON = Manner(), Manner("json")


class Watch:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def told(capsys: pytest.CaptureFixture[str], manner: Manner, steps: list[tuple[float, int]]) -> list[str]:
    """What is said of 60 s of media of which so much (in ms) is done at these times (in s)."""
    watch = Watch()
    with Progress(Messages(manner=manner), "burn talk.mp4", unit="ms", clock=watch) as progress:
        for seconds, done in steps:
            watch.seconds = seconds
            progress.at(done, 60_000)
    return capsys.readouterr().err.splitlines()


def test_what_is_done_at_once_says_nothing_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert [] == told(capsys, TEXT, [(second, 6000 * second) for second in range(10)])


def test_a_log_gets_a_line_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, TEXT, [(second / 2, 500 * second) for second in range(60)])
    assert [
        "burn talk.mp4: 17%, 10 s of 1:00, 10 s, 50 s left",
        "burn talk.mp4: 33%, 20 s of 1:00, 20 s, 40 s left",
    ] == said


def test_json_tells_the_start_the_end_and_each_second(capsys: pytest.CaptureFixture[str]) -> None:
    said = [json.loads(line) for line in told(capsys, JSON, [(n / 10, 2000 * n) for n in range(31)])]
    assert {("info", "progress", "burn talk.mp4", "ms", 60_000)} == {
        (one["level"], one["event"], one["work"], one["unit"], one["of"]) for one in said
    }
    assert [0, 20_000, 40_000, 60_000] == [one["done"] for one in said]


def test_a_new_stage_is_told_at_once_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(Messages(manner=JSON), "hls talk.mp4", clock=Watch())
    progress.stage("probing")
    progress.stage("writing segments")
    said = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert ["probing", "writing segments"] == [one["stage"] for one in said]
    assert "hls talk.mp4: writing segments, 0 s" == said[1]["message"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_quiet_are_told_nothing(capsys: pytest.CaptureFixture[str], form: Any) -> None:
    assert [] == told(capsys, Manner(form, quiet=True), [(60 * minute, minute) for minute in range(20)])


@given(st.lists(st.text(max_size=9)))
def test_what_passes_is_all_of_it_in_order(names: list[str]) -> None:
    assert names == list(passing(Messages(quiet=True), "Checking", names, str))


def test_many_files_are_told_in_json_with_their_errors(run: Callable[..., Done]) -> None:
    done = run("check", "--log-format", "json", "-q", "none.srt", "neither.vtt")
    said = [json.loads(line) for line in done.messages]
    assert [("none.srt", "InputError", 1), ("neither.vtt", "InputError", 1)] == [
        (one["file"], one["error"], one["code"]) for one in said
    ]
    loud = [json.loads(line) for line in run("check", "a.srt", "b.srt", "--log-format=json").messages]
    assert [(0, "a.srt"), (2, "")] == [
        (one["done"], one["stage"]) for one in loud if one["event"] == "progress"
    ]
