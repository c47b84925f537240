"""EBU STL: subtitles, their times, colours and places are read; comments are none; what is damaged is refused or mended."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subkit import formats
from subkit.errors import FormatError
from subkit.formats.broadcast import stl
from subkit.formats.placing import placed

RED, NEWLINE = b"\x01", b"\x8a"


def head(
    *,
    rate: bytes = b"STL25.01",
    table: bytes = b"00",
    language: bytes = b"09",
    start: bytes = b"00000000",
    blocks: int = 1,
) -> bytes:
    """The general information: code page, disk format, teletext, code table, language; names; counts; timecodes."""
    count = f"{blocks:05d}{blocks:05d}001".encode()
    named = b"850" + rate + b"1" + table + language + b" " * 192
    return (named + b" " * 16 + b"200101" * 2 + b"00" + count + b"4023" + b"1" + start + start).ljust(1024)


def block(
    text: bytes,
    begin: tuple[int, ...] = (0, 0, 1, 0),
    end: tuple[int, ...] = (0, 0, 2, 12),
    *,
    number: int = 1,
    row: int = 20,
    align: int = 2,
    extension: int = 0xFF,
    cumulative: int = 0,
    comment: int = 0,
) -> bytes:
    """A text and timing information block."""
    fields = [0, number & 0xFF, number >> 8, extension, cumulative, *begin, *end, row, align, comment]
    return bytes(fields) + text.ljust(112, b"\x8f")


def read(*blocks: bytes, lenient: bool = False, **said: bytes) -> stl.Captions:
    return stl.parse(head(**said, blocks=len(blocks)) + b"".join(blocks), "a.stl", lenient=lenient)


def test_a_subtitle_is_a_cue_with_its_lines_and_the_language_of_the_file() -> None:
    captions = read(block(b"\x0b\x0bHello\x0a\x0a" + NEWLINE + b"\x0b\x0byou\x0a\x0a"))
    assert [(1000, 2480, ("Hello", "you"))] == [(cue.start, cue.end, cue.lines) for cue in captions]
    assert ("en", "payload", None) == (captions.language, captions.language_source, captions[0].settings)


@pytest.mark.parametrize(("rate", "end"), [(b"STL25.01", 2480), (b"STL24.01", 2500), (b"STL30.01", 2400)])
def test_frames_are_counted_at_the_rate_of_the_file(rate: bytes, end: int) -> None:
    assert abs(end - read(block(b"x"), rate=rate)[0].end) <= 3


def test_accents_colours_and_places_are_read() -> None:
    captions = read(block(b"\x0b\x0bCaf\xc2e " + RED + b"red", row=2, align=1))
    assert ("Caf\u00e9 red",) == captions[0].lines
    assert ("Caf\u00e9 <c.red>red</c>",) == captions[0].markup
    assert placed(7) == captions[0].settings


@pytest.mark.parametrize(
    "between", [b"\x01", b" \x01", b"\x01 ", b" \x01 ", b"\x0a\x0a\x01", b"\x01\x1d\x07"]
)
def test_words_stay_apart_where_the_styling_changes(between: bytes) -> None:
    assert ("one two",) == read(block(b"\x0b\x0bone" + between + b"two"))[0].lines


def test_text_that_goes_on_in_another_block_is_one_subtitle() -> None:
    assert ("one two",) == read(block(b"\x0b\x0bone ", extension=0), block(b"two"))[0].lines


def test_comments_are_no_subtitles_and_told() -> None:
    captions = read(block(b"not for air", comment=1), block(b"x", number=2))
    assert [("x",)] == [cue.lines for cue in captions]
    assert ["comment"] == [repair.kind for repair in captions.repairs]


def test_times_count_from_the_start_of_the_programme() -> None:
    late = block(b"x", (10, 0, 1, 0), (10, 0, 2, 0))
    captions = read(late, start=b"10000000")
    assert (1000, 2000) == (captions[0].start, captions[0].end)
    assert ["start-timecode"] == [repair.kind for repair in captions.repairs]
    assert 36_001_000 == read(late)[0].start
    assert 1000 == read(block(b"x"), start=b"10000000")[0].start


OVERLAPPING = (block(b"one", (0, 0, 1, 0), (0, 0, 9, 0)), block(b"two", (0, 0, 3, 0), (0, 0, 5, 0), number=2))


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        ((block(b"x", (0, 0, 2, 0), (0, 0, 2, 0)),), "block 1"),
        ((block(b"x", (0, 61, 2, 0), (0, 0, 2, 30)),), "block 1"),
        (OVERLAPPING, "block 2"),
    ],
)
def test_a_subtitle_that_could_not_be_shown_is_refused_or_given_a_second(
    blocks: tuple[bytes, ...], place: str
) -> None:
    with pytest.raises(FormatError, match=f"^a.stl: {place}: a subtitle without times"):
        read(*blocks)
    captions = read(*blocks, lenient=True)
    assert len(blocks) == len(captions)
    assert [place] == [repair.place for repair in captions.repairs]


@pytest.mark.parametrize("content", [b"", b"850STL25.01", b"x" * 2000, head(rate=b"STL99.01") + block(b"x")])
def test_what_is_no_stl_is_refused(content: bytes) -> None:
    with pytest.raises(FormatError, match=r"^a\.stl: no EBU STL"):
        stl.parse(content, "a.stl")


def test_a_file_cut_within_a_block_is_refused_or_read_to_there() -> None:
    whole = head(blocks=2) + block(b"one") + block(b"two", (0, 0, 3, 0), (0, 0, 4, 0), number=2)
    with pytest.raises(FormatError, match="the file is cut within block 2"):
        stl.parse(whole[:-100])
    captions = stl.parse(whole[:-100], lenient=True)
    assert [("one",), ("two",)] == [cue.lines for cue in captions]


@settings(max_examples=100)
@given(
    st.binary(min_size=128, max_size=400),
    st.booleans(),
    st.sampled_from([b"00", b"01", b"02", b"03", b"04", b"zz"]),
)
def test_any_bytes_are_read_or_refused(content: bytes, lenient: bool, table: bytes) -> None:
    try:
        captions = stl.parse(head(table=table) + content, lenient=lenient)
    except FormatError:
        return
    assert all(cue.start <= cue.end for cue in captions)


def test_it_is_read_only_and_told_by_its_suffix() -> None:
    assert "stl" == formats.format_for("talk.stl").name
    with pytest.raises(FormatError, match="captions cannot be written as EBU STL"):
        formats.render(read(block(b"x")), "stl")
