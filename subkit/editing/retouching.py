"""Other in- and out-times for a cue, nearest first: within the room its neighbours leave, and true to its words."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning.width import cells_per_character, measure
from subkit.editing import framing
from subkit.reading_speed import words
from subkit.timecode import frame_after, nearest_frame, of_frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.editing.faults import House
    from subkit.model import Cue
    from subkit.profile import Profile

_IN_TIME = 3
"""An in-time is moved only where it saves three times as much of the out-time: it is what people hear (house figure)."""


def retouched(before: Cue | None, cue: Cue, after: Cue | None, house: House) -> list[tuple[Cue, Cue | None]]:
    """The cue, and the one after it, with other times; those that move least come first.

    A cue with words begins no earlier than the style's ``early`` before them, lingers no longer than it allows, and ends
    no sooner than they do. One without has nothing but its times to say when it is spoken: its in-time moves only
    to make way where two cues overlap, or where a shot change is near.

    Args:
        before: the cue ahead of it.
        cue: the cue whose times are at fault.
        after: the cue that follows; its in-time may move where the two are too close.
        house: the style.
    """
    profile = house.profile
    found: dict[tuple[int, int, int], int] = {}
    rate = profile.rate
    for start in framing.around(_starts(before, cue, house), rate):
        ends = framing.around(_ends(cue, start, after, house), rate)
        for end, following in product(ends, framing.around(_followings(cue, after, house), rate)):
            if end > start:
                times = start, end, following
                found[times] = _moved(cue, after, *times) + _detour(end, house)
        for edge, following in _parted(cue, after, start, profile):
            if edge > start:
                times = start, edge, following
                found[times] = _moved(cue, after, *times)
    return [
        (
            replace(cue, start=start, end=end),
            after and (after if following == after.start else replace(after, start=following)),
        )
        for start, end, following in sorted(found, key=found.__getitem__)
        if (start, end, following) != (cue.start, cue.end, after.start if after else 0)
    ]


def _detour(end: int, house: House) -> int:
    """What it counts, in ms, that an out-time goes off a shot change instead of before it: more than the way there saves."""
    rules = house.profile.shot_changes
    return 2 * rules.near if rules and framing.avoids_cut(end, house) else 0


def _moved(cue: Cue, after: Cue | None, start: int, end: int, following: int) -> int:
    return (
        abs(end - cue.end)
        + _IN_TIME * abs(start - cue.start)
        + _IN_TIME * (abs(following - after.start) if after else 0)
    )


def _starts(before: Cue | None, cue: Cue, house: House) -> set[int]:
    profile = house.profile
    starts = {cue.start, *framing.in_times(cue.start, house)}
    if cue.words and cue.words[0].start is not None:
        first = cue.words[0].start
        soonest = max(before.end + profile.min_gap if before else 0, first - profile.early, 0)
        starts |= {first, min(first, soonest)}
    return starts


def _ends(cue: Cue, start: int, after: Cue | None, house: House) -> Iterator[int]:
    """Out-times that a limit of the style suggests, as far as the cue's words and the cue after it leave room."""
    profile = house.profile
    last = cue.words[-1].end if cue.words else None
    needed = start + _needed(cue, house)
    longest = start + profile.max_duration
    wished = {cue.end, needed, start + profile.min_duration}
    if last is not None or _may_be_silent(cue, house):
        wished.add(longest)
        if profile.max_duration_one_line is not None and len(cue.lines) == 1:
            wished.add(start + profile.max_duration_one_line)
    if last is not None:
        wished |= {last, last + profile.linger, last - profile.max_trim}
    if after is not None:
        touching = after.start - profile.min_gap
        wished = {min(end, touching) for end in wished} | {cue.end, touching}
        if profile.forbidden_gap:
            wished.add(after.start - max(profile.forbidden_gap[1], profile.min_gap))
    wished |= {place for end in (cue.end, needed) for place in framing.out_times(end, house)}
    if last is None:
        yield from wished
    else:
        soonest, latest = last - profile.max_trim, max(cue.end, _latest(last, start, after, house))
        yield from (end for end in wished if end == cue.end or soonest <= end <= latest)


def _latest(last: int, start: int, after: Cue | None, house: House) -> int:
    """Until when a cue whose last word ends then is shown at most: its linger, its minimum, a gap to be closed, a cut."""
    profile = house.profile
    latest = max(last + profile.linger, start + profile.min_duration)
    if profile.shot_changes and house.shots_around(last, last):
        latest = max(latest, last + profile.linger + profile.shot_changes.near)
    if after is not None and profile.forbidden_gap and after.start - last < profile.forbidden_gap[1]:
        latest = max(latest, after.start - profile.min_gap)
    return latest


def _needed(cue: Cue, house: House) -> int:
    """How long a cue must be shown to be read, in ms, as far as the style says so in figures."""
    profile, counting = house.profile, house.language.counting
    width = sum([measure(line, counting) for line in cue.lines])
    spoken = words(cue.lines)
    needed = profile.min_duration
    if profile.max_cps:
        needed = max(needed, int(-(-width * 1000 // (profile.max_cps * cells_per_character(counting)))))
    if profile.max_wpm:
        needed = max(needed, int(-(-spoken * 60_000 // profile.max_wpm)))
    if profile.time_per_word:
        needed = max(needed, spoken * profile.time_per_word)
    table = profile.reading_table
    if table is not None:
        characters = width / cells_per_character(counting)
        while needed < profile.max_duration and table.characters(needed) < characters:
            needed += 40
    return needed


def _may_be_silent(cue: Cue, house: House) -> bool:
    """Whether a cue without words outlasts its speech, even if that is half as fast as can be read."""
    speed = house.profile.max_cps
    cells = cells_per_character(house.language.counting)
    width = sum([measure(line, house.language.counting) for line in cue.lines])
    return speed is None or 2000 * width <= speed * cells * house.profile.max_duration


def _followings(cue: Cue, after: Cue | None, house: House) -> set[int]:
    """In-times of the cue after: its own; where a shot change wants another, that; where it is too close, later ones."""
    if after is None:
        return {0}
    starts = {after.start, *[start for start in framing.in_times(after.start, house) if start < after.end]}
    later = cue.end + house.profile.min_gap
    if later <= after.start:
        return starts
    if after.words:
        first = after.words[0].start
        return starts if first is None else {*starts, max(after.start, min(first, later))}
    return {*starts, later} if later < after.end else starts


def _parted(cue: Cue, after: Cue | None, start: int, profile: Profile) -> Iterator[tuple[int, int]]:
    """Where two cues without words that overlap can be parted: each gets its share of their time, by characters."""
    if after is None or cue.words or after.words or cue.end <= after.start or after.end <= start:
        return
    sizes = [max(1, sum(map(len, one.lines))) for one in (cue, after)]
    edge = start + (after.end - start) * sizes[0] // sum(sizes)
    if profile.rate is not None:
        edge = of_frame(nearest_frame(edge, profile.rate), profile.rate)
        yield edge, of_frame(frame_after(edge + profile.min_gap, profile.rate), profile.rate)
    else:
        yield edge, edge + profile.min_gap
