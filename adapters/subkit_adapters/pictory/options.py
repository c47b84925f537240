"""What a transcription at Pictory may be given."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

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


class Options(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields of ``POST /v2/transcription``, and how an open outcome is looked up.

    Attributes:
        language: a code such as ``en-US``, the only one the documentation prints; there are "over 20".
        media_type: ``video`` or ``audio``; by default as the media's name says, else ``video``.
        webhook: where Pictory shall post the result, at a secret address of the receiver's.
        alone: nothing else was submitted with this account shortly before, nor is until the job has its id. Then, and
            only then, an open outcome can be settled by the list of jobs, which does not say whose media a job is of.
        extra: more fields, as they are.
    """

    language: str = "en-US"
    media_type: str | None = None
    webhook: str | None = None
    alone: bool = False
    extra: dict[str, Any] = {}

    def body(self, address: str, source: Source) -> dict[str, Any]:
        """The fields, for media at that address."""
        kind = self.media_type or content_type(source.name).partition("/")[0]
        fields = {
            "fileUrl": address,
            "mediaType": "audio" if kind == "audio" else "video",
            "language": self.language,
        }
        return fields | ({"webhook": self.webhook} if self.webhook else {}) | self.extra

    def essence(self) -> Options:
        """The options that the transcript depends on."""
        return replace(self, webhook=None, alone=False)


def content_type(name: str) -> str:
    """The media type of a file of that name.

    >>> content_type("Talk.MP3"), content_type("talk")
    ('audio/mpeg', 'application/octet-stream')
    """
    return _TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")
