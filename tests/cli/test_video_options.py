"""The media themselves as an option of other commands: frame rate, shot changes and end are asked of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done


@pytest.fixture
def speech(here: Path) -> Path:
    """A talk whose words begin near the film's cuts at 2 s and 4 s, off its frames."""
    path = here / "talk.json"
    words = [
        ("Hello,", 1.013, 1.45),
        ("everybody.", 1.5, 1.871),
        ("Good", 2.153, 2.6),
        ("evening.", 2.7, 3.3),
    ]
    entries = [{"word": text, "start_time": start, "end_time": end} for text, start, end in words]
    path.write_text(json.dumps({"transcript": [{"words": entries}]}))
    return path


def test_the_video_says_what_options_would(
    run: Callable[..., Done], speech: Path, here: Path, film: Path
) -> None:
    (here / "cuts.txt").write_text("2.0\n4.0\n")
    style = ("--profile", "netflix-en")
    said = run("convert", speech, "-o", "said.srt", *style, "--frame-rate", "25", "--shots", "cuts.txt")
    asked = run("convert", speech, "-o", "asked.srt", *style, "--video", film, "--detect-shots")
    plain = run("convert", speech, "-o", "plain.srt", *style)
    assert [0, 0, 0] == [said.code, asked.code, plain.code]
    assert (here / "said.srt").read_bytes() == (here / "asked.srt").read_bytes()
    assert (here / "said.srt").read_bytes() != (here / "plain.srt").read_bytes()


@pytest.mark.parametrize("command", ["check", "fix"])
def test_checks_and_repairs_know_the_videos_cuts(
    run: Callable[..., Done], here: Path, film: Path, command: str
) -> None:
    (here / "talk.srt").write_text("1\n00:00:02,120 --> 00:00:05,000\nHello.\n")
    done = run(command, "talk.srt", "--profile", "netflix-en", "--video", film, "--detect-shots")
    assert 0 == done.code
    assert b"after a shot change" in done.out or b"00:00:02,000" in done.out


@pytest.mark.parametrize("command", ["convert", "check", "fix"])
def test_captions_that_go_on_after_the_video_are_told_of(
    run: Callable[..., Done], here: Path, film: Path, command: str
) -> None:
    (here / "long.srt").write_text("1\n00:00:05,000 --> 00:00:09,000\nHello there, everybody.\n")
    more = ("-o", "out.vtt") if command == "convert" else ()
    done = run(command, "long.srt", "--video", film, *more)
    assert f"long.srt: the last cue ends 3 s after {film}" in done.err


def test_what_is_taken_of_the_video_is_told_to_those_who_ask(
    run: Callable[..., Done], speech: Path, film: Path
) -> None:
    done = run("convert", speech, "--video", film, "--detect-shots", "-v")
    assert [f"{film}: 25 frames a second", f"{film}: 2 shot changes"] == done.messages[:2]


def test_a_frame_rate_that_is_said_counts_more(run: Callable[..., Done], speech: Path, film: Path) -> None:
    done = run("convert", speech, "--video", film, "--frame-rate", "50", "-v")
    assert "frames a second" not in done.err
    assert 0 == done.code


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--detect-shots",), "--detect-shots looks for shot changes in the --video; give that too"),
        (("--shot-threshold", "9"), "--shot-threshold is for --detect-shots; give that too"),
        (("--video", "-"), "--video cannot be stdin; name a file"),
        (("--video", "x.mp4", "other.json"), "--video is of one video, and there are 2 inputs"),
        (("--video", "x.mp4", "--detect-shots", "--shots", "x"), "both say when shots change"),
    ],
)
def test_2_a_wrong_option_and_nothing_is_done(  # noqa: PLR0917 - fixtures, and what varies
    run: Callable[..., Done], speech: Path, here: Path, film: Path, options: tuple[str, ...], message: str
) -> None:
    (here / "x.mp4").write_bytes(film.read_bytes())
    done = run("convert", speech, *options)
    assert (2, b"") == done[:2]
    assert message in done.err
    assert not (here / "talk.srt").exists()


def test_1_a_video_that_is_none_and_nothing_is_written(
    run: Callable[..., Done], speech: Path, here: Path
) -> None:
    (here / "x.mp4").write_text("<html>")
    done = run("convert", speech, "--video", "x.mp4")
    assert (1, b"") == done[:2]
    assert "x.mp4: is no media file" in done.err
    assert not (here / "talk.srt").exists()
