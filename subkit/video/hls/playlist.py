"""Media playlists of HLS (RFC 8216), read strictly, as far as the times of their segments go.

Why no library: m3u8 reads leniently, without lines for messages, and durations as floats; here every segment's place in time is
exact, and what cannot be understood is refused with its line. The tests hold this reader against m3u8.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from subkit.errors import FormatError
from subkit.video.hls.attributes import attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIGNATURE = "#EXTM3U"

_MOST_SEGMENTS = 1_000_000  # two months in segments of six seconds: more is a mistake
_LONGEST = 86_400  # s: a day in one segment
_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,12})?)(?:,.*)?", re.ASCII)
_RANGE = re.compile(r"(\d{1,18})(?:@(\d{1,18}))?", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class Resource(NamedTuple):
    """What a playlist names: a file, or some of its bytes.

    Attributes:
        uri: as the playlist has it.
        start: the first byte.
        length: how many bytes; ``None`` for all.
    """

    uri: str
    start: int = 0
    length: int | None = None


class MediaSegment(Struct, frozen=True, kw_only=True):
    """A segment of a media playlist.

    Attributes:
        line: where the playlist names it, from 1.
        duration: in seconds, exactly as the playlist says.
        extinf: the duration as it stands there.
        media: where its bytes are.
        header: where the initialisation is without which they cannot be read (``EXT-X-MAP``).
        method: how it is encrypted: ``NONE``, ``AES-128``, ``SAMPLE-AES`` and so on.
        discontinuity: whether its times have nothing to do with those before it.
        date: when it was recorded, as the playlist has it.
    """

    line: int
    duration: Fraction
    extinf: str
    media: Resource
    header: Resource | None = None
    method: str = "NONE"
    discontinuity: bool = False
    date: str | None = None


class Playlist(Struct, frozen=True, kw_only=True):
    """A media playlist.

    Attributes:
        segments: in order.
        sequence: the number of the first.
        discontinuities: how many discontinuities there were before it.
        ended: whether no more will follow.
        only_pictures: whether the segments hold key frames alone, and overlap.
        variants: of a master playlist, the playlists it names; such a one has no segments.
    """

    segments: tuple[MediaSegment, ...]
    sequence: int = 0
    discontinuities: int = 0
    ended: bool = False
    only_pictures: bool = False
    variants: tuple[str, ...] = ()


def parse(text: str, source: str) -> Playlist:
    """A playlist from its text.

    Args:
        text: its content; a BOM, which RFC 8216 forbids, is taken.
        source: its name in messages.

    Raises:
        FormatError: it is no playlist, or a tag that tells times says what it cannot.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != SIGNATURE:
        raise FormatError(source, 1, f"expected {SIGNATURE}")
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        try:
            reader.take(line.strip(), number)
        except ValueError as error:
            raise FormatError(source, number, str(error)) from error
    return reader.finished(source, len(lines))


