"""The rules of a house for in- and out-times near a shot change."""

from __future__ import annotations

from msgspec import Struct


class ShotRules(Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """What a house wants of times near a shot change (a cut); all in ms.

    Attributes:
        near: a time less than this from a cut is near it. An in-time that is near after a cut goes to the cut.
        to_cut: an in-time up to this long before a cut goes to the cut; one that is near, but earlier, goes to ``near``
            before it.
        out: an out-time near a cut, on either side, goes to this long before it.
        straddle: whether a cue may run over a cut; if not, one that does is a finding.
    """

    near: int
    to_cut: int
    out: int = 0
    straddle: bool = True

    def contradiction(self) -> str:
        """Why these can be no rules; empty if they can."""
        if min(self.near, self.to_cut, self.out) < 0:
            return "shot_changes must not hold a negative span"
        if not (self.to_cut < self.near or self.near == 0) or self.out > self.near:
            return f"shot_changes: to_cut ({self.to_cut} ms) and out ({self.out} ms) must be less than near ({self.near} ms)"
        return ""
