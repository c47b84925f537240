"""Where captions break a profile, as values, with what is known of the reason."""

from __future__ import annotations

import math
from operator import attrgetter
from typing import TYPE_CHECKING

from subkit.captioning import doubts, finding_reasons, house_limits, shot_findings, sync_findings
from subkit.captioning.width import cells_per_character, measure
from subkit.report import Finding
from subkit.timecode import nearest_frame, of_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from subkit.captioning.doubts import Said
    from subkit.language import Language
    from subkit.model import Cue
    from subkit.profile import Profile


def findings(
    cues: Sequence[Cue],
    profile: Profile,
    language: Language,
    shots: Sequence[int] = (),
    said: Said | None = None,
) -> list[Finding]:
    """What the cues do not meet of the profile, in their order.

    Line length and number of lines are limits that the search breaks for a single word alone; those of time it weighs
    against each other and against the breaks, for the speech itself may leave no room. Limits that the profile leaves
    unchecked are passed over.

    Args:
        cues: the captions.
        profile: the house style.
        language: how it counts.
        shots: the shot changes, in ms, ascending.
        said: when the words of each cue begin, and when they end, in ms, where the caller knows.
    """
    found: list[Finding] = []
    cells = cells_per_character(language.counting)
    longest = profile.max_line_length * cells
    slowest = profile.max_cps * cells / 1000 if profile.max_cps else math.inf
    further = house_limits.has_any(profile)
    places = doubts.doubtful(cues, profile, language, said)
    for number in [at + 1 for at in places]:
        cue, following = cues[number - 1], cues[number] if number < len(cues) else None
        widths = [measure(line, language.counting) for line in cue.lines]
        if max(widths) > longest or len(widths) > profile.max_lines:
            found += _of_text(number, widths, cells, profile)
        if sum(widths) > slowest * (cue.end - cue.start):
            found += _of_speed(number, cue, following, sum(widths), cells, profile)
        if not _is_in_time(cue, following, profile):
            found += _of_time(number, cue, following, profile)
        if further:
            found += house_limits.findings(number, cue, following, widths, cells, profile)
    others = [
        *sync_findings.findings(cues, profile, shots, places),
        *shot_findings.findings(cues, profile, shots),
    ]
    if others:
        found = sorted([*found, *others], key=attrgetter("cue"))
    return house_limits.checked(found, profile)


def _of_text(number: int, widths: list[int], cells: int, profile: Profile) -> Iterator[Finding]:
    if max(widths) > profile.max_line_length * cells:
        yield Finding(
            "line-length",
            number,
            max(widths) / cells,
            profile.max_line_length,
            "a single word is longer than a line" if len(widths) == 1 else "",
            hard=True,
        )
    if len(widths) > profile.max_lines:
        yield Finding("lines", number, len(widths), profile.max_lines, hard=True)


def _of_speed(  # noqa: PLR0917 - as `house_limits.findings`
    number: int, cue: Cue, following: Cue | None, width: int, cells: int, profile: Profile
) -> Iterator[Finding]:
    if profile.max_cps and width * 1000 > profile.max_cps * cells * cue.duration:
        speed = width * 1000 / cells / cue.duration if cue.duration > 0 else float(width)
        value = round(speed, 1)
        value = value if value > profile.max_cps else speed
        needed = width * 1000 / (profile.max_cps * cells)
        reason = finding_reasons.too_brief(cue, following, needed, profile)
        yield Finding("reading-speed", number, value, profile.max_cps, reason)


def _is_in_time(cue: Cue, following: Cue | None, profile: Profile) -> bool:
    """Whether `_of_time` has nothing to say, told quickly; on frames it is not told."""
    start, end, words = cue.start, cue.end, cue.words
    if (
        profile.rate is not None
        or not profile.min_duration <= end - start <= profile.max_duration
        or (words and (last := words[-1].end) is not None and last > end)
    ):
        return False
    if following is None:
        return True
    low, high = profile.forbidden_gap or (0, 0)
    gap = following.start - end
    return gap >= profile.min_gap and not low <= gap < high


def _of_time(number: int, cue: Cue, following: Cue | None, profile: Profile) -> Iterator[Finding]:
    duration = _span(cue.start, cue.end, profile.rate)
    shortest, longest = profile.min_duration, profile.max_duration
    if duration < shortest:
        reason = finding_reasons.too_brief(cue, following, shortest, profile)
        yield Finding("min-duration", number, duration, shortest, reason, hard=True)
    if duration > longest:
        reason = finding_reasons.too_long(cue, longest)
        yield Finding("max-duration", number, duration, longest, reason, hard=True)
    if cue.words and cue.words[-1].end is not None and cue.words[-1].end > cue.end:
        yield Finding(
            "trim", number, cue.words[-1].end - cue.end, profile.max_trim, "trimmed for the gap after it"
        )
    if following is None:
        return
    gap = _span(cue.end, following.start, profile.rate)
    if gap < profile.min_gap:
        reason = finding_reasons.too_near(cue, following, profile.min_gap)
        yield Finding("gap", number, gap, profile.min_gap, reason, hard=True)
    elif profile.forbidden_gap and profile.forbidden_gap[0] <= gap < profile.forbidden_gap[1]:
        reason = "the gap is one that the profile forbids"
        yield Finding("gap", number, gap, profile.forbidden_gap[1], reason, hard=True)


def _span(start: int, end: int, rate: Fraction | None) -> int:
    """How long it is from one time to another, in ms; on frames, by the count of frames, whatever each time is rounded to."""
    if rate is None:
        return end - start
    frames = nearest_frame(end, rate) - nearest_frame(start, rate)
    return of_frame(frames, rate)
