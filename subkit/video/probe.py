"""What a media file holds, as ffprobe tells it: duration, beginning, frame rate, streams; times in ms."""

from __future__ import annotations

import os
import stat
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import msgspec

from subkit import timecode
from subkit.errors import InputError, ToolError
from subkit.files import reason_of
from subkit.video.programs import ffprobe

if TYPE_CHECKING:
    from os import PathLike

Kind = Literal["video", "audio", "subtitle", "data", "attachment"]

_ASKED = ("-show_format", "-show_streams", "-of", "json")
_VARIES = Fraction(1, 200)
"""How far the average may be from the rate a file names, in parts of it: a last frame that is shown longer is no varying rate."""
_ROUNDED = Fraction(1, 2000)
"""How far an average may be from a rate of the trade and be that rate: clocks of 1/1000 s and 1/90000 s round."""
_OF_THE_TRADE = tuple(
    rate
    for whole in (24, 25, 30, 48, 50, 60, 100, 120)
    for rate in (Fraction(whole), Fraction(whole * 1000, 1001))
    if whole not in {25, 50, 100} or rate.denominator == 1
)


class Stream(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One stream of a file.

    Attributes:
        index: its place in the file, from 0.
        kind: what it carries; a still picture that covers an album is an ``attachment``.
        codec: ffmpeg's name of the coding: ``h264``, ``aac``, ``mov_text``; empty if ffmpeg does not know it.
        language: as the container has it, mostly three letters (ISO 639-2); ``None`` if it says none.
        title: what it is called; ``None`` if it has no name.
        default: whether players choose it by themselves.
        forced: whether captions are shown without being asked for.
        start: when its first packet is shown, in ms; ``None`` if nobody knows.
        duration: in ms; ``None`` if nobody knows.
        width: of the picture, in pixels, before it is turned.
        height: of the picture, in pixels, before it is turned.
        frame_rate: frames a second, exactly, or on average where that varies; ``None`` but for moving pictures.
        varying: whether the frame rate varies.
        sample_rate: samples a second, of sound.
        channels: of sound.
    """

    index: int
    kind: Kind
    codec: str = ""
    language: str | None = None
    title: str | None = None
    default: bool = False
    forced: bool = False
    start: int | None = None
    duration: int | None = None
    width: int | None = None
    height: int | None = None
    frame_rate: Fraction | None = None
    varying: bool = False
    sample_rate: int | None = None
    channels: int | None = None


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """What a media file holds.

    Attributes:
        path: the file, as it was named.
        container: ffmpeg's names of the container, e.g. ``mov,mp4,m4a,3gp,3g2,mj2``.
        size: in bytes.
        start: when its first packet is shown, in ms; ``None`` if nobody knows.
        duration: in ms; ``None`` if nobody knows.
        streams: in the order in which they stand.
    """

    path: str
    container: str
    size: int
    start: int | None
    duration: int | None
    streams: tuple[Stream, ...]

    def of_kind(self, kind: Kind) -> tuple[Stream, ...]:
        """The streams that carry such things, in their order."""
        return tuple(stream for stream in self.streams if stream.kind == kind)

    @property
    def video(self) -> Stream | None:
        """The first moving picture."""
        return next(iter(self.of_kind("video")), None)

    @property
    def audio(self) -> Stream | None:
        """The first sound."""
        return next(iter(self.of_kind("audio")), None)

    @property
    def frame_rate(self) -> Fraction | None:
        """Frames a second of the first moving picture; ``None`` if there is none, or if its rate varies."""
        return self.video.frame_rate if self.video and not self.video.varying else None


def probe(path: str | PathLike[str], *, patience: float | None = None) -> Probe:
    """Ask ffprobe what a media file holds.

    Args:
        path: the file; a device, a pipe or an address will not do, as media are read more than once.
        patience: seconds that ffprobe may take; by default a minute.

    Raises:
        InputError: there is no such file, it is empty, or ffprobe finds no media in it.
        ToolMissingError: ffprobe is not installed.
        ToolTimeoutError: ffprobe did not end in time.
    """
    name = os.fspath(path)
    size = _size(name)
    try:
        printed = ffprobe(name, _ASKED, patience=patience)
        told = msgspec.json.decode(printed, type=_Told)
    except ToolError as error:
        if type(error) is not ToolError:
            raise
        raise InputError(name, f"is no media file that ffprobe can read ({error.reason})") from error
    except msgspec.DecodeError as error:
        raise InputError(name, f"ffprobe tells of it what cannot be read ({error})") from error
    if not told.streams:
        raise InputError(name, "holds no picture, no sound and no captions")
    return Probe(
        path=name,
        container=told.format.format_name,
        size=size,
        start=_ms(told.format.start_time),
        duration=_ms(told.format.duration),
        streams=tuple(_stream(one) for one in told.streams),
    )


class _Format(msgspec.Struct):
    format_name: str = ""
    start_time: str = ""
    duration: str = ""


class _Entry(msgspec.Struct):
    """A stream as ffprobe tells it; numbers come as text, rates as fractions."""

    index: int
    codec_type: str = "data"
    codec_name: str = ""
    start_time: str = ""
    duration: str = ""
    width: int | None = None
    height: int | None = None
    r_frame_rate: str = "0/0"
    avg_frame_rate: str = "0/0"
    sample_rate: str = ""
    channels: int | None = None
    disposition: dict[str, int] = {}
    tags: dict[str, str] = {}


class _Told(msgspec.Struct):
    streams: list[_Entry] = []
    format: _Format = msgspec.field(default_factory=_Format)


def _size(name: str) -> int:
    try:
        status = os.stat(name)  # noqa: PTH116 - Path("") is the current folder
    except (OSError, ValueError) as error:
        raise InputError(name, reason_of(error)) from error
    if stat.S_ISDIR(status.st_mode):
        raise InputError(name, "is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise InputError(name, "is a device or a pipe, and media are read more than once; save it as a file")
    if not status.st_size:
        raise InputError(name, "is empty")
    return status.st_size


def _stream(told: _Entry) -> Stream:
    named: dict[str, Kind] = {
        "video": "video",
        "audio": "audio",
        "subtitle": "subtitle",
        "attachment": "attachment",
    }
    kind = "attachment" if told.disposition.get("attached_pic") else named.get(told.codec_type, "data")
    rate, varying = _rate(told) if kind == "video" else (None, False)
    return Stream(
        index=told.index,
        kind=kind,
        codec=told.codec_name,
        language=_tag(told, "language"),
        title=_tag(told, "title") or _tag(told, "handler_name", *_HANDLERS),
        default=bool(told.disposition.get("default")),
        forced=bool(told.disposition.get("forced")),
        start=_ms(told.start_time),
        duration=_ms(told.duration) or _duration_in_matroska(told),
        width=told.width,
        height=told.height,
        frame_rate=rate,
        varying=varying,
        sample_rate=int(told.sample_rate) if told.sample_rate.isdecimal() else None,
        channels=told.channels,
    )


_HANDLERS = ("VideoHandler", "SoundHandler", "SubtitleHandler", "DataHandler")
"""What muxers put where nobody gave a name."""


def _tag(told: _Entry, name: str, *nothing: str) -> str | None:
    text = told.tags.get(name)
    return None if not text or text == "und" or text in nothing else text


def _rate(told: _Entry) -> tuple[Fraction | None, bool]:
    """Frames a second, and whether they vary."""
    named, average = _fraction(told.r_frame_rate), _fraction(told.avg_frame_rate)
    if average is None or named is None:
        return (named and _of_the_trade(named)) or (average and _of_the_trade(average)), False
    varying = abs(average - named) > named * _VARIES
    return _of_the_trade(average if varying else named), varying


def _of_the_trade(rate: Fraction) -> Fraction:
    near = min(_OF_THE_TRADE, key=lambda one: abs(one - rate))
    return near if abs(near - rate) <= near * _ROUNDED else rate


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text) or None
    except (ValueError, ZeroDivisionError):
        return None


def _ms(seconds: str) -> int | None:
    try:
        time = float(seconds)
    except ValueError:
        return None
    return timecode.from_seconds(time) if abs(time) * 1000 <= timecode.LATEST else None


def _duration_in_matroska(told: _Entry) -> int | None:
    """The duration by the tag of ffmpeg and mkvmerge, ``00:00:08.033000000``: it says when the stream ends."""
    try:
        end = timecode.moment(told.tags["DURATION"])
    except (KeyError, ValueError):
        return None
    return end - max(_ms(told.start_time) or 0, 0)
