"""Where cues break a house style, weighed so that two versions of a stretch can be compared."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from subkit.captioning import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.language import Language
    from subkit.model import Cue
    from subkit.profile import Profile
    from subkit.report import Finding

TEXT_RULES = frozenset({"line-length", "lines", "cue-length", "line-ratio"})
"""The rules that no time can mend."""

_SECOND = 1000


class House(NamedTuple):
    """A house style, the language whose words it is held against, and the shot changes of the media, in ms, ascending."""

    profile: Profile
    language: Language
    shots: Sequence[int] = ()

    def shots_around(self, first: int, last: int) -> Sequence[int]:
        """The shot changes that can matter to times from the first to the last, in ms; none where the style has no rules."""
        rules = self.profile.shot_changes
        if not self.shots or rules is None:
            return ()
        # Twice, for a word may be near a change and its cue as far from the word; a second for the rounding to frames.
        reach = 2 * rules.near + _SECOND
        return self.shots[bisect_left(self.shots, first - reach) : bisect_right(self.shots, last + reach)]


class Fault(NamedTuple):
    """A rule that a cue breaks: by how much, in the rule's unit, and as a share of the limit."""

    cue: int
    rule: str
    excess: float
    share: float


def broken(cues: Sequence[Cue], house: House) -> list[Finding]:
    """What `subkit.captioning.check.findings` says of the cues, but for trims: up to the style's ``max_trim`` they are none.

    A cue without lines counts as one with an empty line.
    """
    shown = [cue if cue.lines else replace(cue, lines=("",)) for cue in cues]
    near = (
        house.shots_around(min([cue.start for cue in cues]), max([cue.end for cue in cues])) if cues else ()
    )
    found = check.findings(shown, house.profile, house.language, near)
    return [finding for finding in found if finding.rule != "trim" or finding.value > finding.limit]


def faults(cues: Sequence[Cue], house: House) -> list[Fault]:
    """What is `broken` in the cues, and two faults that no style allows.

    Those are ``reversed``, a cue that ends at or before its in-time, and ``order``, one that begins before the cue
    ahead of it. ``cue`` is the place in the sequence, from 0.
    """
    found = [
        Fault(
            finding.cue - 1,
            finding.rule,
            abs(finding.value - finding.limit),
            abs(finding.value - finding.limit) / (abs(finding.limit) or _SECOND),
        )
        for finding in broken(cues, house)
    ]
    latest = cues[0].start if cues else 0
    for place, cue in enumerate(cues):
        if cue.end <= cue.start:
            late = cue.start + 1 - cue.end
            found.append(Fault(place, "reversed", late, late / _SECOND))
        if cue.start < latest:
            found.append(Fault(place, "order", latest - cue.start, (latest - cue.start) / _SECOND))
        latest = cue.start
    return found


def no_worse(before: Sequence[Fault], after: Sequence[Fault]) -> bool:
    """Whether each fault of one version can be laid to one of the other's, of the same rule and at least as great."""
    held = _by_rule(before)
    for rule, values in _by_rule(after).items():
        were = held.get(rule, [])
        if len(values) > len(were) or any(now > was for now, was in zip(values, were, strict=False)):
            return False
    return True


def weight(found: Sequence[Fault]) -> tuple[int, float]:
    """How bad a version is: how many faults it has, then how great they are together."""
    return len(found), round(sum([fault.share for fault in found]), 6)


def _by_rule(found: Sequence[Fault]) -> dict[str, list[float]]:
    values: dict[str, list[float]] = {}
    for fault in found:
        values.setdefault(fault.rule, []).append(fault.excess)
    for row in values.values():
        row.sort(reverse=True)
    return values
