"""What goes into captioning a corpus and what comes out, a record at a time: plain data that can be pickled."""

from __future__ import annotations

import traceback
from typing import Self

from msgspec import Struct
from msgspec.structs import force_setattr

from subkit.errors import FormatError, PayloadError, SubkitError
from subkit.model import LanguageSource, Word
from subkit.report import Finding, Repair

BUG = "bug"
"""The kind of a failure that is subkit's own, or a plug-in's."""


def keyed(name: str) -> str:
    """A text as JSON can hold it: bytes of odd paths as escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class Record(Struct, frozen=True):
    """One input.

    Attributes:
        name: what to call it in messages; of bytes that do not say what they are, its suffix does.
        content: the bytes of a provider's result or of a caption file, packed with gzip or zstd or not; or its words.
        language: a BCP 47 tag, where it is known of this record.
    """

    name: str
    content: bytes | tuple[Word, ...]
    language: str | None = None


class Failure(Struct, frozen=True, omit_defaults=True):
    """Why a record failed.

    Attributes:
        kind: the name of the error (``PayloadError``, ``InputError``), or ``bug`` for one that no input should bring about.
        message: one sentence.
        place: where in the input: a JSON path, ``line 7``; empty if all of it is meant.
    """

    kind: str
    message: str
    place: str = ""

    def __post_init__(self) -> None:
        force_setattr(self, "message", keyed(self.message))
        force_setattr(self, "place", keyed(self.place))

    @classmethod
    def of(cls, error: BaseException) -> Self:
        """The failure that an error is."""
        if not isinstance(error, SubkitError):
            frame = traceback.extract_tb(error.__traceback__)[-1:]
            place = f"{frame[0].filename}:{frame[0].lineno}" if frame else ""
            said = "".join(traceback.format_exception_only(error)).strip()
            return cls(BUG, f"a bug in subkit or in a plug-in, please report it: {said}", place)
        place = error.path if isinstance(error, PayloadError) else ""
        if isinstance(error, FormatError) and error.line:
            place = f"line {error.line}"
        return cls(type(error).__name__, str(error), place)


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one record.

    Attributes:
        name: the record's.
        outputs: the captions as the bytes of files, by the formats' names; empty if the record failed.
        adapter: the provider's name; ``None`` of caption files and of words.
        language: a BCP 47 tag, if known.
        language_source: who said so.
        words: how many words there are.
        cues: how many cues there are.
        duration: when the last cue ends, in ms.
        repairs: what was repaired on the way.
        findings: what the profile asks for and nothing could meet.
        seconds: how long the work took, by the clock.
        error: why it failed; ``None`` if it did not.
    """

    name: str
    outputs: dict[str, bytes] = {}
    adapter: str | None = None
    language: str | None = None
    language_source: LanguageSource | None = None
    words: int = 0
    cues: int = 0
    duration: int = 0
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    error: Failure | None = None
