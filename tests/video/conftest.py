"""Media for the tests: test patterns and tones, made by ffmpeg once a session."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PICTURE = ("-f", "lavfi", "-i", "testsrc=size=192x108:rate={rate}:duration={seconds}")
_SOUND = ("-f", "lavfi", "-i", "sine=duration={seconds}")
_CODED = ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-c:a", "aac", "-shortest")


@pytest.fixture(scope="session")
def make_media(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes a test pattern with a tone, by the suffix of its name; the same one is made once a session."""
    folder = tmp_path_factory.mktemp("media")

    def make(
        name: str = "talk.mp4", *, rate: str = "25", seconds: float = 2, more: tuple[str, ...] = ()
    ) -> Path:
        target = folder / f"{abs(hash((rate, seconds, more)))}" / name
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            inputs = [part.format(rate=rate, seconds=seconds) for part in (*_PICTURE, *_SOUND)]
            command = ["ffmpeg", "-v", "error", "-nostdin", "-y", *inputs, *_CODED, *more, f"file:{target}"]
            subprocess.run(command, check=True)
        return target

    return make
