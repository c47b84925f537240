"""A manifest as a stream: its lines are those that it has, however it comes, and none stays in memory."""

from __future__ import annotations

import gzip
import json
import os
import tracemalloc
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from subkit import InputError
from subkit.corpus import manifests
from subkit.corpus.journal import Journal
from subkit.corpus.manifest_file import ManifestFile, _parted
from subkit.corpus.offsets import Offsets
from subkit.corpus.units import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = [{"word": "Hello.", "start": 0.5, "end": 1.1}]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def manifest(count: int) -> bytes:
    rows = ({"audio_filepath": f"day {row % 9}/{row}.wav", "words": WORDS * 10} for row in range(count))
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@given(st.lists(st.binary(max_size=6) | st.just(b"\n"), max_size=8))
def test_lines_are_the_same_wherever_the_pieces_are_cut(pieces: list[bytes]) -> None:
    assert b"".join(pieces).split(b"\n") == list(_parted(pieces, "m"))


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 2**40)), max_size=60), st.integers(0, 2500))
def test_offsets_are_a_dict(pairs: list[tuple[str, int]], many: int) -> None:
    offsets, expected = Offsets(), dict[str, int]()
    for name, number in [*pairs, *((f"row {row}", row) for row in range(many))]:
        offsets[name] = expected[name] = number
    assert list(expected.values()) == [offsets.get(name) for name in expected]
    assert offsets.get("none of them") is None


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.ZstdCompressor().compress])
def test_rows_are_read_as_often_as_is_asked_packed_or_not(pack: Callable[[bytes], bytes]) -> None:
    Path("m").write_bytes(pack(b"\xef\xbb\xbf" + manifest(7) + b"\n"))
    with ManifestFile("m") as file:
        assert 7 == file.count()
        assert list(range(1, 8)) == [number for number, _ in file.rows()] == [row[0] for row in file.rows()]


def test_a_manifest_may_come_through_a_pipe_and_be_packed_parquet() -> None:
    os.mkfifo("pipe")
    parquet.write_table(pa.Table.from_pylist([{"id": "a", "words": WORDS}]), "m.parquet")
    Path("m.parquet.gz").write_bytes(gzip.compress(Path("m.parquet").read_bytes()))
    for path, source in (("pipe", manifest(3)), ("pipe", Path("m.parquet.gz").read_bytes())):
        writer = Thread(target=Path(path).write_bytes, args=(source,))
        writer.start()
        with ManifestFile(path) as file:
            assert file.count() == len(list(file.rows())) == len(list(file.rows()))
        writer.join()


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
def test_what_is_torn_is_seen_when_rows_are_counted(pack: Callable[[bytes], bytes]) -> None:
    packed = pack(manifest(500))
    Path("m").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(InputError, match="m: is torn"), ManifestFile("m") as file:
        file.count()


def test_rows_that_would_be_written_to_one_place_fail_but_for_the_first() -> None:
    rows = [{"id": name, "words": WORDS} for name in ("a", "./a", "b", "c.srt")]
    rows.append({"id": "d", "transcript": "out/a.srt"})
    Path("m").write_text("\n".join(map(json.dumps, rows)))
    failures = [row.unit.failure for row in manifests.read("m", ("srt",), "out")]
    assert [None, None, None] == [failures[0], failures[2], failures[3]]
    assert "m:2: would be written to out/a.srt, as that of row 1 is" == str(
        failures[1] and failures[1].message
    )
    assert "m:5: is read from out/a.srt, which this run writes" == str(failures[4] and failures[4].message)


def test_a_long_manifest_takes_no_more_memory_than_a_short_one_but_for_its_names() -> None:
    def peak(rows: int) -> int:
        Path("m").write_bytes(manifest(rows))
        journal = Journal(f"journal-{rows}")
        tracemalloc.start()
        for row in manifests.read("m", ("srt",), "out"):
            journal.add([Entry(input=row.unit.key, digest="0" * 32)])
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        journal.close()
        return most

    short, long = 350, 1500
    grown, rows = peak(long) - peak(short), long - short
    assert grown < 200 * rows < len(manifest(long)) * rows / long


def test_a_journal_gives_back_lines_of_any_length() -> None:
    entries = [Entry(input=f"{size}", language="x" * size) for size in (0, 4000, 4096, 40_000, 3)]
    journal = Journal("journal")
    journal.add(entries)
    journal.add([entries[3]])
    journal.close()
    again = Journal("journal")
    assert entries == [again.last(entry.input) for entry in entries]
    again.close()
    assert 5 == Path("journal").read_bytes().count(b"\n")
