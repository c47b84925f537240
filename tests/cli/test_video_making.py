"""What ``mux``, ``extract``, ``burn`` and ``audio`` do for users: the files they make, what they say, and how they end."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from disks import small_disk
from program import PROGRAM

from subkit.video import probe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

SRT = "1\n00:00:00,503 --> 00:00:01,002\nOne\n\n2\n00:00:01,200 --> 00:00:09,000\nTwo & three\n\n"


@pytest.fixture
def captions(here: Path) -> str:
    (here / "talk.fr.srt").write_text(SRT)
    return "talk.fr.srt"


def made(here: Path) -> set[str]:
    return {path.name for path in here.iterdir()}


def test_captions_go_in_and_come_out(run: Callable[..., Done], here: Path, film: Path, captions: str) -> None:
    done = run("mux", film, captions, "-o", "out.mp4", "--title", "Fran\u00e7ais", "--default", "1")
    over = "talk.fr.srt: the last cue ends 3 s after the video; --clip cuts it off\n"
    assert (0, over) == (done.code, done.err)
    listed = run("extract", "out.mp4", "--list").out.decode().splitlines()
    assert ["1", "2", "mov_text", "fr", "Fran\u00e7ais", "default"] == listed[1].split()
    assert SRT == run("extract", "out.mp4", "-o", "-").out.decode()
    assert 0 == run("extract", "out.mp4", "--output-dir", "found", "--to", "vtt,txt").code
    assert {"out.fr.vtt", "out.fr.txt"} == made(here / "found")


def test_captions_are_clipped_to_the_video(run: Callable[..., Done], film: Path, captions: str) -> None:
    done = run("mux", film, captions, "-o", "out.mkv", "--clip")
    assert (0, "") == (done.code, done.err)
    assert "00:00:01,200 --> 00:00:06,0" in run("extract", "out.mkv", "-o", "-").out.decode()


def test_tracks_are_chosen_by_what_they_are(
    run: Callable[..., Done], here: Path, film: Path, captions: str
) -> None:
    (here / "signs.srt").write_text(SRT.replace("One", "Exit"))
    run("mux", film, captions, "signs.srt", "-o", "out.mkv", "--language", "de", "--forced", "2", "--clip")
    for options in (("--track", "2"), ("--forced",)):
        assert b"Exit" in run("extract", "out.mkv", "-o", "-", *options).out
    assert b"One" in run("extract", "out.mkv", "-o", "-", "--language", "de-CH").out
    several = run("extract", "out.mkv", "-o", "one.srt")
    assert 2 == several.code
    assert "there are 2 such tracks: --track takes one of them" in several.err
    none = run("extract", "out.mkv", "--language", "ja")
    assert 1 == none.code
    assert "has no such captions among its 2; --list says which there are" in none.err
    tracks = run("extract", "out.mkv", "--list", "--json").json["tracks"]
    assert [("de", False), (None, True)] == [(track["language"], track["forced"]) for track in tracks]


def test_what_a_container_changes_is_told(run: Callable[..., Done], here: Path, film: Path) -> None:
    (here / "a.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\na --&gt; b\n")
    done = run("mux", film, "a.vtt", "-o", "out.mkv")
    assert "a.vtt: 1 change for Matroska (-v lists them)\n" == done.err
    assert "" == run("mux", film, "a.vtt", "-o", "out.mp4").err
    (here / "b.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000 line:0\na\n\n00:01.500 --> 00:02.000\nb\n")
    told = run("mux", film, "b.vtt", "-o", "out.mp4", "-v").messages
    assert [
        "b.vtt: cue 1: written without its place [position]",
        "b.vtt: cue 2: shown in one with what it overlaps [overlap]",
    ] == told[:2]


def test_captions_are_burnt(run: Callable[..., Done], film: Path, captions: str) -> None:
    done = run("burn", film, captions, "-o", "out.mp4", "--preset", "ultrafast", "-v")
    assert 0 == done.code
    assert "the last cue ends 3 s after the video" in done.messages[0]
    assert "ffmpeg -copyts" in done.messages[1]
    assert "wrote out.mp4" in done.messages[-1]
    assert ["h264", "aac"] == [stream.codec for stream in probe("out.mp4").streams]


def test_letters_without_a_font_are_refused(run: Callable[..., Done], here: Path, film: Path) -> None:
    (here / "a.srt").write_text(SRT.replace("One", "\U00012000 \U00012001"))  # cuneiform
    done = run("burn", film, "a.srt", "-o", "out.mp4")
    assert 3 == done.code
    assert "fonts: none here has letters of Cuneiform" in done.err
    assert {"a.srt"} == made(here)


def test_the_sound_is_made_beside_the_video(run: Callable[..., Done], here: Path, film: Path) -> None:
    (here / "film.mp4").write_bytes(film.read_bytes())
    done = run("audio", "film.mp4")
    assert 0 == done.code
    assert done.err.startswith("film.flac: ")
    assert "is there already and may not be overwritten" in run("audio", "film.mp4").err
    assert 0 == run("audio", "film.mp4", "--overwrite", "--from", "1", "--to", "0:02.5").code
    assert 1500 == probe("film.flac").duration


def test_a_dry_run_makes_nothing(run: Callable[..., Done], here: Path, film: Path, captions: str) -> None:
    for command in (("mux", film, captions), ("burn", film, captions), ("audio", film)):
        done = run(*command, "-o", "out.mkv" if command[0] != "audio" else "out.wav", "--dry-run")
        assert (0, True) == (done.code, done.out.startswith(b"ffmpeg "))
    assert {captions} == made(here)


WRONG = [
    (("mux", "{film}", "a.srt"), 2, "-o says which file to make"),
    (("mux", "{film}", "a.srt", "-o", "a.avi"), 2, "unknown container 'avi'"),
    (("mux", "{film}", "a.srt", "-o", "a.mp4", "--codec", "ass"), 2, "MP4 holds captions as mov_text only"),
    (("mux", "{film}", "a.srt", "-o", "a.mp4", "--forced", "2"), 2, "--forced 2: there are 1 CAPTIONS"),
    (
        ("mux", "{film}", "a.srt", "-o", "a.mp4", "--title", "x", "--title", "y"),
        2,
        "--title is given 2 times",
    ),
    (("mux", "{film}", "a.srt", "-o", "a.srt"), 2, "unknown container 'srt'"),
    (("mux", "in.mp4", "a.srt", "-o", "./in.mp4"), 2, "is the input in.mp4, which would be lost"),
    (("mux", "-", "a.srt", "-o", "a.mp4"), 2, "media cannot come from stdin"),
    (("mux", "{film}", "a.srt", "-o", "-"), 2, "-o - is stdout, and media cannot go there: name a file"),
    (("mux", "{film}", "a.srt", "-o", "a"), 2, "-o a: a suffix has to say what is made, as in talk.mp4"),
    (("mux", "a.srt", "{film}", "-o", "a.mp4"), 1, "is a media file (MP4 or QuickTime), and no text"),
    (("mux", "{film}", "none.srt", "-o", "a.mp4"), 1, "none.srt: no such file"),
    (("mux", "{film}", "a.srt", "-o", "none/a.mp4"), 7, "none/a.mp4: no such folder"),
    (("mux", "{film}", "a.srt", "-o", "in.mp4", "--no-overwrite"), 7, "may not be overwritten"),
    (("mux", "{film}", "a.srt", "-o", "a.webm"), 1, "stream 0 is h264, which WebM does not hold"),
    (("mux", "empty.mp4", "a.srt", "-o", "a.mp4"), 1, "empty.mp4: is empty"),
    (("mux", "cut.mp4", "a.srt", "-o", "a.mp4"), 1, "cut.mp4: is no media file that ffprobe can read"),
    (("burn", "{film}", "a.srt", "-o", "a.webm"), 2, "unknown container of H.264 'webm'"),
    (("burn", "{film}", "a.srt", "-o", "a.ts"), 2, "'ts'; there are: mp4, m4v, mov, mkv (see"),
    (("burn", "{film}", "a.srt", "-o", "-"), 2, "-o - is stdout"),
    (("burn", "{film}", "a.srt", "-o", "a.mp4", "--colour", "red"), 2, "write red, green and blue as FFCC00"),
    (("burn", "{film}", "a.srt", "-o", "a.mp4", "--allow-ass"), 2, "--allow-ass is for SubStation"),
    (("burn", "cut.mp4", "a.srt", "-o", "a.mp4"), 1, "cut.mp4: is no media"),
    (("burn", "a.srt", "a.srt", "-o", "a.mp4"), 1, "a.srt: has no moving picture"),
    (("audio", "{film}", "-o", "-"), 2, "-o - is stdout"),
    (("audio", "{film}", "-o", "a.ogg"), 2, "unknown kind of audio 'ogg'"),
    (("audio", "{film}", "-o", "a.wav", "--track", "2"), 1, "has no sound number 2, it has 1"),
    (
        ("audio", "{film}", "-o", "a.wav", "--language", "fr"),
        1,
        "has no sound in fr; the languages are: not said",
    ),
    (("audio", "{film}", "-o", "a.wav", "--from", "7"), 2, "--from is after the end"),
    (("audio", "{film}", "-o", "a.wav", "--from", "3", "--to", "2"), 2, "--to has to be later than --from"),
    (("audio", "a.srt", "-o", "a.wav"), 1, "a.srt: has no sound"),
    (("extract", "{film}"), 1, "has no captions in its container"),
    (("extract", "{film}", "-o", "a.xyz"), 2, "unknown format 'xyz'"),
    (("extract", "{film}", "--json"), 2, "--json prints the list of --list"),
    (("extract", "a.srt", "-o", "a.srt"), 2, "is the input a.srt, which would be lost"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=[f"{one[0][0]}: {one[2]}" for one in WRONG])
def test_what_is_wrong_is_told_in_a_line_and_nothing_is_made(
    run: Callable[..., Done], here: Path, film: Path, wrong: tuple[tuple[str, ...], int, str]
) -> None:
    arguments, code, said = wrong
    (here / "a.srt").write_text(SRT.replace("9,000", "5,000"))
    (here / "in.mp4").write_bytes(b"old")
    (here / "empty.mp4").touch()
    (here / "cut.mp4").write_bytes(film.read_bytes()[:4000])
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    done = run(*(str(film) if one == "{film}" else one for one in arguments))
    assert (code, 1) == (done.code, len(done.messages)), done.err
    assert said in done.err
    assert before == {path.name: path.read_bytes() for path in here.iterdir()}


def test_of_a_damaged_video_the_rest_is_made_and_the_damage_told(
    run: Callable[..., Done], here: Path, film: Path, captions: str
) -> None:
    assert 0 == run("mux", film, captions, "-o", "whole.mkv", "--clip").code
    (here / "cut.mkv").write_bytes((here / "whole.mkv").read_bytes()[:60_000])
    done = run("mux", "cut.mkv", captions, "-o", "out.mkv", "--clip", "--replace")
    assert (0, "cut.mkv: ffmpeg: File ended prematurely") == (
        done.code,
        done.messages[0].partition(" at pos")[0],
    )


def test_what_will_be_seen_otherwise_is_told_before_it_is_burnt(
    run: Callable[..., Done], film: Path, captions: str
) -> None:
    done = run("burn", film, captions, "-o", "out.mp4", "--font", "Of No Foundry, at all", "--dry-run")
    assert [
        f"{captions}: the last cue ends 3 s after the video, and is lost there",
        "--font Of No Foundry, at all: no font here is called so; libass draws with another",
    ] == done.messages
    plain = run("burn", film, captions, "-o", "out.mp4", "--font", "dejavu sans", "--dry-run")
    assert 1 == len(plain.messages)


def odd_ffmpeg(folder: Path, script: str) -> str:
    """A shell script that runs where ffmpeg would."""
    program = folder / "odd-ffmpeg"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


COMMANDS = [("mux", "out.mkv"), ("burn", "out.mp4"), ("audio", "out.wav")]


@pytest.mark.parametrize("wanted", COMMANDS)
@pytest.mark.usefixtures("captions")
def test_a_program_that_fails_leaves_the_old_file(
    run: Callable[..., Done], here: Path, film: Path, monkeypatch: pytest.MonkeyPatch, wanted: tuple[str, str]
) -> None:
    command, out = wanted
    captions = "talk.fr.srt"
    (here / out).write_text("old")
    used = (film,) if command == "audio" else (film, captions)
    spoilt = 'for last; do :; done; echo part > "${last#file:}"; '
    outcomes = {
        "kill -9 $$": (1, "killed (signal 9)"),
        "echo 'No space left on device' >&2; exit 1": (7, f"{out}: no space left on the disk"),
    }
    for end, (code, said) in outcomes.items():
        monkeypatch.setenv("SUBKIT_FFMPEG", odd_ffmpeg(here, spoilt + end))
        done = run(command, *used, "-o", out, "-q")
        assert code == done.code
        assert said in done.err
    monkeypatch.setenv("SUBKIT_FFMPEG", "/nowhere/ffmpeg")
    missing = run(command, *used, "-o", out, "-q")
    assert (3, "old") == (missing.code, (here / out).read_text())
    assert {out, captions, "odd-ffmpeg"} == made(here)


def test_an_interruption_leaves_nothing(here: Path, film: Path, captions: str) -> None:
    hanging = odd_ffmpeg(here, "touch begun; exec sleep 60")
    command = [PROGRAM, "mux", film, captions, "-o", "out.mp4"]
    with subprocess.Popen(
        command, cwd=here, stderr=subprocess.PIPE, env={**os.environ, "SUBKIT_FFMPEG": hanging}
    ) as running:
        deadline = time.monotonic() + 120
        while not list(here.glob(".subkit-*/begun")):
            assert running.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        assert 130 == running.wait(120)
    assert {captions, "odd-ffmpeg"} == made(here)


def test_a_full_disk_is_told(here: Path, film: Path, captions: str) -> None:
    with small_disk(here / "disk", "64k") as disk:
        command = disk.command(here, "mux", str(film), captions, "-o", "disk/out.mp4", "-q")
        done = subprocess.run(command, capture_output=True, check=False, text=True)
        assert (7, "subkit: disk/out.mp4: no space left on the disk\n") == (done.returncode, done.stderr)
        assert [] == list(disk.seen.iterdir())


def test_a_program_that_makes_nothing_is_told(
    run: Callable[..., Done], here: Path, film: Path, captions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 0 == run("mux", film, captions, "-o", "has.mkv", "-q").code
    monkeypatch.setenv("SUBKIT_FFMPEG", odd_ffmpeg(here, "exit 0"))
    for arguments in (
        ("mux", film, captions, "-o", "out.mkv"),
        ("audio", film, "-o", "out.wav"),
        ("extract", "has.mkv", "-o", "out.srt"),
        ("probe", film, "--detect-shots"),
        ("review", captions, "--video", film, "-o", "out.html"),
    ):
        done = run(*arguments)
        assert 1 == done.code, arguments
        assert done.err.endswith("ffmpeg: ended well, and made nothing\n"), done.err
    assert {captions, "has.mkv", "odd-ffmpeg"} == made(here)


def test_the_environment_says_how_long_a_program_may_hang(
    run: Callable[..., Done], here: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUBKIT_FFMPEG", odd_ffmpeg(here, "exec sleep 600"))
    for patience in ("1.5", "10", "60"):  # so long ffprobe has, too, which does not hang
        monkeypatch.setenv("SUBKIT_FFMPEG_PATIENCE", patience)
        done = run("audio", film, "-o", "out.wav")
        assert 5 == done.code
        if "ffprobe" not in done.err:
            break
    assert f"ffmpeg: got no further for {patience} s, and was ended\n" in done.err
