"""The weights are those of the run that is kept, and the run can be made again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks.tuning import GOALS, RUN, SHARES, worth
from subkit.profile import Profile
from subkit.weights import Weights

ROOT = Path(__file__).parents[2]
TALE = "Once there was a long old bridge over the river near us. Nobody came, and nobody went away."
TEXT = TALE.split()


def _gold(name: str) -> dict[str, Any]:
    return {
        "id": name, "lang": "en", "style": "ted", "tier": "B", "use": "cues+lines", "timing": "synthetic", "joiner": " ",
        "words": [{"text": text, "start": at * 0.4, "end": at * 0.4 + 0.35} for at, text in enumerate(TEXT)],
        "gold_cues": [
            {"start": 0, "end": 4.75, "lines": ["Once there was a long old bridge", "over the river near us."]},
            {"start": 4.8, "end": 7.5, "lines": ["Nobody came,", "and nobody went away."]},
        ],
    }  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    names = ["one.en", "two.en"]
    for name in names:
        (tmp_path / f"{name}.json").write_text(json.dumps(_gold(name)))
    (tmp_path / "INDEX.json").write_text(json.dumps([{"id": name} for name in names]))
    return tmp_path


def test_subkit_weighs_as_the_kept_run_says() -> None:
    assert json.loads(RUN.read_bytes())["weights"] == msgspec.to_builtins(Weights())


def test_the_kept_run_says_what_its_weights_are_worth() -> None:
    run = json.loads(RUN.read_bytes())
    for name, goal in GOALS.items():
        assert abs(run["figures"]["tuned"][name] - goal) < 0.02
        assert run["figures"]["unseen"][name] > run["figures"]["start"][name] - 0.03


def test_the_place_where_tuning_begins_is_a_profile() -> None:
    start = Profile.load(ROOT / "benchmarks" / "untuned.toml")
    assert start.weights.cue_after_sentence > Weights().cue_after_sentence


def test_a_run_tells_figures_for_the_start_for_unseen_talks_and_for_all(gold: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.tuning", "--gold", str(gold), "--trials", "2", "--json"]
    run = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    assert ["start", "unseen", "tuned"] == list(run["figures"])
    assert (2, 36, 2) == (run["documents"], run["words"], run["trials"])
    assert 0 < run["figures"]["tuned"]["TED en any"] <= 1
    assert set(run["weights"]) == set(Weights.__struct_fields__)


def test_a_figure_below_its_goal_counts_for_more_than_any_other() -> None:
    name, goal = next(iter(GOALS.items()))
    other, _ = next(iter(SHARES.items()))
    least = {name: goal - 0.02, other: 0.7}
    assert worth({**least, name: goal - 0.01}) > worth({**least, other: 0.71})
    assert worth({name: goal + 0.05}) == worth({name: goal + 0.01})
