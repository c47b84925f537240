"""Text and its styling go into a sample of timed text and come out as they were; damaged samples break nothing."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.formats.styled import Line, Run, merged
from subkit.video import tx3g

if TYPE_CHECKING:
    from collections.abc import Sequence

TAGS = st.frozensets(st.sampled_from(["b", "i", "u"])).flatmap(
    lambda faces: st.sampled_from([faces, faces | {"c.yellow"}, faces | {"c.red"}])
)
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
LINES = st.lists(st.lists(st.builds(Run, TEXTS, TAGS), min_size=1, max_size=3), min_size=1, max_size=3)


@given(LINES)
def test_what_is_written_is_read(lines: Sequence[Line]) -> None:
    assert [merged(line) for line in lines] == [merged(line) for line in tx3g.shown(tx3g.sample(lines))]


@given(st.binary(max_size=80))
def test_no_sample_is_too_damaged_to_be_read(sample: bytes) -> None:
    assert tx3g.shown(sample)


def test_characters_are_counted_not_bytes() -> None:
    sample = tx3g.sample([[Run("\U0001f600é "), Run("so", frozenset({"i"}))]])
    assert (3, 5) == struct.unpack_from(">HH", sample, 2 + len("\U0001f600é so".encode()) + 10)


def test_text_in_utf_16_is_read() -> None:
    text = "\ufeffשלום".encode("utf-16-be")
    assert [[Run("שלום")]] == tx3g.shown(struct.pack(">H", len(text)) + text)


def test_white_is_no_colour_of_its_own() -> None:
    assert [[Run("a")]] == tx3g.shown(tx3g.sample([[Run("a", frozenset({"c.white"}))]]))


def test_what_a_sample_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="65536 bytes"):
        tx3g.sample([[Run("x" * 65536)]])
