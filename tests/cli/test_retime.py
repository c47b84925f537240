"""The command `subkit retime`: what it reads, writes and says, and how it ends."""

from __future__ import annotations

import json
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest
from program import PROGRAM, payload

from subkit.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

WORDS = ["We", "went", "down", "to", "the", "harbour.", "There", "was", "nobody", "there."]
EDITED = """1
00:00:00,000 --> 00:00:09,000
We went down
to the old harbor.

2
00:00:09,000 --> 00:00:10,000
There was nobody there.
"""


@pytest.fixture
def edited(here: Path) -> Path:
    (here / "talk.json").write_text(json.dumps(payload(*WORDS)))
    (here / "edited.srt").write_text(EDITED)
    return here


@pytest.mark.usefixtures("edited")
def test_captions_get_their_times_and_the_share_is_told(run: Callable[..., Done], here: Path) -> None:
    done = run("retime", "edited.srt", "--words", "talk.json", "-o", "new.srt")
    assert (Exit.OK, b"") == (done.code, done.out)
    assert [
        "edited.srt: 90.9 % of 11 words aligned; 1 inserted, 0 deleted, 1 substituted",
    ] == [line for line in done.messages if "aligned" in line]
    assert (
        "1\n00:00:00,500 --> 00:00:03,500\nWe went down\nto the old harbor.\n\n"
        "2\n00:00:03,500 --> 00:00:05,900\nThere was nobody there.\n\n"
    ) == (here / "new.srt").read_text()


@pytest.mark.usefixtures("edited")
def test_json_holds_the_figures_the_repairs_and_the_findings(run: Callable[..., Done]) -> None:
    told = run("retime", "edited.srt", "--words", "talk.json", "-o", "new.vtt", "--json", "-q").json
    assert {
        "schema": "subkit.retime/1",
        "input": "edited.srt",
        "transcript": "talk.json",
        "output": "new.vtt",
        "language": "en",
        "language_source": "detected",
        "profile": "default",
        "words": 11,
        "aligned_share": 10 / 11,
        "inserted": 1,
        "deleted": 0,
        "substituted": 1,
        "cues": 2,
    }.items() <= told.items()
    assert ["aligned", "interpolated"] == [repair["kind"] for repair in told["repairs"]]


@pytest.mark.usefixtures("edited")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("edited.txt", "We went down to the harbour.\n\nThere was nobody there."),
        (
            "edited.vtt",
            "WEBVTT\n\n00:00.000 --> 00:09.000\nWe went down to the harbour. There was nobody there.\n",
        ),
    ],
)
def test_text_is_cut_and_captions_with_recut_are(
    run: Callable[..., Done], here: Path, name: str, text: str
) -> None:
    (here / name).write_text(text)
    cut = run("convert", "talk.json", "-o", "-").out
    assert cut == run("retime", name, "--words", "talk.json", "--recut", "--to", "srt").out


@pytest.mark.usefixtures("edited")
def test_without_o_captions_go_to_stdout_in_their_own_format(run: Callable[..., Done], here: Path) -> None:
    vtt = "WEBVTT\n\n00:00.000 --> 00:09.000\nWe went down to the harbour.\n"
    (here / "edited.vtt").write_text(vtt)
    assert run("retime", "edited.vtt", "--words", "talk.json").out.startswith(b"WEBVTT")
    assert run("retime", "edited.srt", "--words", "talk.json").out.startswith(b"1\n")


@pytest.mark.usefixtures("edited")
@pytest.mark.parametrize(
    ("text", "start"),
    [
        (EDITED, b"1\n00:00:00,500"),
        ("WEBVTT\n\n00:00.000 --> 00:09.000\nWe went down\n", b"WEBVTT"),
        (" ".join(WORDS), b"1\n00:00:00,500"),
    ],
)
def test_stdin_is_read_as_what_it_looks_like(program: Callable[..., Done], text: str, start: bytes) -> None:
    done = program("retime", "-", "--words", "talk.json", stdin=text.encode())
    assert (Exit.OK, start) == (done.code, done.out[: len(start)])


@pytest.mark.usefixtures("edited")
def test_the_transcript_may_be_stdin_and_our_own_json(program: Callable[..., Done], here: Path) -> None:
    program("convert", "talk.json", "-o", "talk.captions.json")
    stdin = (here / "talk.captions.json").read_bytes()
    done = program("retime", "edited.srt", "--words", "-", stdin=stdin)
    assert program("retime", "edited.srt", "--words", "talk.json").out == done.out


@pytest.mark.usefixtures("edited")
def test_our_own_json_may_be_stdin(program: Callable[..., Done], here: Path) -> None:
    program("convert", "talk.json", "-o", "talk.captions.json")
    stdin = (here / "talk.captions.json").read_bytes()
    done = program("retime", "-", "--words", "talk.json", stdin=stdin)
    assert (Exit.OK, "subkit") == (done.code, done.json["format"])
    assert ["stdin: 100 % of 10 words aligned; 0 inserted, 0 deleted, 0 substituted"] == done.messages


