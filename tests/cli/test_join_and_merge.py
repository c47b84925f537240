"""What ``subkit join`` and ``subkit merge`` do: one file of several."""

from __future__ import annotations

import shutil
import wave
from typing import TYPE_CHECKING

import pytest

from subkit import formats
from subkit.document import CueSettings
from subkit.model import Captions, Cue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done


@pytest.fixture
def parts(here: Path) -> Path:
    """Two files: a.srt of ten seconds, b.srt; and b.de.srt, b's translation."""
    formats.save(Captions((Cue(1000, 2000, ("One.",)), Cue(9000, 10_200, ("Two.",)))), here / "a.srt")
    formats.save(Captions((Cue(500, 1500, ("Three,", "four.")), Cue(3000, 4000, ("Five.",)))), here / "b.srt")
    formats.save(Captions((Cue(560, 1400, ("Drei, vier.",)), Cue(3000, 5000, ("Fünf.",)))), here / "b.de.srt")
    return here


def rows(path: Path) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for cue in formats.load(path)]


@pytest.mark.parametrize(
    ("options", "begin"),
    [
        (["--at", "00:01:00"], 60_000),
        (["--at", "00:01:00:12", "--frame-rate", "24"], 60_500),
        (["--durations", "12.5"], 12_500),
        (["--durations", "12.5,99"], 12_500),
        (["--gap", "0"], 10_200),
        (["--gap", "1.5"], 11_700),
    ],
)
def test_the_second_part_begins_when_it_is_said(
    run: Callable[..., Done], parts: Path, options: list[str], begin: int
) -> None:
    assert (0, b"", "") == run("join", "a.srt", "b.srt", "-o", "c.srt", *options)
    expected = [(1000, 2000, "One."), (9000, 10_200, "Two.")]
    expected += [(begin + 500, begin + 1500, "Three,\nfour."), (begin + 3000, begin + 4000, "Five.")]
    assert expected == rows(parts / "c.srt")


def test_three_parts_may_be_of_different_formats_and_one_be_stdin(
    program: Callable[..., Done], parts: Path
) -> None:
    formats.save(formats.load(parts / "b.srt"), parts / "b.vtt")
    done = program(
        "join",
        "-",
        "b.vtt",
        "b.srt",
        "--durations",
        "20,20",
        "--to",
        "vtt",
        stdin=(parts / "a.srt").read_bytes(),
    )
    assert (0, "") == (done.code, done.err)
    starts = [1000, 9000, 20_500, 23_000, 40_500, 43_000]
    assert starts == [cue.start for cue in formats.parse(done.out, "vtt")]


def test_parts_that_are_joined_can_be_cut_out_again(run: Callable[..., Done], parts: Path) -> None:
    run("join", "a.srt", "b.srt", "-o", "c.srt", "--at", "60")
    assert 0 == run("convert", "c.srt", "-o", "a2.srt", "--to-time", "1:00").code
    assert 0 == run("convert", "c.srt", "-o", "b2.srt", "--from-time", "1:00").code
    for name in "ab":
        assert (parts / f"{name}.srt").read_bytes() == (parts / f"{name}2.srt").read_bytes()


def test_a_lingering_cue_is_trimmed_and_told_and_one_that_begins_too_late_refused(
    run: Callable[..., Done], parts: Path
) -> None:
    done = run("join", "a.srt", "b.srt", "-o", "c.srt", "--at", "10", "-v")
    told = ["part 1, cue 2: reaches across 00:00:10.000; trimmed to it [trimmed]", "1 repair (-v lists them)"]
    assert (0, told) == (done.code, done.messages)
    late = run("join", "a.srt", "b.srt", "-o", "d.srt", "--at", "5")
    reason = "part 1 has a cue at 00:00:09.000, when part 2 has begun (00:00:05.000)"
    assert (1, f"subkit: a.srt, b.srt: {reason}\n") == (late.code, late.err)
    assert not (parts / "d.srt").exists()


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["join", "a.srt", "--gap", "1"], "two or more"),
        (["join", "a.srt", "b.srt"], "one of --at, --durations, --media and --gap"),
        (
            ["join", "a.srt", "b.srt", "--at", "1", "--gap", "1"],
            "one of --at, --durations, --media and --gap",
        ),
        (["join", "a.srt", "b.srt", "--at", "1,2"], "--at says when 2 parts begin, and 1 follow the first"),
        (["join", "a.srt", "b.srt", "b.srt", "--at", "2,1"], "cannot begin before"),
        (
            ["join", "a.srt", "b.srt", "--durations", "1,2,3"],
            "--durations says how long 3 parts are, and there are 2",
        ),
        (["join", "a.srt", "b.srt", "--gap", "1,2"], "--gap is one time"),
        (["join", "a.srt", "b.srt", "--gap", "soon"], "is no time"),
        (["join", "a.srt", "b.srt", "--gap=-1"], "is before zero"),
        (["join", "-", "-", "--gap", "1"], "not several"),
        (["join", "a.srt", "b.srt", "--gap", "1", "-o", "b.srt"], "would be lost"),
        (["join", "a.srt", "b.srt", "--gap", "1", "--to", "srt,vtt"], "--to takes one format"),
        (["merge", "a.srt", "a.srt", "-o", "a.srt"], "would be lost"),
        (["merge", "a.srt", "b.srt", "--max-chars", "9"], "give that too"),
    ],
)
def test_a_wrong_command_writes_nothing(
    run: Callable[..., Done], parts: Path, options: list[str], complaint: str
) -> None:
    before = {path: path.read_bytes() for path in parts.iterdir()}
    done = run(*options)
    assert (2, b"", True) == (done.code, done.out, complaint in done.err)
    assert before == {path: path.read_bytes() for path in parts.iterdir()}


