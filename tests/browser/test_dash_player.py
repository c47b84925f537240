"""A player shows cues beside a presentation on the very frame they were timed for: its number is read from the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.dash import KINDS, play
from benchmarks.hls import cues_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_every_cue_beside_a_presentation_is_shown_on_its_frame(browser: Browser, tmp_path: Path) -> None:
    (kind,) = [one for one in KINDS if "offset" in one.name]
    cues = cues_of(kind)[::2]
    shown = play(browser, tmp_path / "presentation", kind, cues=cues)
    assert [cue.lines[0] for cue in cues] == [one.text for one in shown]
    assert 0.1 > max(abs(one.off) for one in shown)
    assert [one.due for one in shown] == [one.seen for one in shown]
