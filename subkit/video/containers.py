"""Which containers hold which captions, and what ffmpeg calls both."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from subkit.errors import OptionError, UnknownNameError

if TYPE_CHECKING:
    from os import PathLike

Codec = Literal["mov_text", "srt", "ass", "webvtt"]


class Container(NamedTuple):
    """A container that is written.

    Attributes:
        title: as people write it.
        muxer: ffmpeg's name.
        codecs: the codings of captions that it holds, the usual one first.
        mp4: whether it is of MP4's kind.
    """

    title: str
    muxer: str
    codecs: tuple[Codec, ...]
    mp4: bool = False


_MP4 = Container("MP4", "mp4", ("mov_text",), mp4=True)
_MATROSKA = Container("Matroska", "matroska", ("srt", "ass", "webvtt"))
CONTAINERS: Final = {
    ".mp4": _MP4,
    ".m4v": _MP4,
    ".mov": Container("QuickTime", "mov", ("mov_text",), mp4=True),
    ".mkv": _MATROSKA,
    ".webm": Container("WebM", "webm", ("webvtt",)),
}
"""By the suffix of the file."""

TEXT: Final[dict[str, Codec]] = {
    "mov_text": "mov_text",
    "subrip": "srt",
    "srt": "srt",
    "text": "srt",
    "ass": "ass",
    "ssa": "ass",
    "webvtt": "webvtt",
}
"""The codings of captions that are text, by the names that ffprobe has for them."""


def container_of(path: str | PathLike[str]) -> Container:
    """The container that a file's suffix means.

    Raises:
        UnknownNameError: captions are put into none such.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in CONTAINERS:
        raise UnknownNameError("container", suffix[1:], [known[1:] for known in CONTAINERS])
    return CONTAINERS[suffix]


def codec_in(container: Container, wanted: Codec | None, natural: Codec) -> Codec:
    """The coding that captions take in a container.

    Args:
        container: it.
        wanted: the coding that is asked for; ``None`` for the one that loses least.
        natural: the coding that is nearest to what the captions are from.

    Raises:
        OptionError: the container does not hold what is asked for.
    """
    if wanted is None:
        return natural if natural == "ass" and natural in container.codecs else container.codecs[0]
    if wanted not in container.codecs:
        holds = ", ".join(container.codecs)
        raise OptionError("codec", f"is {wanted}, and {container.title} holds captions as {holds} only")
    return wanted
