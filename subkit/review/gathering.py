"""Gathers what a review page shows: the captions, what is wrong with them and why they are as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from subkit import __version__
from subkit.captioning.slack import slack
from subkit.captioning.width import cells_per_character, measure
from subkit.checking import check
from subkit.checking.fidelity import compared
from subkit.checking.rules import rule_of, sentence, source_of
from subkit.editing.difference import spoken_by
from subkit.formats.styled import parsed
from subkit.language import Language
from subkit.reading_speed import words
from subkit.report import Finding
from subkit.review.contents import Against, Caption, Contents, Mark, Measure, Spare, Told
from subkit.review.cutting import reasons_of
from subkit.review.notes import placed
from subkit.review.spots import edge_of, marks_of
from subkit.review.versions import side_by_side
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from subkit.checking import Check
    from subkit.model import Captions, Cue, Transcript
    from subkit.profile import Profile
    from subkit.review.contents import Film, Run
    from subkit.review.notes import Review


_ROUNDED = 100  # ms: containers round their duration, and the last frame is shown for a while
_TOLD = 3
"""How many repairs are told one by one."""


class Subject(NamedTuple):
    """What is reviewed.

    Attributes:
        captions: the captions.
        name: what to call them.
        transcript: what was heard, if somebody says so.
        language: a BCP 47 tag, where it is known better than the captions say.
        shots: the shot changes, in ms.
        other: another version, to be shown beside it.
        other_name: what to call that.
        film: the video.
        review: what reviewers said.
        writable: whether they can say more.
    """

    captions: Captions
    name: str = "captions"
    transcript: Transcript | None = None
    language: str | None = None
    shots: tuple[int, ...] = ()
    other: Captions | None = None
    other_name: str = "the other version"
    film: Film | None = None
    review: Review | None = None
    writable: bool = False


def gathered(subject: Subject, profile: Profile | str | Path) -> Contents:
    """Everything that the page shows.

    Raises:
        InputError: there are no cues, or less than half of their words stand in the transcript.
        ProfileError, UnknownNameError: the profile cannot be had, or the language is none.
    """
    captions, film = subject.captions, subject.film
    late = _past_end(captions.cues, film.duration if film else None)
    found = check(
        captions,
        profile,
        transcript=subject.transcript,
        language=subject.language,
        shots=subject.shots,
        also=late,
    )
    language = Language.load(found.language)
    timed = _timed(captions, subject.transcript, found.language)
    reasons, by_subkit = reasons_of(timed, subject.transcript, found.profile, language)
    cards, against = _side_by_side(
        subject, list(_cards(timed.cues, found, language)), found.profile, language
    )
    return Contents(
        subkit=__version__,
        name=subject.name,
        language=found.language,
        profile=found.profile.title or found.profile.name,
        measure=_measure(found.profile),
        duration=max([cue.end for cue in captions.cues] + [film.duration or 0 if film else 0]),
        cues=tuple(cards),
        findings=tuple(_told(one, found.profile) for one in found.findings),
        summary=_summary(found),
        speech=tuple(_speech(timed, subject.transcript)),
        shots=subject.shots,
        reasons=tuple(reasons),
        by_subkit=by_subkit,
        film=film,
        against=against,
        review=subject.review,
        places=placed(subject.review.notes, captions.cues) if subject.review else {},
        writable=subject.writable,
        warnings=tuple(_warnings(late, captions, film)),
    )


def _side_by_side(
    subject: Subject, cards: list[Caption], profile: Profile, language: Language
) -> tuple[list[Caption], Against | None]:
    """The cues, with the words marked that another version does not have; and that version, if there is one."""
    if subject.other is None:
        return cards, None
    rows, told, (theirs, own) = side_by_side(subject.other, subject.captions)
    others = _plain_cards(subject.other.cues, theirs, profile, language)
    marked = [replace(card, marks=(*card.marks, *marks)) for card, marks in zip(cards, own, strict=True)]
    return marked, Against(subject.other_name, tuple(others), tuple(rows), told)


def _timed(captions: Captions, transcript: Transcript | None, language: str | None) -> Captions:
    """The captions with the times of their words, where a transcript says them."""
    known = replace(captions, language=language)
    return known if transcript is None else compared(known, transcript)[0]


def _past_end(cues: Sequence[Cue], duration: int | None) -> list[Finding]:
    """The cues that are shown when the video is over."""
    if duration is None:
        return []
    return [
        Finding("past-end", number, cue.end, duration, "the video ends before it", hard=True)
        for number, cue in enumerate(cues, 1)
        if cue.end > duration + _ROUNDED
    ]


def _warnings(late: Sequence[Finding], captions: Captions, film: Film | None) -> Iterator[str]:
    if late and film:
        cues = "1 cue is" if len(late) == 1 else f"{len(late)} cues are"
        yield f"{cues} shown after the video ends at {clock(film.duration or 0)}"
    if captions.repairs:
        count = len(captions.repairs)
        things = "1 thing was" if count == 1 else f"{count} things were"
        told = "; ".join(str(repair) for repair in captions.repairs[:_TOLD])
        yield f"{things} repaired in reading: {told}{'; …' if count > _TOLD else ''}"


def _measure(profile: Profile) -> Measure:
    if profile.max_cps is None and profile.max_wpm is not None:
        return Measure("wpm", "words a minute", profile.max_wpm)
    return Measure("cps", "characters a second", profile.max_cps)


def _cards(cues: Sequence[Cue], found: Check, language: Language) -> Iterator[Caption]:
    """The cues with what is said of their text, and what they have to spare."""
    marks: dict[int, list[Mark]] = {}
    for index, finding in enumerate(found.findings):
        cue = cues[finding.cue - 1]
        marks.setdefault(finding.cue, []).extend(marks_of(finding, index, cue, language.counting))
    following = [*cues[1:], None]
    for number, (cue, after) in enumerate(zip(cues, following, strict=True), 1):
        spare = [
            Spare(one.rule, one.value, one.limit, one.left, one.unit)
            for one in slack(cue, after, found.profile, language)
        ]
        card = _card(cue, found.profile, language)
        yield replace(card, marks=tuple(marks.get(number, ())), spare=tuple(spare))


def _plain_cards(
    cues: Sequence[Cue], marks: Sequence[tuple[Mark, ...]], profile: Profile, language: Language
) -> Iterator[Caption]:
    for cue, own in zip(cues, marks, strict=True):
        yield replace(_card(cue, profile, language), marks=own)


def _card(cue: Cue, profile: Profile, language: Language) -> Caption:
    return Caption(
        start=cue.start,
        end=cue.end,
        lines=tuple(_runs(cue)),
        speed=_speed(cue, profile, language),
        speaker=spoken_by(cue),
        settings=cue.settings,
    )


def _runs(cue: Cue) -> Iterator[tuple[Run, ...]]:
    """The lines in runs; without styling where the markup is not that of the lines."""
    styled = parsed(cue.markup)
    if tuple("".join(run.text for run in line) for line in styled) != cue.lines:
        yield from ((line,) for line in cue.lines)
        return
    for line in styled:
        yield tuple(run.text if not run.tags else (run.text, *sorted(run.tags)) for run in line)


def _speed(cue: Cue, profile: Profile, language: Language) -> float | None:
    if cue.duration <= 0:
        return None
    if _measure(profile).short == "wpm":
        return round(words(cue.lines) * 60_000 / cue.duration, 1)
    cells = sum(measure(line, language.counting) for line in cue.lines)
    return round(cells / cells_per_character(language.counting) * 1000 / cue.duration, 1)


def _told(finding: Finding, profile: Profile) -> Told:
    rule, source = rule_of(finding.rule), source_of(finding, profile)
    return Told(
        rule=finding.rule,
        title=rule.title,
        kind="hard" if finding.hard else rule.kind,
        cue=finding.cue - 1,
        message=sentence(finding).removeprefix(f"{finding.rule}: "),
        avoidable=finding.avoidable,
        clause=source.clause,
        address=source.address,
        edge=edge_of(finding),
    )


def _summary(found: Check) -> str:
    figures = found.totals
    cues = "cue" if figures.cues == 1 else "cues"
    notes = "note" if figures.notes == 1 else "notes"
    return f"{figures.cues:,} {cues}: {figures.hard:,} hard, {figures.soft:,} soft, {figures.notes:,} {notes}"


def _speech(captions: Captions, transcript: Transcript | None) -> Iterator[tuple[int, int, str]]:
    """The words with their times: all that were heard, or else those of the cues."""
    heard = transcript or captions.transcript
    said = heard.words if heard else (word for cue in captions.cues for word in cue.words)
    for word in said:
        if word.start is not None and word.end is not None:
            yield word.start, word.end, word.text
