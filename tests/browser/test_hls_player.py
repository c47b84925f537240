"""A player shows cues on the very frame they were timed for: the frame's number is read from the picture it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.hls import cues_of, play
from benchmarks.hls_media import KINDS
from subkit.model import Cue

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

_PLAIN = "mpegts, 25 fps, B-frames"
_KINDS = {kind.name: kind for kind in KINDS}


@pytest.fixture(scope="module")
def player(browser: Browser) -> Browser:
    """The one Chromium that all tests share: Playwright starts no second one beside it."""
    return browser


@pytest.mark.parametrize("name", ["mpegts, clock wraps at 2.3 s", "fmp4, begins at 10 s"])
def test_every_cue_is_shown_on_its_frame(player: Browser, tmp_path: Path, name: str) -> None:
    kind = _KINDS[name]
    cues = cues_of(kind)[::2]
    shown = play(player, tmp_path / "stream", kind, cues=cues)
    assert [cue.lines[0] for cue in cues] == [one.text for one in shown]
    assert 0.1 > max(abs(one.off) for one in shown)
    assert [one.due for one in shown] == [one.seen for one in shown]


def test_who_begins_in_the_middle_sees_the_cues_that_are_left(player: Browser, tmp_path: Path) -> None:
    lasting = Cue(8500, 11_000, ("begun before",))
    left = Cue(10_000, 10_700, ("left",))
    shown = play(
        player, tmp_path / "stream", _KINDS[_PLAIN], cues=[Cue(0, 900, ("gone",)), lasting, left], start=9.5
    )
    assert ["begun before", "left"] == [one.text for one in shown]
    assert shown[1].due == shown[1].seen


@pytest.mark.wide
def test_another_map_shows_them_seconds_late(player: Browser, tmp_path: Path) -> None:
    wrong = "X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n"
    (shown,) = play(player, tmp_path / "stream", _KINDS[_PLAIN], wrong, cues=[Cue(2000, 2700, ("late",))])
    assert 213 == pytest.approx(shown.off, abs=0.1)
