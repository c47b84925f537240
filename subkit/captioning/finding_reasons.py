"""What is known of why a cue breaks a rule of time: from its words and the cue after it, and no more than these say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subkit.model import Cue
    from subkit.profile import Profile


def too_brief(cue: Cue, following: Cue | None, needed: float, profile: Profile) -> str:
    """Why a cue is shown for less time than it needs (in ms); empty if nothing is known."""
    if following is not None and following.start - cue.start < needed + profile.min_gap:
        return "the next cue begins too soon after it"
    last = cue.words[-1].end if cue.words else None
    return "it lingers no longer after its words" if last is not None and cue.end >= last else ""


def too_long(cue: Cue, longest: int) -> str:
    """Why a cue is shown for more than the longest time (in ms); empty if nothing is known."""
    if not cue.words:
        return ""
    first, last = cue.words[0].start, cue.words[-1].end
    if first is None or last is None or last - first <= longest:
        return ""
    return "a single word lasts that long" if len(cue.words) == 1 else "its words last that long"


def too_near(cue: Cue, following: Cue, least: int) -> str:
    """Why a cue leaves less than the least gap (in ms) before the next; empty if nothing is known."""
    last = cue.words[-1].end if cue.words else None
    first = following.words[0].start if following.words else None
    if last is None or first is None:
        return ""
    return "the speech goes on without a pause" if first - last < least else "the pause is not used"
