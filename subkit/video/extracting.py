"""Takes captions out of a video's container: what its packets hold, not what ffmpeg makes of it."""

from __future__ import annotations

import os
import tempfile
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from subkit import timecode
from subkit.errors import FormatError, InputError, ToolError
from subkit.files import read_bytes
from subkit.formats import parse
from subkit.formats.styled import markup, merged, texts_of
from subkit.model import Captions, Cue
from subkit.video import tx3g
from subkit.video.containers import TEXT
from subkit.video.language_codes import tag_of
from subkit.video.programs import ffmpeg, ffprobe, made_by_ffmpeg, patience_of
from subkit.video.zero import as_timed, first_frame, later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from subkit.video.probe import Probe, Stream

_PICTURES = frozenset({"hdmv_pgs_subtitle", "dvb_subtitle", "dvd_subtitle", "xsub"})
_WRITERS = {
    "srt": ("srt", "srt"),
    "ass": ("ass", "ass"),
    "webvtt": ("vtt", "webvtt"),
    "mov_text": ("bin", "data"),
}
_PACKETS = ("-show_entries", "packet=pts_time,duration_time,size", "-of", "json")


def extracted(
    media: Probe,
    streams: Sequence[Stream],
    *,
    patience: float | None = None,
    on_time: Callable[[int], None] | None = None,
) -> list[Captions]:
    """The captions of streams, in the same order; times count from the first frame of the picture.

    What stands before that frame is cut there. What breaks a format is taken as it was probably meant, which ``repairs`` says.

    Args:
        media: the video.
        streams: those of its streams.
        patience: seconds that ffmpeg may go on without getting any further, by default `patience_of`.
        on_time: is told how far the reading has come, in ms.

    Raises:
        InputError: a stream holds pictures, or captions of a kind that is not read, or they are damaged.
        ToolError, ToolMissingError: ffmpeg failed, hung, or is not installed.
    """
    for stream in streams:
        refuse_unreadable(media, stream)
    with tempfile.TemporaryDirectory(prefix="subkit-") as folder:
        allowed = patience_of() if patience is None else patience
        _copy(media, streams, folder, allowed, on_time)
        return [_captions(media, stream, Path(folder), allowed) for stream in streams]


def refuse_unreadable(media: Probe, stream: Stream) -> None:
    """Refuse a stream whose captions cannot be had as text.

    Raises:
        InputError: they cannot.
    """
    if stream.kind != "subtitle":
        raise InputError(media.path, f"stream {stream.index} is {stream.kind}, no captions")
    if stream.codec in _PICTURES:
        reason = "holds captions as pictures; a program that recognises characters, e.g. Subtitle Edit, makes text of them"
        raise InputError(media.path, f"stream {stream.index} ({stream.codec}) {reason}")
    if stream.codec not in TEXT:
        raise InputError(
            media.path, f"stream {stream.index}: captions as {stream.codec or 'unknown'} are not read"
        )


def _copy(
    media: Probe,
    streams: Sequence[Stream],
    folder: str,
    patience: float,
    on_time: Callable[[int], None] | None,
) -> None:
    """Copy each stream's packets into a file of its own, in one pass."""
    # SubStation's files count hundredths: so much later, no time of a track that did is rounded again.
    hundredths = later(_whole_hundredths(media))
    outputs = chain.from_iterable(
        (
            "-map",
            f"0:{stream.index}",
            "-c",
            "copy",
            *hundredths,
            "-f",
            _WRITERS[TEXT[stream.codec]][1],
            _name(stream),
        )
        for stream in streams
    )
    ffmpeg(
        media.path,
        [*as_timed(media), *outputs],
        folder=folder,
        patience=patience,
        on_time=on_time,
    )


def _whole_hundredths(media: Probe) -> int:
    """How much later the first frame would have to be shown to be shown at a whole hundredth of a second, in ms."""
    return -first_frame(media) % 10


