"""What a target takes: format, encoding, styling, times and size; and how captions are written for it."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from msgspec import Struct, structs

from subkit.errors import OutputError
from subkit.formats import Writing, named
from subkit.formats.writing import PLAIN
from subkit.labels import SpeakerStyle
from subkit.patterns import pattern
from subkit.provenance import Source

_region = pattern("[A-Za-z]{2}|[0-9]{3}")


class Target(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where captions go.

    Attributes:
        name: as given to ``--for``.
        title: as people write it.
        format: the name of the format to write.
        formats: the names of all formats that it takes.
        bom: whether files begin with a byte order mark.
        line_ends: ``lf`` or ``crlf``.
        styling: whether italics, places and notes may be written; ``None`` leaves it to the format.
        speaker_style: how text says who speaks; ``None`` leaves it to the format.
        start: when its clock shows the beginning of the media, in ms; in a file a span such as ``3600 s``.
        on_frames: whether its times are frames, so that whose rate is known are put on them.
        min_gap: what lies at least between two cues, in frames, where its times are frames.
        min_duration: the shortest cue, likewise.
        needs_region: whether a language tag must name a region, as ``en-US`` does.
        max_bytes: the largest file, in bytes; ``None`` if none is known.
        sources: where each of these comes from, by its name.
    """

    name: str
    title: str
    format: str
    formats: tuple[str, ...]
    bom: bool = False
    line_ends: Literal["lf", "crlf"] = "lf"
    styling: bool | None = None
    speaker_style: SpeakerStyle | None = None
    start: int = 0
    on_frames: bool = False
    min_gap: int = 0
    min_duration: int = 1
    needs_region: bool = False
    max_bytes: int | None = None
    sources: dict[str, Source] = {}

    def writing(self, how: Writing = PLAIN) -> Writing:
        """How captions are written for it: as asked for, and where nothing is asked for as the target has it.

        >>> from subkit.targeting import target
        >>> target("youtube").writing().speaker_style
        'named-chevrons'
        """
        return structs.replace(
            how,
            bom=how.bom or self.bom,
            crlf=how.crlf or self.line_ends == "crlf",
            styling=self.styling if how.styling is None else how.styling,
            speaker_style=self.speaker_style if how.speaker_style is None else how.speaker_style,
        )

    def file_name(self, name: str, language: str | None = None, *, format: str | None = None) -> str:  # noqa: A002 - `format` is what a caller calls it
        """What a file of captions is called: by its media's name, the language and the format.

        Args:
            name: the media's name, or that of its transcript.
            language: a BCP 47 tag; without one the name says none.
            format: the format's name; by default the target's.

        Raises:
            UnknownNameError: there is no such format.

        >>> from subkit.targeting import target
        >>> target("web").file_name("talk.mp4", "en-US")
        'talk.en-US.vtt'
        """
        suffix = named(format or self.format).suffixes[0]
        return ".".join(filter(None, [PurePath(name).stem, language])) + suffix

    def takes(self, language: str) -> bool:
        """Whether a language's tag is one that it takes.

        >>> from subkit.targeting import target
        >>> target("lms").takes("en-US"), target("lms").takes("en")
        (True, False)
        """
        parts = language.replace("_", "-").split("-")[1:]
        return not self.needs_region or any(map(_region.fullmatch, parts))

    def check_size(self, document: bytes, path: str) -> None:
        """See that a file is not larger than it takes.

        Raises:
            OutputError: it is.
        """
        if self.max_bytes is not None and len(document) > self.max_bytes:
            reason = f"has {len(document)} bytes, and {self.name} takes {self.max_bytes} at most; cut the captions in two"
            raise OutputError(path, reason)
