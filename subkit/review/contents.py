"""What a review page shows, as plain records: the JSON that the page's own script reads."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from subkit.checking.rules import Kind
from subkit.document import CueSettings
from subkit.review.notes import Review

Edge = Literal["in", "out"]
FilmKind = Literal["embedded", "beside", "served"]
Run = tuple[str, ...] | str
"""A run of text: the text and then its tags (``b``, ``i``, ``u``, ``c.red``), or the text alone."""


class Mark(Struct, frozen=True, array_like=True):
    """A stretch of a cue's text that something is said of.

    Attributes:
        line: the line's index.
        begin: where it begins, in UTF-16 code units, as JavaScript counts.
        end: where it ends, likewise.
        finding: the index of the finding; -1 for a word that is not the same in the other version.
    """

    line: int
    begin: int
    end: int
    finding: int = -1


class Told(Struct, frozen=True, omit_defaults=True):
    """A finding.

    Attributes:
        rule: the rule's name.
        title: what the rule asks, in a few words.
        kind: ``hard``, ``soft`` or ``note``.
        cue: the cue's index.
        message: the finding in a sentence, without the rule's name.
        avoidable: whether that could have been met; ``None`` where it is not known.
        clause: where the rule comes from.
        address: where that text stands.
        edge: the edge of the cue it is at, where it is at one.
    """

    rule: str
    title: str
    kind: Kind
    cue: int
    message: str
    avoidable: bool | None = None
    clause: str = ""
    address: str = ""
    edge: Edge | None = None


class Spare(Struct, frozen=True, array_like=True):
    """A limit and what a cue has of it: the rule, the value, the limit, what is left, the unit."""

    rule: str
    value: float
    limit: float
    left: float
    unit: str


class Caption(Struct, frozen=True, omit_defaults=True):
    """A cue as it is shown.

    Attributes:
        start: its in-time, in ms.
        end: its out-time, in ms.
        lines: its lines, each in runs.
        speed: its reading speed in the page's measure; ``None`` for a cue that is shown for no time.
        speaker: who speaks.
        settings: where it is shown.
        marks: what is said of parts of its text.
        spare: what it has to spare of each limit.
    """

    start: int
    end: int
    lines: tuple[tuple[Run, ...], ...]
    speed: float | None = None
    speaker: str = ""
    settings: CueSettings | None = None
    marks: tuple[Mark, ...] = ()
    spare: tuple[Spare, ...] = ()


class Other(Struct, frozen=True, array_like=True):
    """Captions that would have differed: what would have been done, after which word, what more it costs, the cues, how many more."""

    change: str
    after: str
    extra: int
    cues: tuple[tuple[str, ...], ...]
    further: int


class Reason(Struct, frozen=True, omit_defaults=True):
    """Why there is a break: ``line`` or ``cue``, after which word, why it must be, the terms of its cost, what it beat."""

    kind: Literal["line", "cue"]
    after: str
    terms: tuple[tuple[str, int], ...]
    forced: str = ""
    others: tuple[Other, ...] = ()


class Reasons(Struct, frozen=True, omit_defaults=True):
    """Why a cue is cut as it is.

    Attributes:
        breaks: its breaks, its own end last.
        terms: what it costs besides them.
        bound: words in it that no break may part.
    """

    breaks: tuple[Reason, ...]
    terms: tuple[tuple[str, int], ...] = ()
    bound: tuple[str, ...] = ()


class Measure(Struct, frozen=True):
    """How reading speed is measured: the unit, in short, in words, and the limit, if the house has one."""

    short: str
    unit: str
    limit: float | None


class Waveform(Struct, frozen=True):
    """The loudest sample of each stretch of so many ms, a byte each, in base64."""

    step: int
    levels: str


class Film(Struct, frozen=True, omit_defaults=True):
    """The video, and how it comes to the page.

    Attributes:
        name: the file's name.
        address: where the page finds it: ``data:``, a relative address, or one of the server.
        kind: ``embedded``, ``beside`` the page, or ``served``.
        duration: in ms; ``None`` if nobody knows.
        frame_rate: frames a second; ``None`` if nobody knows, or it varies.
        picture: whether there is a picture, and not sound alone.
        waveform: its sound; ``None`` if it has none.
    """

    name: str
    address: str
    kind: FilmKind
    duration: int | None = None
    frame_rate: float | None = None
    picture: bool = True
    waveform: Waveform | None = None


class Row(Struct, frozen=True, array_like=True):
    """Cues of two versions side by side: the indices in either, from the first up to the one after the last; what changed."""

    own: tuple[int, int]
    other: tuple[int, int]
    changes: tuple[str, ...]


class Against(Struct, frozen=True):
    """Another version: its name, its cues, the rows of both, and all changes in a line."""

    name: str
    cues: tuple[Caption, ...]
    rows: tuple[Row, ...]
    summary: str


class Contents(Struct, frozen=True, kw_only=True):
    """Everything that a page shows.

    Attributes:
        name: what the captions are called.
        language: a BCP 47 tag; ``None`` if unknown.
        profile: the house style's name.
        measure: how reading speed is measured.
        duration: how long all of it is, in ms.
        cues: the captions.
        findings: what breaks which rule.
        summary: the totals in a line.
        speech: the words, as start, end and text; empty where their times are not known.
        shots: the shot changes, in ms.
        reasons: by cue, why it is cut as it is; empty where that is not known.
        by_subkit: whether the captions are those that subkit cuts, so that what each break beat is known.
        film: the video, if there is one.
        against: another version, if there is one.
        review: what reviewers said.
        places: the index of the cue that each of their notes is about, by the note's key; none where the cue is gone.
        writable: whether they can say more: the page is served.
        warnings: what the reader should know first.
    """

    schema: str = "subkit.review.page/1"
    subkit: str
    name: str
    language: str | None
    profile: str
    measure: Measure
    duration: int
    cues: tuple[Caption, ...]
    findings: tuple[Told, ...]
    summary: str
    speech: tuple[tuple[int, int, str], ...]
    shots: tuple[int, ...]
    reasons: tuple[Reasons | None, ...]
    by_subkit: bool
    film: Film | None
    against: Against | None
    review: Review | None
    places: dict[str, int]
    writable: bool
    warnings: tuple[str, ...]
