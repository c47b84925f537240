"""Shot changes are found in the very frame, wherever a container's clock begins."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from subkit.errors import InputError
from subkit.timecode import of_frame
from subkit.video import detect_shots

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_JOINED = (
    "[0]trim=end_frame=31,format=yuv420p[a];smptebars=s=192x108:r={rate}:d=1,setsar=1,format=yuv420p[b];"
    "testsrc2=s=192x108:r={rate}:d=1,setsar=1,format=yuv420p[c];[a][b][c]concat=n=3[v]"
)
_THREE_SHOTS = ("-filter_complex", _JOINED, "-map", "[v]")


@pytest.mark.parametrize("rate", ["24000/1001", "25"])
@pytest.mark.parametrize(("name", "more"), [("a.mp4", ()), ("a.ts", ("-output_ts_offset", "40000"))])
def test_a_cut_is_the_first_frame_of_its_shot(
    make_media: Callable[..., Path], rate: str, name: str, more: tuple[str, ...]
) -> None:
    shots = tuple(part.format(rate=rate) for part in _THREE_SHOTS)
    film = make_media(name, rate=rate, more=(*shots, *more))
    bars = round(Fraction(rate))  # frames in a second
    assert tuple(of_frame(frame, Fraction(rate)) for frame in (31, 31 + bars)) == detect_shots(film)


def test_how_far_the_search_is_is_told(make_media: Callable[..., Path]) -> None:
    heard: list[int] = []
    assert () == detect_shots(make_media(), on_time=heard.append)
    assert heard[-1] == pytest.approx(2000, abs=100)


def test_sound_alone_has_no_shots(make_media: Callable[..., Path]) -> None:
    with pytest.raises(InputError, match="holds no moving picture"):
        detect_shots(make_media("tone.m4a", more=("-vn",)))
