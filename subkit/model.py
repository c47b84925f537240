"""The one segment model: words, pauses and segments come in, cues of lines go out.

All times are whole milliseconds from the start of the media. Everything is immutable and made of plain data: it can be
compared, pickled, and written to JSON and back without loss.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal, overload

import msgspec
from msgspec import Struct

from subkit.document import Block, CueSettings
from subkit.report import Finding, Repair
from subkit.stamps import moved_stamps

if TYPE_CHECKING:
    from collections.abc import Iterator


class Word(Struct, frozen=True, gc=False, tag="word", omit_defaults=True):
    """One spoken word as it is shown, with its punctuation.

    Attributes:
        text: the word; neither empty nor with blanks at its ends.
        start: when it begins, in ms; ``None`` if the provider gave no usable time.
        end: when it ends, in ms; ``None`` likewise.
        confidence: the provider's confidence, 0 to 1; ``None`` if it gave none.
        speaker: the speaker's id; ``None`` if unknown.
        glued: whether no blank stands between this word and the one before it.
        highlight: whether the provider picked the word for a highlight.
    """

    text: str
    start: int | None = None
    end: int | None = None
    confidence: float | None = None
    speaker: str | None = None
    glued: bool = False
    highlight: bool = False


class Pause(Struct, frozen=True, gc=False, tag="pause", omit_defaults=True):
    """A pause that stands between two words.

    Attributes:
        start: when it begins, in ms; ``None`` for a marker without times.
        end: when it ends, in ms; ``None`` likewise.
        size: the provider's category, e.g. ``small``; an open set that never stands for a number of seconds.
        source: ``marker`` if the provider marked it, ``gap`` if it was measured between two words.
    """

    start: int | None = None
    end: int | None = None
    size: str | None = None
    source: Literal["marker", "gap"] = "marker"


class LineBreak(Struct, frozen=True, gc=False, tag="line_break"):
    """A line break that the provider's own captions have at this place."""


Token = Word | Pause | LineBreak


class Segment(Struct, frozen=True, gc=False, omit_defaults=True):
    """A stretch of speech as the provider cut it: a paragraph, a sentence, or one of its captions.

    Attributes:
        tokens: words, pauses and line breaks in the order in which they are spoken.
        speaker: the speaker's id, where the words do not say otherwise.
        start: when the provider says it begins, in ms; often before the first word.
        end: when the provider says it ends, in ms; often after the last word.
        id: the provider's own id.
    """

    tokens: tuple[Token, ...]
    speaker: str | None = None
    start: int | None = None
    end: int | None = None
    id: str | None = None

    @property
    def words(self) -> Iterator[Word]:
        """The words alone."""
        return (token for token in self.tokens if isinstance(token, Word))


class Speaker(Struct, frozen=True, gc=False, omit_defaults=True):
    """Somebody who speaks: the id that words refer to, and the label to show (``None`` if the provider has none)."""

    id: str
    label: str | None = None


class Media(Struct, frozen=True, gc=False, omit_defaults=True):
    """What the provider says of the media: duration in ms, picture size in pixels, aspect ratio such as ``16:9``."""

    duration: int | None = None
    width: int | None = None
    height: int | None = None
    aspect_ratio: str | None = None


class Transcript(Struct, frozen=True, gc=False, omit_defaults=True):
    """What a provider heard, in one shape for all providers.

    Attributes:
        segments: the speech, in order.
        speakers: those who speak, in order of appearance.
        language: a BCP 47 tag; ``None`` if neither the payload nor the caller says.
        media: facts about the media, where the provider gives them.
        provider: the adapter's name.
        job_id: the provider's id of the job.
        kind: ``captions`` if the segments are the provider's own captions, otherwise ``transcript``.
        repairs: what had to be repaired to get this far.
    """

    segments: tuple[Segment, ...]
    speakers: tuple[Speaker, ...] = ()
    language: str | None = None
    media: Media | None = None
    provider: str | None = None
    job_id: str | None = None
    kind: Literal["transcript", "captions"] = "transcript"
    repairs: tuple[Repair, ...] = ()

    @property
    def tokens(self) -> Iterator[Token]:
        """All words, pauses and line breaks, in order."""
        return chain.from_iterable([segment.tokens for segment in self.segments])

    @property
    def words(self) -> Iterator[Word]:
        """All words, in order."""
        return (token for segment in self.segments for token in segment.tokens if isinstance(token, Word))

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from subkit.notebook.transcripts import transcript_html  # noqa: PLC0415 - for notebooks alone

        return transcript_html(self)


