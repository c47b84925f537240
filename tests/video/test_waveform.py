"""The peaks of a sound: loud where it is loud, silent where it is silent, at the times of the file."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from subkit.errors import ToolError
from subkit.video.waveform import MOST, levels

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TONE = "sine=frequency=440:duration=3,volume='8*between(t,1,2)':eval=frame"


@pytest.fixture(scope="module")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second of silence, one of a tone, one of silence."""
    path = tmp_path_factory.mktemp("sound") / "tone.wav"
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", _TONE, str(path)]
    subprocess.run(command, check=True)
    return path


def test_peaks_are_there_while_the_tone_is(tone: Path) -> None:
    found = levels(tone, duration=3000)
    assert (20, 150) == (found.step, len(found.levels))
    loud = [at for at, level in enumerate(found.levels) if level > 100]
    # The tone is turned on and off at whole packets of 23 ms.
    assert set(range(52, 98)) <= set(loud) <= set(range(48, 102))


def test_a_sound_that_begins_late_has_silence_before_it(tone: Path, tmp_path: Path) -> None:
    late = tmp_path / "late.mkv"
    picture = ["-f", "lavfi", "-i", "color=size=64x36:rate=5:duration=5"]
    inputs = [*picture, "-itsoffset", "2", "-i", str(tone)]
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", *inputs, "-c:v", "libx264", "-c:a", "pcm_s16le"]
    subprocess.run([*command, str(late)], check=True)
    found = levels(late, duration=5000)
    loud = [at for at, level in enumerate(found.levels) if level > 100]
    assert abs(loud[0] - 150) <= 3
    assert abs(loud[-1] - 199) <= 3


def test_a_long_file_has_no_more_peaks_than_can_be_drawn(tone: Path) -> None:
    assert 600 == levels(tone, duration=600 * MOST).step


def test_a_file_without_sound_is_an_error_that_names_it(make_media: Callable[..., Path]) -> None:
    silent = make_media("silent.mp4", more=("-an",))
    with pytest.raises(ToolError, match=r"silent\.mp4"):
        levels(silent)
