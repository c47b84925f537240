"""Packed content: by its first bytes, whole, and no more than the limit."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from subkit import InputError
from subkit.corpus.packing import bare, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable

PACKERS = [gzip.compress, zstandard.ZstdCompressor().compress]
packers = pytest.mark.parametrize("pack", PACKERS, ids=["gzip", "zstd"])


@packers
@given(parts=st.lists(st.binary(max_size=20_000), min_size=1, max_size=3))
def test_what_was_packed_comes_out_whatever_its_parts(
    pack: Callable[[bytes], bytes], parts: list[bytes]
) -> None:
    assert b"".join(parts) == unpacked(b"".join(map(pack, parts)), "talk")


def test_other_bytes_stay_as_they_are() -> None:
    assert b'{"a": 1}' == unpacked(b'{"a": 1}', "talk.json.gz")


@packers
@given(data=st.data())
def test_what_is_torn_is_refused_and_never_shortened(
    pack: Callable[[bytes], bytes], data: st.DataObject
) -> None:
    whole = pack(bytes(range(256)) * 40)
    torn = whole[: data.draw(st.integers(4, len(whole) - 1))]
    with pytest.raises(InputError, match=r"talk: (is torn|its \w+ data is damaged)"):
        unpacked(torn, "talk")


@packers
def test_a_bomb_is_refused_before_it_goes_off(pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(InputError, match="larger than 100,000 bytes"):
        unpacked(pack(bytes(5_000_000)), "talk", limit=100_000)


@packers
def test_something_else_behind_packed_data_is_refused(pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(InputError, match="damaged"):
        unpacked(pack(b"words") + b"and more", "talk")


def test_only_the_suffix_of_packing_is_taken_off() -> None:
    assert ["a.json", "a.srt", "a.vtt"] == [bare(name) for name in ("a.json.GZ", "a.srt.zst", "a.vtt")]