def test_two_languages_come_and_go_together(run: Callable[..., Done], parts: Path) -> None:
    done = run("merge", "b.srt", "b.de.srt", "-o", "both.vtt")
    assert (0, "1 repair (-v lists them)\n") == (done.code, done.err)
    expected = [
        (500, 1500, "Three,\nfour.\nDrei, vier."),
        (3000, 4000, "Five.\nFünf."),
        (4000, 5000, "Fünf."),
    ]
    assert expected == rows(parts / "both.vtt")


def test_a_limit_of_lines_holds_for_each_language(run: Callable[..., Done], parts: Path) -> None:
    assert 0 == run("merge", "b.srt", "b.de.srt", "-o", "both.vtt", "--max-lines", "1").code
    assert "Three, four.\nDrei, vier." == rows(parts / "both.vtt")[0][2]
    told = run("merge", "b.srt", "b.de.srt", "-o", "x.vtt", "--max-lines", "1", "--max-chars", "8", "-v").err
    assert "first track, cue 1: 2 lines, which would be too long as 1; left as they are [lines]" in told


def test_apart_the_first_file_goes_to_the_top(run: Callable[..., Done], parts: Path) -> None:
    assert 0 == run("merge", "b.srt", "b.de.srt", "-o", "both.json", "--layout", "apart").code
    both = formats.load(parts / "both.json")
    top = CueSettings(line=0)
    assert [(500, top), (560, None), (3000, top), (3000, None)] == [(cue.start, cue.settings) for cue in both]


def test_a_file_that_is_none_is_named(run: Callable[..., Done], parts: Path) -> None:
    (parts / "bad.srt").write_text("1\n00:00:01,000 --> soon\nHi\n")
    for command in (["join", "a.srt", "bad.srt", "--gap", "1"], ["merge", "a.srt", "bad.srt"]):
        done = run(*command, "-o", "c.srt")
        assert (1, True) == (done.code, done.err.startswith("subkit: bad.srt:2: "))
    assert not (parts / "c.srt").exists()


def test_media_are_measured_or_their_lengths_asked_for(run: Callable[..., Done], parts: Path) -> None:
    with wave.open(str(parts / "a.wav"), "wb") as sound:
        sound.setparams((1, 1, 8000, 100_000, "NONE", "none"))
        sound.writeframes(b"\x80" * 100_000)
    done = run("join", "a.srt", "b.srt", "-o", "c.srt", "--media", "a.wav")
    if shutil.which("ffprobe"):
        assert (0, 13_000) == (done.code, rows(parts / "c.srt")[2][0])
    else:
        assert (1, True) == (done.code, done.err.endswith("say it with --durations\n"))
    gone = run("join", "a.srt", "b.srt", "-o", "d.srt", "--media", "gone.mp4")
    assert (1, "subkit: gone.mp4: no such file\n") == (gone.code, gone.err)


@pytest.mark.parametrize("command", [("merge", "a.srt", "b.vtt"), ("join", "a.srt", "b.vtt", "--gap", "1")])
def test_what_was_guessed_of_a_file_is_told(
    run: Callable[..., Done], parts: Path, command: tuple[str, ...]
) -> None:
    (parts / "b.srt").rename(parts / "b.vtt")
    done = run(*command, "-o", "out.srt")
    assert done.err.startswith("b.vtt: the name says WebVTT, the content SubRip; read as SubRip\n")
