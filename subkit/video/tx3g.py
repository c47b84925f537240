r"""The samples of MP4's timed text (3GPP TS 26.245, ffmpeg's ``mov_text``): text with runs of style, to bytes and back.

ffmpeg makes them of SubStation, which takes ``{``, ``}`` and ``\N`` for its own; here text is text.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from subkit.formats.styled import COLOURS, PLAIN_TAGS, Line, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FACES: Final = {"b": 1, "i": 2, "u": 4}
_WHITE = 0xFFFFFF
_FONT, _SIZE = 1, 18
_HEAD = struct.Struct(">I4s")
_STYLE = struct.Struct(">HHHBBI")
_LONGEST = 2**16 - 1
_UTF_16 = (b"\xfe\xff", b"\xff\xfe")

NOTHING: Final = b"\0\0"
"""The sample that shows nothing."""


def sample(lines: Sequence[Line]) -> bytes:
    """The lines of a cue as a sample.

    Raises:
        ValueError: they are longer than a sample can say: 65,535 bytes.
    """
    text = "\n".join("".join(run.text for run in line) for line in lines).encode("utf-8", "replace")
    if len(text) > _LONGEST:
        raise ValueError(f"{len(text)} bytes of text, and timed text takes {_LONGEST} in one caption")
    styles = b"".join(_STYLE.pack(*record) for record in _records(lines))
    box = _HEAD.pack(_HEAD.size + 2 + len(styles), b"styl") + _count(styles) + styles if styles else b""
    return struct.pack(">H", len(text)) + text + box


def shown(sample: bytes) -> list[Line]:
    """The lines that a sample shows; what a damaged one holds, as far as it goes.

    Karaoke, links, highlights and blinking are left out, as are colours that WebVTT has no class for.
    """
    length = int.from_bytes(sample[:2], "big")
    raw, boxes = sample[2 : 2 + length], sample[2 + length :]
    text = raw.decode("utf-16" if raw[:2] in _UTF_16 else "utf-8", "replace")
    tags = [PLAIN_TAGS] * len(text)
    for start, end, _font, face, _size, colour in _styles(boxes):
        tags[start:end] = [_tags(face, colour >> 8)] * len(tags[start:end])
    lines: list[Line] = [[]]
    for letter, styled in zip(text, tags, strict=True):
        if letter == "\n":
            lines.append([])
        elif lines[-1] and lines[-1][-1].tags == styled:
            lines[-1][-1] = Run(lines[-1][-1].text + letter, styled)
        else:
            lines[-1].append(Run(letter, styled))
    return lines


def entry(*, forced: bool) -> bytes:
    """The sample entry (``tx3g``): white text in the middle at the bottom, on nothing.

    Args:
        forced: whether all captions are shown without being asked for.
    """
    flags = 0xC0000000 if forced else 0  # Apple: some samples are forced, and all are
    style = _STYLE.pack(0, 0, _FONT, 0, _SIZE, _WHITE << 8 | 0xFF)
    name = b"Sans-Serif"
    fonts = struct.pack(">HHB", 1, _FONT, len(name)) + name
    font_table = _HEAD.pack(_HEAD.size + len(fonts), b"ftab") + fonts
    body = struct.pack(">6xHIbbI4h", 1, flags, 1, -1, 0, 0, 0, 0, 0) + style + font_table
    return _HEAD.pack(_HEAD.size + len(body), b"tx3g") + body


def _count(styles: bytes) -> bytes:
    return struct.pack(">H", len(styles) // _STYLE.size)


def _records(lines: Sequence[Line]) -> Iterator[tuple[int, int, int, int, int, int]]:
    """The records of runs that are styled; characters are counted as Unicode's, the line feed is one."""
    place = 0
    for line in lines:
        for text, tags in line:
            end = place + len(text)
            if tags and end <= _LONGEST:
                face = sum(_FACES.get(tag, 0) for tag in tags)
                yield place, end, _FONT, face, _SIZE, _colour(tags) << 8 | 0xFF
            place = end
        place += 1


def _colour(tags: frozenset[str]) -> int:
    return next((COLOURS[tag[2:]] for tag in sorted(tags) if tag.startswith("c.")), _WHITE)


def _tags(face: int, colour: int) -> frozenset[str]:
    named = next((name for name, known in COLOURS.items() if known == colour and colour != _WHITE), None)
    tags = {tag for tag, bit in _FACES.items() if face & bit}
    return frozenset(tags | ({f"c.{named}"} if named else set()))


def _styles(boxes: bytes) -> Iterator[tuple[int, ...]]:
    """The style records among the boxes that follow a text."""
    while len(boxes) >= _HEAD.size:
        size, kind = _HEAD.unpack_from(boxes)
        if size < _HEAD.size:
            return
        records = boxes[_HEAD.size + 2 : size]
        if kind == b"styl":
            yield from _STYLE.iter_unpack(records[: len(records) // _STYLE.size * _STYLE.size])
        boxes = boxes[size:]
