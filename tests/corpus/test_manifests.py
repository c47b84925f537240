"""Manifests in the shapes of the speech world: each row's words, under its name, or why there are none."""

from __future__ import annotations

import gzip
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from program import payload
from pyarrow import parquet

from subkit import InputError, Word
from subkit.corpus import Task, manifests
from subkit.corpus.batches import captions_of_batch
from subkit.corpus.rows import Columns, Row, fields_of, head_of, outline, row_of
from subkit.corpus.working import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.corpus.units import Entry, Unit

TASK = Task(language="en")
WORDS = [{"word": "Good", "start": 0.5, "end": 0.8}, {"word": "morning.", "start": 0.8, "end": 1.3}]
SAME = (Word("Good", 500, 800), Word("morning.", 800, 1300))
NEMO = {
    "audio_filepath": "/data/talks/a.wav",
    "duration": 2.0,
    "text": "Good morning.",
    "words": WORDS,
    "lang": "en",
}
SUPERVISION = {
    "id": "sup-1.5",
    "recording_id": "rec",
    "start": 0.0,
    "duration": 2.0,
    "speaker": "Ada",
    "alignment": {"word": [["Good", 0.5, 0.3], ["morning.", 0.8, 0.5, 0.97]]},
}
CUT = {
    "id": "rec-1.5",
    "start": 30.0,
    "duration": 2.0,
    "type": "MonoCut",
    "supervisions": [{**SUPERVISION, "language": "en"}],
}


VALUES = st.sampled_from([None, "a.wav", "../a", "", "x" * 300, 1.5, [], [{}], {}, {"word": []}, WORDS, True])


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def units_of(*rows: Any, name: str = "m.jsonl", columns: Columns | None = None) -> list[Unit]:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    Path(name).write_text("\n".join(lines))
    return [row.unit for row in manifests.read(name, ("srt",), "out", columns or Columns())]


def said(unit: Unit) -> Row:
    """What the row of a unit says, as a worker finds it out."""
    assert unit.row is not None
    return row_of(fields_of(unit.row, unit.name), unit.columns, unit.name)


def spoken(*words: Word) -> tuple[Word, ...]:
    return tuple(Word(word.text, word.start, word.end, speaker="Ada") for word in words)


def test_a_line_of_nemo_is_its_words_under_the_name_of_its_audio() -> None:
    (unit,) = units_of(NEMO)
    assert (SAME, "en", (("srt", "out/data/talks/a.srt"),)) == (
        said(unit).words,
        said(unit).language,
        unit.outputs,
    )


def test_segments_of_one_audio_are_told_apart_by_their_offset() -> None:
    first, second = units_of({**NEMO, "offset": 0}, {**NEMO, "offset": 12.5})
    assert ["out/data/talks/a-0.srt", "out/data/talks/a-12.5.srt"] == [
        first.outputs[0][1],
        second.outputs[0][1],
    ]


def test_cuts_and_supervisions_of_lhotse_have_the_words_of_their_alignment() -> None:
    cut, supervision = units_of(CUT, SUPERVISION)
    assert (spoken(*SAME), "en", "out/rec-1.5.srt") == (
        said(cut).words,
        said(cut).language,
        cut.outputs[0][1],
    )
    assert (spoken(*SAME), "out/sup-1.5.srt") == (said(supervision).words, supervision.outputs[0][1])


def test_words_in_milliseconds_are_those_of_the_model() -> None:
    own = [
        {"text": "Good", "start": 500, "end": 800},
        {"text": "morning.", "start": 800, "end": 1300, "speaker": None},
    ]
    (unit,) = units_of({"id": "a", "words": own})
    assert SAME == said(unit).words


def test_a_transcript_lies_beside_the_manifest_unless_its_path_says_otherwise() -> None:
    Path("sub").mkdir()
    units = units_of(
        {"id": "a", "transcript": "a.json"}, {"id": "b", "transcript": "s3://b/b.json"}, name="sub/m.jsonl"
    )
    assert ["sub/a.json", "s3://b/b.json"] == [unit.name for unit in units]


