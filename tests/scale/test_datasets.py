"""Captions of a Hugging Face dataset through its own ``map``, in one process and in several."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import datasets
import pytest
from program import payload

from subkit.corpus import Record, Task
from subkit.corpus.batches import captions_of_batch

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [{"word": "Good", "start": 0.5, "end": 0.8}, {"word": "morning.", "start": 0.8, "end": 1.3}]
TASK = Task(formats=("srt", "vtt"), language="en")


@pytest.mark.parametrize("processes", [None, 2])
def test_a_dataset_is_captioned_by_map(
    processes: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    rows = [
        {"id": f"{number}", "words": WORDS if number % 10 else None, "take": number} for number in range(100)
    ]
    mapped = datasets.Dataset.from_list(rows).map(
        partial(captions_of_batch, task=TASK), batched=True, batch_size=16, num_proc=processes
    )
    assert [row["take"] for row in rows] == mapped["take"]
    for number, row in enumerate(mapped):
        if number % 10:
            assert ("Good morning.\n" in row["srt"], None, 1, "en") == (
                True,
                row["caption_error"],
                row["cues"],
                row["caption_language"],
            )
        else:
            assert row["srt"] is None
            assert "has no words" in row["caption_error"]


def test_bytes_of_providers_are_captioned_as_by_the_task() -> None:
    contents = [json.dumps(payload("Talk", f"{number}.")).encode() for number in range(5)]
    data = datasets.Dataset.from_dict({"path": [f"{number}.json" for number in range(5)], "bytes": contents})
    mapped = data.map(partial(captions_of_batch, task=TASK), batched=True, remove_columns=["bytes"])
    expected = [TASK.run(Record("x.json", content)).outputs["vtt"].decode() for content in contents]
    assert (expected, False) == (list(mapped["vtt"]), "bytes" in mapped.column_names)
