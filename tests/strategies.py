"""Hypothesis strategies for transcripts, payloads and captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from subkit.model import LineBreak, Media, Pause, Segment, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXTS = st.one_of(
    st.sampled_from(["I", "to", "hello", "world.", "[MUSIC]", "extraordinarily", "\u4f60\u597d\u3002", "x" * 500]),
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12),
)
_MESSY_TIMES = st.one_of(
    st.none(),
    st.integers(0, 3000),
    st.integers(-2000, 60_000),
    st.sampled_from([0, 1, 500, 1000, 1000, 10**6, 10**9, 4 * 10**12, -(10**9)]),
)


@st.composite
def _messy_word(draw: Callable[..., object]) -> Word:
    start = draw(_MESSY_TIMES)
    length = draw(st.one_of(st.integers(1, 900), st.integers(1, 900), st.sampled_from([0, -5, 1, 25_000, 10**6])))
    end = start + length if start is not None and draw(st.integers(0, 4)) else draw(_MESSY_TIMES)
    return Word(
        draw(_TEXTS),
        start,
        end,
        draw(st.sampled_from([None, 0.5, 1.0])),
        draw(st.sampled_from([None, "1", "2"])),
        draw(st.booleans()),
        draw(st.booleans()),
    )


_MARKERS = st.builds(Pause, _MESSY_TIMES, _MESSY_TIMES, st.sampled_from([None, "small", "large"]))


@st.composite
def messy_transcripts(draw: Callable[..., object]) -> Transcript:
    """Transcripts whose times are any mixture of usable and useless."""
    tokens = st.lists(st.one_of(_messy_word(), _messy_word(), _messy_word(), _MARKERS, st.just(LineBreak())), max_size=12)
    segment = st.builds(lambda some, start, end: Segment(tuple(some), None, start, end), tokens, _MESSY_TIMES, _MESSY_TIMES)
    duration = draw(st.one_of(st.none(), st.integers(-5, 20_000), st.sampled_from([0, 10**6, 10**9])))
    media = draw(st.sampled_from([None, Media(duration)]))
    return Transcript(tuple(draw(st.lists(segment, max_size=4))), media=media)


@st.composite
def timed_transcripts(draw: Callable[..., object]) -> Transcript:
    """Transcripts whose words are timed, in order and apart, with pause markers anywhere, timed or not."""
    segments = []
    clock = draw(st.integers(0, 5000))
    for _ in range(draw(st.integers(0, 4))):
        tokens: list[Word | Pause | LineBreak] = []
        for _ in range(draw(st.integers(0, 8))):
            if draw(st.integers(0, 5)) == 0:
                tokens.append(draw(_MARKERS))
            length = draw(st.integers(1, 900))
            tokens.append(Word(draw(_TEXTS), clock, clock + length))
            clock += length + draw(st.sampled_from([0, 0, 0, 20, 400, 3000]))
        segments.append(Segment(tuple(tokens)))
    return Transcript(tuple(segments))
