"""Caption files that are none, given to every command that reads some: one line, the place, the way out, nothing written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from program import payload

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

CUE = "1\n00:00:01,000 --> 00:00:02,000\nHéllo there.\n"
COMMANDS = [
    ("check", "{}"),
    ("fix", "{}", "-o", "out.srt"),
    ("retime", "{}", "--recut", "-o", "out.srt"),
    ("join", "good.srt", "{}", "--gap", "1", "-o", "out.srt"),
    ("merge", "{}", "good.srt", "-o", "out.srt"),
    ("score", "{}", "--reference", "good.srt"),
    ("diff", "{}", "good.srt", "-o", "out.html"),
]
BAD = {
    "": (None, "'': no such file or folder"),
    "empty.srt": (b"", "empty.srt: holds no "),
    "empty.vtt": (b"\n", "empty.vtt: holds no "),
    "empty.json": (b"", "empty.json: holds no "),
    "gone.srt": (None, "gone.srt: no such file or folder"),
    "folder.srt": ("folder", "folder.srt: is a folder; name a file in it"),
    "cut.srt": (
        CUE.encode("utf-16")[:-1],
        "cut.srt:3: 0x0a is no utf-16-le; name the right encoding with --encoding",
    ),
    "time.srt": (b"1\n00:00:01,000 --> soon\nHello.\n", "time.srt:2: expected a time line such as"),
    "ends.srt": (b"1\n00:00:02,000 --> 00:00:01,000\nHello.\n", "ends.srt:2: the cue ends before it begins"),
    "head.vtt": (b"WEBVTTX\n\n00:01.000 --> 00:02.000\nHi\n", "head.vtt:1: expected WEBVTT"),
    "result.json": (json.dumps(payload("Hello")).encode(), "'subkit convert' makes some"),
    "list.json": (b"[]", "list.json: holds no captions of subkit's"),
    "deep.json": (b'{"a":' + b"[" * 100_000, "deep.json: no "),
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_captions_is_refused_in_one_line(
    run: Callable[..., Done], here: Path, command: tuple[str, ...], name: str
) -> None:
    content, complaint = BAD[name]
    (here / "good.srt").write_text(CUE, "utf-8")
    if isinstance(content, bytes):
        (here / name).write_bytes(content)
    elif content:
        (here / name).mkdir()
    before = sorted(here.iterdir())
    done = run(*[part.format(name) for part in command])
    assert (2 if command[0] == "diff" else 1) == done.code
    assert complaint in done.err
    assert 1 == done.err.count("\n")
    assert before == sorted(here.iterdir())


@pytest.mark.parametrize(
    ("command", "way_out"),
    [(("check", "--media-words"), ""), (("fix", "--words"), ""), (("retime", "--words"), " (--min-aligned)")],
    ids=lambda part: part[0] if part else "",
)
def test_captions_of_another_talk_are_refused_by_their_name(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path, command: tuple[str, str], way_out: str
) -> None:
    (here / "other.srt").write_text(CUE, "utf-8")
    done = run(command[0], "other.srt", command[1], talk("talk.json", "Zebras", "quench", "volcanoes"))
    told = "other.srt: only 0 % of its 2 words stand in the transcript, and 50 % must: these are not the same speech"
    assert (1, [f"subkit: {told}{way_out}"]) == (done.code, done.messages)


@pytest.mark.parametrize("option", ["--words", "--media-words"])
@pytest.mark.parametrize("command", [("check",), ("fix", "-o", "out.srt"), ("retime", "-o", "out.srt")])
def test_the_transcript_has_the_same_options_wherever_one_is_asked_for(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path, command: tuple[str, ...], option: str
) -> None:
    (here / "talk.srt").write_text(CUE, "utf-8")
    talk("talk.json", "Héllo", "there.")
    given = ("talk.srt", option, "talk.json", "--profile", "ted")
    assert 0 == run(*command, *given, "--from", "pictory").code
    done = run(*command, *given, "--from", "pictroy")
    assert (2, "subkit: unknown adapter 'pictroy'; did you mean 'pictory'?\n") == (done.code, done.err)
