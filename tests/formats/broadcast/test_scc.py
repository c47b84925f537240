"""SCC: no caption is lost however dense they are, characters and grid of CTA-608, and what breaks the format is refused."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import ODD_TEXTS, odd_captions

from subkit.errors import FormatError
from subkit.formats import Writing
from subkit.formats.broadcast import line21, scc
from subkit.formats.placing import placed
from subkit.formats.portable import plain
from subkit.frames import frame_rate
from subkit.model import Captions, Cue
from subkit.timecode import nearest_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

RATE = frame_rate("29.97")
QUIET = Writing(speakers=False)
LETTERS = st.text("abc \u00e9\u00c0\u00df\u266a\u00f1'\u201cX", min_size=1, max_size=40)


def on_frame(milliseconds: int) -> int:
    return nearest_frame(milliseconds, RATE)


def rows_of(cue: Cue) -> list[str]:
    return line21.fitted(plain(cue.text))


def loading_time(lines: Sequence[str]) -> int:
    """The longest that lines take to be sent, in ms, a word a frame: three for a character, four for a place, ten around all."""
    return math.ceil((sum(3 * len(line) + 4 for line in lines) + 10) * 1000 / RATE)


@st.composite
def spaced(draw: st.DrawFn) -> Captions:
    """Captions far enough apart for line 21, of characters that it has, anywhere on the screen."""
    cues: list[Cue] = []
    for _ in range(draw(st.integers(1, 4))):
        lines = draw(st.lists(LETTERS.map(str.strip).filter(bool), min_size=1, max_size=4))
        kept = tuple([re.sub(" +", " ", line)[:32].strip() for line in lines])
        before, after = (cues[-1].start, cues[-1].end) if cues else (0, 0)
        start = max(before + loading_time(kept), after + draw(st.sampled_from([0, 100, 700, 4000])))
        length = draw(st.integers(1000, 9000))
        cues.append(Cue(start, start + length, kept, settings=placed(draw(st.integers(1, 9)))))
    return Captions(tuple(cues))


@settings(max_examples=60)
@given(spaced())
def test_reading_what_was_written_gives_the_same_cues_to_the_frame(captions: Captions) -> None:
    read = scc.parse(scc.render(captions))
    assert [(on_frame(cue.start), cue.lines) for cue in captions] == [
        (on_frame(cue.start), cue.lines) for cue in read
    ]
    assert all(
        abs(on_frame(cue.end) - on_frame(again.end)) <= 4 for cue, again in zip(captions, read, strict=True)
    )  # the words that take it off stand among those that load the next
    assert read.repairs == ()


@pytest.mark.parametrize("anchor", range(1, 10))
def test_captions_stand_in_nine_places(anchor: int) -> None:
    captions = Captions((Cue(3000, 5000, ("Hello", "you there"), settings=placed(anchor)),))
    assert placed(anchor) == scc.parse(scc.render(captions))[0].settings
    assert scc.parse(scc.render(captions, Writing(styling=False)))[0].settings is None


@settings(max_examples=60)
@given(odd_captions())
def test_no_text_is_lost_however_dense_the_captions_are(captions: Captions) -> None:
    captions = Captions(
        tuple([replace(cue, start=cue.start % 9000, end=cue.start % 9000 + cue.duration) for cue in captions])
    )
    read = scc.parse(scc.render(captions, QUIET))
    written = sorted((cue for cue in captions if rows_of(cue)), key=lambda cue: cue.start)
    assert [tuple(rows_of(cue)) for cue in written] == [cue.lines for cue in read]
    assert all(before.end <= after.start for before, after in pairwise(read))


def test_captions_that_cannot_be_sent_in_time_are_told() -> None:
    dense = Captions(
        tuple([Cue(100 * n, 100 * n + 100, ("a line of thirty characters or so",)) for n in range(9)])
    )
    late = [repair for repair in scc.alterations(dense) if repair.kind == "late"]
    assert ["9 cues"] == [repair.place for repair in late]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_any_text_is_written_in_characters_that_there_are(text: str) -> None:
    captions = Captions((Cue(9000, 20_000, tuple(text.split("\n"))),))
    read = scc.parse(scc.render(captions))
    assert [tuple(rows_of(captions[0]))] * bool(rows_of(captions[0])) == [cue.lines for cue in read]
    assert all(0 < len(line) <= 32 for cue in read for line in cue.lines)


def test_a_line_is_broken_at_blanks_and_a_character_replaced_by_its_like() -> None:
    long = "The quick brown fox jumps over the lazy dog"
    captions = Captions((Cue(3000, 6000, (long, "\u017blty \u4f60")),))
    assert ("The quick brown fox jumps over", "the lazy dog", "Zlty ?") == scc.parse(scc.render(captions))[
        0
    ].lines
    assert {"character", "line-length"} == {repair.kind for repair in scc.alterations(captions)}
    with pytest.raises(FormatError, match="cue 1 needs 16 rows of 32 columns, the screen has 15"):
        scc.render(Captions((Cue(0, 1, ("x",) * 16),)))


def test_timecode_is_drop_frame_and_ends_after_a_day() -> None:
    captions = Captions((Cue(3_600_000, 3_602_000, ("x",)),))
    lines = scc.render(captions).split("\n\n")
    assert "Scenarist_SCC V1.0" == lines[0]
    assert lines[1].startswith("00:59:59;21\t9420 9420 94ae 94ae ")
    assert "01:00:02;00\t942c 942c\n" == lines[2]
    with pytest.raises(FormatError, match="cue 1 ends after 24 hours"):
        scc.render(Captions((Cue(0, 86_400_000, ("x",)),)))


HEAD = "Scenarist_SCC V1.0\n\n"
ROLL_UP = f"""{HEAD}00:00:01:00\t9425 9425 94ad 94ad 9470 9470 c8e5 ecec ef80

