"""Burnt captions, pixel by pixel: on each frame that is shown while a cue lasts, in the caption band, and nowhere else."""

from __future__ import annotations

import random
import subprocess
from typing import TYPE_CHECKING

import pytest

from subkit.model import Captions, Cue
from subkit.video import probe
from subkit.video.burning import Coding, burning

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZE = (192, 108)
BAND = 0.75
"""Where two lines of captions begin, from the top: no row above may change."""
SECONDS = 6


def frames(path: Path) -> list[bytes]:
    """The brightness of each pixel, frame by frame."""
    raw = ["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:v", *raw]
    out = subprocess.run(command, capture_output=True, check=True).stdout
    area = SIZE[0] * SIZE[1]
    return [out[place : place + area] for place in range(0, len(out), area)]


def times(path: Path) -> list[int]:
    """When each frame is shown, in whole ms from the first."""
    shown = [float(line.strip(",")) for line in exact_times(path)]
    return [round((time - shown[0]) * 1000) for time in shown]


def cues() -> list[Cue]:
    """Ten cues at odd times; some follow each other at once, the shortest lasts 60 ms."""
    chance = random.Random(7)  # noqa: S311 - no secret
    found, clock = [], 83
    for number in range(10):
        length = chance.choice([60, 131, 407, 640])
        lines = ("One line",) if number % 2 else ("Two lines", "of text")
        found.append(Cue(clock, clock + length, lines))
        clock += length + chance.choice([0, 41, 203])
    return found


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts"])
@pytest.mark.parametrize("rate", ["24000/1001", "25", "30000/1001", "50", "60"])
def test_captions_are_on_their_frames_in_their_band_and_nowhere_else(
    make_media: Callable[..., Path], tmp_path: Path, figures: list[tuple[str, ...]], rate: str, name: str
) -> None:
    video = make_media(name, rate=rate, seconds=SECONDS)
    captions = Captions(tuple(cues()))
    target = tmp_path / ("out.mkv" if name == "a.mkv" else "out.mp4")
    burning(probe(video), captions, target, coding=Coding(0, "ultrafast")).done(target)
    before, after, clock = frames(video), frames(target), times(video)
    assert len(before) == len(after) == len(clock)
    meant = [any(cue.start <= time < cue.end for cue in captions.cues) for time in clock]
    assert meant == [one != other for one, other in zip(before, after, strict=True)]
    top = round(SIZE[1] * BAND) * SIZE[0]
    assert all(one[:top] == other[:top] for one, other in zip(before, after, strict=True))
    shown = f"{sum(meant)} of {len(meant)} frames changed, as they should"
    figures.append((f"burnt, {rate} frames a second", name[2:], shown, "0 rows above the band"))


def test_frames_keep_their_times_where_the_rate_varies(
    make_media: Callable[..., Path], tmp_path: Path
) -> None:
    video, target = tmp_path / "varying.mp4", tmp_path / "out.mp4"
    dropped = [
        "-vf",
        "select='not(between(mod(n,10),3,7))'",
        "-fps_mode",
        "vfr",
        "-c:v",
        "libx264",
        "-crf",
        "0",
    ]
    command = ["ffmpeg", "-v", "error", "-i", str(make_media("a.mp4")), *dropped, str(video)]
    subprocess.run(command, check=True)
    assert probe(video).frame_rate is None
    burning(probe(video), Captions((Cue(0, 500, ("x",)),)), target, coding=Coding(0, "ultrafast")).done(
        target
    )
    assert exact_times(video) == exact_times(target)


def exact_times(path: Path) -> list[str]:
    """When each frame is shown, in seconds with six decimals."""
    asked = ["-select_streams", "v", "-show_entries", "frame=pts_time", "-of", "csv=p=0"]
    command = ["ffprobe", "-v", "error", *asked, str(path)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()


def test_the_sound_is_copied_and_stays_with_the_picture(
    make_media: Callable[..., Path], tmp_path: Path
) -> None:
    for late in (-0.4, 0.4):
        video = make_media("a.ts", late=late)
        target = tmp_path / "out.mkv"
        burning(probe(video), Captions((Cue(0, 500, ("x",)),)), target, coding=Coding(30, "ultrafast")).done(
            target
        )
        gaps = []
        for media in (probe(video), probe(target)):
            assert media.video
            assert media.audio
            assert None not in {media.video.start, media.audio.start}
            gaps.append((media.audio.start or 0) - (media.video.start or 0))
        assert gaps[0] == pytest.approx(gaps[1], abs=1)


def test_braces_are_letters_unless_a_script_is_drawn_as_it_stands(
    make_media: Callable[..., Path], tmp_path: Path
) -> None:
    grey = make_media("a.mkv")
    hidden = "{\\alpha&HFF&}hidden"
    drawn = burning(
        probe(grey), Captions((Cue(0, 1000, (hidden,)),)), "out.mkv", coding=Coding(0, "ultrafast")
    )
    drawn.done(tmp_path / "drawn.mkv")
    assert frames(grey)[5] != frames(tmp_path / "drawn.mkv")[5]
    script = drawn.files["captions.ass"].replace("[\\\u2060alpha&HFF&]".encode(), b"{\\alpha&HFF&}")
    assert script != drawn.files["captions.ass"]
    as_it_stands = burning(probe(grey), Captions(()), "out.mkv", coding=Coding(0, "ultrafast"), script=script)
    as_it_stands.done(tmp_path / "hidden.mkv")
    assert frames(grey) == frames(tmp_path / "hidden.mkv")
