"""The function that Ray maps over blocks; Ray itself is not needed for it."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from program import payload

from subkit import ConfigError
from subkit.corpus import Record, Task
from subkit.ray.tables import Columns, captioned

SAMPLES = Path(__file__).parents[2] / "samples"
TEA = (SAMPLES / "verbit" / "tea.json").read_bytes()
TASK = Task(profile="netflix-en", formats=("srt", "vtt"))
RESULTS = ["adapter", "language", "words", "cues", "duration", "repairs", "findings", "seconds", "error"]


def _table(*contents: bytes | str | None) -> pa.Table:
    return pa.table({"bytes": contents, "path": [f"{at}.json" for at in range(len(contents))]})


@given(st.lists(st.sampled_from([TEA, b"", b"{", b"\x1f\x8b\x08torn", None]) | st.binary(), max_size=5))
def test_every_row_comes_back_in_its_place_with_what_the_task_makes_of_it(
    contents: list[bytes | None],
) -> None:
    table = pa.table(
        {"bytes": pa.array(contents, pa.binary()), "path": pa.array(map(str, range(len(contents))))}
    )
    rows = captioned(table, task=TASK, columns=Columns()).to_pylist()
    assert [str(at) for at in range(len(contents))] == [row["path"] for row in rows]
    for at, (row, content) in enumerate(zip(rows, contents, strict=True)):
        outcome = TASK.run(Record(str(at), content or b""))
        assert [outcome.outputs.get(name) for name in TASK.formats] == [row[name] for name in TASK.formats]
        assert (outcome.error is None) == (row["error"] is None)


@pytest.mark.parametrize("contents", [(), (b"{",), (TEA,), (None,), (TEA, b"{")])
def test_the_columns_are_the_same_whatever_is_in_the_rows(contents: tuple[bytes | None, ...]) -> None:
    table = pa.table({"id": range(len(contents)), "bytes": pa.array(contents, pa.binary())})
    made = captioned(table, task=TASK, columns=Columns())
    assert ["id", "srt", "vtt", *RESULTS] == made.column_names
    assert pa.binary() == made.schema.field("srt").type
    assert (
        pa.struct([(name, pa.string()) for name in ("kind", "message", "place")])
        == made.schema.field("error").type
    )


def test_a_row_without_contents_fails_by_itself() -> None:
    error = captioned(_table(None), task=TASK, columns=Columns()).column("error")[0].as_py()
    message = "0.json: holds nothing, where bytes, text or a list of words should be"
    assert {"kind": "InputError", "message": message, "place": ""} == error


def test_a_column_that_is_not_there_fails_each_row_and_names_those_that_are() -> None:
    errors = captioned(_table(TEA, TEA), task=TASK, columns=Columns("payload")).column("error").to_pylist()
    assert 2 == len(errors)
    assert "1.json: there is no column 'payload', only 'bytes', 'path'" == errors[1]["message"]


def test_text_and_words_are_captioned_as_well_as_bytes() -> None:
    words = [
        [{"text": "Good", "start": 500, "end": 800}, {"text": "morning.", "start": 800, "end": 1300}],
        None,
    ]
    table = pa.table({"words": words, "lang": ["en", None]})
    columns = Columns("words", None, "lang")
    good, bad = captioned(table, task=Task(), columns=columns).to_pylist()
    assert b"1\n00:00:00,500 --> 00:00:01,800\nGood morning.\n" == good["srt"].replace(b"\n\n", b"\n")
    assert ("en", 2) == (good["language"], good["words"])
    assert "row 1: " in bad["error"]["message"]
    text = captioned(_table(TEA.decode()), task=TASK, columns=Columns()).column("srt")[0].as_py()
    assert TASK.run(Record("0.json", TEA)).outputs["srt"] == text


def test_words_that_are_none_fail_with_their_place() -> None:
    table = pa.table({"words": [[{"text": "Good", "start": "soon", "end": "later"}]]})
    error = captioned(table, task=Task(), columns=Columns("words")).column("error")[0].as_py()
    assert ("PayloadError", "$[0].start") == (error["kind"], error["place"])


def test_a_profile_travels_with_the_task_and_its_file_stays_behind(tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text('extends = "netflix-en"\nmax_line_length = 20\n')
    sent = pickle.dumps(Task(profile=str(house)))
    house.unlink()
    talk = json.dumps(payload(*["subtitles"] * 12))
    made = captioned(_table(talk), task=pickle.loads(sent), columns=Columns())  # noqa: S301 - our own
    lines = made.column("srt")[0].as_py().decode().splitlines()
    assert {"subtitles subtitles"} == {line for line in lines if line.startswith("s")}


def test_a_worker_with_another_version_refuses() -> None:
    with pytest.raises(ConfigError, match=r"have subkit .*, and 0\.0\.7 is asked for: install that one"):
        captioned(_table(TEA), task=TASK, columns=Columns(), version="0.0.7")
