"""The times of a stream: of a media playlist and its segments, or of a media file that is still to be packaged."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.errors import InputError
from subkit.files import read_bytes, reason_of
from subkit.video.hls.beginnings import beginnings
from subkit.video.hls.drift import drift
from subkit.video.hls.packaging import packaged
from subkit.video.hls.playlist import SIGNATURE, parse, runs
from subkit.video.hls.timeline import WRAP, Slot, Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.video.hls.playlist import Playlist

_LARGEST = 2**26  # bytes of a playlist
_USUAL = Fraction(6)


def timeline_of(video: str, *, first: Sequence[int] = (), length: Fraction = _USUAL) -> Timeline:
    """The segments of a stream, and when it begins.

    Args:
        video: a media playlist, or a media file.
        first: when the stream begins on its own clock, in ticks of 90,000 a second, and when it goes on behind each
            discontinuity; by default the media say it.
        length: how long segments will be if it is a media file, in seconds.

    Raises:
        InputError: it cannot be read, is a live or a master playlist, or holds neither pictures nor sound; or ``first`` has
            more or fewer times than the stream has beginnings.
        FormatError: the playlist breaks its format.
        ToolMissingError: ffprobe is not installed.
        ToolTimeoutError: ffprobe did not end in time.
    """
    if not is_playlist(video):
        found = packaged(video, length)
        return _with_first(found, first, video) if first else found
    playlist = parse(read_bytes(video, limit=_LARGEST).decode("utf-8", "replace"), video)
    _refuse(playlist, video)
    slots = [
        Slot(
            duration=one.duration,
            written=one.extinf,
            discontinuity=at > 0 and one.discontinuity,
            date=one.date,
        )
        for at, one in enumerate(playlist.segments)
    ]
    found = Timeline(
        slots=tuple(slots),
        beginnings=(0,) * len(runs(playlist.segments)),
        sequence=playlist.sequence,
        discontinuities=playlist.discontinuities,
    )
    if first:
        return _with_first(found, first, video)
    told = beginnings(playlist, video)
    return replace(_with_first(found, told, video), drift=drift(playlist, told, video))


def is_playlist(video: str) -> bool:
    """Whether a file begins as playlists do; what cannot be opened is for ffprobe's reader to refuse."""
    try:
        with open(video, "rb") as stream:  # noqa: PTH123 - Path("") is the current folder
            return SIGNATURE.encode() in stream.read(16)
    except IsADirectoryError:
        return False
    except (OSError, ValueError) as error:
        raise InputError(video, reason_of(error)) from error


def _refuse(playlist: Playlist, video: str) -> None:
    """Refuse playlists whose segments captions cannot be cut by.

    Raises:
        InputError: it is such a one.
    """
    if playlist.variants:
        raise InputError(
            video, f"is a master playlist; name one that it names, such as {playlist.variants[0][:80]}"
        )
    if playlist.only_pictures:
        raise InputError(video, "holds key frames alone, for winding; name the playlist that is played")
    if not playlist.ended:
        raise InputError(video, "is live (it has no EXT-X-ENDLIST); captions can be cut when it has ended")


def _with_first(found: Timeline, first: Sequence[int], video: str) -> Timeline:
    if len(first) != len(found.beginnings):
        reason = f"begins {len(found.beginnings)} times, counting discontinuities, and --first-pts was given {len(first)}"
        raise InputError(video, reason)
    return replace(found, beginnings=tuple([time % WRAP for time in first]))
