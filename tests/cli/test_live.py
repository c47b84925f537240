"""What ``subkit live`` prints of a stream, and what it makes of lines that are wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from program import PROGRAM

import subkit
from subkit.captioning.repair import repaired
from subkit.cli.exits import Exit
from subkit.formats import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

ROOT = Path(__file__).parents[2]
VERBIT = ROOT / "samples/verbit/ferry.jsonl"
TALK = ROOT / "samples/pictory/bicycle.json"


def _lines() -> list[str]:
    return [
        json.dumps({"text": word.text, "start": word.start, "end": word.end})
        for word in repaired(subkit.read(TALK)).words
    ]


@pytest.mark.parametrize("form", ["vtt", "srt"])
def test_a_providers_stream_has_the_captions_that_convert_makes_of_it(
    run: Callable[..., Done], form: str
) -> None:
    live = run("live", VERBIT, "--from", "verbit", "--to", form, "--like", VERBIT, "--exact", "--no-speakers")
    whole = run("convert", VERBIT, "--to", form, "-o", "-", "--no-speakers")

    assert live.code == 0
    assert parse(whole.out.decode(), form).cues == parse(live.out.decode(), form).cues


def test_cues_are_written_as_lines_of_json_and_guesses_passed_over(
    run: Callable[..., Done], here: Path
) -> None:
    guess = json.dumps({"text": "Harbor", "start": 0, "end": 100, "final": False})
    (here / "talk.jsonl").write_text("\n".join([guess, *_lines(), ""]))

    done = run("live", "talk.jsonl", "--to", "jsonl", "--language", "en")
    cues = [json.loads(line) for line in done.out.splitlines()]

    said = " ".join(word.text for word in subkit.read(TALK).words)
    assert said == " ".join(" ".join(cue["lines"]) for cue in cues)
    assert all(cue["start"] < cue["end"] for cue in cues)


def test_a_line_that_is_none_is_told_and_the_others_are_captioned(
    run: Callable[..., Done], here: Path
) -> None:
    first, *rest = _lines()
    (here / "talk.jsonl").write_text(
        "\n".join([first, "\x1b[2J garbage", '{"text": 5}', *rest, '{"text": "cut o'])
    )

    done = run("live", "talk.jsonl", "--language", "en")

    assert done.code == 0
    assert b"\x1b" not in done.out
    assert "talk.jsonl: line 2: $: expected a word as" in done.err
    assert "line 3: $: expected" in done.err
    assert f"line {len(rest) + 4}, the last, which may be cut off" in done.err
    assert done.err.count("passed over") == 3


def test_strict_ends_at_the_line_and_keeps_what_was_closed(run: Callable[..., Done], here: Path) -> None:
    (here / "talk.jsonl").write_text("\n".join([*_lines(), "garbage", ""]))

    done = run("live", "talk.jsonl", "--language", "en", "--strict", "--to", "srt")

    assert done.code == Exit.FAILED
    assert f"line {len(_lines()) + 1}" in done.err
    assert parse(done.out.decode(), "srt").cues


def test_the_waiting_is_told_in_seconds_and_with_what_was_not_certain(run: Callable[..., Done]) -> None:
    done = run("live", VERBIT, "--from", "verbit", "--exact", "--latency")

    assert "9 cues, printed" in done.err
    assert "0 cut and 0 timed before it was certain" in done.err


def test_a_stream_that_cannot_be_read_is_told(run: Callable[..., Done]) -> None:
    done = run("live", "nowhere.jsonl")

    assert done.err.startswith("subkit: nowhere.jsonl: ")
    assert done.err.count("\n") == 1


def test_a_stall_prints_what_is_left_and_ctrl_c_ends_with_130(here: Path) -> None:
    command = [PROGRAM, "live", "--language", "en", "--stall", "0.2", "--to", "srt"]
    with subprocess.Popen(
        command,
        cwd=here,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(b'{"text": "Stop.", "start": 0, "end": 900}\n')
        program.stdin.flush()
        shown = b"".join(program.stdout.readline() for _ in range(3))
        program.send_signal(signal.SIGINT)
        _, err = program.communicate(timeout=120)

    assert shown == b"1\n00:00:00,000 --> 00:00:01,400\nStop.\n"
    assert (program.returncode, err) == (130, b"subkit: interrupted\n")
