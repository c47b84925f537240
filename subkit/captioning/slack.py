"""How far a cue stays within each limit of its profile; `check` says the same where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.captioning.width import cells_per_character, measure
from subkit.reading_speed import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.language import Language
    from subkit.model import Cue
    from subkit.profile import Profile


class Slack(Struct, frozen=True, gc=False):
    """One limit, and what is left of it.

    Attributes:
        rule: the name by which a `Finding` calls it.
        value: what the cue has, in the unit.
        limit: what the profile asks for.
        left: how much there is to spare; below 0 where the limit is not met.
        unit: ``characters``, ``lines``, ``ms``, ``characters a second``, ``words a minute``, ``of the longer line``.
    """

    rule: str
    value: float
    limit: float
    left: float
    unit: str


def slack(cue: Cue, following: Cue | None, profile: Profile, language: Language) -> list[Slack]:
    """What a cue has to spare of every limit that its profile has.

    Args:
        cue: the cue.
        following: the one after it, if there is one.
        profile: the house style, as it was cut with.
        language: how its characters are counted.
    """
    cells = cells_per_character(language.counting)
    lengths = [measure(line, language.counting) / cells for line in cue.lines]
    return [
        *_of_lines(lengths, profile),
        *_of_reading(cue, sum(lengths), profile),
        *_of_time(cue, following, profile),
    ]


def _of_lines(lengths: list[float], profile: Profile) -> Iterator[Slack]:
    for length in lengths:
        yield _most("line-length", length, profile.max_line_length, "characters")
    yield _most("lines", len(lengths), profile.max_lines, "lines")
    if profile.max_cue_length is not None:
        yield _most("cue-length", sum(lengths), profile.max_cue_length, "characters")
    if profile.min_line_ratio is not None and len(lengths) > 1:
        share = min(lengths) / max(lengths) if max(lengths) else 1.0
        yield _least("line-ratio", share, profile.min_line_ratio, "of the longer line")


def _of_reading(cue: Cue, characters: float, profile: Profile) -> Iterator[Slack]:
    duration, spoken = max(cue.duration, 1), words(cue.lines)
    if profile.max_cps is not None:
        speed = characters * 1000 / duration
        yield _most("reading-speed", speed, profile.max_cps, "characters a second")
    if profile.max_wpm is not None:
        yield _most("words-per-minute", spoken * 60_000 / duration, profile.max_wpm, "words a minute")
    if profile.time_per_word is not None:
        yield _least("time-per-word", duration, profile.time_per_word * spoken, "ms")
    if profile.reading_table is not None:
        yield _most("reading-table", characters, profile.reading_table.characters(duration), "characters")


def _of_time(cue: Cue, following: Cue | None, profile: Profile) -> Iterator[Slack]:
    duration = cue.duration
    if profile.min_duration:
        yield _least("min-duration", duration, profile.min_duration, "ms")
    yield _most("max-duration", duration, profile.max_duration, "ms")
    if profile.max_duration_one_line is not None and len(cue.lines) == 1:
        yield _most("one-line-duration", duration, profile.max_duration_one_line, "ms")
    if following is not None:
        gap, least = following.start - cue.end, profile.min_gap
        if profile.forbidden_gap and profile.forbidden_gap[0] <= gap < profile.forbidden_gap[1]:
            least = profile.forbidden_gap[1]
        yield _least("gap", gap, least, "ms")


def _most(rule: str, value: float, limit: float, unit: str) -> Slack:
    return Slack(rule, _told(value), _told(limit), _told(limit - value), unit)


def _least(rule: str, value: float, limit: float, unit: str) -> Slack:
    return Slack(rule, _told(value), _told(limit), _told(value - limit), unit)


def _told(figure: float) -> float:
    """A figure in two decimals, but never 0 where there is something."""
    return rounded if (rounded := round(figure, 2)) or not figure else figure
