"""Streams whose every frame says in its own picture which one it is: twelve squares, black or white, are its number in binary."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from subkit.video.programs import find

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH, HEIGHT, SQUARE = 192, 48, 16
_BITS = f"geq=lum='16+219*mod(floor(N/pow(2,floor(X/{SQUARE}))),2)':cb=128:cr=128"
_BURSTS = "aevalsrc='0.4*sin(2*PI*880*t)*lt(mod(t,2),0.5)':s=48000"
_NEAR_WRAP = (
    "95440"  # s: MPEG's clock begins anew at 95443.718 s, here some two seconds after the first frame
)


class Kind(NamedTuple):
    """How a stream is packaged.

    Attributes:
        name: what the table calls it.
        segments: ``mpegts`` or ``fmp4``, or ``dash`` for fMP4 with a manifest.
        rate: frames a second.
        b_frames: how many frames between two that are coded in order.
        more: what else ffmpeg is told, for the output.
        late: how many seconds later the picture begins than the sound.
        parts: how many packagings stand one after the other, with a discontinuity between them.
    """

    name: str
    segments: str
    rate: Fraction = Fraction(25)
    b_frames: int = 2
    more: tuple[str, ...] = ()
    late: float = 0
    parts: int = 1


NTSC = Fraction(30000, 1001)
# ffmpeg writes the beginning of fMP4 into an edit list, unless it is asked to write CMAF, as other packagers do.
_CMAF = ("-hls_segment_options", "movflags=+cmaf+frag_discont+delay_moov")


def _kinds(segments: str, more: tuple[str, ...] = ()) -> tuple[Kind, ...]:
    """The streams that there are of one kind of segments."""
    return (
        Kind(f"{segments}, 25 fps, B-frames", segments, more=more),
        Kind(f"{segments}, 25 fps, no B-frames", segments, b_frames=0, more=more),
        Kind(f"{segments}, 29.97 fps, B-frames", segments, NTSC, more=more),
        Kind(f"{segments}, begins at 10 s", segments, NTSC, more=("-output_ts_offset", "10", *more)),
        Kind(f"{segments}, clock wraps at 2.3 s", segments, more=("-output_ts_offset", _NEAR_WRAP, *more)),
        Kind(f"{segments}, sound 0.5 s before picture", segments, late=0.5, more=more),
        Kind(f"{segments}, one file, byte ranges", segments, more=("-hls_flags", "single_file", *more)),
        Kind(f"{segments}, a discontinuity", segments, more=("-output_ts_offset", "3", *more), parts=2),
    )


KINDS = (
    *_kinds("mpegts"),
    *_kinds("fmp4", _CMAF),
    Kind("fmp4, ffmpeg's edit list", "fmp4"),
    Kind("fmp4, begins at 10 s by an edit list", "fmp4", more=("-output_ts_offset", "10")),
)


def made(folder: Path, kind: Kind, *, seconds: int = 12, length: int = 4, speech: Path | None = None) -> Path:
    """Package a stream, and return its master playlist; ``v.m3u8`` beside it is the media playlist.

    Args:
        folder: where, a new one.
        kind: how.
        seconds: how long each part is.
        length: how long segments are meant to be, in seconds.
        speech: a file of the sound; by default there are bursts of a tone.
    """
    folder.mkdir(parents=True)
    for part in range(kind.parts):
        package(
            folder / f"part{part}", kind, seconds, length, first=part * _frames(kind, seconds), speech=speech
        )
    (folder / "v.m3u8").write_text(_together(folder, kind.parts))
    master = folder / "master.m3u8"
    codecs = 'CODECS="avc1.42c00b,mp4a.40.2"' if not kind.b_frames else 'CODECS="avc1.4d400b,mp4a.40.2"'
    master.write_text(f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=300000,{codecs}\nv.m3u8\n")
    return master


def frames(kind: Kind, seconds: int = 12) -> int:
    """How many frames a stream has, in all its parts."""
    return kind.parts * _frames(kind, seconds)


def _frames(kind: Kind, seconds: int) -> int:
    return -int(-seconds * kind.rate // 1)


def package(
    folder: Path, kind: Kind, seconds: int, length: int, first: int, *, speech: Path | None = None
) -> None:
    """Make one part of a stream, ``v.m3u8`` or ``v.mpd``, in a new folder; its first frame has the number ``first``."""
    folder.mkdir()
    bits = _BITS.replace("floor(N/", f"floor((N+{first})/")
    picture = f"color=size={WIDTH}x{HEIGHT}:rate={kind.rate}:duration={seconds},format=yuv420p,{bits}"
    tone = ["-f", "lavfi", "-i", f"{_BURSTS}:d={seconds + kind.late}"]
    sound = tone if speech is None else ["-i", str(speech.absolute())]
    profile = "main" if kind.b_frames else "baseline"
    inputs = f"-itsoffset {kind.late} -f lavfi -i".split()
    pictures = (
        f"-c:v libx264 -profile:v {profile} -preset veryfast -g {int(2 * kind.rate)} -bf {kind.b_frames}"
    )
    hls = f"-f hls -hls_time {length} -hls_playlist_type vod -hls_segment_type {kind.segments}"
    packaged = f"-f dash -seg_duration {length}" if kind.segments == "dash" else hls
    coded = f"-fps_mode passthrough {pictures} -c:a aac -ar 48000 {packaged}".split()
    target = "v.mpd" if kind.segments == "dash" else "v.m3u8"
    _run([*inputs, picture, *sound, *coded, *kind.more, target], folder)


def _together(folder: Path, parts: int) -> str:
    """One playlist of all parts: as a stream with advertisements has them."""
    out: list[str] = []
    for part in range(parts):
        lines = (folder / f"part{part}/v.m3u8").read_text().splitlines()[:-1]
        own = [_inside(line, f"part{part}/") for line in lines]
        out += own if not part else ["#EXT-X-DISCONTINUITY", *[line for line in own if _is_of_segments(line)]]
    return "\n".join([*out, "#EXT-X-ENDLIST", ""])


def _inside(line: str, folder: str) -> str:
    if line.startswith("#EXT-X-MAP"):
        return line.replace('URI="', f'URI="{folder}')
    return line if line.startswith("#") else f"{folder}{line}"


def _is_of_segments(line: str) -> bool:
    return not line.startswith("#") or line.startswith(("#EXTINF", "#EXT-X-MAP", "#EXT-X-BYTERANGE"))


def _run(arguments: Sequence[str], folder: Path) -> None:
    subprocess.run([find("ffmpeg"), "-v", "error", "-nostdin", "-y", *arguments], cwd=folder, check=True)
