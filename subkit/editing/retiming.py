"""An editor's corrected text with true word times again: in the editor's own cues, or cut anew."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from subkit.captioning import caption, check, cues, speakers, text
from subkit.captioning.columns import Piece
from subkit.captioning.repair import repaired
from subkit.detection import guess
from subkit.editing import interpolation, shedding, splitting
from subkit.editing.alignment import LEAST_ALIGNED, aligned
from subkit.editing.spoken import transcribed
from subkit.language import Language, checked
from subkit.model import Captions, LanguageSource, Segment, Transcript, Word
from subkit.profile import Profile
from subkit.report import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from subkit.editing.alignment import Aligned


class Retimed(Struct, frozen=True):
    """Captions of an edited text, and how the text differs from what was heard; counts are in words.

    Attributes:
        captions: the captions; ``repairs`` names the words whose times are a guess.
        words: how many words the edited text has; in scripts without blanks how many characters.
        aligned_share: the share of them that were heard as well, from 0 to 1; respelt ones count.
        inserted: how many were not heard, and stand in nothing's place.
        deleted: how many were heard and are gone.
        substituted: how many stand in the place of others, or are respelt.
    """

    captions: Captions
    words: int
    aligned_share: float
    inserted: int
    deleted: int
    substituted: int


def retime(
    edited: Captions | str,
    transcript: Transcript,
    profile: Profile | str | Path = "default",
    *,
    recut: bool = False,
    least: float = LEAST_ALIGNED,
    language: str | None = None,
    source: str = "edited text",
) -> Retimed:
    """Captions of an edited text, each word at the time at which it was heard.

    Captions keep their cues and lines, which an editor has decided, and are shown when their words are spoken, as the
    profile has it; plain text is cut by the search, and so are captions if asked. No word is added, lost, moved or
    respelt. Words that were not heard take their time from the gap between their neighbours; where words that were heard
    are gone, a pause is left.

    Args:
        edited: the captions that were edited; or plain text, a paragraph or less a line.
        transcript: what was heard.
        profile: a house style, its name, or the path of its TOML file.
        recut: cut captions anew, too.
        least: the share of the edited words, from 0 to 1, that must have been heard.
        language: a BCP 47 tag, where it is known better than captions and transcript say.
        source: what to call the edited text in messages.

    Raises:
        InputError: the edited text or the transcript has no words, or they have too few in common.
        ProfileError, UnknownNameError: the profile cannot be had, or the language is none.
    """
    tag, known_by = _language(edited, transcript, language)
    manner = Language.load(tag)
    style = (profile if isinstance(profile, Profile) else Profile.load(profile)).for_language(manner)
    heard = replace(repaired(transcript), language=tag)
    if isinstance(edited, str) or recut:
        found, made = transcribed(edited, heard, least=least, source=source)
        captions = caption(made, style)
    else:
        found, captions = _kept(edited, heard, style, manner, least=least, source=source)
    edits = found.edits
    return Retimed(
        captions=replace(captions, language=tag, language_source=known_by),
        words=edits.words,
        aligned_share=edits.share,
        inserted=edits.inserted,
        deleted=edits.deleted,
        substituted=edits.substituted,
    )


def recut(
    edited: Captions, profile: Profile | str | Path = "default", *, language: str | None = None
) -> Captions:
    """Captions cut anew by the times that they have themselves, for want of a transcript.

    A cue's words keep their times where it has any, and share the cue's time by characters where it has none;
    ``repairs`` says which (`subkit.editing.interpolation`). Styling stays with its characters, and what else the file holds
    as `subkit.editing.shedding` has it.

    Args:
        edited: the captions.
        profile: a house style, its name, or the path of its TOML file.
        language: a BCP 47 tag, where it is known better than the captions say.

    Raises:
        ProfileError, UnknownNameError: the profile cannot be had, or the language is none.
    """
    tag, known_by = _language(edited, interpolation.transcript(edited), language)
    made = interpolation.transcript(replace(edited, language=tag))
    again = shedding.shed(caption(made, profile), edited)
    return replace(again, language=tag, language_source=known_by)


def _language(
    edited: Captions | str, transcript: Transcript, option: str | None
) -> tuple[str | None, LanguageSource | None]:
    """The language of an edited text, and who says so."""
    if option:
        return checked(option), "option"
    said = transcript.language if isinstance(edited, str) else edited.language or transcript.language
    if said:
        return said, "payload"
    tag = guess([word.text for word in transcript.words])
    return tag, "detected" if tag else None


def _kept(
    edited: Captions, heard: Transcript, style: Profile, manner: Language, *, least: float, source: str
) -> tuple[Aligned, Captions]:
    """The editor's own cues and lines, shown when their words are spoken."""
    kept = [cue for cue in edited.cues if any(map(str.strip, cue.lines))]
    rows = [splitting.rows(cue.lines, heard.language) for cue in kept]
    found = aligned(rows, heard, shown=[(cue.start, cue.end) for cue in kept], least=least, source=source)
    timed = repaired(
        replace(
            heard,
            segments=tuple(_segments(found, speakers.ids(heard))),
            kind="captions",
            repairs=(*edited.repairs, *heard.repairs, *found.repairs, *_empty(edited)),
        )
    )
    built = cues.build(text.columns(timed, manner), _pieces(rows), style, manner)
    made = tuple(
        replace(mine, start=cue.start, end=cue.end, words=cue.words)
        for mine, cue in zip(kept, built, strict=True)
    )
    faults = check.findings(made, style, manner)
    return found, Captions(
        made,
        profile=style.name,
        transcript=timed,
        repairs=timed.repairs,
        findings=tuple([replace(fault, reason="cut so by the editor") for fault in faults]),
    )


def _segments(found: Aligned, ids: Sequence[str | None]) -> Iterator[Segment]:
    """One segment a cue, said by whoever said the first word in it that was heard."""
    for words, origins in zip(found.blocks, found.origins, strict=True):
        yield Segment(tuple(words), next((ids[origin[0]] for origin in origins if origin), None))


def _pieces(blocks: Sequence[Sequence[Sequence[Word]]]) -> list[Piece]:
    """One cue a block, one line a row."""
    pieces: list[Piece] = []
    end = 0
    for rows in blocks:
        *lines, end = accumulate(map(len, rows), initial=end)
        pieces.append(Piece(lines[0], end, lines))
    return pieces


def _empty(edited: Captions) -> list[Repair]:
    return [
        Repair("empty-cue", f"cue {number}", "has no text; left out")
        for number, cue in enumerate(edited.cues, 1)
        if not any(map(str.strip, cue.lines))
    ]
