"""Finished captions repaired: what breaks a house style mended without losing a word, the rest left as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from subkit.detection import guess
from subkit.editing import alignment, interpolation
from subkit.editing.changes import Change, changes
from subkit.editing.faults import House, broken
from subkit.editing.mending import Mender
from subkit.language import Language, checked
from subkit.model import Captions
from subkit.profile import Profile
from subkit.report import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from subkit.model import Cue, LanguageSource, Transcript

Means = Literal["time", "lines", "split"]
Timing = Literal["words", "characters", "both"]

MEANS: tuple[Means, ...] = ("time", "lines", "split")
"""What `fix` may do, the least first: set times, break lines anew, cut and join cues."""


_LAYOUT = "\0"
_ROUNDS = 8
"""How often a transcript is asked at most: on human captions of talks one or two times were enough."""


class Fixed(Struct, frozen=True):
    """Captions after `fix`, with what was done.

    Attributes:
        captions: the captions; their ``findings`` are what is left.
        given: the captions as they came.
        changes: the stretches that were changed, in order.
        findings_before: what broke the profile before.
        findings_after: what breaks it still: no rule more often than before, and none worse.
        timing: what the new times stand on: the ``words``' own times, the ``characters`` (each cue's time shared by them),
            or ``both``, where only some cues have words.
    """

    captions: Captions
    given: Captions
    changes: tuple[Change, ...]
    findings_before: tuple[Finding, ...]
    findings_after: tuple[Finding, ...]
    timing: Timing


def fix(
    captions: Captions,
    profile: Profile | str | Path = "default",
    *,
    transcript: Transcript | None = None,
    language: str | None = None,
    means: Collection[Means] = MEANS,
    layouts: Sequence[str] = (),
    shots: Sequence[int] = (),
) -> Fixed:
    """Captions with what breaks a house style mended, the least change first; everything else stays as it is.

    Times are set anew within the room there is, then lines broken anew, then cues cut anew with their neighbours, then
    cues joined. A change is made only if it leaves less at fault and no rule broken more often, or worse, than before.
    No word is lost, added, moved or spelt otherwise. A gap may take up to the style's ``max_trim`` from the word before it.
    Fixing again changes nothing. Where the style has frames (``on_frames``), times go to the nearest ones first; what
    that alone costs is less than a frame a cue, and nothing is made worse from there on.

    Args:
        captions: finished captions, from a file or from `subkit.caption`.
        profile: a house style, its name, or the path of its TOML file.
        transcript: the words with their times; without it, cues that hold their own words are timed by them, and all
            others by their characters.
        language: a BCP 47 tag, where it is known better than the captions say.
        means: what may be done: ``time``, ``lines``, ``split``.
        layouts: for each cue where it is shown, in any words; those of different places are never joined.
        shots: the shot changes of the media, in ms: times near them go where the style's rules want them.

    Raises:
        InputError: the profile cannot be read, or the transcript is one of other words.
        ProfileError, UnknownNameError: the profile cannot be had, or the language is none.
    """
    tag, source = _language(captions, language)
    spoken = Language.load(tag)
    style = (profile if isinstance(profile, Profile) else Profile.load(profile)).for_language(spoken)
    house = House(style, spoken, sorted(set(shots)))
    before, found, cues, timing = _mended(replace(captions, language=tag), layouts, transcript, house, means)
    made = replace(
        captions,
        cues=cues,
        language=tag,
        language_source=source,
        profile=style.name,
        findings=found,
        transcript=captions.transcript if cues == captions.cues else None,
    )
    return Fixed(made, captions, tuple(changes(captions.cues, cues)), before, found, timing)


def _mended(
    captions: Captions,
    layouts: Sequence[str],
    transcript: Transcript | None,
    house: House,
    means: Collection[Means],
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Cue, ...], Timing]:
    """What was broken in the captions and what is still, their cues mended, and what the new times stand on.

    Words that were not heard are placed by the times of their cue, so when these have changed the transcript is asked
    again, until nothing changes any more.
    """
    before: tuple[Finding, ...] | None = None
    now, places = captions, layouts
    for _ in range(_ROUNDS):
        given = now if transcript is None else alignment.placed(now, transcript)
        ready, timing = _with_true_words(given)
        before = tuple(broken(ready, house)) if before is None else before
        marked = _with_layouts(ready, places)
        mended = Mender(house, means).mended(marked)
        untouched = dict(zip(map(id, marked), given.cues, strict=True))
        cues = tuple([untouched.get(id(cue)) or _without_layout(cue) for cue in mended])
        if transcript is None or cues == given.cues:
            break
        now, places = replace(now, cues=cues), list(map(_layout, mended))
    return before or (), tuple(broken(mended, house)), cues, timing


def _language(captions: Captions, option: str | None) -> tuple[str | None, LanguageSource | None]:
    """The language of captions, and who says so."""
    if option:
        return checked(option), "option"
    if captions.language:
        return captions.language, captions.language_source
    tag = guess([word for cue in captions.cues for line in cue.lines for word in line.split()])
    return tag, "detected" if tag else None


def _with_true_words(captions: Captions) -> tuple[list[Cue], Timing]:
    """The cues, without words where these are not timed or not what the cue shows; and what there is to time them by."""
    filled = interpolation.with_words(captions).cues
    known = [one is cue and bool(cue.words) for one, cue in zip(filled, captions.cues, strict=True)]
    cues = [
        cue if true or not cue.words else replace(cue, words=())
        for cue, true in zip(captions.cues, known, strict=True)
    ]
    shown = [true for true, cue in zip(known, cues, strict=True) if any(map(str.strip, cue.lines))]
    return cues, "words" if shown and all(shown) else "both" if any(shown) else "characters"


def _with_layouts(cues: list[Cue], layouts: Sequence[str]) -> list[Cue]:
    """The cues with their layouts as a part of the speaker: two speakers are never joined, nor are two places."""
    if not any(layouts):
        return cues
    return [
        replace(cue, speaker=f"{cue.speaker or ''}{_LAYOUT}{layout}") if layout else cue
        for cue, layout in zip(cues, layouts, strict=True)
    ]


def _layout(cue: Cue) -> str:
    return (cue.speaker or "").partition(_LAYOUT)[2]


def _without_layout(cue: Cue) -> Cue:
    if cue.speaker is None or _LAYOUT not in cue.speaker:
        return cue
    return replace(cue, speaker=cue.speaker.partition(_LAYOUT)[0] or None)
