"""The speech of a video alone, small enough to upload, with times that are those of the picture."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from subkit.errors import InputError, UnknownNameError
from subkit.video.work import Work
from subkit.video.zero import as_timed, first_frame

if TYPE_CHECKING:
    from os import PathLike

    from subkit.video.probe import Probe, Stream

RATE: Final = 16_000
"""Samples a second: what recognisers of speech are trained on."""

_COMPRESSED = ("-b:a", "64k")
CODINGS: Final[dict[str, tuple[str, ...]]] = {
    ".flac": ("-c:a", "flac", "-sample_fmt", "s16", "-f", "flac"),
    ".wav": ("-c:a", "pcm_s16le", "-f", "wav"),
    ".mp3": ("-c:a", "libmp3lame", *_COMPRESSED, "-f", "mp3"),
    ".m4a": ("-c:a", "aac", *_COMPRESSED, "-movflags", "+faststart", "-f", "ipod"),
}
"""How the sound is coded, by the suffix of the file."""


class Part(NamedTuple):
    """A part of a video, in ms from its first frame.

    Attributes:
        start: where it begins.
        end: where it ends; ``None`` for the end of the sound.
    """

    start: int = 0
    end: int | None = None


WHOLE: Final = Part()


def speech(
    media: Probe,
    target: str | PathLike[str],
    *,
    stream: Stream | None = None,
    part: Part = WHOLE,
    rate: int = RATE,
) -> Work:
    """What ffmpeg is to do to make a file of a video's sound, on one channel, that begins with the first frame.

    Where the sound begins later than the picture, or pauses, there is silence; what is before the first frame is left out.

    Args:
        media: the video, or a file of sound alone.
        target: the file to be made: FLAC, WAV, MP3 or M4A.
        stream: which sound; ``None`` for the one that players choose.
        part: which part of it.
        rate: samples a second.

    Raises:
        UnknownNameError: the target's suffix means none of these.
        InputError: the file has no sound.
    """
    coding = coding_of(target)
    chosen = stream or usual(media)
    filters = [f"asetpts=PTS-{first_frame(media) / 1000:.3f}/TB", f"aresample={rate}:async=1:first_pts=0"]
    if part != WHOLE:
        until = "" if part.end is None else f":end={part.end / 1000:.3f}"
        filters += [f"atrim=start={part.start / 1000:.3f}{until}", "asetpts=PTS-STARTPTS"]
    made = ("-map", f"0:{chosen.index}", "-map_chapters", "-1", "-ac", "1", "-filter:a", ",".join(filters))
    return Work(media.path, media.size, (*as_timed(media), *made, "-ar", str(rate), *coding), {})


def coding_of(target: str | PathLike[str]) -> tuple[str, ...]:
    """The options for ffmpeg that a file's suffix asks for.

    Raises:
        UnknownNameError: it asks for none.
    """
    suffix = PurePath(target).suffix.lower()
    if suffix not in CODINGS:
        raise UnknownNameError("kind of audio", suffix[1:], [known[1:] for known in CODINGS])
    return CODINGS[suffix]


def usual(media: Probe) -> Stream:
    """The sound that players choose: the first that is flagged as default, else the first.

    Raises:
        InputError: there is no sound.
    """
    sounds = media.of_kind("audio")
    if not sounds:
        raise InputError(media.path, "has no sound")
    return next((one for one in sounds if one.default), sounds[0])
