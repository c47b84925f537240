"""Why each break is where it is: what it cost, which alternatives it beat, and what each cue has to spare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.captioning import caption
from subkit.captioning.break_reasons import BreakReasons
from subkit.captioning.explanation import CueReasons, Way
from subkit.captioning.problem import Options, problem
from subkit.captioning.search import best_cuts
from subkit.captioning.slack import slack
from subkit.captioning.text import columns
from subkit.errors import InputError
from subkit.labels import chosen
from subkit.language import Language
from subkit.model import Captions
from subkit.profile import Profile
from subkit.scorer import Remembering, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from subkit.captioning.columns import Cut
    from subkit.labels import SpeakerStyle
    from subkit.model import Cue, Transcript
    from subkit.scorer import BreakScorer


def explain(
    subject: Transcript | Captions,
    profile: Profile | str | Path = "default",
    *,
    language: str | None = None,
    speakers: bool = True,
    speaker_style: SpeakerStyle = "colon",
    scorer: BreakScorer | None = None,
) -> Explanation:
    """Why captions are cut as they are; of a transcript, the captions that `caption` makes of it.

    Args:
        subject: a transcript, or captions that `caption` has made.
        profile: the house style they were made in.
        language: a BCP 47 tag, where it is known better than the transcript says.
        speakers: whether room was left for labels.
        speaker_style: how labels are written.
        scorer: who else judged the breaks.

    Raises:
        InputError: the captions were not made by `caption` like this: kept cues, edited ones, another profile.
        PayloadError, ProfileError, UnknownNameError, ScoringError: as `caption`.
    """
    known = Remembering(scorer) if scorer is not None else None
    if isinstance(subject, Captions):
        made = subject
    else:
        made = caption(
            subject,
            profile,
            language=language,
            speakers=speakers,
            speaker_style=speaker_style,
            scorer=known,
        )
    spoken = Language.load(made.language)
    style = (profile if isinstance(profile, Profile) else Profile.load(profile)).for_language(spoken)
    options = Options(label_style=chosen(speaker_style, speakers=speakers), share=True, scorer=known)
    return Explanation(made, style, spoken, options)


class Explanation:
    """Captions with the reasons of each cue, which are worked out when they are asked for.

    Args:
        captions: what is explained.
        profile: the house style they were made in, as it is for their language.
        language: their language.
        options: what else they were made with.

    Attributes:
        captions: what is explained.
        total: what they cost as a whole, in hundredths: the sum of all terms of all cues.
    """

    def __init__(self, captions: Captions, profile: Profile, language: Language, options: Options) -> None:
        if captions.transcript is None:
            raise InputError("captions", "hold no transcript: only what was cut from one can be explained")
        self.captions, self.total = captions, 0
        self._profile, self._language = profile, language
        text = columns(captions.transcript, language)
        self._cuts: list[Cut] = []
        if not text.words:
            return
        ready = problem(text, profile, language, options)
        self._cuts = best_cuts(ready.columns, ready.limits)
        named = name_of(options.scorer) if options.scorer is not None else ""
        self._reasons = BreakReasons(text, ready, self._cuts, profile, language, named)
        self._refuse_others()
        self.total = self._reasons.rivals.least

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
        _, cue = self._numbered(number)
        terms, breaks = self._reasons.cue(number), self._reasons.breaks(number)
        following = self.captions.cues[number] if number < len(self) else None
        return CueReasons(
            number=number,
            start=cue.start,
            end=cue.end,
            lines=cue.lines,
            cost=sum(term.amount for term in terms) + sum(found.cost for found in breaks),
            terms=tuple(terms),
            breaks=tuple(breaks),
            bound=tuple(self._reasons.bound(number)),
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
        for rival in self._reasons.rivals.showing(cut.begin, count):
            (own,) = (one for one in rival.cuts if one.begin <= cut.begin < one.end)
            first, shown, further = self._reasons.shown(rival)
            found.append(Way(self._reasons.lines(own), rival.extra, first, shown, further))
        return found

    def _numbered(self, number: int) -> tuple[Cut, Cue]:
        if not 1 <= number <= len(self):
            raise IndexError(f"there is no cue {number}; there are {len(self)}")
        return self._cuts[number - 1], self.captions.cues[number - 1]

    def _refuse_others(self) -> None:
        """Raise unless the captions are those that the search finds."""
        made = [cue.lines for cue in self.captions.cues]
        if made != [self._reasons.lines(cut) for cut in self._cuts]:
            raise InputError(
                "captions",
                "are cut in another way: explain them in the profile and with the options they were made with",
            )
