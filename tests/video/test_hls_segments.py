"""Captions cut into segments and put together again are the same captions; every segment is read by itself."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.document import Block
from subkit.errors import FormatError
from subkit.formats import parse
from subkit.formats.vtt.blocks import Document
from subkit.model import Captions, Cue
from subkit.video.hls import Timeline, cut
from subkit.video.hls.joining import together
from subkit.video.hls.timeline import WRAP, Slot

_LENGTHS = st.lists(st.fractions(0, 9, max_denominator=90_000), min_size=1, max_size=12)
_TEXTS = st.sampled_from(["one", "two\nlines", "", "<b> & more", "--> no time", "שלום"])


@st.composite
def captions(draw: st.DrawFn) -> Captions:
    """Cues that overlap, last over many segments or no time at all, repeat each other, and share names."""
    cues = []
    for start in sorted(draw(st.lists(st.integers(0, 40_000), max_size=12))):
        lasts = draw(st.one_of(st.just(0), st.integers(1, 30_000)))
        name = draw(st.sampled_from([None, None, "a", "7"]))
        cues.append(Cue(start, start + lasts, tuple(draw(_TEXTS).split("\n")), id=name))
    return Captions(tuple(cues))


def times(
    *lengths: Fraction | int, beginnings: tuple[int, ...] = (133_200,), breaks: tuple[int, ...] = ()
) -> Timeline:
    slots = [
        Slot(duration=Fraction(length), written=str(length), discontinuity=at in breaks)
        for at, length in enumerate(lengths)
    ]
    return Timeline(slots=tuple(slots), beginnings=beginnings)


def read(text: str) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for cue in Document(text).cues]


@given(captions(), _LENGTHS)
def test_cut_and_put_together_again_captions_are_the_same(found: Captions, lengths: list[Fraction]) -> None:
    timeline = times(*lengths)
    made = cut(found, timeline)
    whole = cut(found, times(Fraction(1_000_000)))
    kept = [cue for cue in read(whole.texts[0]) if cue[0] < 1000 * timeline.edges[-1]]
    assert kept == [(cue.start, cue.end, cue.text) for cue in together(made.texts, timeline, "segments")]
    assert len(found.cues) == len(kept) + len(made.past)


@given(captions(), _LENGTHS)
def test_a_segment_holds_the_cues_that_touch_it_and_no_others(
    found: Captions, lengths: list[Fraction]
) -> None:
    timeline = times(*lengths)
    edges = [1000 * edge for edge in timeline.edges]
    made = cut(found, timeline)
    for begin, end, text in zip(edges, edges[1:], made.texts, strict=False):
        held = [cue[:2] for cue in read(text)]
        touching = [
            (cue.start, cue.end)
            for cue in found.cues
            if begin <= cue.start < end
            or (cue.start < begin < cue.end and cue.start < edges[-1] and begin < end)
        ]
        assert begin == end or touching == held


def test_a_cue_is_spelled_alike_in_every_segment_it_touches() -> None:
    spoken = Captions((Cue(500, 9000, ("- Who?", "- <Me>."), speaker="Ada", id="q"),))
    made = cut(spoken, times(2, 2, 2, 2))
    blocks = {text.split("\n\n", 1)[1] for text in made.texts}
    assert {"q\n00:00:00.500 --> 00:00:09.000\n<v Ada>- Who?\n- &lt;Me&gt;.\n\n"} == blocks


def test_a_segment_without_cues_is_there_with_its_map_and_styles() -> None:
    styled = Captions(
        (Cue(0, 900, ("one",)),),
        blocks=(
            Block("header", "Kind: captions"),
            Block("style", "::cue { color: red }"),
            Block("region", "id:top"),
            Block("note", "by Ada"),
        ),
    )
    _, empty = cut(styled, times(1, 1)).texts
    expected = "X-TIMESTAMP-MAP=MPEGTS:133200,LOCAL:00:00:00.000\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:top\n\n"
    assert f"WEBVTT\n{expected}" == empty
    assert ["header", "style", "region"] == [block.kind for block in parse(empty, "vtt").blocks]


def test_a_name_that_two_cues_have_is_left_out_since_players_would_show_one_of_them() -> None:
    named = Captions(
        (Cue(0, 900, ("one",), id="a"), Cue(0, 900, ("two",), id="a"), Cue(0, 900, ("three",), id="b"))
    )
    assert ["", "", "b"] == [cue.id for cue in Document(cut(named, times(1)).texts[0]).cues]


def test_what_comes_when_the_stream_has_ended_is_told() -> None:
    late = Captions((Cue(0, 5000, ("one",)), Cue(2000, 3000, ("two",))))
    made = cut(late, times(1, 1))
    assert ((2000, 3000),) == tuple((cue.start, cue.end) for cue in made.past)
    assert [1, 1] == [len(read(text)) for text in made.texts]


@given(
    st.lists(
        st.tuples(st.fractions(1, 9, max_denominator=90_000), st.integers(0, WRAP - 1)),
        min_size=1,
        max_size=6,
    )
)
def test_captions_and_stream_meet_at_every_beginning_to_the_tick(runs: list[tuple[Fraction, int]]) -> None:
    timeline = times(
        *[length for length, _ in runs],
        beginnings=tuple(ticks for _, ticks in runs),
        breaks=tuple(range(1, len(runs))),
    )
    for anchor, edge, (_, ticks) in zip(timeline.anchors, timeline.edges, runs, strict=False):
        ahead = 90_000 * edge - 90 * anchor.local
        assert 0 <= anchor.ticks < WRAP
        assert abs((anchor.ticks + ahead - ticks + WRAP // 2) % WRAP - WRAP // 2) <= Fraction(1, 2)


def test_behind_a_discontinuity_the_clock_is_another() -> None:
    timeline = times(3, 3, 3, beginnings=(WRAP - 1, 900), breaks=(1,))
    texts = cut(Captions((Cue(0, 9000, ("one",)),)), timeline).texts
    expected = ["MPEGTS:8589934591,LOCAL:00:00:00.000", *["MPEGTS:900,LOCAL:00:00:03.000"] * 2]
    assert expected == [text.splitlines()[1].partition("=")[2] for text in texts]


@given(captions(), _LENGTHS, st.sets(st.integers(1, 11)))
def test_a_cue_is_shown_for_as_long_over_a_discontinuity(
    found: Captions, lengths: list[Fraction], breaks: set[int]
) -> None:
    inner = tuple(at for at in sorted(breaks) if at < len(lengths))
    timeline = times(*lengths, beginnings=(0,) * (1 + len(inner)), breaks=inner)
    made = cut(found, timeline)
    pieces = together(made.texts, timeline, "segments")
    assert sum(cue.end - cue.start for cue in (*pieces, *made.past)) == sum(
        cue.duration for cue in found.cues
    )
    for at in inner:
        assert all(cue.end <= timeline.bounds[at] for cue in Document(made.texts[at - 1]).cues)


def test_a_cue_that_is_cut_at_a_discontinuity_has_no_name_by_which_its_rest_would_be_hidden() -> None:
    sung = Cue(0, 4000, ("one two",), id="a", markup=("<i>one</i> two",))
    timeline = times(2, 2, beginnings=(0, 0), breaks=(1,))
    first, rest = [text.split("\n\n")[1] for text in cut(Captions((sung,)), timeline).texts]
    assert "00:00:00.000 --> 00:00:02.000\n<i>one</i> two" == first
    assert "00:00:02.000 --> 00:00:04.000\n<i>one</i> two" == rest


_TWO = cut(Captions((Cue(0, 1500, ("one",)), Cue(1200, 1900, ("two",)))), times(1, 1)).texts


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ((_TWO[0], _TWO[1].replace("01.500", "01.501")), "segment 1: other cues last into it"),
        (
            (_TWO[0], "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n"),
            "segment 1: other cues last into it",
        ),
        ((_TWO[1], _TWO[1]), "segment 0: holds a cue that begins behind it"),
        (("WEBVTT\n", _TWO[1]), "segment 0: has no X-TIMESTAMP-MAP"),
    ],
)
def test_segments_that_do_not_fit_together_are_refused(texts: tuple[str, ...], reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        together(texts, times(1, 1), "segments")