@pytest.mark.usefixtures("edited")
@pytest.mark.parametrize("arguments", [["-", "--words", "talk.json"], ["edited.srt", "--words", "-"]])
def test_a_closed_stdin_is_said(here: Path, arguments: list[str]) -> None:
    command = shlex.join([str(PROGRAM), "retime", *arguments])
    done = subprocess.run(f"{command} <&-", shell=True, cwd=here, capture_output=True, check=False)  # noqa: S602 - ours
    assert (Exit.FAILED, b"subkit: stdin: is closed\n") == (done.returncode, done.stderr)


@pytest.mark.usefixtures("edited")
def test_limits_that_the_editor_s_cuts_break_are_counted(run: Callable[..., Done], here: Path) -> None:
    (here / "long.srt").write_text(f"1\n00:00:00,000 --> 00:00:09,000\n{' '.join(WORDS)}\n")
    done = run("retime", "long.srt", "--words", "talk.json", "-o", "new.srt")
    assert "long.srt: 1 limit of default not met" == done.messages[-1]


@pytest.mark.usefixtures("edited")
def test_another_talk_is_refused_and_nothing_is_written(program: Callable[..., Done], here: Path) -> None:
    (here / "other.txt").write_text("Nothing of this was ever said by anybody, down to the last word.")
    done = program("retime", "other.txt", "--words", "talk.json", "-o", "new.srt")
    assert Exit.FAILED == done.code
    told = "subkit: other.txt: only 23 % of its 13 words stand in the transcript, and 50 % must: "
    assert [f"{told}these are not the same speech (--min-aligned)"] == done.messages
    assert not (here / "new.srt").exists()
    assert Exit.OK == run_with_less(program)
    assert (here / "new.srt").exists()


def run_with_less(program: Callable[..., Done]) -> int:
    return program(
        "retime", "other.txt", "--words", "talk.json", "-o", "new.srt", "--min-aligned", "0.2"
    ).code


@pytest.mark.usefixtures("edited")
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["edited.srt"], Exit.USAGE, "--words names the transcript"),
        (["-", "--words", "-"], Exit.USAGE, "subkit: EDITED and --words cannot both be stdin"),
        (["edited.srt", "--words", "talk.json", "-o", "edited.srt"], Exit.USAGE, "which would be lost"),
        (["edited.srt", "--words", "talk.json", "-o", "talk.json"], Exit.USAGE, "which would be lost"),
        (["edited.srt", "--words", "talk.json", "--json"], Exit.USAGE, "would both be written to stdout"),
        (["edited.srt", "--words", "talk.json", "--to", "srt,vtt"], Exit.USAGE, "--to takes one format"),
        (["edited.srt", "--words", "talk.json", "--min-aligned", "2"], Exit.USAGE, "'2' is no share"),
        (["edited.srt", "--words", "talk.json", "--min-aligned", "nan"], Exit.USAGE, "'nan' is no share"),
        (["edited.srt", "--words", "talk.json", "--min-aligned", "half"], Exit.USAGE, "'half' is no share"),
        (
            ["edited.srt", "--words", "talk.json", "--profile", "no"],
            Exit.CONFIGURATION,
            "unknown profile 'no'",
        ),
        (["edited.txt", "--recut"], Exit.FAILED, "edited.txt: plain text has no times"),
        (["empty.srt", "--recut"], Exit.FAILED, "empty.srt: holds no words"),
        (["gone.srt", "--words", "talk.json"], Exit.FAILED, "gone.srt: no such file or folder"),
        (["edited.srt", "--words", "gone.json"], Exit.FAILED, "gone.json: no such file or folder"),
        (["talk.json", "--words", "edited.srt"], Exit.FAILED, "talk.json"),
        (
            ["edited.srt", "--words", "talk.json", "-o", "there", "--to", "srt", "--no-overwrite"],
            Exit.OUTPUT,
            "there",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Callable[..., Done], here: Path, arguments: list[str], code: Exit, message: str
) -> None:
    for name in ("there", "empty.srt", "edited.txt"):
        (here / name).touch()
    done = run("retime", *arguments)
    assert (code, b"", 1) == (done.code, done.out, len(done.messages))
    assert message in done.err


@pytest.mark.usefixtures("edited")
def test_each_guess_is_said_to_those_who_ask(run: Callable[..., Done]) -> None:
    done = run("retime", "edited.srt", "--words", "talk.json", "-o", "new.srt", "-v")
    assert (
        "edited.srt: cue 1 'old': not in the transcript; timed between its neighbours [interpolated]"
        in done.messages
    )


@pytest.mark.usefixtures("edited")
def test_captions_without_a_transcript_are_cut_by_their_own_times_and_it_says_so(
    run: Callable[..., Done], here: Path
) -> None:
    long = "This is a line that no caption should ever have, because nobody reads to its end in time."
    (here / "old.srt").write_text(f"1\n00:00:01,000 --> 00:00:09,000\n{long}\n")
    done = run("retime", "old.srt", "--recut", "-o", "new.srt", "--json")
    assert [
        "old.srt: cue 1: no word times; each cue's time shared by characters [interpolated]"
    ] == done.messages
    assert (None, None, "en") == (done.json["transcript"], done.json["aligned_share"], done.json["language"])
    lines = [
        line for line in (here / "new.srt").read_text().splitlines() if " " in line and "-->" not in line
    ]
    assert long == " ".join(lines)
    assert max(map(len, lines)) <= 42
