"""Captions that people made, as examples to learn from: their words in columns, and where they were cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from subkit.captioning import cutting, text
from subkit.captioning.repair import repaired
from subkit.captioning.text import Text
from subkit.editing import interpolation
from subkit.editing.alignment import placed
from subkit.errors import InputError
from subkit.language import Language
from subkit.model import LineBreak, Word
from subkit.scoring.breaks import Agreement, Breaks, agreement

if TYPE_CHECKING:
    from subkit.model import Captions, Transcript
    from subkit.profile import Profile


class Example(Struct, frozen=True):
    """One document as people cut it.

    Attributes:
        name: what it is called.
        group: documents of one group are never on both sides of a fold: translations of one talk, say.
        text: its words, in columns.
        language: its language.
        breaks: where people ended cues and lines.
        lines: whether their line breaks count, and not their cues alone.
    """

    name: str
    group: str
    text: Text
    language: Language
    breaks: Breaks
    lines: bool = True

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.words)

    @classmethod
    def of(cls, name: str, transcript: Transcript, breaks: Breaks, *, lines: bool = True) -> Example:
        """An example of a transcript's words, cut at the given places; its group is the name up to the first full stop."""
        spoken = Language.load(transcript.language)
        columns = text.columns(repaired(transcript), spoken)
        return cls(name, name.split(".", maxsplit=1)[0], columns, spoken, breaks, lines)

    def cut(self, profile: Profile) -> Breaks:
        """Where the profile ends cues and lines."""
        own = profile.for_language(self.language)
        ours: Breaks = {}
        for piece in cutting.cut(self.text, own, self.language):
            ours.update(dict.fromkeys([at - 1 for at in piece.lines[1:]], "line"))
            ours[piece.end - 1] = "cue"
        return ours

    def agreement(self, profile: Profile) -> tuple[Agreement, Agreement]:
        """How far the profile cuts as people did: breaks of either kind, and those between cues."""
        ours = self.cut(profile)
        last = self.words - 1
        return agreement(ours, self.breaks, last), agreement(ours, self.breaks, last, "cue")


def example(
    captions: Captions, name: str, *, transcript: Transcript | None = None, language: str | None = None
) -> Example:
    """An example of finished captions.

    Args:
        captions: what people made; speakers' labels are no words.
        name: what to call it; what stands before its first full stop is its group.
        transcript: what was heard, where it is known: the words get their true times from it. Without it the time of
            each cue is shared by its characters.
        language: a BCP 47 tag, where the captions do not say.

    Raises:
        InputError: the captions hold fewer than two cues, or the transcript is of another talk.
    """
    tag = language or captions.language
    if transcript is not None:
        captions = placed(replace(captions, language=tag or transcript.language), transcript)
        tag = captions.language
    heard = interpolation.transcript(replace(captions, language=tag))
    breaks = _breaks(heard)
    if sum(kind == "cue" for kind in breaks.values()) < 2:  # noqa: PLR2004 - one cue has no inner break to learn from
        raise InputError(name, "has fewer than two cues with words: nothing can be learnt from it")
    return Example.of(name, heard, breaks)


def _breaks(transcript: Transcript) -> Breaks:
    """Where the captions behind a transcript of kind ``captions`` end cues and lines."""
    breaks: Breaks = {}
    at = -1
    for segment in transcript.segments:
        for token in segment.tokens:
            if isinstance(token, Word):
                at += 1
            elif isinstance(token, LineBreak) and at >= 0:
                breaks[at] = "line"
        if at >= 0:
            breaks[at] = "cue"
    return breaks
