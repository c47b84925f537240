"""Media that begin in every way, and the table of figures at the end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "interop"))

if TYPE_CHECKING:
    from collections.abc import Callable

_figures: list[tuple[str, ...]] = []

_H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "0", "-pix_fmt", "yuv420p", "-c:a", "aac")
_VP8 = ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus")


@pytest.fixture
def figures() -> list[tuple[str, ...]]:
    """Where rows of figures are put: what was tried, and what came of it."""
    return _figures


@pytest.fixture(scope="session")
def make_media(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes a moving pattern with a tone that begins so many seconds later, or earlier; the same one is made once."""
    folder = tmp_path_factory.mktemp("media")

    def make(name: str, *, rate: str = "25", seconds: float = 2, late: float = 0, b_frames: int = 2) -> Path:
        target = folder / f"{rate.replace('/', '-')}-{seconds}-{late}-{b_frames}" / name
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            picture = ("-f", "lavfi", "-i", f"testsrc=size=192x108:rate={rate}:duration={seconds}")
            sound = ("-itsoffset", str(late), "-f", "lavfi", "-i", f"sine=duration={seconds}")
            coded = _VP8 if name.endswith("webm") else (*_H264, "-bf", str(b_frames))
            command = ["ffmpeg", "-v", "error", "-y", *picture, *sound, *coded, str(target)]
            subprocess.run(command, check=True)
        return target

    return make


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _figures:
        terminalreporter.section("figures")
        widths = [max(map(len, column)) for column in zip(*_figures, strict=True)]
        for row in _figures:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            terminalreporter.write_line("  ".join(cells).rstrip())
