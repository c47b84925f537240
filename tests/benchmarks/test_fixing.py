"""The benchmark of mending runs, breaks captions in every way it promises, and counts what is left."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks import fixing, gold
from benchmarks.fixing import WAYS
from subkit.model import Cue

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Once there was a long old bridge over the river near us. Nobody came, and so we went on alone."
WORDS = TEXT.split()
TALE = {
    "id": "tale.en", "lang": "en", "style": "ted", "tier": "A", "use": "cues+lines", "timing": "synthetic", "joiner": " ",
    "words": [{"text": text, "start": 1 + at * 0.4, "end": 1.35 + at * 0.4} for at, text in enumerate(WORDS)],
    "gold_cues": [
        {"start": 1, "end": 5.75, "lines": ["Once there was a long old bridge", "over the river near us."]},
        {"start": 5.8, "end": 8.8, "lines": ["Nobody came,", "and so we went on alone."]},
    ],
}  # fmt: skip


def test_each_way_of_breaking_keeps_every_word() -> None:
    document = gold.document(TALE)
    for name, way in WAYS.items():
        cues = way(document)
        assert WORDS == [word for cue in cues for line in cue.lines for word in line.split()], name
        assert all(cue.end >= cue.start for cue in cues), name


def test_long_lines_have_eighty_characters_at_most_and_eight_words_are_eight() -> None:
    document = gold.document(TALE)
    assert [79] == [max(len(cue.lines[0]) for cue in fixing.long_lines(document))]
    assert [8, 8, 4] == [len(cue.lines[0].split()) for cue in fixing.every_eight_words(document)]
    first, second = fixing.overlapping(document)
    assert (second.start + 500, second) == (first.end, Cue(5800, 8800, document.cues[1].lines))


@pytest.mark.parametrize("extra", [[], ["--words"]])
def test_the_figures_say_that_nothing_got_worse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], extra: list[str]
) -> None:
    (tmp_path / "tale.en.json").write_text(json.dumps(TALE))
    (tmp_path / "INDEX.json").write_text(json.dumps([{"id": "tale.en"}]))
    monkeypatch.setattr("sys.argv", ["fixing", "--gold", str(tmp_path), "--json", *extra])
    fixing.main()
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert ["default", "netflix-en"] == list(found)
    for rows in found.values():
        assert list(WAYS) == list(rows)
        assert all(row["after"] <= row["before"] and row["hard left"] <= row["hard"] for row in rows.values())
        assert rows["overlapping"]["after"] < rows["overlapping"]["before"]
