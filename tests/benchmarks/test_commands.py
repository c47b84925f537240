"""Each benchmark runs, on little, and gives the figures it promises."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import overview, report

ROOT = Path(__file__).parents[2]
WORDS = [
    "Once",
    "there",
    "was",
    "a",
    "long",
    "old",
    "bridge",
    "over",
    "the",
    "river",
    "near",
    "us.",
    "Nobody",
    "came.",
]
GOLD = {
    "id": "tale.en", "lang": "en", "style": "ted", "tier": "B", "use": "cues+lines", "timing": "synthetic", "joiner": " ",
    "words": [{"text": text, "start": 1 + at * 0.4, "end": 1.35 + at * 0.4} for at, text in enumerate(WORDS)],
    "gold_cues": [
        {"start": 1, "end": 5.75, "lines": ["Once there was a long old bridge", "over the river near us."]},
        {"start": 5.8, "end": 6.55, "lines": ["Nobody came."]},
    ],
}  # fmt: skip


def run(name: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout


def figures(name: str, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(name, *arguments, "--json"))
    return found


@pytest.fixture
def gold(tmp_path: Path) -> str:
    (tmp_path / "tale.en.json").write_text(json.dumps(GOLD))
    (tmp_path / "INDEX.json").write_text(json.dumps([{"id": "tale.en"}]))
    return str(tmp_path)


def test_quality_measures_subkit_and_its_peers(gold: str) -> None:
    found = figures("quality", "--gold", gold, "--methods", "subkit,plain,human")["figures"]
    assert ["subkit", "plain", "human"] == list(found)
    assert found["human"]["tale.en"]["sigma"] == pytest.approx(100)
    assert (2, 0, True) == tuple(found["subkit"]["TED en"][name] for name in ("cues", "lost", "same"))
    # The plain cutter fills its first line to "the": one wrong line break, the cue break is right.
    assert (0.5, 1, 0) == tuple(found["plain"]["tale.en"][name] for name in ("any_f1", "cue_f1", "line_f1"))
    assert found["plain"]["tale.en"]["function_percent"] == pytest.approx(100)


def test_quality_prints_tables_for_people(gold: str) -> None:
    shown = run("quality", "--gold", gold, "--methods", "subkit", "--alone")
    rows = [line.split() for line in shown.splitlines() if line.startswith("tale.en")]
    assert [1 + len(report.QUALITY), 1 + len(report.LIMITS) + 1] == [len(row) for row in rows]


def test_quality_puts_all_ways_of_cutting_into_one_table(gold: str) -> None:
    shown = run("quality", "--gold", gold, "--methods", "subkit,plain", "--alone", "--groups")
    rows = [line.split() for line in shown.splitlines() if line.startswith(("subkit  ", "plain  "))]
    assert [1 + len(overview.FIGURES)] * 2 == [len(row) for row in rows]
    turned = run("quality", "--gold", gold, "--methods", "plain", "--alone", "--groups", "--markdown")
    assert f"| TED en any F1 | {rows[1][1]} |" in turned.splitlines()
    assert "tale.en" not in shown
    both = run("quality", "--gold", gold, "--methods", "subkit", "--alone", "--groups", "--detail")
    assert sum(line.startswith("TED en  ") for line in both.splitlines()) == 2


def test_the_one_table_counts_limits_where_word_times_were_measured(gold: str, tmp_path: Path) -> None:
    (tmp_path / "tale.en.json").write_text(json.dumps({**GOLD, "tier": "A"}))
    found = figures("quality", "--gold", gold, "--methods", "human,plain", "--groups")["overview"]
    # "Nobody came." stays for 750 ms, and begins 50 ms after the cue before it.
    assert (50, 50) == tuple(found["human"][name] for name in ("hard_percent", "hard_unhurried_percent"))
    assert found["human"]["all_cover_percent"] == 0
    assert {"short": 1, "gap": 1} == found["human"]["broken"]["cover"]


def test_quality_names_what_is_not_at_hand(gold: str) -> None:
    command = [sys.executable, "-m", "benchmarks.quality", "--gold", gold, "--methods", "subkit,stable-ts"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert (1, "not at hand: stable-ts; there are subkit, plain, halved, human\n") == (
        done.returncode,
        done.stderr,
    )


def test_speed_measures_lengths_and_stages() -> None:
    found = figures("speed", "--hours", "0.01,0.02", "--runs", "1", "--stages", "0.01")
    assert [("pictory", 93), ("pictory", 186), ("verbit", 93), ("verbit", 186)] == [
        (row["shape"], row["words"]) for row in found["lengths"]
    ]
    assert all(row["words_per_cpu_second"] > 0 for row in found["lengths"])
    assert set(found["stages"]) == {"pictory", "verbit"}


def test_startup_measures_each_command_over_bare_python() -> None:
    found = figures("startup", "--runs", "1", "--only", "5 minutes")
    assert ["convert 5 minutes", "check 5 minutes", "fix 5 minutes"] == list(found)
    for row in found.values():
        # Either may be the quicker on a busy machine; of one run each, the least is the only one.
        assert row["least_wall_over_python_ms"] == pytest.approx(row["wall_over_python_ms"])
        assert row["wall_over_python_ms"] < row["wall_ms"]
        assert row["cpu_over_python_ms"]
