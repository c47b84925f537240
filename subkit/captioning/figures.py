"""The figures of a profile on another clock than that of milliseconds."""

from __future__ import annotations

from msgspec import Struct

from subkit.profile import GapPolicy


class Figures(Struct, frozen=True, kw_only=True, gc=False):
    """What timing asks of a profile, where the clock is not that of milliseconds; named as in `Profile`."""

    min_gap: int
    forbidden_gap: tuple[int, int] | None
    min_duration: int
    max_duration: int
    linger: int
    early: int
    gap_policy: GapPolicy
    max_trim: int
