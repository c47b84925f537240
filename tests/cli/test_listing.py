"""What there is: adapters, profiles, formats."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from subkit import profile, targeting
from subkit.formats import formats
from subkit.registry import adapters
from subkit.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done


@pytest.mark.parametrize(
    ("command", "known"),
    [
        ("adapters", list(adapters())),
        ("profiles", profile.names()),
        ("targets", targeting.names()),
        ("formats", list(formats())),
    ],
)
def test_every_name_is_listed_with_its_title(
    run: Callable[..., Done], command: str, known: list[str]
) -> None:
    done = run(command)
    assert (0, "") == (done.code, done.err)
    lines = done.out.decode().splitlines()
    assert known == [line.split()[0] for line in lines]
    width = max(map(len, known))
    assert all(line[: width + 2].endswith("  ") and line[width + 2] != " " for line in lines)
    listed = run(command, "--json").json
    assert f"subkit.{command}/1" == listed["schema"]
    assert known == [one["name"] for one in listed[command]]
    assert all(one["title"] in line for one, line in zip(listed[command], lines, strict=True))


@pytest.mark.parametrize("name", profile.names())
def test_a_profile_shows_each_figure_with_its_source(run: Callable[..., Done], name: str) -> None:
    shown = profile.Profile.load(name)
    head, *lines = run("profiles", name).out.decode().splitlines()
    assert f"{name}  {shown.title}" == head
    for figure, source in shown.sources.items():
        (line,) = [line for line in lines if line.startswith(f"{figure} ")]
        assert f"{source.basis}: {source.clause}" in line
        assert line.endswith(source.address)


def test_figures_stand_with_their_units(run: Callable[..., Done]) -> None:
    lines = dict(line.split(None, 1) for line in run("profiles", "netflix-en").out.decode().splitlines())
    assert lines["max_line_length"].startswith("42 characters  ")
    assert lines["max_cps"].startswith("20 characters a second  ")
    assert lines["min_duration"].startswith("833 ms  ")
    assert lines["forbidden_gap"].startswith("125 to 500 ms  ")
    assert lines["gap_policy"].startswith("cover  ")


def test_a_limit_that_a_profile_leaves_open_is_called_unchecked(run: Callable[..., Done], here: Path) -> None:
    (here / "own.toml").write_text("max_lines = 3\n")
    lines = [" ".join(line.split()) for line in run("profiles", "own.toml").out.decode().splitlines()]
    assert "max_lines 3 lines" in lines
    assert "max_cps unchecked" in lines
    assert "forbidden_gap unchecked" in lines
    assert "shape none" in lines


def test_an_inherited_figure_names_the_profile_it_comes_from(run: Callable[..., Done], here: Path) -> None:
    (here / "house.toml").write_text(
        'extends = "netflix-en"\nmax_lines = 3\nunchecked = ["max_lines", "max_cps"]\n'
    )
    (here / "own.toml").write_text('extends = "house.toml"\nmax_cps = 15.0\n')
    shown = run("profiles", "own.toml").out.decode().splitlines()
    lines = {name: rest for name, *rest in (re.split(r"  +", line) for line in shown)}
    netflix = profile.Profile.load("netflix-en")
    origin = netflix.inherited.get("max_duration", "netflix-en")
    assert ["7000 ms", origin] == lines["max_duration"][:2]
    assert ["(3 lines)", "house"] == lines["max_lines"]
    assert ["15 characters a second"] == lines["max_cps"]


def test_weights_that_differ_from_the_usual_ones_are_shown(run: Callable[..., Done], here: Path) -> None:
    (here / "house.toml").write_text(
        f'[weights]\ncue = 900\nline = {Weights().line}\n[sources."weights.cue"]\nbasis = "house"\n'
    )
    (here / "own.toml").write_text('extends = "house.toml"\nshape = "even"\n[weights]\nshort = 100\n')
    shown = run("profiles", "own.toml").out.decode().splitlines()
    weights = [re.split(r"  +", line) for line in shown if line.startswith("weights.")]
    assert [
        ["weights.cue", "900", "house", "house"],
        ["weights.top_heavy", "0"],
        ["weights.short", "100"],
    ] == weights


def test_the_json_of_a_profile_names_what_is_unchecked_in_order(run: Callable[..., Done]) -> None:
    shown = run("profiles", "channel4", "--json").json["profile"]
    assert sorted(profile.Profile.load("channel4").unchecked) == shown["unchecked"]
    assert ["name", "title", "max_line_length"] == list(shown)[:3]


def test_a_profile_comes_as_json_too(run: Callable[..., Done]) -> None:
    shown = json.loads(run("profiles", "default", "--json").out)
    assert "subkit.profile/1" == shown["schema"]
    assert (42, "TED Translators cheat-sheet: two lines") == (
        shown["profile"]["max_line_length"],
        shown["profile"]["sources"]["max_lines"]["clause"],
    )
