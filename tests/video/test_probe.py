"""What ffprobe tells of real files, and what is said of those that are none."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from subkit.errors import InputError, ToolKilledError, ToolMissingError, ToolTimeoutError
from subkit.video import probe
from subkit.video.programs import ffmpeg, given

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOSTILE = [
    "-i.mp4",
    "a b.mp4",
    "http:.mp4",
    "concat:x|y.mp4",
    "'q'.mp4",
    '"q".mp4',
    "%d.mp4",
    "a[0]\\b.mp4",
    "日本🎬.mp4",
    "x,y;z.mp4",
]


def test_the_streams_of_a_video_are_told(make_media: Callable[..., Path]) -> None:
    found = probe(make_media(rate="24000/1001"))
    assert [("video", "h264"), ("audio", "aac")] == [(one.kind, one.codec) for one in found.streams]
    assert found.video is not None
    assert (192, 108, Fraction(24000, 1001)) == (found.video.width, found.video.height, found.frame_rate)
    assert found.start == 0
    assert found.duration == pytest.approx(2000, abs=50)


@pytest.mark.parametrize("suffix", ["mkv", "ts", "mov"])
@pytest.mark.parametrize("rate", ["30000/1001", "25", "60"])
def test_the_frame_rate_is_exact_in_every_container(
    make_media: Callable[..., Path], suffix: str, rate: str
) -> None:
    assert Fraction(rate) == probe(make_media(f"talk.{suffix}", rate=rate, seconds=1)).frame_rate


def test_a_transport_stream_begins_later_than_zero(make_media: Callable[..., Path]) -> None:
    found = probe(make_media("talk.ts"))
    assert found.video is not None
    assert found.video.start is not None
    assert found.video.start > 1000


def test_a_rate_that_varies_is_no_frame_rate(make_media: Callable[..., Path]) -> None:
    dropped = ("-vf", "select='not(between(mod(n,10),3,7))'", "-vsync", "vfr")
    found = probe(make_media("varying.mp4", more=dropped))
    assert found.video is not None
    assert found.video.varying
    assert found.frame_rate is None


def test_an_album_cover_is_no_video(make_media: Callable[..., Path], tmp_path: Path) -> None:
    cover, song = tmp_path / "cover.png", tmp_path / "song.m4a"
    video = given(make_media())
    ffmpeg("talk.mp4", [*video, "-frames:v", "1", str(cover)])
    mapped = ("-map", "0:a", "-map", "1", "-c", "copy", "-disposition:v", "attached_pic")
    ffmpeg("talk.mp4", [*video, *given(cover), *mapped, str(song)])
    found = probe(song)
    assert {"audio", "attachment"} == {one.kind for one in found.streams}
    assert (None, None) == (found.video, found.frame_rate)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_a_file_whatever_it_looks_like(
    make_media: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).write_bytes(make_media().read_bytes())
    monkeypatch.chdir(tmp_path)
    assert len(probe(name).streams) == 2


def test_what_is_no_media_is_refused_with_its_name(tmp_path: Path) -> None:
    page = tmp_path / "page.mp4"
    page.write_text("<html>")
    with pytest.raises(
        InputError, match=r"page\.mp4: is no media file that ffprobe can read \(.*Invalid data"
    ):
        probe(page)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "no such file"), ("none.mp4", "no such file"), (".", "is a folder"), ("nul\0", "no path")],
)
def test_what_is_no_file_is_refused(name: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        probe(name)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "talk.mp4").touch()
    with pytest.raises(InputError, match="is empty"):
        probe(tmp_path / "talk.mp4")


def test_a_damaged_file_is_refused(make_media: Callable[..., Path], tmp_path: Path) -> None:
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(make_media().read_bytes()[:3000])
    with pytest.raises(InputError, match=r"no media file .*\(moov atom not found"):
        probe(cut)


def test_without_ffprobe_the_way_out_is_named(
    make_media: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    video = make_media()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ToolMissingError, match="apt-get install ffmpeg"):
        probe(video)


def test_a_variable_names_another_ffprobe(
    make_media: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("SUBKIT_FFPROBE", str(slow))
    with pytest.raises(ToolTimeoutError, match=r"ffprobe: got no further for 0\.2 s"):
        probe(make_media(), patience=0.2)


def test_an_ffprobe_that_is_killed_says_nothing_of_the_file(
    make_media: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "odd"
    odd.write_text("#!/bin/sh\nkill -9 $$\n")
    odd.chmod(0o755)
    monkeypatch.setenv("SUBKIT_FFPROBE", str(odd))
    with pytest.raises(ToolKilledError, match=r"ffprobe: was killed \(signal 9\)"):
        probe(make_media())