00:00:03:00\t9425 9425 94ad 94ad 9470 9470 f7ef f26c 6480

00:00:05:00\t9425 9425 94ad 94ad 9470 9470 6def f2e5

00:00:07:00\t942c 942c"""


def test_a_line_of_roll_up_is_a_cue_when_it_comes() -> None:
    assert [("Hello",), ("world",), ("more",)] == [cue.lines for cue in scc.parse(ROLL_UP)]


def test_what_never_ends_is_ended_and_told() -> None:
    read = scc.parse(ROLL_UP.rpartition("\n\n")[0])
    assert read[2].end == read[2].start + 7000
    assert ["missing-time"] == [repair.kind for repair in read.repairs]


def test_italics_and_colours_are_read() -> None:
    text = f"{HEAD}00:00:01:00\t9420 9420 94ae 94ae 94ce 94ce c8e5 ecec ef80 942f 942f\n\n00:00:03:00\t942c 942c\n"
    assert ("<i>Hello</i>",) == scc.parse(text)[0].markup


BROKEN = [
    ("", 1, "expected Scenarist_SCC V1.0, found ''"),
    (HEAD + "lost", 3, "expected a timecode and words such as 00:00:01;00 9420 942f, found 'lost'"),
    (HEAD + "00:00:01:00\t94zz", 3, "expected a timecode and words such as 00:00:01;00 9420 942f, found "),
    (HEAD + "00:61:01:00\t9420", 3, "expected a timecode and words such as 00:00:01;00 9420 942f, found "),
]


@pytest.mark.parametrize(("text", "line", "reason"), BROKEN)
def test_what_breaks_the_format_is_refused_with_its_line_or_told(text: str, line: int, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        scc.parse(text, "a.scc")
    assert ("a.scc", line) == caught.value.args[:2]
    assert caught.value.reason.startswith(reason)
    assert scc.parse(text, lenient=True).repairs


WORDS = st.sampled_from(
    [
        "9420",
        "942f",
        "94ae",
        "9470",
        "9425",
        "94ad",
        "9429",
        "942c",
        "94a1",
        "97a1",
        "c8e5",
        "91b0",
        "1c20",
        "ffff",
        "92b0",
    ]
)


@settings(max_examples=60)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=8), max_size=6))
def test_any_codes_are_read_or_refused(lines: list[list[str]]) -> None:
    text = HEAD + "\n\n".join([f"00:00:{n:02d}:00\t{' '.join(words)}" for n, words in enumerate(lines)])
    read = Captions(())
    with suppress(FormatError):
        read = scc.parse(text)
    assert all(cue.end >= cue.start for cue in read)
