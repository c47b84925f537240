"""Tables that are kept are those of the text that stands there now."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from subkit import tables

SHIPPED = sorted(Path(tables.__file__).parent.glob("*/*.toml"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "house.toml"
    path.write_text("max_lines = 2\n")
    return path


@pytest.fixture(autouse=True)
def bytecode_may_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def test_what_is_kept_of_all_that_is_shipped_is_what_its_toml_says() -> None:
    for path in SHIPPED:
        text = path.read_text("utf-8")
        table = tomllib.loads(text)
        assert repr([text, table]) == repr(msgspec.json.decode(tables.prepared(text, table)))
        assert repr(table) == repr(tables.shipped(str(path))) == repr(tables.shipped(str(path)))
    assert len(SHIPPED) > 50


def test_the_second_time_no_toml_is_parsed(file: Path) -> None:
    assert {"max_lines": 2} == tables.shipped(str(file))
    kept = Path(tables.place(str(file)))
    assert ["max_lines = 2\n", {"max_lines": 2}] == msgspec.json.decode(kept.read_bytes())
    kept.write_bytes(tables.prepared("max_lines = 2\n", {"max_lines": 1}))
    assert {"max_lines": 1} == tables.shipped(str(file))


def test_a_table_of_another_text_counts_for_nothing_however_alike_the_files_are(file: Path) -> None:
    tables.shipped(str(file))
    before = file.stat()
    file.write_text("max_lines = 3\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert {"max_lines": 3} == tables.shipped(str(file)) == tables.shipped(str(file))


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"{}", b'["max_lines = 2\\n"]', b'["max_lines = 2\\n", 7]', b'["a']
)
def test_what_is_no_table_is_made_anew(file: Path, content: bytes) -> None:
    kept = Path(tables.place(str(file)))
    kept.parent.mkdir()
    kept.write_bytes(content)
    assert {"max_lines": 2} == tables.shipped(str(file))
    assert tables.prepared("max_lines = 2\n", {"max_lines": 2}) == kept.read_bytes()


def test_where_nothing_can_be_kept_the_table_is_the_same(file: Path) -> None:
    (file.parent / "__pycache__").write_text("in the way")
    assert {"max_lines": 2} == tables.shipped(str(file)) == tables.shipped(str(file))


@pytest.mark.parametrize(("name", "value"), [("dont_write_bytecode", True), ("pycache_prefix", "elsewhere")])
def test_where_python_keeps_nothing_there_neither_do_we(
    file: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    monkeypatch.setattr(sys, name, value)
    assert {"max_lines": 2} == tables.shipped(str(file))
    assert [file] == list(file.parent.iterdir())
