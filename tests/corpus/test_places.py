"""Paths and addresses: read, written whole, listed, and stamped alike."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit import ConfigError, InputError, OutputError
from subkit.corpus import places
from subkit.corpus.naming import found
from subkit.corpus.records import keyed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["path", "file://", "memory://"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A folder of each kind."""
    kind = request.param
    yield str(tmp_path) if kind == "path" else f"{kind}{tmp_path}"
    if kind == "memory://":
        fsspec.filesystem("memory").rm("/", recursive=True)


def test_what_is_written_is_read_and_its_stamp_changes_with_it(folder: str) -> None:
    place = f"{folder}/day 1/talk.srt"
    assert ("", None) == (places.stamp(place), places.size(place))
    places.write(place, b"one")
    first = places.stamp(place)
    assert (b"one", 3) == (places.read(place), places.size(place))
    assert first
    places.write(place, b"three")
    assert first != places.stamp(place)
    assert b"three" == places.read(place)


def test_folders_and_patterns_list_files_by_their_ways(folder: str) -> None:
    for name in ("b/2.json", "a.json.gz", "b/note.txt", ".hidden/3.json", "b/c/4.JSON"):
        places.write(f"{folder}/{name}", b"x")
    assert ["a.json.gz", "b/2.json", "b/c/4.JSON"] == sorted(one.below for one in found(folder, [".json"]))
    assert ["2.json", "note.txt"] == [one.below for one in found(f"{folder}/b/*.*", [])]
    assert [("2.json", b"x")] == [
        (one.below, places.read(one.place)) for one in found(f"{folder}/b/2.json", [])
    ]
    based = found(f"{folder}/b/c", [".json"], f"{folder}/b")
    assert ["c/4.JSON"] == [one.below for one in based]
    with pytest.raises(InputError, match="does not lie below"):
        list(found(f"{folder}/a.json.gz", [], f"{folder}/b"))


def test_what_comes_in_pieces_is_written_whole_or_not_at_all(folder: str, tmp_path: Path) -> None:
    place = f"{folder}/new/rows.jsonl"
    places.write_all(place, iter([b"one\n", b"two\n"]))
    assert b"one\ntwo\n" == places.read(place)

    def torn() -> Iterator[bytes]:
        yield b"three\n"
        raise InputError("rows", "torn")

    with pytest.raises(InputError, match="torn"):
        places.write_all(place, torn())
    assert b"one\ntwo\n" == places.read(place)
    assert not list(tmp_path.rglob("*.tmp"))


def test_what_is_missing_or_too_large_is_said_of_its_place(folder: str) -> None:
    with pytest.raises(InputError) as missing:
        places.read(f"{folder}/none.json")
    assert f"{folder}/none.json: no such file or folder" == str(missing.value)
    places.write(f"{folder}/large", b"12345")
    with pytest.raises(InputError, match="large: larger than 4 bytes"):
        places.read(f"{folder}/large", limit=4)


def test_an_address_of_no_known_kind_is_a_matter_of_configuration() -> None:
    with pytest.raises(ConfigError, match="odd://a/b"):
        places.read("odd://a/b")


def test_what_cannot_be_written_is_said_of_its_place(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (str(tmp_path), f"file://{tmp_path}"):
        with pytest.raises(OutputError, match=f"{folder}/file"):
            places.write(f"{folder}/file/talk.srt", b"x")
    with pytest.raises(OutputError, match=r"https://127\.0\.0\.1:9/talk\.srt: is only read"):
        places.write("https://127.0.0.1:9/talk.srt", b"x")


@given(st.binary(min_size=1, max_size=12))
def test_every_path_has_a_key_that_json_can_hold(path: bytes) -> None:
    name = os.fsdecode(path)
    assert keyed(name).encode()
    assert not name.isascii() or keyed(name) == name


def test_what_a_web_address_asks_for_is_no_pattern_and_not_part_of_the_name() -> None:
    (one,) = found("https://example.org/talks/day%201.json.gz?token=a*b", [])
    assert ("https://example.org/talks/day%201.json.gz?token=a*b", "day 1.json.gz") == one
