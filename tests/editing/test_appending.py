"""Captions one after the other: the parts come back when they are cut out again."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import timed_transcripts

from subkit.captioning import caption
from subkit.document import Block
from subkit.editing.appending import appended
from subkit.editing.timeline import cut
from subkit.errors import InputError
from subkit.model import Captions, Cue, Segment, Speaker, Transcript, Word

PARTS = st.lists(timed_transcripts().map(caption), min_size=1, max_size=3)


def cue(start: int, end: int, text: str = "Hello.", name: str | None = None) -> Cue:
    return Cue(start, end, (text,), id=name)


@settings(max_examples=40)
@given(PARTS, st.integers(0, 5000))
def test_parts_that_are_joined_come_back_when_they_are_cut_out(parts: list[Captions], gap: int) -> None:
    lengths = [max((shown.end for shown in part.cues), default=0) + gap for part in parts]
    starts = list(accumulate(lengths[:-1], initial=0))
    whole = appended(parts, starts)
    assert sum(map(len, parts)) == len(whole)
    for part, start, length in zip(parts, starts, lengths, strict=True):
        assert part.cues == cut(whole, start, start + length).cues


@settings(max_examples=40)
@given(PARTS)
def test_every_word_that_was_heard_is_in_the_joined_transcript_in_order(parts: list[Captions]) -> None:
    starts = list(accumulate([10**6] * (len(parts) - 1), initial=0))
    heard = appended(parts, starts).transcript
    texts = [word.text for part in parts if part.transcript for word in part.transcript.words]
    assert heard is not None
    assert texts == [word.text for word in heard.words]


def test_a_cue_that_lingers_when_the_next_part_begins_is_trimmed_and_told() -> None:
    whole = appended([Captions((cue(8000, 10_300),)), Captions((cue(0, 1000),))], [0, 10_000])
    assert [(8000, 10_000), (10_000, 11_000)] == [(shown.start, shown.end) for shown in whole.cues]
    told = ["part 1, cue 1: reaches across 00:00:10.000; trimmed to it [trimmed]"]
    assert told == [str(repair) for repair in whole.repairs]


def test_a_part_with_a_cue_that_begins_after_the_next_part_is_refused() -> None:
    with pytest.raises(InputError, match=r"part 1 has a cue at 00:00:12\.000, when part 2 has begun"):
        appended([Captions((cue(12_000, 13_000),)), Captions(())], [0, 10_000])


@pytest.mark.parametrize("starts", [[0], [5, 1], [-1, 0]])
def test_starts_out_of_order_or_too_few_are_refused(starts: list[int]) -> None:
    with pytest.raises(ValueError, match="each part needs a start"):
        appended([Captions(()), Captions(())], starts)


def test_names_are_unique_and_blocks_kept_once() -> None:
    style, note = Block("style", "::cue {}"), Block("note", "hi", 1)
    first = Captions(
        (cue(0, 1, name="a"), cue(1, 2)), "en", blocks=(Block("header", "Kind: captions"), style, note)
    )
    second = Captions(
        (cue(0, 1, name="a"), cue(1, 2, name="b")), "en", blocks=(Block("header", "- other"), style, note)
    )
    whole = appended([first, second], [0, 100])
    assert (["a", None, None, "b"], "en") == ([shown.id for shown in whole.cues], whole.language)
    assert (Block("header", "Kind: captions"), style, note, replace(note, before=3)) == whole.blocks
    assert ["identifier", "header"] == [repair.kind for repair in whole.repairs]


def test_two_speakers_of_one_id_are_not_made_one() -> None:
    def part(label: str) -> Captions:
        heard = Transcript((Segment((Word("Hi", 0, 500),), "1"),), (Speaker("1", label),), "en")
        return caption(heard)

    assert appended([part("Ann"), part("Ann")], [0, 5000]).transcript is not None
    assert appended([part("Ann"), part("Bob")], [0, 5000]).transcript is None


def test_languages_that_differ_are_none() -> None:
    assert appended([Captions((), "en"), Captions((), "de")], [0, 0]).language is None