def test_other_columns_are_named() -> None:
    (unit,) = units_of({"clip": "x/7", "said": WORDS}, columns=Columns(name=("clip",), words=("said",)))
    assert (SAME, "out/x/7.srt") == (said(unit).words, unit.outputs[0][1])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{torn", "m.jsonl:2: is no JSON object"),
        ("[1]", "m.jsonl:2: is no JSON object"),
        ({"duration": 1, "words": []}, "m.jsonl:2: has no name: column audio_filepath is missing"),
        (
            {"audio_filepath": "a.wav", "text": "Hi."},
            "m.jsonl:2: has no words: none of the columns words, bytes, transcript",
        ),
        ({"audio_filepath": "../a.wav", "words": WORDS}, "m.jsonl:2: the name ../a.wav leads out"),
        (
            {"id": "a", "words": [{"word": "Hi", "start": "0.5"}]},
            "m.jsonl:2: $.words[0].start: expected a time in seconds, found '0.5'",
        ),
        ({"id": "a", "words": [7]}, "m.jsonl:2: $.words[0]: expected"),
        ({"id": "a", "words": [{"text": "Hi", "start": 0.5}]}, "m.jsonl:2: $.words[0].start: expected"),
        (
            {"id": "a", "supervisions": [{"text": "Hi."}]},
            "m.jsonl:2: $.supervisions[0] has no alignment of words",
        ),
        (
            {"id": "a", "alignment": {"word": [["Hi"]]}},
            "m.jsonl:2: $.alignment.word[0]: expected [word, start, duration]",
        ),
    ],
)
def test_a_broken_line_fails_with_its_number_and_the_others_do_not(row: Any, message: str) -> None:
    good, bad, also = units_of(NEMO, row, {**NEMO, "audio_filepath": "b.wav"})
    assert (None, None) == (good.failure, also.failure)
    entry = Work(task=TASK).done(bad)
    assert entry.error is not None
    assert entry.error.message.startswith(message)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "words",
                        "word",
                        "text",
                        "start",
                        "end",
                        "supervisions",
                        "alignment",
                        "offset",
                        "bytes",
                        "language",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_no_row_raises(value: Any) -> None:
    made = captions_of_batch(
        {"id": ["a"], "words": [value], "supervisions": [value], "alignment": [value]}, task=TASK
    )
    assert 1 == len(made["caption_error"])


@given(
    st.dictionaries(st.sampled_from([*NEMO, *CUT, *SUPERVISION, "transcript", "bytes"]), VALUES, max_size=6)
)
def test_an_outline_has_the_head_of_the_whole_row(fields: dict[str, Any]) -> None:
    def head(found: Callable[[bytes, str], dict[str, Any]]) -> object:
        try:
            return head_of(found(json.dumps(fields).encode(), "m:1"), Columns(), "m:1")
        except InputError as error:
            return str(error)

    assert head(fields_of) == head(outline)


def test_parquet_holds_words_and_bytes() -> None:
    rows = [
        {"path": "a.json", "bytes": json.dumps(payload("Good")).encode(), "words": None},
        {"path": "b", "bytes": None, "words": WORDS},
        {"path": None, "bytes": None, "words": WORDS},
    ]
    parquet.write_table(pa.Table.from_pylist(rows), "m.parquet")
    listed = list(manifests.read("m.parquet", ("srt",), "out"))
    entries = {row.unit.key: Work(task=TASK).done(row.unit) for row in listed}
    assert [None, None, "InputError"] == [one.error and one.error.kind for one in entries.values()]
    assert b"Good\n" in Path("out/a.srt").read_bytes()
    out = [json.loads(line) for line in manifests.written(listed, entries.get)]
    assert [{"srt": "out/a.srt"}, {"srt": "out/b.srt"}] == [row["captions"] for row in out[:2]]
    assert "m.parquet:3" in out[2]["error"]["message"]
    parquet.write_table(
        pa.Table.from_pylist([{"path": "a", "text": "Hi."}, {"path": "b", "text": ""}]), "no.parquet"
    )
    missing = [row.unit for row in manifests.read("no.parquet", ("srt",), "out", Columns(transcript=()))]
    assert ["no.parquet:1: has no words", "no.parquet:2: has no words"] == [
        str(unit.failure and unit.failure.message).partition(": none of")[0] for unit in missing
    ]
    whole = Path("m.parquet").read_bytes()
    Path("torn.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"torn\.parquet: is damaged"):
        list(manifests.read("torn.parquet", ("srt",), "out"))


def test_a_packed_manifest_is_unpacked() -> None:
    Path("m.jsonl.gz").write_bytes(gzip.compress(json.dumps(NEMO).encode()))
    assert [SAME] == [said(row.unit).words for row in manifests.read("m.jsonl.gz", ("srt",), "out")]


def test_a_changed_row_is_done_again_wherever_it_stands_and_others_are_not() -> None:
    work = Work(task=TASK)
    other = {**NEMO, "audio_filepath": "b.wav"}
    last: dict[str, Entry] = {unit.key: work.done(unit) for unit in units_of(NEMO, other)}
    from msgspec.structs import replace  # noqa: PLC0415 - this test alone

    again = units_of({**NEMO, "words": WORDS[:1]}, {**NEMO, "audio_filepath": "c.wav"}, other)
    done = [work.done(replace(unit, last=last.get(unit.key))) for unit in again]
    assert [False, False, True] == [entry.kept for entry in done]


def test_a_batch_of_columns_gets_columns_of_captions() -> None:
    batch = {
        "id": ["a", "b", "c"],
        "words": [WORDS, None, [{"word": "Hi", "start": -1e300}]],
        "bytes": [None, b"WEBVTT\n", None],
    }
    made = partial(captions_of_batch, task=Task(formats=("srt", "vtt"), language="en"))(batch)
    assert {"srt", "vtt", "cues", "caption_language", "caption_error"} == set(made)
    assert ("Good morning.\n" in made["srt"][0], [1, 0, 0]) == (True, made["cues"])
    assert ["en", None, None] == made["caption_language"]
    assert [None, "b: holds no captions"] == made["caption_error"][:2]
    assert made["caption_error"][2].startswith("row 3: $.words[0].start")
