"""What a transcription at Pictory may be given."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from subkit.errors import OptionError
from subkit_adapters import spoken

if TYPE_CHECKING:
    from subkit.adapter import Source

_TYPES = {
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".avi": "video/x-msvideo",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
}
"""The formats that the documentation names; the media types are those of IANA, or the usual ones."""

_USUAL = {"en": "en-US"}
"""The tag that the documentation prints, for the language alone; which regions other languages have it does not tell."""


class Options(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields of ``POST /v2/transcription``, and how an open outcome is looked up.

    Attributes:
        language: a tag such as ``en-US``, the only one the documentation prints; there are "over 20".
        media_type: ``video`` or ``audio``; by default as the media's name says, else ``video``.
        webhook: where Pictory shall post the result, at a secret address of the receiver's.
        alone: nothing else was submitted with this account shortly before, nor is until the job has its id. Then, and
            only then, an open outcome can be settled by the list of jobs, which does not say whose media a job is of.
        highlights_of: Pictory's id of a finished transcription of the same media: highlights are chosen from that,
            and nothing is uploaded.
        highlight_duration: how long the highlights shall be together, in seconds.
        extra: more fields, as they are.

    Raises:
        OptionError: one of them says what none can say.
    """

    language: str = "en-US"
    media_type: str | None = None
    webhook: str | None = None
    alone: bool = False
    highlights_of: str = ""
    highlight_duration: int | None = None
    extra: dict[str, Any] = {}

    def __post_init__(self) -> None:
        """Refuse what none of the calls takes, before anything is wished for, let alone paid."""
        tag = spoken.tag(self.language, "language")
        force_setattr(self, "language", _USUAL.get(tag, tag) or "en-US")
        if self.media_type not in {None, "video", "audio"}:
            raise OptionError("media_type", "is video or audio")
        if self.highlight_duration is not None and (self.highlight_duration < 1 or not self.highlights_of):
            raise OptionError("highlight_duration", "is 1 s or more, and needs highlights_of")

    def body(self, address: str, source: Source) -> dict[str, Any]:
        """The fields of a transcription, for media at that address."""
        kind = self.media_type or content_type(source.name).partition("/")[0]
        fields = {
            "fileUrl": address,
            "mediaType": "audio" if kind == "audio" else "video",
            "language": self.language,
        }
        return fields | self._common()

    def choice(self) -> dict[str, Any]:
        """The fields of a choice of highlights, which wants the language without its region."""
        fields: dict[str, Any] = {"language": spoken.bare(self.language)}
        if self.highlight_duration is not None:
            fields["highlight_duration"] = self.highlight_duration
        return fields | self._common()

    def _common(self) -> dict[str, Any]:
        return ({"webhook": self.webhook} if self.webhook else {}) | self.extra

    def essence(self) -> Options:
        """The options that the transcript depends on."""
        return replace(self, webhook=None, alone=False)

    def spoken(self) -> str:
        """The language of the transcript: the one that Pictory was told."""
        return self.language


def content_type(name: str) -> str:
    """The media type of a file of that name.

    >>> content_type("Talk.MP3"), content_type("talk")
    ('audio/mpeg', 'application/octet-stream')
    """
    return _TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")
