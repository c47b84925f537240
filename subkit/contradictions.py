"""What no profile can say: figures that are none, and figures that exclude each other, each with the reason."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from subkit.errors.suggesting import suggestion
from subkit.frames import frame_rate
from subkit.timecode import LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.profile import Profile

# The search takes no line longer and no cue higher: its tables grow with the square of the one, its work with a power of
# the other (house figures).
_WIDEST, _HIGHEST = 500, 4
# The search passes a start over unseen if its price so far is too high already: these never make it less.
_PENALTIES = (
    "imbalance",
    "lopsided",
    "top_heavy",
    "short",
    "short_length",
    "scrap_length",
    "scrap_before",
    "scrap_after",
    "tight",
    "too_fast",
    "too_brief",
    "speed",
    "speed_most",
    "brief",
)
# No weight is larger, in hundredths of a unit: totals of long texts must stay under what the search holds for never. Those
# that count characters are smaller.
_HEAVIEST, _HEAVIEST_A_CHARACTER = 100_000, 10_000
_BY_CHARACTER = ("imbalance", "short", "scrap_before", "scrap_after")
SPANS = (
    "min_duration", "max_duration", "max_duration_one_line", "time_per_word", "min_gap", "linger", "early", "late",
    "max_pause", "max_trim",
)  # fmt: skip
_SPEEDS = (
    "max_cps", "max_cps_adults", "max_cps_children", "max_cps_sdh", "max_cps_sdh_children", "max_wpm",
)  # fmt: skip
# The search counts speeds in hundredths.
_SLOWEST = 0.01
# Times are whole ms: frames shorter than two cannot be told apart.
_FASTEST = 500
CHECKED = frozenset({
    "max_line_length", "max_lines", "max_cue_length", "max_cps", "max_wpm", "time_per_word", "reading_table", "min_duration",
    "max_duration", "max_duration_one_line", "min_gap", "forbidden_gap", "linger", "early", "late",
    "min_line_ratio", "shot_changes",
})  # fmt: skip


def contradiction(profile: Profile) -> str:
    """Why this can be no profile, in one sentence; empty if it can."""
    return next((reason for reasons in _KINDS for reason in reasons(profile)), "")


def _signs(profile: Profile) -> Iterator[str]:
    negative = [field for field in SPANS if (getattr(profile, field) or 0) < 0]
    negative += ["forbidden_gap"] if profile.forbidden_gap and profile.forbidden_gap[0] < 0 else []
    negative += [f"weights.{field}" for field in _PENALTIES if getattr(profile.weights, field) < 0]
    if negative:
        yield f"{' and '.join(negative)} must not be negative"


def _weights(profile: Profile) -> Iterator[str]:
    for field in profile.weights.__struct_fields__:
        weight = getattr(profile.weights, field)
        most = _HEAVIEST_A_CHARACTER if field in _BY_CHARACTER else _HEAVIEST
        if not -most <= weight <= most:
            yield f"weights.{field} is {weight}, it must be from {-most} to {most}"


def _lengths(profile: Profile) -> Iterator[str]:
    line, lines, cue = profile.max_line_length, profile.max_lines, profile.max_cue_length
    if line < 1:
        yield f"max_line_length is {line}, a line needs room for a character"
    if line > _WIDEST:
        yield f"max_line_length is {line}, no screen has room for more than {_WIDEST} characters"
    if profile.max_wide_line_length is not None and not 1 <= profile.max_wide_line_length <= _WIDEST:
        yield f"max_wide_line_length is {profile.max_wide_line_length}, it must be from 1 to {_WIDEST}"
    if lines < 1:
        yield f"max_lines is {lines}, a cue needs a line"
    if lines > _HIGHEST:
        yield f"max_lines is {lines}, no cue has more than {_HIGHEST}"
    if cue is not None and cue < 1:
        yield f"max_cue_length is {cue}, a cue needs room for a character"
    if profile.min_line_ratio is not None and not 0 <= profile.min_line_ratio <= 1:
        yield f"min_line_ratio is {profile.min_line_ratio}, it must be from 0 to 1"


def _speeds(profile: Profile) -> Iterator[str]:
    for field in _SPEEDS:
        speed = getattr(profile, field)
        if speed is not None and not 0 < speed < math.inf:
            yield f"{field} is {speed}, it must be a number above zero"
        elif speed is not None and speed < _SLOWEST:
            yield f"{field} is {speed}, nobody reads as slowly; it must be {_SLOWEST} or more"
    if profile.reading_table is not None and (reason := profile.reading_table.contradiction()):
        yield reason


def _times(profile: Profile) -> Iterator[str]:
    shortest, longest, one_line = profile.min_duration, profile.max_duration, profile.max_duration_one_line
    if endless := [field for field in SPANS if (getattr(profile, field) or 0) > LATEST]:
        yield f"{' and '.join(endless)} must not be longer than a hundred years"
    if longest < 1:
        yield "max_duration must be above zero"
    if shortest > longest:
        yield f"min_duration ({shortest} ms) is longer than max_duration ({longest} ms)"
    if one_line is not None and shortest > one_line:
        yield f"min_duration ({shortest} ms) is longer than max_duration_one_line ({one_line} ms)"
    if profile.max_pause < 1:
        yield "max_pause must be above zero"
    if (word := profile.time_per_word or 0) > longest:
        yield f"time_per_word ({word} ms) leaves no time for a word within max_duration ({longest} ms)"


def _gaps(profile: Profile) -> Iterator[str]:
    low, high = profile.forbidden_gap or (profile.min_gap + 1, profile.min_gap + 1)
    if low > high:
        yield f"forbidden_gap begins at {low} ms and ends before it, at {high} ms"
    if low <= profile.min_gap < high:
        yield f"min_gap ({profile.min_gap} ms) lies inside forbidden_gap ({low} to {high} ms)"


def _frames(profile: Profile) -> Iterator[str]:
    if profile.on_frames and profile.frame_rate is None:
        yield "on_frames needs a frame_rate"
    if profile.frame_rate is not None:
        try:
            rate = frame_rate(profile.frame_rate)
        except ValueError as error:
            yield str(error)
        else:
            if profile.on_frames and rate > _FASTEST:
                yield f"frame_rate is {profile.frame_rate}, whole ms cannot tell more than {_FASTEST} frames a second apart"
    if profile.shot_changes is not None and (reason := profile.shot_changes.contradiction()):
        yield reason


def _names(profile: Profile) -> Iterator[str]:
    if unknown := sorted(profile.unchecked - CHECKED):
        yield f"unchecked names {unknown[0]}, which is no limit; {suggestion(unknown[0], sorted(CHECKED))}"
    fields = profile.__struct_fields__
    strange = [key for key in profile.sources if key not in fields and not key.startswith("weights.")]
    if strange:
        yield f"sources names {strange[0]}, which is no figure of a profile"


_KINDS = (_signs, _weights, _lengths, _speeds, _times, _gaps, _frames, _names)
