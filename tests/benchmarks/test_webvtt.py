"""The benchmark of WebVTT counts what is met, and names what is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks.webvtt import measured

if TYPE_CHECKING:
    from pathlib import Path

FILE = "WEBVTT\n\nREGION\nid:a lines:2\n\nname\n00:01.000 --> 00:02.500 region:a line:x\nso\n\n00:03.000 --> 00:04.000 line:5%\nit\n"
ASSERTIONS = [
    {"path": "cues.length", "equals": 2},
    {"path": "cues[0].endTime", "equals": 2.5},
    {"path": "cues[0].id", "equals": "name"},
    {"path": "cues[1].text", "equals": "is"},
    {"path": "cues[0].line", "equals": "auto"},
    {"path": "cues[1].snapToLines", "equals": False},
    {"path": "cues[0].region.lines", "equals": 2},
    {"path": "cues[0].region", "same_as": "cues[0].region"},
    {"path": "cues[1].region", "not_same_as": "cues[0].region"},
    {"path": "cues[2].text", "equals": "more"},
]
TREES = [
    {"text": "a<c.x.y>b", "expectedTree": '| "a"\n| <span>\n|   class="x y"\n|   "b"\n'},
    {
        "text": "<v Ann>a<00:00.500>",
        "expectedTree": '| <span>\n|   title="Ann"\n|   "a"\n|   <?timestamp 00:00:00.500>\n',
    },
    {"text": "<i>a", "expectedTree": '| <b>\n|   "a"\n'},
]


def test_assertions_are_counted_and_misses_named(tmp_path: Path) -> None:
    files, trees = tmp_path / "webvtt", tmp_path / "webvtt-cue-text"
    files.mkdir()
    trees.mkdir()
    (files / "one.vtt").write_text(FILE)
    (files / "expected.json").write_text(json.dumps({"one.vtt": ASSERTIONS}))
    (trees / "tags.json").write_text(json.dumps(TREES))
    found = measured(tmp_path)
    assert {"core": (3, 5), "all": (8, 10), "cue text": (2, 3)} == {
        name: (tally.met, tally.of) for name, tally in found.items()
    }
    assert ["cues[1].text", "cues[2].text"] == [miss.what for miss in found["core"].misses]
    assert ["tags.json"] == [miss.file for miss in found["cue text"].misses]
