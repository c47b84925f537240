"""Whether a playlist's durations, added up, come to where its media are: what a packager rounds adds up, too."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.errors import InputError
from subkit.video.hls.beginnings import beginning_of
from subkit.video.hls.playlist import runs
from subkit.video.hls.timeline import WRAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.video.hls.playlist import Playlist

_TICKS = 90_000


def drift(
    playlist: Playlist, beginnings: Sequence[int], path: str, *, patience: float | None = None
) -> Fraction:
    """By how many seconds durations say more (or, below zero, less) than the media at the last segment of the run that is worst.

    Args:
        playlist: what the file says.
        beginnings: when each run of continuous times begins, in ticks.
        path: the file; of each run one segment is read, if it is there.
        patience: seconds that ffprobe may take for each; by default as `subkit.video.programs` has it.

    Raises:
        ToolMissingError: ffprobe is not installed.
        ToolTimeoutError: ffprobe did not end in time.
    """
    found = [Fraction(0)]
    edges = [*runs(playlist.segments), len(playlist.segments)]
    for (start, end), begins in zip(pairwise(edges), beginnings, strict=True):
        if end - start == 1:
            continue
        try:
            last = beginning_of(playlist.segments[end - 1], path, patience=patience)
        except InputError:
            continue
        said = sum([one.duration for one in playlist.segments[start : end - 1]], Fraction(0))
        # The clock may have begun anew in between, and what is early is the other way round.
        passed = (last - begins - said * _TICKS + WRAP // 2) % WRAP - WRAP // 2
        found.append(-passed / _TICKS)
    return max(found, key=abs)