class _Reader:
    """A playlist while it is read."""

    def __init__(self) -> None:
        self.segments: list[MediaSegment] = []
        self.variants: list[str] = []
        self.figures = {"sequence": 0, "discontinuities": 0}
        self.ended = self.only_pictures = self.is_master = False
        self.header: Resource | None = None
        self.method = "NONE"
        self._forget()

    def _forget(self) -> None:
        """Begin a segment: what stands for one alone."""
        self.extinf: str | None = None
        self.range: Resource | None = None
        self.discontinuity = False
        self.date: str | None = None

    def take(self, line: str, number: int) -> None:
        """Read a line.

        Raises:
            ValueError: it says what it cannot.
        """
        if not line.startswith("#"):
            if line:
                self._name(line, number)
            return
        tag, _, value = line.partition(":")
        read = _TAGS.get(tag)
        if read:
            read(self, value)

    def _name(self, uri: str, number: int) -> None:
        if self.is_master:
            self.variants.append(uri)
            return
        if self.extinf is None:
            raise ValueError("a segment without EXTINF")
        if len(self.segments) >= _MOST_SEGMENTS:
            raise ValueError(f"more than {_MOST_SEGMENTS:,} segments")
        self.segments.append(
            MediaSegment(
                line=number,
                duration=Fraction(self.extinf),
                extinf=self.extinf,
                media=self._media(uri),
                header=self.header,
                method=self.method,
                discontinuity=self.discontinuity,
                date=self.date,
            )
        )
        self._forget()

    def _media(self, uri: str) -> Resource:
        if self.range is None:
            return Resource(uri)
        start = self.range.start
        if start < 0:
            before = self.segments[-1].media if self.segments else None
            if before is None or before.uri != uri or before.length is None:
                raise ValueError("a byte range without offset, and none of the same file before it")
            start = before.start + before.length
        return Resource(uri, start, self.range.length)

    def duration(self, value: str) -> None:
        match = _DURATION.fullmatch(value)
        if match is None or Fraction(match[1]) > _LONGEST:
            raise ValueError(f"no duration of a segment: {value[:40]}")
        self.extinf = match[1]

    def byte_range(self, value: str) -> None:
        self.range = _range("", value)

    def begin_anew(self, _: str) -> None:
        self.discontinuity = True

    def dated(self, value: str) -> None:
        if not value.isprintable():
            raise ValueError("no date")
        self.date = value

    def mapped(self, value: str) -> None:
        found = attributes(value)
        if "URI" not in found:
            raise ValueError("EXT-X-MAP without URI")
        whole = Resource(found["URI"])
        self.header = _range(whole.uri, found["BYTERANGE"]) if "BYTERANGE" in found else whole
        if self.header.start < 0:
            self.header = self.header._replace(start=0)

    def keyed(self, value: str) -> None:
        self.method = attributes(value).get("METHOD", "NONE")

    def counted_from(self, value: str) -> None:
        self.figures["sequence"] = _number(value)

    def discontinuities_before(self, value: str) -> None:
        self.figures["discontinuities"] = _number(value)

    def end(self, _: str) -> None:
        self.ended = True

    def pictures_alone(self, _: str) -> None:
        self.only_pictures = True

    def variant(self, value: str) -> None:
        attributes(value)
        self.is_master = True

    def finished(self, source: str, lines: int) -> Playlist:
        if not self.segments and not self.is_master:
            raise FormatError(source, lines, "a playlist that names no segments")
        return Playlist(
            segments=tuple(self.segments),
            ended=self.ended,
            only_pictures=self.only_pictures,
            variants=tuple(self.variants),
            **self.figures,
        )


_TAGS: dict[str, Callable[[_Reader, str], None]] = {
    "#EXTINF": _Reader.duration,
    "#EXT-X-BYTERANGE": _Reader.byte_range,
    "#EXT-X-DISCONTINUITY": _Reader.begin_anew,
    "#EXT-X-DISCONTINUITY-SEQUENCE": _Reader.discontinuities_before,
    "#EXT-X-ENDLIST": _Reader.end,
    "#EXT-X-I-FRAMES-ONLY": _Reader.pictures_alone,
    "#EXT-X-KEY": _Reader.keyed,
    "#EXT-X-MAP": _Reader.mapped,
    "#EXT-X-MEDIA-SEQUENCE": _Reader.counted_from,
    "#EXT-X-PROGRAM-DATE-TIME": _Reader.dated,
    "#EXT-X-STREAM-INF": _Reader.variant,
}


def _number(value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"no number: {value[:40]}")
    return int(value)


def _range(uri: str, value: str) -> Resource:
    """Some bytes of a file; where no offset is said, the first is -1."""
    match = _RANGE.fullmatch(value)
    if match is None:
        raise ValueError(f"no byte range: {value[:40]}")
    return Resource(uri, -1 if match[2] is None else int(match[2]), int(match[1]))


def runs(segments: Sequence[MediaSegment]) -> list[int]:
    """The segments with which a run of continuous times begins: the first, and each behind a discontinuity."""
    return [at for at, segment in enumerate(segments) if not at or segment.discontinuity]