class Cue(Struct, frozen=True, gc=False, omit_defaults=True):
    """One caption: when it is shown, and the lines it shows.

    Attributes:
        start: the in-time, in ms.
        end: the out-time, in ms.
        lines: the lines; a line break is a decision, so it is data.
        speaker: the label of the one who speaks; ``None`` if unknown, or if two speak.
        words: the words it shows, in order, with their times.
        speakers: in a cue that two share, the labels of both, one a line; otherwise empty. The dashes that stand before
            what they say belong to the lines, as in every caption file, but to no word.
        id: what the file calls it; ``None`` for no name, or a mere number in order.
        settings: where it is shown; ``None`` for where the player likes.
        markup: the lines again with their styling, as WebVTT cue text; empty where they have none. It holds only as long
            as its text is that of `lines`: whoever changes one takes care of the other, or leaves it out.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    speaker: str | None = None
    words: tuple[Word, ...] = ()
    speakers: tuple[str, ...] = ()
    id: str | None = None
    settings: CueSettings | None = None
    markup: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The lines, joined by line feeds."""
        return "\n".join(self.lines)

    @property
    def duration(self) -> int:
        """How long it is shown, in ms."""
        return self.end - self.start


LanguageSource = Literal["payload", "option", "detected"]


class Captions(Struct, frozen=True, gc=False, omit_defaults=True):
    """Cues in order, with what there is to say about them.

    Attributes:
        cues: the captions, ordered by in-time.
        language: a BCP 47 tag; ``None`` if unknown.
        language_source: who said so: the ``payload`` (or whoever read it into the transcript), an ``option`` of this
            captioning, or nobody: then it was ``detected`` from the words.
        profile: the name of the profile they were made with.
        transcript: what they were cut from, as it was after repair; ``None`` if they came from a caption file.
        repairs: everything that was repaired on the way, in order.
        findings: the rules of the profile that could not be met.
        blocks: what the caption file they were read from holds besides them.
    """

    cues: tuple[Cue, ...]
    language: str | None = None
    profile: str | None = None
    transcript: Transcript | None = None
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    language_source: LanguageSource | None = None
    blocks: tuple[Block, ...] = ()

    def __len__(self) -> int:
        return len(self.cues)

    def __iter__(self) -> Iterator[Cue]:
        return iter(self.cues)

    @overload
    def __getitem__(self, index: int) -> Cue: ...

    @overload
    def __getitem__(self, index: slice) -> Captions: ...

    def __getitem__(self, index: int | slice) -> Cue | Captions:
        if isinstance(index, int):
            return self.cues[index]
        blocks = _blocks_of(self.blocks, range(*index.indices(len(self.cues))))
        return msgspec.structs.replace(
            self, cues=self.cues[index], transcript=None, findings=(), blocks=blocks
        )

    def shifted(self, milliseconds: int) -> Captions:
        """The same captions later (or, with a negative figure, earlier), words and time stamps included.

        Raises:
            ValueError: a cue would begin before zero.
        """
        if self.cues and self.cues[0].start + milliseconds < 0:
            raise ValueError(f"shifting by {milliseconds} ms puts the first cue before zero")
        cues = tuple(_shifted_cue(cue, milliseconds) for cue in self.cues)
        return msgspec.structs.replace(self, cues=cues, transcript=None)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from subkit.notebook.captions import captions_html  # noqa: PLC0415 - for notebooks alone

        return captions_html(self)


def _shifted_cue(cue: Cue, by: int) -> Cue:
    def to(time: int) -> int:
        return time + by

    words = tuple(
        msgspec.structs.replace(
            word,
            start=None if word.start is None else to(word.start),
            end=None if word.end is None else to(word.end),
        )
        for word in cue.words
    )
    start, end = to(cue.start), to(cue.end)
    markup = moved_stamps(cue.markup, to, start, end) if cue.markup else ()
    return msgspec.structs.replace(cue, start=start, end=end, words=words, markup=markup)


def _blocks_of(blocks: tuple[Block, ...], kept: range) -> tuple[Block, ...]:
    """What remains of the blocks where only some cues are kept: what holds for all, and the notes beside those."""
    places = {index: place for place, index in enumerate(kept)}
    return tuple(
        [
            msgspec.structs.replace(block, before=places.get(block.before, 0))
            for block in blocks
            if block.kind != "note" or block.before in places
        ]
    )
