"""From words to the player: a cue comes with the speech that it captions, as the browser decodes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.hls_media import KINDS
from benchmarks.hls_speech import SENTENCES, off_speech

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

_KINDS = {kind.name: kind for kind in KINDS}


@pytest.mark.parametrize(
    "name", [pytest.param("mpegts, 25 fps, B-frames", marks=pytest.mark.wide), "fmp4, begins at 10 s"]
)
def test_every_cue_comes_within_a_frame_of_its_speech(browser: Browser, tmp_path: Path, name: str) -> None:
    found = off_speech(browser, tmp_path / "stream", _KINDS[name])
    assert len(SENTENCES) == len(found)
    assert 1 > max(abs(frames) for frames in found)
