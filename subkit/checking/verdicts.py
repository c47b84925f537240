"""Tells for each finding whether it could have been avoided: by the text alone, or by proof where the words' times are known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning.width import cells_per_character
from subkit.checking import needs
from subkit.checking.feasible import Demand, feasible
from subkit.checking.needs import HARD, READING, TEXT, TIMES
from subkit.checking.stretch import stretch, timed
from subkit.editing import splitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.language import Language
    from subkit.model import Cue
    from subkit.profile import Profile
    from subkit.report import Finding

REACH = 2
"""How many cues on either side may be cut anew (house figure)."""

_DECIDED = READING | TEXT | TIMES
_CURES = ("other times or lines meet it", "another cut meets it")
_OTHER_LINES = "other line breaks meet it"
_FORCED = {
    "line-length": "a single word is longer than a line",
    "gap": "the speech goes on without a pause",
    "min-duration": "the speech around these words leaves no room",
    "max-duration": "the words last that long",
    "one-line-duration": "the words last that long",
    **dict.fromkeys(READING, "the speech is that fast"),
}


class Judge:
    """Decides about the findings of captions whose words have times.

    Args:
        cues: the captions.
        findings: what was found in them.
        profile: the house style.
        language: how it counts.
    """

    def __init__(
        self, cues: Sequence[Cue], findings: Sequence[Finding], profile: Profile, language: Language
    ) -> None:
        self._cues = cues
        self._profile = profile
        self._language = language
        self._cells = cells_per_character(language.counting)
        self._known: dict[str, needs.Limits] = {}
        self._broken = Counter((finding.rule, finding.cue) for finding in findings)

    def judged(self, finding: Finding) -> Finding:
        """The finding, with its verdict and the reason for it; as it stands where none can be proven."""
        if finding.rule not in _DECIDED:
            return finding
        if not timed(self._cues[finding.cue - 1]):
            return self._by_text(finding)
        decided = False
        for kept, reach in ((True, 1), (False, 0), (False, 1), (False, REACH)):
            answer = self._answer(finding, reach, kept=kept)
            if answer:
                return replace(finding, avoidable=True, reason=_CURES[not kept])
            decided = decided or answer is False
        if not decided:
            return finding
        return replace(finding, avoidable=False, reason=_FORCED.get(finding.rule, "no other cut meets it"))

    def _by_text(self, finding: Finding) -> Finding:
        """The verdict of the text alone: other line breaks cure it, or a single word is longer than a line."""
        if finding.rule not in TEXT:
            return finding
        cue = self._cues[finding.cue - 1]
        if finding.rule == "line-length" and self._cells == 1 and all(map(str.isascii, cue.lines)):
            return self._folded(finding, " ".join(cue.lines).split())
        pieces = [word for row in splitting.rows(cue.lines, self._language.tag) for word in row]
        known = replace(cue, words=tuple(replace(one, start=cue.start, end=cue.end) for one in pieces))
        built = stretch([known], None, None, self._profile, self._language) if pieces else None
        if built is not None:
            words, ((begin, end),) = built
            layout = needs.shown(words, begin, end, self._limits(finding.rule))
            if layout is not None and not layout.own:
                return replace(finding, avoidable=True, reason=_OTHER_LINES)
            if finding.rule == "line-length" and end == begin + 1:
                return replace(finding, avoidable=False, reason=_FORCED["line-length"])
        return finding

    def _folded(self, finding: Finding, words: list[str]) -> Finding:
        """The same where each character is a cell, and quickly: filling each line is the way to the fewest."""
        line = self._profile.max_line_length
        if len(words) == 1:
            return replace(finding, avoidable=False, reason=_FORCED["line-length"])
        count, width = 1, -1
        for word in words:
            width += 1 + len(word)
            if width > line:
                count, width = count + 1, len(word)
                if width > line:
                    return finding
        if count > self._profile.max_lines:
            return finding
        return replace(finding, avoidable=True, reason=_OTHER_LINES)

    def _answer(self, finding: Finding, reach: int, *, kept: bool) -> bool | None:
        """Whether another way exists for the cue and so many around it; ``None`` where that cannot be asked."""
        at = finding.cue - 1
        first, last = self._bounds(at, reach)
        before = self._cues[first - 1] if first else None
        after = self._cues[last + 1] if last + 1 < len(self._cues) else None
        built = stretch(self._cues[first : last + 1], before, after, self._profile, self._language)
        if built is None:
            return None
        words, places = built
        own, hard = self._faults(finding.rule, first, last)
        cuts = frozenset(end for _, end in places) if kept else None
        demand = Demand(finding.rule, places[at - first], own - 1, hard, cuts)
        return feasible(words, self._limits(finding.rule), demand)

    def _limits(self, rule: str) -> needs.Limits:
        if rule not in self._known:
            self._known[rule] = needs.limits(self._profile, rule, self._cells)
        return self._known[rule]

    def _bounds(self, at: int, reach: int) -> tuple[int, int]:
        """The first and the last cue of the stretch: so many on either side, as far as words have times."""
        first = last = at
        while at - first < reach and first and timed(self._cues[first - 1]):
            first -= 1
        while last - at < reach and last + 1 < len(self._cues) and timed(self._cues[last + 1]):
            last += 1
        return first, last

    def _faults(self, rule: str, first: int, last: int) -> tuple[int, int]:
        """How often the cues break the rule, and how often other hard ones; gaps on both sides count."""
        own = sum(bool(self._broken[rule, number]) for number in range(first + 1, last + 2))
        own += bool(rule == "gap" and self._broken["gap", first])
        hard = sum(
            self._broken[other, number] > 0
            for other in HARD - {rule}
            for number in range(first + (other != "gap"), last + 2)
        )
        return own, hard
