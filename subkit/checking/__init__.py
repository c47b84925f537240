"""The audit of a caption file: every rule, where it is broken, by how much, and whether that could have been avoided."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from subkit import collector
from subkit.captioning import check as house
from subkit.checking import structure
from subkit.checking.figures import Percentiles, Share, Totals, percentiles, shares, totals
from subkit.checking.phrasing import Phrasing
from subkit.checking.rules import rule_of
from subkit.checking.verdicts import Judge
from subkit.detection import guess
from subkit.errors import InputError
from subkit.language import Language, checked
from subkit.model import LanguageSource
from subkit.profile import Profile
from subkit.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from subkit.model import Captions, Cue, Transcript

__all__ = ["Check", "check"]


class Check(Struct, frozen=True):
    """What an audit found.

    Attributes:
        findings: every rule that is broken, in the order of the cues; notes on phrasing among them.
        totals: how many of what.
        shares: how often each rule is broken.
        percentiles: how ``cps``, ``duration``, ``gap`` and ``line`` length spread.
        profile: the house style the captions were held against, as it is for their language.
        language: the language they were read in; ``None`` if unknown.
        language_source: who said so.
    """

    findings: tuple[Finding, ...]
    totals: Totals
    shares: tuple[Share, ...]
    percentiles: dict[str, Percentiles]
    profile: Profile
    language: str | None
    language_source: LanguageSource | None

    @property
    def failures(self) -> tuple[Finding, ...]:
        """The findings that count against the captions: of hard rules, less those proven to be unavoidable."""
        return tuple(one for one in self.findings if one.hard and one.avoidable is not False)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from subkit.notebook.checks import Judged, check_html  # noqa: PLC0415 - for notebooks alone

        judged = [Judged(one, rule_of(one.rule).kind) for one in self.findings]
        return check_html(judged, self.totals, self.profile.name, self.language)


def check(
    captions: Captions,
    profile: Profile | str | Path = "default",
    *,
    transcript: Transcript | None = None,
    language: str | None = None,
    shots: Sequence[int] = (),
    also: Sequence[Finding] = (),
) -> Check:
    """Hold captions against a house style and the rules that hold for all.

    Where the cues' words have times, or a transcript gives them, each finding that another cut or other times would
    cure is told from those that nothing can (`Finding.avoidable`); where not, only what the text alone proves is told.

    Args:
        captions: what is shown.
        profile: a house style, its name, or the path of its TOML file.
        transcript: what was said: its words are compared with those shown, and their times are used.
        language: a BCP 47 tag, where it is known better than the captions say. Where neither says, the text is asked.
        shots: the shot changes of the media, in ms: times near them are held against the profile's rules.
        also: what else was found, to be counted with the rest.

    Raises:
        InputError: there are no cues, or less than half of their words stand in the transcript.
        ProfileError, UnknownNameError: the profile cannot be had, or the language is none.
    """
    if not captions.cues:
        raise InputError("captions", "hold no cues to check")
    tag, told_by = spoken_in(captions, transcript, language)
    spoken = Language.load(tag)
    style = (profile if isinstance(profile, Profile) else Profile.load(profile)).for_language(spoken)
    with collector.waiting():
        changed: list[Finding] = []
        timed = captions
        if transcript is not None:
            from subkit.checking.fidelity import compared  # noqa: PLC0415 - matching words takes time to load

            timed, changed = compared(replace(captions, language=tag), transcript)
        cues = [cue if cue.lines else replace(cue, lines=("",)) for cue in timed.cues]
        found = [
            *changed,
            *structure.findings(cues, style),
            *_without_overlaps(house.findings(cues, style, spoken, sorted(set(shots)))),
        ]
        judge = Judge(cues, found, style, spoken)
        found = [judge.judged(one) for one in found]
        found += [*Phrasing(style, spoken).notes(cues), *also]
        found.sort(key=attrgetter("cue"))
        return Check(
            findings=tuple(found),
            totals=totals(cues, found),
            shares=tuple(shares(cues, found)),
            percentiles=percentiles(cues, spoken),
            profile=style,
            language=tag,
            language_source=told_by,
        )


def _without_overlaps(findings: Iterable[Finding]) -> Iterable[Finding]:
    """The findings without gaps below nothing: `structure` tells those as overlaps."""
    return (one for one in findings if one.rule != "gap" or one.value >= 0)


def spoken_in(
    captions: Captions, transcript: Transcript | None, option: str | None
) -> tuple[str | None, LanguageSource | None]:
    """The language of captions, and who says so.

    Raises:
        UnknownNameError: the option is none.
    """
    if option:
        return checked(option), "option"
    told = captions.language or (transcript.language if transcript else None)
    if told:
        return told, captions.language_source or "payload"
    tag = guess([word for cue in _some(captions.cues) for line in cue.lines for word in line.split()])
    return tag, "detected" if tag else None


def _some(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """At most some two hundred cues, from all over: enough to tell a language."""
    return cues[:: max(1, len(cues) // 200)]
