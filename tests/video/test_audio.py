"""The sound for providers: one channel, and times that are those of the picture."""

from __future__ import annotations

import array
import subprocess
from typing import TYPE_CHECKING

import pytest

from subkit.errors import InputError, UnknownNameError
from subkit.video import probe
from subkit.video.audio import Part, speech

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLICK = "aevalsrc='if(between(t,0.5,0.51),0.9,0)':s=48000:d=1.5"
PICTURE = "color=s=64x64:r=25:d=2"


@pytest.fixture(scope="session")
def clicking(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes a video whose sound clicks half a second after it begins, which is so much later than the picture."""
    folder = tmp_path_factory.mktemp("clicks")

    def make(name: str, late: float) -> Path:
        if (folder / name).exists():
            return folder / name
        inputs = ["-f", "lavfi", "-i", PICTURE, "-itsoffset", str(late), "-f", "lavfi", "-i", CLICK]
        coded = [
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-bf",
            "2",
            "-c:a",
            "flac" if name.endswith("mkv") else "aac",
        ]
        command = ["ffmpeg", "-v", "error", "-y", *inputs, *coded, str(folder / name)]
        subprocess.run(command, check=True)
        return folder / name

    return make


def first_click(path: Path) -> float:
    """When the first loud sample is, in seconds from the beginning of the file."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-ar", "16000", "-"]
    samples = array.array("h", subprocess.run(command, capture_output=True, check=True).stdout)
    return next(place for place, sample in enumerate(samples) if abs(sample) > 8000) / 16000


@pytest.mark.parametrize(
    ("name", "late", "heard"),
    [("a.mkv", 0.3, 0.8), ("b.mkv", -0.2, 0.3), ("a.ts", 0.25, 0.75)],
)
def test_a_sound_is_heard_when_it_is_in_the_video(
    clicking: Callable[..., Path], tmp_path: Path, name: str, late: float, heard: float
) -> None:
    speech(probe(clicking(name, late)), "out.flac").done(tmp_path / "out.flac")
    assert first_click(tmp_path / "out.flac") == pytest.approx(heard, abs=0.002)


@pytest.mark.parametrize(("suffix", "codec", "within"), [("mp3", "mp3", 0.005), ("m4a", "aac", 0.005)])
def test_one_channel_of_speech_is_made(
    clicking: Callable[..., Path], tmp_path: Path, suffix: str, codec: str, within: float
) -> None:
    target = tmp_path / f"out.{suffix}"
    speech(probe(clicking("a.mkv", 0.3)), target).done(target)
    found = probe(target)
    assert found.audio is not None
    assert (codec, 1, 16000) == (found.audio.codec, found.audio.channels, found.audio.sample_rate)
    assert first_click(target) == pytest.approx(0.8, abs=within)


def test_a_part_begins_where_it_is_asked_to(clicking: Callable[..., Path], tmp_path: Path) -> None:
    speech(probe(clicking("a.mkv", 0.3)), "out.wav", part=Part(700, 1200)).done(tmp_path / "out.wav")
    assert first_click(tmp_path / "out.wav") == pytest.approx(0.1, abs=0.002)
    assert 500 == probe(tmp_path / "out.wav").duration


def test_what_cannot_be_made_is_refused(make_media: Callable[..., Path]) -> None:
    with pytest.raises(
        UnknownNameError, match=r"unknown kind of audio 'ogg'; there are: flac, wav, mp3, m4a"
    ):
        speech(probe(make_media()), "out.ogg")
    with pytest.raises(InputError, match="has no sound"):
        speech(probe(make_media("mute.mp4", more=("-an",))), "out.wav")