def _name(stream: Stream) -> str:
    return f"stream{stream.index}.{_WRITERS[TEXT[stream.codec]][0]}"


def _captions(media: Probe, stream: Stream, folder: Path, patience: float) -> Captions:
    content = read_bytes(made_by_ffmpeg(folder / _name(stream), media.path))
    language = tag_of(stream.language)
    if TEXT[stream.codec] == "mov_text":
        cues = _timed_text(media, stream, content, patience)
        return replace(_from_first_frame(Captions(tuple(cues)), first_frame(media)), language=language)
    form = _WRITERS[TEXT[stream.codec]][0]
    name = f"{media.path}: stream {stream.index}"
    read = _parsed(content, form, name)
    shifted = _from_first_frame(read, first_frame(media) + _whole_hundredths(media))
    return replace(shifted, language=language or read.language)


def _parsed(content: bytes, form: str, name: str) -> Captions:
    """What ffmpeg wrote of a track: well-formed, unless the track itself is not."""
    try:
        return parse(content, form, source=name, encoding="utf-8")
    except FormatError:
        return parse(content, form, source=name, encoding="utf-8", lenient=True)


class _Packet(msgspec.Struct):
    size: str
    pts_time: str = ""
    duration_time: str = ""


class _Packets(msgspec.Struct):
    packets: list[_Packet] = []


def _timed_text(media: Probe, stream: Stream, content: bytes, patience: float) -> Iterator[Cue]:
    """The cues of a track of timed text, from its samples; what one does not say of its end, the next one does."""
    asked = ("-select_streams", str(stream.index), *_PACKETS)
    patience += media.size / 5_000_000  # a file of which the samples have to be looked for is read as a whole
    try:
        told = msgspec.json.decode(ffprobe(media.path, asked, patience=patience), type=_Packets).packets
    except msgspec.DecodeError as error:
        raise ToolError("ffprobe", media.path, f"tells of packets what cannot be read ({error})") from error
    places = list(accumulate((int(packet.size) for packet in told), initial=0))
    if places[-1] != len(content):
        raise InputError(media.path, f"stream {stream.index}: its packets are damaged")
    starts = [_ms(packet.pts_time) for packet in told]
    following = [*starts[1:], None]
    for packet, start, next_start, (begin, end) in zip(
        told, starts, following, pairwise(places), strict=True
    ):
        lasts = _ms(packet.duration_time)
        until = next_start if lasts is None or start is None else start + lasts
        lines = [merged(line) for line in tx3g.shown(content[begin:end]) if "".join(texts_of([line])).strip()]
        if lines and start is not None and until is not None:
            yield Cue(start, max(start, until), texts_of(lines), markup=markup(lines))


def _ms(seconds: str) -> int | None:
    try:
        return timecode.from_seconds(float(seconds))
    except (ValueError, OverflowError):
        return None


def _from_first_frame(captions: Captions, zero: int) -> Captions:
    """The captions with times that count from another moment; what stands before that moment is cut there."""
    cues = tuple(
        replace(cue, start=max(cue.start, zero))
        for cue in captions.cues
        if cue.end > zero or cue.start >= zero
    )
    return replace(captions, cues=cues).shifted(-zero)


def file_names(media: Probe, streams: Sequence[Stream]) -> list[str]:
    """What to call a file of each stream's captions, without a suffix: ``talk.fr``, ``talk.fr.forced``, ``talk.2``."""
    stem = Path(os.path.basename(media.path)).stem or "captions"  # noqa: PTH119 - as it was named
    found: list[str] = []
    for stream in streams:
        language = tag_of(stream.language) or ""
        parts = [stem, _safe(language), "forced" if stream.forced else ""]
        plain = ".".join(part for part in parts if part)
        name, number = plain, 1
        while name in found:
            number += 1
            name = f"{plain}.{number}"
        found.append(name)
    return found


def _safe(language: str) -> str:
    """A language as a part of a file's name; containers may say anything."""
    return language if language.replace("-", "").isalnum() and language.isascii() else ""
