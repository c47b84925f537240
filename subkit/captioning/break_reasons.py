"""Why one break is where it is: what it costs, why it must be or what it beat, in the words of the text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from subkit.captioning import spacing
from subkit.captioning.explanation import Alternative, Break
from subkit.captioning.prices import cue_terms, line_terms, shared_terms
from subkit.captioning.rivals import Rival, Rivals, State
from subkit.captioning.terms import BreakTerms, Term
from subkit.captioning.width import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.captioning.columns import Cut
    from subkit.captioning.problem import Problem
    from subkit.captioning.text import Text
    from subkit.language import Language
    from subkit.profile import Profile

SHOWN = 4
"""So many cues of an alternative are shown; how many more differ is said."""

ELSEWHERE = 3
"""So many other places are named for each break."""

_CHANGES: dict[State, Literal["no-break", "line", "cue"]] = {"none": "no-break", "line": "line", "cue": "cue"}


class BreakReasons:
    """The breaks of one text as the search has set them.

    Args:
        text: the words.
        problem: what the search was asked.
        cuts: what it answered.
        profile: the house style.
        language: the language.
        scorer: what to call who else judged the breaks.

    Attributes:
        rivals: all that the search could have answered.
    """

    def __init__(  # noqa: PLR0917 - a text, what was asked of it, and in which terms
        self,
        text: Text,
        problem: Problem,
        cuts: list[Cut],
        profile: Profile,
        language: Language,
        scorer: str,
    ) -> None:
        self._text, self._problem, self._cuts = text, problem, cuts
        self._profile, self._language, self._scorer = profile, language, scorer
        self._forced = frozenset(problem.columns.forced)
        self._terms = BreakTerms(text.texts, text.pauses, language, profile.weights)
        self._numbers = {cut.begin: number for number, cut in enumerate(cuts, 1)}
        self.rivals = Rivals(problem.columns, problem.limits, cuts)

    def cue(self, number: int) -> list[Term]:
        """What a cue costs besides its breaks."""
        cut, columns, limits = self._cuts[number - 1], self._problem.columns, self._problem.limits
        if not self._is_shared(cut):
            return cue_terms(cut.begin, cut.end, columns, limits)
        dashes = sum(measure(dash, self._language.counting) for dash in self._language.dual_dash)
        return shared_terms(cut, dashes, columns, limits)

    def breaks(self, number: int) -> list[Break]:
        """The breaks of a cue, its own end last."""
        cut, columns = self._cuts[number - 1], self._problem.columns
        if self._is_shared(cut):
            return [self._seam(cut.breaks[0]), self._cue_break(cut, number)]
        shapes = line_terms(cut.begin, cut.end, cut.breaks, columns, self._problem.limits)
        lines = [self._line_break(at, cut, shape) for at, shape in zip(cut.breaks, shapes, strict=True)]
        return [*lines, self._cue_break(cut, number)]

    def bound(self, number: int) -> Iterator[str]:
        """The words of a cue that no break may part."""
        cut, starts = self._cuts[number - 1], self._problem.starts
        for unit in range(cut.begin, cut.end):
            if starts[unit + 1] - starts[unit] > 1:
                yield self._joined(starts[unit], starts[unit + 1])

    def lines(self, cut: Cut) -> tuple[str, ...]:
        """The lines of a cue."""
        edges = [self._problem.starts[at] for at in (cut.begin, *cut.breaks, cut.end)]
        lines = tuple(self._joined(begin, end) for begin, end in pairwise(edges))
        if self._is_shared(cut):
            return tuple(dash + line for dash, line in zip(self._language.dual_dash, lines, strict=True))
        return lines

    def shown(self, rival: Rival) -> tuple[int, tuple[tuple[str, ...], ...], int]:
        """The number of the first cue of a rival, the lines of those that are shown, and how many are not."""
        shown = tuple(self.lines(cut) for cut in rival.cuts[:SHOWN])
        return self._numbers[rival.begin], shown, max(0, len(rival.cuts) - SHOWN)

    def _line_break(self, at: int, cut: Cut, shape: list[Term]) -> Break:
        others = [place for place in range(cut.begin + 1, cut.end) if place not in cut.breaks]
        return self._break(
            at,
            "line",
            shape,
            instead=[self._alternative(at, "cue"), self._alternative(at, "none")],
            elsewhere=[self._alternative(place, "line") for place in others],
        )

    def _is_shared(self, cut: Cut) -> bool:
        """Whether two speakers share a cue: its line breaks where any other cue must end."""
        return not self._forced.isdisjoint(cut.breaks)

    def _seam(self, at: int) -> Break:
        """The line break between two speakers, which costs what the end of the first one's cue would."""
        shape = [Term("a line more", self._problem.limits.weights.line)]
        return self._break(at, "line", shape, place="cue", instead=[self._alternative(at, "cue")])

    def _cue_break(self, cut: Cut, number: int) -> Break:
        at = cut.end
        if at in self._forced:
            other = self._alternative(at, "line")
            return self._break(at, "cue", [], forced="" if other else self._compulsion(at), instead=[other])
        following = self._cuts[number]
        others = [*range(cut.begin + 1, at), *range(at + 1, following.end)]
        return self._break(
            at,
            "cue",
            [],
            instead=[self._alternative(at, "line"), self._alternative(at, "none")],
            elsewhere=[self._alternative(place, "cue") for place in others],
        )

    def _break(
        self,
        at: int,
        kind: Literal["line", "cue"],
        shape: list[Term],
        *,
        place: Literal["line", "cue"] | None = None,
        forced: str = "",
        instead: list[Alternative | None] | None = None,
        elsewhere: list[Alternative | None] | None = None,
    ) -> Break:
        text, word = self._text, self._problem.starts[at] - 1
        line = (place or kind) == "line"
        terms = [*self._terms.at(word, line=line), *self._beside(word, line=line), *shape]
        terms = [term for term in terms if term.amount]
        return Break(
            kind=kind,
            word=word + 1,
            after=text.texts[word],
            before=text.texts[word + 1] if word + 1 < len(text.texts) else "",
            time=text.ends[word],
            pause=text.pauses[word],
            cost=sum(term.amount for term in terms),
            terms=tuple(terms),
            forced=forced,
            instead=_cheapest(instead or []),
            elsewhere=_cheapest(elsewhere or [])[:ELSEWHERE],
        )

    def _beside(self, word: int, *, line: bool) -> list[Term]:
        """What sounds, the place and a scorer add to the cost of the break after a word."""
        terms = list[Term]()
        costs = self._problem.costs
        if word in costs.sounded:
            terms.append(Term("between a sound and a pause", costs.sounded[word][line]))
        places = costs.places
        if places.scraps:
            terms.append(Term("leaves a scrap alone beside a mark", places.scraps[word]))
        if not line and word in places.tight:
            terms.append(Term("no room for a gap", places.tight[word]))
        if costs.scored:
            terms.append(Term(f"scorer {self._scorer}", costs.scored[word]))
        return terms

    def _compulsion(self, at: int) -> str:
        """Why a cue must end at a boundary."""
        text, word = self._text, self._problem.starts[at]
        if word == len(text.texts):
            return "end of the text"
        if text.starts[word] - text.ends[word - 1] >= self._profile.max_pause:
            return f"a pause of {text.starts[word] - text.ends[word - 1]} ms"
        return "another speaker"

    def _alternative(self, at: int, state: State) -> Alternative | None:
        """The best captions with this at a boundary, if there are any."""
        rival = self.rivals.at(at, state)
        if rival is None:
            return None
        word = self._problem.starts[at] - 1
        first, shown, further = self.shown(rival)
        return Alternative(
            _CHANGES[state], word + 1, self._text.texts[word], rival.extra, first, shown, further
        )

    def _joined(self, begin: int, end: int) -> str:
        return spacing.joined(self._text.texts, self._text.blank, begin, end)


def _cheapest(alternatives: list[Alternative | None]) -> tuple[Alternative, ...]:
    return tuple(sorted(filter(None, alternatives), key=lambda one: one.extra))
