"""Media playlists are read exactly, as m3u8 reads them; what tells no times is refused with its line."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import m3u8
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import FormatError
from subkit.video.hls.attributes import attributes, quoted
from subkit.video.hls.playlist import Resource, parse, runs

_SEGMENTS = st.lists(
    st.tuples(st.integers(0, 20_000_000), st.booleans(), st.booleans(), st.integers(1, 999)),
    min_size=1,
    max_size=8,
)


@given(_SEGMENTS, st.integers(0, 99), st.integers(0, 9), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_a_playlist_is_read_as_m3u8_reads_it(
    segments: list[tuple[int, bool, bool, int]], sequence: int, before: int, ended: bool, end: str
) -> None:
    lines = ["#EXTM3U", "#EXT-X-VERSION:4", f"#EXT-X-MEDIA-SEQUENCE:{sequence}"]
    lines += [f"#EXT-X-DISCONTINUITY-SEQUENCE:{before}", '#EXT-X-MAP:URI="head.mp4",BYTERANGE="720@0"']
    for number, (duration, breaks, has_range, length) in enumerate(segments):
        lines += ["#EXT-X-DISCONTINUITY"] * breaks + [
            f"#EXTINF:{duration // 10**6}.{duration % 10**6:06d},a title"
        ]
        lines += [f"#EXT-X-BYTERANGE:{length}@{7 * number}"] * has_range + [
            "# said by nobody",
            f"{number}.m4s",
        ]
    text = end.join([*lines, *["#EXT-X-ENDLIST"] * ended, ""])
    ours, theirs = parse(text, "p.m3u8"), m3u8.loads(text)
    assert (theirs.media_sequence, theirs.discontinuity_sequence) == (ours.sequence, ours.discontinuities)
    assert theirs.is_endlist == ours.ended
    assert [one.uri for one in theirs.segments] == [one.media.uri for one in ours.segments]
    assert [one.duration for one in theirs.segments] == [float(one.duration) for one in ours.segments]
    assert [one.discontinuity for one in theirs.segments] == [one.discontinuity for one in ours.segments]
    assert [one.byterange for one in theirs.segments] == [
        None if one.media.length is None else f"{one.media.length}@{one.media.start}" for one in ours.segments
    ]
    assert {Resource("head.mp4", 0, 720)} == {one.header for one in ours.segments}


def test_a_range_without_offset_goes_on_where_the_one_before_it_ended() -> None:
    text = "#EXTM3U\n#EXTINF:2,\n#EXT-X-BYTERANGE:100@50\nall.ts\n#EXTINF:2,\n#EXT-X-BYTERANGE:70\nall.ts\n"
    assert [(50, 100), (150, 70)] == [
        (one.media.start, one.media.length) for one in parse(text, "p").segments
    ]


def test_a_run_begins_with_the_first_segment_and_behind_each_discontinuity() -> None:
    part = "#EXT-X-DISCONTINUITY\n#EXTINF:2,\na.ts\n#EXTINF:2.5\nb.ts\n"
    found = parse(f"#EXTM3U\n{part}{part}", "p").segments
    assert [0, 2] == runs(found)
    assert Fraction(5, 2) == found[3].duration


def test_a_key_holds_until_the_next_one() -> None:
    text = '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="k"\n#EXTINF:2,\na\n#EXTINF:2,\nb\n#EXT-X-KEY:METHOD=NONE\n#EXTINF:2,\nc\n'
    assert ["AES-128", "AES-128", "NONE"] == [one.method for one in parse(text, "p").segments]


def test_a_master_playlist_names_variants() -> None:
    assert ("v0.m3u8",) == parse("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nv0.m3u8\n", "p").variants


@pytest.mark.parametrize(
    ("lines", "where", "reason"),
    [
        ("WEBVTT", 1, "expected #EXTM3U"),
        ("", 1, "expected #EXTM3U"),
        ("#EXTM3U\n#EXTINF:2,", 2, "names no segments"),
        ("#EXTM3U\na.ts", 2, "a segment without EXTINF"),
        ("#EXTM3U\n#EXTINF:two,\na.ts", 2, "no duration of a segment: two"),
        ("#EXTM3U\n#EXTINF:-2,\na.ts", 2, "no duration"),
        ("#EXTM3U\n#EXTINF:1e3,\na.ts", 2, "no duration"),
        ("#EXTM3U\n#EXTINF:99999,\na.ts", 2, "no duration"),
        ("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:-1", 2, "no number: -1"),
        ("#EXTM3U\n#EXTINF:2,\n#EXT-X-BYTERANGE:7\na.ts", 4, "a byte range without offset"),
        ("#EXTM3U\n#EXT-X-BYTERANGE:7@-1", 2, "no byte range"),
        ('#EXTM3U\n#EXT-X-MAP:BYTERANGE="7@0"', 2, "EXT-X-MAP without URI"),
        ("#EXTM3U\n#EXT-X-KEY:METHOD", 2, "no attribute list from here on: METHOD"),
        ("#EXTM3U\n#EXT-X-KEY:METHOD=NONE,METHOD=NONE", 2, "the attribute METHOD stands there twice"),
    ],
)
def test_what_tells_no_times_is_refused_with_its_line(lines: str, where: int, reason: str) -> None:
    with pytest.raises(FormatError, match=reason) as refused:
        parse(lines, "p.m3u8")
    assert where == refused.value.line


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for beginning in ("", "#EXTM3U\n", "#EXTM3U\n#EXTINF:2,\na.ts\n#EXT-X-KEY:"):
        with suppress(FormatError):
            assert parse(beginning + text, "p.m3u8").segments


@given(
    st.dictionaries(
        st.from_regex(r"[A-Z][A-Z0-9-]{0,9}", fullmatch=True),
        st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters='"')),
    )
)
def test_attributes_are_read_as_they_are_written(told: dict[str, str]) -> None:
    told = {name: value for name, value in told.items() if value.isprintable()}
    assert told == attributes(",".join(f"{name}={quoted(value)}" for name, value in told.items()))
