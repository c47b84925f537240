"""When fragmented MP4 begins is read from its boxes, in every shape that the standard gives them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.video.hls.fragments import beginning

_BITS = {"data": 0x1, "first": 0x4, "duration": 0x100, "size": 0x200, "flags": 0x400}


def box(name: str, *parts: bytes, large: bool = False) -> bytes:
    content = b"".join(parts)
    if large:
        return (1).to_bytes(4, "big") + name.encode() + (16 + len(content)).to_bytes(8, "big") + content
    return (8 + len(content)).to_bytes(4, "big") + name.encode() + content


def full(name: str, version: int, flags: int, *parts: bytes) -> bytes:
    return box(name, bytes([version]), flags.to_bytes(3, "big"), *parts)


def number(value: int, length: int = 4) -> bytes:
    return value.to_bytes(length, "big", signed=value < 0)


def track(identifier: int, handler: str, timescale: int, edits: bytes = b"", version: int = 0) -> bytes:
    wide = 8 if version else 4
    times = number(0, wide) * 2
    head = full("tkhd", version, 3, times, number(identifier), bytes(60))
    media = full("mdhd", version, 0, times, number(timescale), number(0, wide))
    kind = full("hdlr", 0, 0, bytes(4), handler.encode(), bytes(13))
    return box("trak", head, edits, box("mdia", media, kind))


def edits(*media_times: int, version: int = 0) -> bytes:
    wide = 8 if version else 4
    listed = [number(500, wide) + number(time, wide) + number(65_536) for time in media_times]
    return box("edts", full("elst", version, 0, number(len(listed)), *listed))


def fragment(identifier: int, decoded: int, offset: int | None, fields: set[str], *, wide: bool) -> bytes:
    flags = sum(_BITS[field] for field in fields) | (0 if offset is None else 0x800)
    before = b"".join(b"\x7f\xff\xff\xff" for field in _BITS if field in fields)
    sample = b"" if offset is None else number(offset)
    run = full("trun", int((offset or 0) < 0), flags, number(1), before, sample)
    time = full("tfdt", int(wide), 0, number(decoded, 8 if wide else 4))
    return box("traf", full("tfhd", 0, 0, number(identifier)), time, run)


@given(
    st.integers(1, 2**31),
    st.integers(0, 2**32 - 1),
    st.none() | st.integers(-(2**31), 2**31 - 1),
    st.sets(st.sampled_from(sorted(_BITS))),
    st.tuples(st.booleans(), st.integers(0, 1)),
)
def test_the_first_frame_is_told_in_every_shape_of_the_boxes(
    timescale: int, decoded: int, offset: int | None, fields: set[str], shape: tuple[bool, int]
) -> None:
    wide, version = shape
    header = box("ftyp", b"cmf2") + box("moov", track(2, "vide", timescale, version=version), large=wide)
    media = fragment(2, decoded, offset, fields, wide=wide)
    data = header + box("styp", b"msdh") + box("moof", fragment(1, 7, 7, set(), wide=False), media) + b"mdat"
    assert Fraction(decoded + (offset or 0), timescale) == beginning(data)


@pytest.mark.parametrize("version", [0, 1])
def test_what_an_edit_skips_is_not_shown(version: int) -> None:
    header = box("moov", track(1, "vide", 1000, edits(80, version=version)))
    assert Fraction(20, 1000) == beginning(header + box("moof", fragment(1, 0, 100, set(), wide=True)))


@pytest.mark.parametrize("version", [0, 1])
def test_an_edit_of_nothing_counts_for_nothing(version: int) -> None:
    header = box("moov", track(1, "vide", 1000, edits(-1, 80, version=version)))
    assert Fraction(100, 1000) == beginning(header + box("moof", fragment(1, 0, 100, set(), wide=True)))


def test_pictures_come_before_sound_and_sound_alone_will_do() -> None:
    sound, picture = track(1, "soun", 48_000), track(2, "vide", 1000)
    heard, seen = fragment(1, 48_000, None, set(), wide=True), fragment(2, 3000, None, set(), wide=True)
    assert 3 == beginning(box("moov", sound, picture) + box("moof", heard) + box("moof", seen))
    assert 1 == beginning(box("moov", sound) + box("moof", heard))


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 40, b"<html>", b"G" * 188, box("moov"), box("moof", box("traf"))]
)
def test_what_is_no_fragmented_mp4_tells_nothing(data: bytes) -> None:
    assert beginning(data) is None


@given(st.data())
def test_damaged_boxes_tell_something_or_nothing(data: st.DataObject) -> None:
    whole = bytearray(
        box("moov", track(1, "vide", 1000, edits(0))) + box("moof", fragment(1, 5, 5, set(), wide=True))
    )
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found = beginning(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    assert found is None or found.denominator
