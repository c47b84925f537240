"""Where the plain commands read and write: one name for two things, places that take no file, and stdin, in one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

CUES = "1\n00:00:01,000 --> 00:00:02,000\nHello there.\n\n2\n00:00:02,500 --> 00:00:04,000\nHow are you?\n"
WRITERS = {
    "convert": ("convert", "talk.json", "--to", "srt"),
    "explain": ("explain", "talk.json"),
    "check": ("check", "talk.srt", "--fail-on", "never"),
    "fix": ("fix", "talk.srt", "--to", "srt"),
    "retime": ("retime", "talk.srt", "--recut", "--to", "srt"),
    "diff": ("diff", "talk.srt", "same.srt"),
    "tune": ("tune", "talk.srt", "--trials", "1"),
}


@pytest.fixture
def files(here: Path, talk: Callable[..., Path]) -> Path:
    """A talk, captions of it, a copy of these, and a folder."""
    talk("talk.json", "Hello", "there.", "How", "are", "you?")
    for name in ("talk.srt", "same.srt"):
        (here / name).write_text(CUES)
    (here / "folder").mkdir()
    return here


@pytest.mark.parametrize("command", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        ("folder", "folder: is a folder; name a file in it"),
        ("none/out.srt", "none/out.srt: no such folder"),
        ("talk.srt/out.srt", "talk.srt/out.srt: "),
        ("/dev/full", "/dev/full: no space left on the disk"),
        ("", "'': "),
    ],
)
def test_7_where_nothing_can_be_written(
    run: Callable[..., Done], files: Path, command: tuple[str, ...], place: str, complaint: str
) -> None:
    before = {path: path.read_bytes() for path in files.iterdir() if path.is_file()}
    done = run(*command, "-o", place)
    assert (7, b"") == (done.code, done.out)
    assert complaint in done.err
    assert 1 == done.err.count("\n")
    assert before == {path: path.read_bytes() for path in files.iterdir() if path.is_file()}


@pytest.mark.parametrize("command", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("way", ["{}", "./{}", "folder/../{}"])
def test_2_an_input_is_never_written_over(
    run: Callable[..., Done], files: Path, command: tuple[str, ...], way: str
) -> None:
    before = (files / command[1]).read_bytes()
    done = run(*command, "-o", way.format(command[1]))
    assert (2, b"", 1) == (done.code, done.out, done.err.count("\n"))
    assert f"is the input {command[1]}, which would be lost" in done.err
    assert before == (files / command[1]).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("check", "-", "--words", "-"), "FILE and --words cannot both be stdin"),
        (("fix", "-", "--words", "-"), "FILE and --words cannot both be stdin"),
        (("retime", "-", "--words", "-"), "EDITED and --words cannot both be stdin"),
        (("diff", "-", "-"), "FIRST and SECOND cannot both be stdin"),
        (("score", "-", "--reference", "-"), "CAPTIONS and --reference cannot both be stdin"),
        (("fix", "talk.srt", "--in-place", "--to", "vtt"), "--in-place keeps FILE's format"),
    ],
)
def test_2_one_thing_cannot_be_two(
    run: Callable[..., Done], files: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    done = run(*arguments)
    assert (2, b"", 1) == (done.code, done.out, done.err.count("\n"))
    assert complaint in done.err
    assert CUES == (files / "talk.srt").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "-", "--fail-on", "never"),
        ("fix", "-"),
        ("retime", "-", "--recut"),
        ("convert", "-"),
        ("join", "talk.srt", "-", "--gap", "1"),
        ("merge", "-", "talk.srt"),
        ("diff", "-", "talk.srt"),
        ("score", "-", "--reference", "talk.srt"),
        ("tune", "-", "-", "-o", "-", "--trials", "1"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_captions_may_come_from_stdin(
    program: Callable[..., Done], files: Path, arguments: tuple[str, ...]
) -> None:
    before = sorted(files.iterdir())
    done = program(*arguments, stdin=CUES.encode())
    assert 0 == done.code, done.err
    assert b"" != done.out
    assert before == sorted(files.iterdir())


def test_the_words_of_a_check_may_come_from_stdin(program: Callable[..., Done], files: Path) -> None:
    words = (files / "talk.json").read_bytes()
    done = program("check", "talk.srt", "--words", "-", "--json", "--fail-on", "never", stdin=words)
    assert (0, "") == (done.code, done.err)
    assert done.json["inputs"][0]["words"] is True
