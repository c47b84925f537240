"""Why each break is where it is: what it cost, which alternatives it beat, and what each cue has to spare."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from subkit.captioning import caption, cutting, spacing
from subkit.captioning.explanation import Alternative, Break, CueReasons, Way
from subkit.captioning.prices import cue_terms, line_terms
from subkit.captioning.rivals import Rival, Rivals, State
from subkit.captioning.search import Cut, best_cuts
from subkit.captioning.slack import slack
from subkit.captioning.terms import BreakTerms, Term
from subkit.captioning.text import columns
from subkit.errors import InputError
from subkit.language import Language
from subkit.model import Captions
from subkit.profile import Profile
from subkit.scorer import Remembering, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from subkit.model import Cue, Transcript
    from subkit.scorer import BreakScorer

SHOWN = 4
"""So many cues of an alternative are shown; how many more differ is said."""

ELSEWHERE = 3
"""So many other places are named for each break."""

_CHANGES: dict[State, Literal["no-break", "line", "cue"]] = {"none": "no-break", "line": "line", "cue": "cue"}


def explain(
    subject: Transcript | Captions,
    profile: Profile | str | Path = "default",
    *,
    language: str | None = None,
    speakers: bool = True,
    scorer: BreakScorer | None = None,
) -> Explanation:
    """Why captions are cut as they are; of a transcript, the captions that `caption` makes of it.

    Args:
        subject: a transcript, or captions that `caption` has made.
        profile: the house style they were made in.
        language: a BCP 47 tag, where it is known better than the transcript says.
        speakers: whether room was left for labels.
        scorer: who else judged the breaks.

    Raises:
        InputError: the captions were not made by `caption` like this: kept cues, edited ones, another profile.
        PayloadError, ProfileError, UnknownNameError, ScoringError: as `caption`.
    """
    known = Remembering(scorer) if scorer is not None else None
    if isinstance(subject, Captions):
        made = subject
    else:
        made = caption(subject, profile, language=language, speakers=speakers, scorer=known)
    spoken = Language.load(made.language)
    style = (profile if isinstance(profile, Profile) else Profile.load(profile)).for_language(spoken)
    return Explanation(made, style, spoken, speakers=speakers, scorer=known)


class Explanation:
    """Captions with the reasons of each cue, which are worked out when they are asked for.

    Args:
        captions: what is explained.
        profile: the house style they were made in, as it is for their language.
        language: their language.
        speakers: whether room was left for labels.
        scorer: who else judged the breaks.

    Attributes:
        captions: what is explained.
        total: what they cost as a whole, in hundredths: the sum of all terms of all cues.
    """

    def __init__(
        self,
        captions: Captions,
        profile: Profile,
        language: Language,
        *,
        speakers: bool,
        scorer: BreakScorer | None,
    ) -> None:
        if captions.transcript is None:
            raise InputError("captions", "hold no transcript: only what was cut from one can be explained")
        self.captions, self.total = captions, 0
        self._profile, self._language = profile, language
        self._text = columns(captions.transcript, language)
        self._cuts: list[Cut] = []
        if not self._text.words:
            return
        self._problem = cutting.problem(self._text, profile, language, speakers=speakers, scorer=scorer)
        self._cuts = best_cuts(self._problem.columns, self._problem.limits)
        self._refuse_others()
        self._scorer = name_of(scorer) if scorer is not None else ""
        self._terms = BreakTerms(self._text.texts, self._text.pauses, language, profile.weights)
        self._rivals = Rivals(self._problem.columns, self._problem.limits, self._cuts)
        self._numbers = {cut.begin: number for number, cut in enumerate(self._cuts, 1)}
        self.total = self._rivals.least

    def __len__(self) -> int:
        return len(self._cuts)

    def __iter__(self) -> Iterator[CueReasons]:
        return (self.cue(number) for number in range(1, len(self) + 1))

    def cue(self, number: int) -> CueReasons:
        """The reasons of a cue.

        Args:
            number: its number, from 1.

        Raises:
            IndexError: there is no such cue.
        """
        cut, cue = self._numbered(number)
        place, limits = self._problem.columns, self._problem.limits
        terms = cue_terms(cut.begin, cut.end, place, limits)
        shapes = line_terms(cut.begin, cut.end, cut.breaks, place, limits)
        breaks = [
            *(self._line_break(at, cut, shape) for at, shape in zip(cut.breaks, shapes, strict=True)),
            self._cue_break(cut, number),
        ]
        following = self.captions.cues[number] if number < len(self) else None
        return CueReasons(
            number=number,
            start=cue.start,
            end=cue.end,
            lines=cue.lines,
            cost=sum(term.amount for term in terms) + sum(found.cost for found in breaks),
            terms=tuple(terms),
            breaks=tuple(breaks),
            bound=tuple(self._bound(cut)),
            slack=tuple(slack(cue, following, self._profile, self._language)),
        )

    def ways(self, number: int, count: int = 5) -> list[Way]:
        """The best ways to show the first word of a cue, the cheapest first: the one that was chosen is among them.

        They differ in the words that the cue holds; each has its lines at their best.

        Args:
            number: the cue's number, from 1.
            count: how many, at most.

        Raises:
            IndexError: there is no such cue.
        """
        cut, _ = self._numbered(number)
        found: list[Way] = []
        for rival in self._rivals.showing(cut.begin, count):
            (own,) = (one for one in rival.cuts if one.begin <= cut.begin < one.end)
            first, shown, further = self._shown(rival)
            found.append(Way(self._lines(own), rival.extra, first, shown, further))
        return found

    def _numbered(self, number: int) -> tuple[Cut, Cue]:
        if not 1 <= number <= len(self):
            raise IndexError(f"there is no cue {number}; there are {len(self)}")
        return self._cuts[number - 1], self.captions.cues[number - 1]

    def _refuse_others(self) -> None:
        """Raise unless the captions are those that the search finds."""
        made = [cue.lines for cue in self.captions.cues]
        if made != [self._lines(cut) for cut in self._cuts]:
            raise InputError(
                "captions",
                "are cut in another way: explain them in the profile and with the options they were made with",
            )

    def _line_break(self, at: int, cut: Cut, shape: list[Term]) -> Break:
        others = [place for place in range(cut.begin + 1, cut.end) if place not in cut.breaks]
        return self._break(
            at,
            "line",
            shape,
            instead=[self._alternative(at, "cue"), self._alternative(at, "none")],
            elsewhere=[self._alternative(place, "line") for place in others],
        )

    def _cue_break(self, cut: Cut, number: int) -> Break:
        at = cut.end
        if at in self._forced:
            return self._break(at, "cue", [], forced=self._compulsion(at))
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
        forced: str = "",
        instead: list[Alternative | None] | None = None,
        elsewhere: list[Alternative | None] | None = None,
    ) -> Break:
        text, word = self._text, self._problem.starts[at] - 1
        terms = [*self._terms.at(word, line=kind == "line"), *self._scored(word), *shape]
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

    def _scored(self, word: int) -> list[Term]:
        scored = self._problem.scored
        return [Term(f"scorer {self._scorer}", scored[word])] if scored and scored[word] else []

    @property
    def _forced(self) -> list[int]:
        return self._problem.columns.forced

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
        rival = self._rivals.at(at, state)
        if rival is None:
            return None
        word = self._problem.starts[at] - 1
        first, shown, further = self._shown(rival)
        return Alternative(
            _CHANGES[state], word + 1, self._text.texts[word], rival.extra, first, shown, further
        )

    def _shown(self, rival: Rival) -> tuple[int, tuple[tuple[str, ...], ...], int]:
        """The number of the first cue of a rival, the lines of those that are shown, and how many are not."""
        shown = tuple(self._lines(cut) for cut in rival.cuts[:SHOWN])
        return self._numbers[rival.begin], shown, max(0, len(rival.cuts) - SHOWN)

    def _lines(self, cut: Cut) -> tuple[str, ...]:
        starts = self._problem.starts
        edges = [starts[at] for at in (cut.begin, *cut.breaks, cut.end)]
        return tuple(self._joined(begin, end) for begin, end in pairwise(edges))

    def _joined(self, begin: int, end: int) -> str:
        return spacing.joined(self._text.texts, self._text.blank, begin, end)

    def _bound(self, cut: Cut) -> Iterator[str]:
        """The units of a cue that hold several words."""
        starts = self._problem.starts
        for unit in range(cut.begin, cut.end):
            if starts[unit + 1] - starts[unit] > 1:
                yield self._joined(starts[unit], starts[unit + 1])


def _cheapest(alternatives: list[Alternative | None]) -> tuple[Alternative, ...]:
    return tuple(sorted(filter(None, alternatives), key=lambda one: one.extra))
