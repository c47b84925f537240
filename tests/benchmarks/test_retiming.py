"""The benchmark of retiming runs, and gives the figures it promises."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import retiming
from benchmarks.gold import document

ROOT = Path(__file__).parents[2]
WORDS = [f"word{at}" for at in range(60)]
RAW = {
    "id": "tale.en", "lang": "en", "style": "ted", "tier": "A", "use": "cues", "timing": "measured", "joiner": " ",
    "words": [{"text": text, "start": 1 + at * 0.4, "end": 1.35 + at * 0.4} for at, text in enumerate(WORDS)],
    "gold_cues": [
        {"start": 1 + at * 0.4, "end": 2.95 + at * 0.4, "lines": [" ".join(WORDS[at : at + 5])]}
        for at in range(0, 60, 5)
    ],
}  # fmt: skip


def test_a_text_that_nobody_edited_has_no_errors() -> None:
    found = retiming.measured([document(RAW)], 0.0)
    assert (0.0, 1.0, [0] * 60, [], 0) == found


def test_words_that_nobody_touched_keep_their_times_beside_edits() -> None:
    found = retiming.measured([document(RAW)], 0.3)
    assert 0 == found.lost
    assert 0.5 < found.aligned < 1
    assert 0 == retiming.percentile(found.kept, 0.9)
    assert 30 < len(found.kept) < 60
    assert found.changed


def test_every_kind_of_edit_is_made() -> None:
    places = retiming.edited(WORDS * 10, 1.0, random.Random(1))  # noqa: S311 - no secret
    assert {0, 1, 2} == {len(place) for place in places}
    assert not any(word.kept for place in places if len(place) == 1 for word in place)


def test_the_command_prints_a_row_for_each_share(tmp_path: Path) -> None:
    (tmp_path / "INDEX.json").write_text(json.dumps([{"id": "tale.en"}]))
    (tmp_path / "tale.en.json").write_text(json.dumps(RAW))
    command = [sys.executable, "-m", "benchmarks.retiming", "--gold", str(tmp_path), "--no-speed", "--json"]
    rows = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    assert [0, 5, 10, 20, 30, 40] == [row["edited %"] for row in rows]
    assert {"edited %": 0, "aligned %": 100.0, "kept 95": 0, "near %": 100.0, "lost": 0}.items() <= rows[
        0
    ].items()


def test_a_folder_without_measured_times_is_refused(tmp_path: Path) -> None:
    (tmp_path / "INDEX.json").write_text("[]")
    command = [sys.executable, "-m", "benchmarks.retiming", "--gold", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert (1, True) == (done.returncode, "no documents with measured word times" in done.stderr)


@pytest.mark.parametrize(("part", "expected"), [(0.5, 3), (0.95, 9), (0.0, 1)])
def test_percentiles_are_errors_that_were_made(part: float, expected: int) -> None:
    assert expected == retiming.percentile([9, 1, 3, 2], part)
