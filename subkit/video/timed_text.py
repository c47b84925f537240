"""An MP4 file that holds captions and nothing else (ISO/IEC 14496-12), for ffmpeg to copy their track from."""

from __future__ import annotations

import struct
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from subkit.formats.styled import styled_lines
from subkit.video import tx3g

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.formats.styled import Line
    from subkit.labels import SpeakerStyle
    from subkit.model import Cue

_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_SECOND = 1000
"""The file's clock counts ms."""


class Shown(NamedTuple):
    """What is shown from one time to another, in ms; no line is nothing."""

    start: int
    end: int
    lines: Sequence[Line]


def timed_text(cues: Sequence[Cue], style: SpeakerStyle, *, forced: bool = False) -> bytes:
    """Captions as an MP4 file with one track of timed text, with their styling.

    A track shows one sample at a time: where cues overlap, a sample shows the lines of all of them.

    Args:
        cues: the captions, ordered by in-time.
        style: how who speaks is said in the text.
        forced: whether they are shown without being asked for.

    Raises:
        ValueError: a cue is longer than a sample can say.
    """
    samples = _samples(in_turn(cues, style))
    entry = tx3g.entry(forced=forced)
    data = b"".join(sample for _, sample in samples)
    file_type = _box(b"ftyp", b"isom", struct.pack(">I", 0x200), b"isomiso2mp41")
    first = len(file_type) + 8
    return b"".join([file_type, _box(b"mdat", data), _movie(samples, entry, first)])


def in_turn(cues: Sequence[Cue], style: SpeakerStyle) -> list[Shown]:
    """What is shown, one after the other without overlap, in order; times at which nothing is shown are left out.

    Args:
        cues: the captions, ordered by in-time.
        style: how who speaks is said in the text.
    """
    rows = styled_lines(cues, style, styling=True)
    waiting = [Shown(cue.start, cue.end, lines) for cue, lines in zip(cues, rows, strict=True)]
    waiting = sorted((one for one in waiting if one.start < one.end and one.lines), key=lambda one: one.start)
    times = sorted({time for one in waiting for time in one[:2]})
    found: list[Shown] = []
    at_once: list[Shown] = []
    place = 0
    for start, end in pairwise(times):
        at_once = [one for one in at_once if one.end > start]
        while place < len(waiting) and waiting[place].start <= start:
            at_once.append(waiting[place])
            place += 1
        if at_once:
            found.append(Shown(start, end, [line for one in at_once for line in one.lines]))
    return found


def _samples(shown: Iterable[Shown]) -> list[tuple[int, bytes]]:
    """How long each sample lasts, in ms, and the sample; silence is a sample, too."""
    found = []
    clock = 0
    for start, end, lines in shown:
        if start > clock:
            found.append((start - clock, tx3g.NOTHING))
        found.append((end - start, tx3g.sample(lines)))
        clock = end
    return found


def _box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def _full(kind: bytes, *parts: bytes, flags: int = 0) -> bytes:
    """A box with version and flags; this version 0 has times of 32 bits: 49 days."""
    return _box(kind, struct.pack(">I", flags), *parts)


def _movie(samples: Sequence[tuple[int, bytes]], entry: bytes, first: int) -> bytes:
    length = sum(duration for duration, _ in samples)
    movie = struct.pack(">4IIH10x", 0, 0, _SECOND, length, 0x10000, 0x100) + _MATRIX + bytes(24)
    track = struct.pack(">5I8xhhhH", 0, 0, 1, 0, length, 0, 0, 0, 0) + _MATRIX + bytes(8)
    media = _full(b"mdhd", struct.pack(">4IHH", 0, 0, _SECOND, length, 0x55C4, 0))  # "und"
    handler = _full(b"hdlr", struct.pack(">I4s12x", 0, b"sbtl"), b"SubtitleHandler\0")
    here = _box(b"dinf", _full(b"dref", struct.pack(">I", 1), _full(b"url ", flags=1)))
    information = _box(b"minf", _full(b"nmhd"), here, _table(samples, entry, first))
    shown = _full(b"tkhd", track, flags=3)
    trak = _box(b"trak", shown, _box(b"mdia", media, handler, information))
    return _box(b"moov", _full(b"mvhd", movie + struct.pack(">I", 2)), trak)


def _table(samples: Sequence[tuple[int, bytes]], entry: bytes, first: int) -> bytes:
    """The sample table; each sample is a chunk of its own."""
    sizes = [len(sample) for _, sample in samples]
    places = accumulate(sizes[:-1], initial=first) if sizes else ()
    durations = b"".join(struct.pack(">II", 1, duration) for duration, _ in samples)
    one_each = struct.pack(">4I", 1, 1, 1, 1)
    return _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), entry),
        _full(b"stts", struct.pack(">I", len(samples)), durations),
        _full(b"stsc", one_each),
        _full(b"stsz", struct.pack(f">II{len(sizes)}I", 0, len(sizes), *sizes)),
        _full(b"stco", struct.pack(f">I{len(sizes)}I", len(sizes), *places)),
    )
