"""Where a cue breaks a limit that only some houses have, and which limits a profile leaves unchecked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.captioning import finding_reasons
from subkit.reading_speed import words
from subkit.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.model import Cue
    from subkit.profile import Profile

_FURTHER = (
    "max_cue_length", "max_wpm", "time_per_word", "reading_table", "max_duration_one_line", "min_line_ratio",
)  # fmt: skip
_LIMITS = {
    "line-length": "max_line_length",
    "lines": "max_lines",
    "cue-length": "max_cue_length",
    "line-ratio": "min_line_ratio",
    "reading-speed": "max_cps",
    "words-per-minute": "max_wpm",
    "time-per-word": "time_per_word",
    "reading-table": "reading_table",
    "min-duration": "min_duration",
    "max-duration": "max_duration",
    "one-line-duration": "max_duration_one_line",
    "early": "early",
    "late": "late",
    "linger": "linger",
    "shot-change": "shot_changes",
}


def has_any(profile: Profile) -> bool:
    """Whether a profile has a limit that `findings` looks at."""
    return any(getattr(profile, field) is not None for field in _FURTHER)


def findings(  # noqa: PLR0917 - a call for each cue: names would cost as much as the work
    number: int, cue: Cue, following: Cue | None, widths: list[int], cells: int, profile: Profile
) -> Iterator[Finding]:
    """What a cue does not meet of the limits that only some houses have.

    Args:
        number: the cue's number, from 1.
        cue: the cue.
        following: the one after it, if there is one.
        widths: the widths of its lines, in cells.
        cells: how many cells a character stands for.
        profile: the house style.
    """
    yield from _of_shape(number, widths, cells, profile)
    yield from _of_reading(number, cue, following, sum(widths) / cells, profile)
    longest = profile.max_duration_one_line
    if longest is not None and len(widths) == 1 and cue.duration > longest:
        yield Finding(
            "one-line-duration", number, cue.duration, longest, finding_reasons.too_long(cue, longest)
        )


def checked(found: list[Finding], profile: Profile) -> list[Finding]:
    """The findings without those of limits that the profile leaves unchecked."""
    off = profile.unchecked
    if not off:
        return found
    return [finding for finding in found if _limit(finding, profile) not in off]


def _limit(finding: Finding, profile: Profile) -> str | None:
    if finding.rule == "gap":
        return "min_gap" if finding.value < profile.min_gap else "forbidden_gap"
    return _LIMITS.get(finding.rule)


def _of_shape(number: int, widths: list[int], cells: int, profile: Profile) -> Iterator[Finding]:
    most, least = profile.max_cue_length, profile.min_line_ratio
    if most is not None and sum(widths) > most * cells:
        yield Finding("cue-length", number, sum(widths) / cells, most)
    if least is not None and min(widths) < least * max(widths):
        ratio = min(widths) / max(widths)
        value = rounded if (rounded := round(ratio, 2)) < least else ratio
        yield Finding("line-ratio", number, value, least)


def _of_reading(
    number: int, cue: Cue, following: Cue | None, characters: float, profile: Profile
) -> Iterator[Finding]:
    spoken, duration = words(cue.lines), max(cue.duration, 1)
    if profile.max_wpm is not None and spoken * 60_000 > profile.max_wpm * duration:
        speed = spoken * 60_000 / duration
        reason = finding_reasons.too_brief(cue, following, spoken * 60_000 / profile.max_wpm, profile)
        yield Finding("words-per-minute", number, _above(speed, profile.max_wpm), profile.max_wpm, reason)
    if profile.time_per_word is not None and duration < profile.time_per_word * spoken:
        reason = finding_reasons.too_brief(cue, following, profile.time_per_word * spoken, profile)
        yield Finding("time-per-word", number, duration // spoken, profile.time_per_word, reason)
    if profile.reading_table is not None:
        allowed = profile.reading_table.characters(duration)
        if characters > allowed:
            needed = profile.reading_table.duration(characters)
            reason = finding_reasons.too_brief(cue, following, needed, profile)
            yield Finding("reading-table", number, characters, int(allowed * 10) / 10, reason)


def _above(value: float, limit: float) -> float:
    """A value that is over a limit, in one decimal where that still is."""
    return rounded if (rounded := round(value, 1)) > limit else value
