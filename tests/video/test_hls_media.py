"""When real streams begin, and where ffmpeg cuts them: read of MPEG-TS and fMP4, and of nothing that lies elsewhere."""

from __future__ import annotations

import re
import subprocess
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from subkit.errors import FormatError, InputError, ToolMissingError, ToolTimeoutError
from subkit.video.hls import timeline_of
from subkit.video.hls.playlist import parse
from subkit.video.programs import find

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


CMAF = ("-hls_segment_options", "movflags=+cmaf+frag_discont+delay_moov")


@pytest.fixture(scope="session")
def package(make_media: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Packages a test pattern of 29.97 frames a second with a key frame every 13; the same once a session."""
    root = tmp_path_factory.mktemp("hls")

    def package(segments: str, *more: str) -> Path:
        folder = root / f"{segments}{abs(hash(more))}"
        if not folder.exists():
            folder.mkdir()
            media = make_media(rate="30000/1001", seconds=3, more=("-g", "13"))
            hls = ["-f", "hls", "-hls_time", "1", "-hls_playlist_type", "vod", "-hls_segment_type", segments]
            command = [
                "ffmpeg",
                "-v",
                "error",
                "-nostdin",
                "-i",
                str(media),
                "-c",
                "copy",
                *hls,
                *more,
                "v.m3u8",
            ]
            subprocess.run(command, check=True, cwd=folder)
        return folder / "v.m3u8"

    return package


def first_frame(file: Path, *before: Path) -> Fraction:
    """When the first frame is shown, as ffmpeg decodes it, in seconds."""
    data = b"".join([part.read_bytes() for part in (*before, file)])
    shown = ["-map", "0:v", "-frames:v", "1", "-vf", "showinfo", "-copyts", "-f", "null", "-"]
    done = subprocess.run(
        [find("ffmpeg"), "-i", "pipe:0", *shown], input=data, capture_output=True, check=True
    )
    return Fraction(done.stderr.partition(b"pts_time:")[2].split()[0].decode())


@pytest.mark.parametrize("offset", ["0", "10"])
def test_captions_begin_with_the_first_frame_of_mpeg_ts(package: Callable[..., Path], offset: str) -> None:
    playlist = package("mpegts", "-output_ts_offset", offset)
    (begins,) = timeline_of(str(playlist)).beginnings
    assert abs(Fraction(begins, 90_000) - first_frame(playlist.with_name("v0.ts"))) < Fraction(1, 1000)
    assert begins > 90_000


def test_captions_begin_with_the_first_frame_of_fmp4(package: Callable[..., Path]) -> None:
    playlist = package("fmp4")
    (begins,) = timeline_of(str(playlist)).beginnings
    shown = first_frame(playlist.with_name("v0.m4s"), playlist.with_name("init.mp4"))
    assert abs(Fraction(begins, 90_000) - shown) < Fraction(1, 1000)


def test_cmaf_begins_when_it_is_told_to(package: Callable[..., Path]) -> None:
    (begins,) = timeline_of(str(package("fmp4", "-output_ts_offset", "10", *CMAF))).beginnings
    assert 10.0 == pytest.approx(begins / 90_000, abs=0.001)


@pytest.mark.parametrize("segments", ["mpegts", "fmp4"])
def test_ranges_of_one_file_begin_as_files_do(package: Callable[..., Path], segments: str) -> None:
    whole, parts = package(segments), package(segments, "-hls_flags", "single_file")
    assert "EXT-X-BYTERANGE" in parts.read_text()
    assert timeline_of(str(whole)) == timeline_of(str(parts))


def test_a_clock_of_33_bits_begins_anew(package: Callable[..., Path]) -> None:
    near, behind = (
        timeline_of(str(package("fmp4", "-output_ts_offset", at, *CMAF))) for at in ("95443", "95444")
    )
    assert near.beginnings[0] > 2**33 - 90_000
    assert behind.beginnings[0] < 90_000


@pytest.mark.parametrize("length", ["1", "0.7", "2"])
def test_a_file_is_cut_where_ffmpeg_cuts_it(
    make_media: Callable[..., Path], package: Callable[..., Path], length: str
) -> None:
    media = make_media(rate="30000/1001", seconds=3, more=("-g", "13"))
    packaged = timeline_of(str(package("mpegts", "-hls_time", length)))
    own = timeline_of(str(media), length=Fraction(length))
    assert [float(slot.duration) for slot in packaged.slots] == pytest.approx(
        [float(slot.duration) for slot in own.slots], abs=2e-6
    )
    assert [Fraction(slot.written) for slot in own.slots] == [slot.duration for slot in own.slots]


def test_a_file_without_pictures_is_cut_at_any_time(make_media: Callable[..., Path]) -> None:
    sound = make_media("talk.m4a", more=("-map", "1:a"))
    lengths = [float(slot.duration) for slot in timeline_of(str(sound), length=Fraction("0.5")).slots]
    assert [0.5, 0.5, 0.5, 0.5] == pytest.approx(lengths[:4], abs=0.03)
    assert 0.03 > sum(lengths) - 2.05 > -0.06


def test_what_the_media_cannot_tell_can_be_said(package: Callable[..., Path], tmp_path: Path) -> None:
    text = package("mpegts").read_text()
    locked = tmp_path / "v.m3u8"
    locked.write_text(text.replace("#EXTINF", '#EXT-X-KEY:METHOD=AES-128,URI="k"\n#EXTINF', 1))
    with pytest.raises(InputError, match=r"v\.m3u8: line 8: is encrypted, .*--first-pts"):
        timeline_of(str(locked))
    assert (5,) == timeline_of(str(locked), first=[2**33 + 5]).beginnings
    with pytest.raises(
        InputError, match="begins 1 times, counting discontinuities, and --first-pts was given 2"
    ):
        timeline_of(str(locked), first=[1, 2])


def test_every_run_of_times_begins_anew(package: Callable[..., Path], tmp_path: Path) -> None:
    first, other = package("mpegts"), package("mpegts", "-output_ts_offset", "10")
    for name, playlist in (("a", first), ("b", other)):
        (tmp_path / name).symlink_to(tmp_path / f"real-{name}")
        (tmp_path / f"real-{name}").mkdir()
        (tmp_path / f"real-{name}/v0.ts").write_bytes(playlist.with_name("v0.ts").read_bytes())
    joined = tmp_path / "v.m3u8"
    joined.write_text(
        "#EXTM3U\n#EXTINF:1,\na/v0.ts\n#EXT-X-DISCONTINUITY\n#EXTINF:1,\nb/v0.ts\n#EXT-X-ENDLIST\n"
    )
    one, two = timeline_of(str(joined)).beginnings
    assert (one, two) == (timeline_of(str(first)).beginnings[0], timeline_of(str(other)).beginnings[0])
    assert two - one > 700_000


HEAD, TAIL = "#EXTM3U\n#EXTINF:1,\n", "\n#EXT-X-ENDLIST\n"


@pytest.mark.parametrize(
    ("uri", "reason"),
    [
        ("http://127.0.0.1:9/v0.ts", "lies outside the folder"),
        ("//127.0.0.1/v0.ts", "lies outside"),
        ("file:///etc/passwd", "lies outside"),
        ("concat:a.ts|b.ts", "lies outside"),
        ("/etc/passwd", "lies outside"),
        ("../v0.ts", "lies outside"),
        ("%2e%2e/v0.ts", "lies outside"),
        ("out.ts", "lies outside"),
        ("a%00b.ts", "lies outside"),
        ("none.ts", "line 3: none.ts is not there; say when it begins with --first-pts"),
        ("x" * 5000, "is not there"),
        ("{$path}/v0.ts", "has a variable"),
        (".", "lies outside"),
    ],
)
def test_what_lies_elsewhere_is_not_read(tmp_path: Path, uri: str, reason: str) -> None:
    (tmp_path / "v0.ts").write_bytes(b"\x47" * 188)
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "out.ts").symlink_to(tmp_path / "v0.ts")
    (inside / "v.m3u8").write_text(f"{HEAD}{uri}{TAIL}")
    with pytest.raises(InputError, match=reason):
        timeline_of(str(inside / "v.m3u8"))


@pytest.mark.parametrize(
    "name", ["-i.ts", "a b.ts", "'q'.ts", "%d.ts", "a[0].ts", "日本🎬.ts", "x,y;z.ts", "a?b.ts", "c#d.ts"]
)
def test_a_segment_may_be_called_anything(
    package: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    playlist = package("mpegts")
    (tmp_path / name).write_bytes(playlist.with_name("v0.ts").read_bytes())
    (tmp_path / "-v.m3u8").write_text(f"{HEAD}{name}{TAIL}")
    monkeypatch.chdir(tmp_path)
    assert timeline_of(str(playlist)).beginnings == timeline_of("-v.m3u8").beginnings


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nv0.m3u8\n",
            "is a master playlist; name one that it names, such as v0.m3u8",
        ),
        ("#EXTM3U\n#EXTINF:1,\nv0.ts\n", "is live"),
        ("#EXTM3U\n#EXT-X-I-FRAMES-ONLY\n#EXTINF:1,\nv0.ts\n#EXT-X-ENDLIST\n", "holds key frames alone"),
        (f"{HEAD}bad.ts{TAIL}", r"bad\.ts: is no media that ffprobe can read"),
        (
            f'#EXTM3U\n#EXT-X-MAP:URI="bad.ts"\n#EXTINF:1,\nbad.ts{TAIL}',
            r"bad\.ts: is no media that ffprobe can read",
        ),
        (
            f"#EXTM3U\n#EXT-X-BYTERANGE:999@0\n#EXTINF:1,\nbad.ts{TAIL}",
            r"bad\.ts: is shorter than the playlist says",
        ),
    ],
)
def test_a_playlist_by_which_nothing_can_be_cut_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "bad.ts").write_bytes(b"<html>")
    (tmp_path / "v.m3u8").write_text(text)
    with pytest.raises(InputError, match=reason):
        timeline_of(str(tmp_path / "v.m3u8"))


def test_a_broken_playlist_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "v.m3u8").write_text("#EXTM3U\n#EXTINF:x,\nv0.ts\n")
    with pytest.raises(FormatError, match=r"v\.m3u8:2: no duration"):
        timeline_of(str(tmp_path / "v.m3u8"))


@pytest.mark.parametrize(
    ("name", "reason"), [("none.m3u8", "no such file"), ("", "no such file"), (".", "is a folder")]
)
def test_what_is_no_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=reason):
        timeline_of(name)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "v.mp4").touch()
    with pytest.raises(InputError, match="is empty"):
        timeline_of(str(tmp_path / "v.mp4"))


def test_sound_without_a_container_tells_its_time_itself(
    tmp_path: Path, make_media: Callable[..., Path]
) -> None:
    sound = make_media("talk.aac", more=("-map", "1:a")).read_bytes()
    owner = b"com.apple.streaming.transportStreamTimestamp\0" + (2**33 - 7).to_bytes(8, "big")
    frame = b"PRIV" + len(owner).to_bytes(4, "big") + b"\0\0" + owner
    (tmp_path / "a.aac").write_bytes(b"ID3\4\0\0" + bytes([0, 0, 0, len(frame)]) + frame + sound)
    (tmp_path / "v.m3u8").write_text(f"{HEAD}a.aac{TAIL}")
    assert (2**33 - 7,) == timeline_of(str(tmp_path / "v.m3u8")).beginnings


def test_without_ffprobe_the_way_out_is_named(
    package: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    playlist = package("mpegts")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ToolMissingError, match="apt-get install ffmpeg"):
        timeline_of(str(playlist))
    assert (7,) == timeline_of(str(playlist), first=[7]).beginnings


def test_what_ffmpeg_packages_is_read_to_the_last_segment(package: Callable[..., Path]) -> None:
    for segments in ("mpegts", "fmp4"):
        playlist = package(segments)
        names = {path.name for path in playlist.parent.iterdir()} - {"v.m3u8", "init.mp4"}
        assert names == {one.media.uri for one in parse(playlist.read_text(), "v").segments}


@pytest.mark.parametrize("segments", ["mpegts", "fmp4"])
def test_durations_that_drift_from_the_media_are_noticed(package: Callable[..., Path], segments: str) -> None:
    playlist = package(segments, "-output_ts_offset", "95443")
    assert 0.001 > abs(timeline_of(str(playlist)).drift)
    text = playlist.read_text()
    wrong = playlist.with_name("wrong.m3u8")
    wrong.write_text(re.sub(r"#EXTINF:[\d.]+", "#EXTINF:1.100000", text))
    told = timeline_of(str(playlist))
    wrongly = 1.1 * (len(told.slots) - 1) - float(told.edges[-2])
    assert wrongly == pytest.approx(float(timeline_of(str(wrong)).drift), abs=0.001)


def test_the_last_segment_need_not_be_there(package: Callable[..., Path], tmp_path: Path) -> None:
    playlist = package("mpegts")
    for name in ("v.m3u8", "v0.ts"):
        (tmp_path / name).write_bytes(playlist.with_name(name).read_bytes())
    assert 0 == timeline_of(str(tmp_path / "v.m3u8")).drift


def test_an_ffprobe_that_hangs_is_ended(
    package: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "odd"
    odd.write_text("#!/bin/sh\nexec sleep 60\n")
    odd.chmod(0o755)
    playlist = package("mpegts")
    monkeypatch.setenv("SUBKIT_FFPROBE", str(odd))
    monkeypatch.setenv("SUBKIT_FFMPEG_PATIENCE", "0.2")
    for media in (playlist, playlist.with_name("v0.ts")):
        with pytest.raises(ToolTimeoutError):
            timeline_of(str(media))
