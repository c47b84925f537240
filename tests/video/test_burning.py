"""Captions on the picture, proven by pixels: where they shall be, on those frames, and nowhere else."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import InputError, UnknownNameError
from subkit.model import Captions, Cue
from subkit.timecode import of_frame
from subkit.video import probe
from subkit.video.burning import Coding, Look, burning, on_frames

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOSSLESS = Coding(crf=0, preset="ultrafast")
SIZE = (192, 108)
RATES = st.sampled_from(
    [Fraction(24000, 1001), Fraction(25), Fraction(30000, 1001), Fraction(60000, 1001), Fraction(60)]
)


def frames(path: Path) -> list[bytes]:
    """The brightness of each pixel, frame by frame."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    raw = subprocess.run(
        [*command[:-1], "-fps_mode", "passthrough", "-"], capture_output=True, check=True
    ).stdout
    area = SIZE[0] * SIZE[1]
    return [raw[place : place + area] for place in range(0, len(raw), area)]


def changed_rows(before: bytes, after: bytes) -> list[int]:
    """The rows of a frame in which any pixel is another."""
    width = SIZE[0]
    return [
        row
        for row in range(SIZE[1])
        if before[row * width : row * width + width] != after[row * width : row * width + width]
    ]


@pytest.fixture(scope="session")
def grey(make_media: Callable[..., Path]) -> Path:
    """A second without loss, so that what is coded without loss again is the same."""
    return make_media("talk.mkv", seconds=1, more=("-crf", "0", "-pix_fmt", "yuv420p"))


def test_captions_are_on_their_frames_in_their_place_and_nowhere_else(grey: Path, tmp_path: Path) -> None:
    cues = (Cue(81, 281, ("Below",)), Cue(600, 720, ("Here", "too")))
    burning(probe(grey), Captions(cues), "out.mp4", coding=LOSSLESS).done(tmp_path / "out.mp4")
    rows = [changed_rows(*pair) for pair in zip(frames(grey), frames(tmp_path / "out.mp4"), strict=True)]
    assert [3, 4, 5, 6, 7, 15, 16, 17] == [number for number, changed in enumerate(rows) if changed]
    assert all(row > SIZE[1] * 0.8 for changed in rows for row in changed)


@given(RATES, st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 3000)), min_size=1, max_size=5))
def test_hundredths_of_a_second_lie_on_the_very_frames(rate: Fraction, times: list[tuple[int, int]]) -> None:
    """libass shows an event at whole ms from its start to before its end; frames are where containers in ms put them."""
    captions = Captions(tuple(Cue(start, start + length, ("x",)) for start, length in sorted(times)))
    begin = [of_frame(number, rate) for number in range(800)]
    meant = [[time for time in begin if cue.start <= time < cue.end] for cue in captions.cues]
    written = on_frames(captions, rate).cues
    assert [time for time in meant if time] == [
        [time for time in begin if cue.start <= time < cue.end] for cue in written
    ]
    assert all(cue.start % 10 == cue.end % 10 == 0 for cue in written)


def test_braces_are_letters(grey: Path) -> None:
    work = burning(probe(grey), Captions((Cue(0, 1000, ("{\\alpha&HFF&}hidden",)),)), "out.mkv")
    assert "[\\\u2060alpha&HFF&]hidden" in work.files["captions.ass"].decode()


def test_captions_look_as_they_are_asked_to(grey: Path) -> None:
    look = Look(font="A, B", size=10, colour=0xFF8000, outline=1, box=0.5, margin=2, top=True, bold=True)
    work = burning(probe(grey), Captions((Cue(0, 500, ("x",), "Ann"),)), "out.mp4", look=look)
    style = next(
        line for line in work.files["captions.ass"].decode().splitlines() if line.startswith("Style:")
    )
    assert "Default,A  B,10.8,&H000080FF,&H000080FF,&H00000000,&H7F000000,-1," in style.replace(": ", ":")[6:]
    assert style.endswith(",4,1.08,1.8,8,2,2,2,1")
    assert b"Ann: x" in work.files["captions.ass"]
    silent = burning(probe(grey), Captions((Cue(0, 500, ("x",), "Ann"),)), "out.mp4", speakers=False)
    assert b"Ann: x" not in silent.files["captions.ass"]


def test_a_picture_on_its_side_is_measured_as_it_is_shown(
    make_media: Callable[..., Path], tmp_path: Path
) -> None:
    turned = tmp_path / "turned.mp4"
    command = ["ffmpeg", "-v", "error", "-i", str(make_media()), "-c", "copy", "-metadata:s:v", "rotate=90"]
    subprocess.run([*command, str(turned)], check=True)
    work = burning(probe(turned), Captions((Cue(0, 500, ("x",)),)), "out.mp4")
    assert any("original_size=108x192" in argument for argument in work.arguments)
    assert b"PlayResX: 108" in work.files["captions.ass"]


def test_what_cannot_be_burnt_is_refused(make_media: Callable[..., Path]) -> None:
    media = probe(make_media())
    with pytest.raises(UnknownNameError, match=r"H.264 'webm'; there are: mp4, m4v, mov, mkv"):
        burning(media, Captions((Cue(0, 500, ("x",)),)), "out.webm")
    with pytest.raises(InputError, match="captions: hold nothing that could be shown"):
        burning(media, Captions((Cue(0, 0, ("x",)),)), "out.mp4")
    sound = probe(make_media("song.m4a", more=("-vn",)))
    with pytest.raises(InputError, match="has no moving picture"):
        burning(sound, Captions((Cue(0, 500, ("x",)),)), "out.mp4")
