"""Profiles that extend others: what is taken over, what is not, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from subkit.errors import ProfileError
from subkit.profile import Profile, names
from subkit.provenance import Source
from subkit.weights import Weights

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)
    return path


@pytest.mark.parametrize("name", names())
def test_a_profile_that_sets_nothing_is_the_one_it_extends(tmp_path: Path, name: str) -> None:
    own, base = Profile.load(written(tmp_path, "own", f'extends = "{name}"')), Profile.load(name)
    for field in set(Profile.__struct_fields__) - {"name", "title", "inherited"}:
        assert getattr(base, field) == getattr(own, field)
    assert set(own.inherited) >= base.sources.keys()
    assert {base.inherited.get(field, name) for field in own.inherited} == set(own.inherited.values())


def test_the_nearest_file_counts_with_its_source(tmp_path: Path) -> None:
    written(
        tmp_path,
        "house",
        'extends = "netflix-en"\nmax_lines = 3\nmax_cps = 18.0\n'
        '[sources.max_lines]\nbasis = "house"\nclause = "tall screens"\n[weights]\ncue = 900\nline = 300\n',
    )
    own = Profile.load(
        written(tmp_path, "own", 'extends = "house.toml"\nmax_cps = 15.0\n[weights]\ncue = 800')
    )
    assert (3, 15.0, 7000) == (own.max_lines, own.max_cps, own.max_duration)
    assert ("house", "house") == (own.inherited["max_lines"], own.inherited["weights.line"])
    assert Source(basis="house", clause="tall screens") == own.sources["max_lines"]
    assert (800, 300) == (own.weights.cue, own.weights.line)
    assert Profile.load("netflix-en").weights.tight == own.weights.tight
    assert not {"max_cps", "weights.cue", "name"} & own.inherited.keys()
    assert "max_cps" not in own.sources


def test_a_file_extends_another_by_the_path_from_its_own_folder(tmp_path: Path) -> None:
    written(tmp_path, "base", "max_lines = 1")
    own = written(tmp_path / "sub", "own", 'extends = "../base.toml"')
    assert (1, "base") == (Profile.load(own).max_lines, Profile.load(own).inherited["max_lines"])


def test_a_frame_rate_set_anew_counts_the_inherited_frames(tmp_path: Path) -> None:
    own = Profile.load(written(tmp_path, "own", 'extends = "netflix-en"\nframe_rate = 29.97'))
    assert (67, (100, 500), "30000/1001") == (own.min_gap, own.forbidden_gap, own.frame_rate)


def test_a_limit_set_anew_is_checked_again(tmp_path: Path) -> None:
    written(tmp_path, "base", 'unchecked = ["max_lines", "max_line_length"]')
    own = written(tmp_path, "own", 'extends = "base.toml"\nmax_lines = 2\nunchecked = ["min_gap"]')
    assert {"max_line_length", "min_gap"} == Profile.load(own).unchecked
    assert {"min_gap"} == Profile.load(own).adjusted(max_line_length=30).unchecked


def test_a_profile_of_ones_own_may_have_the_name_of_the_shipped_one_it_extends(tmp_path: Path) -> None:
    own = Profile.load(written(tmp_path, "netflix-en", 'extends = "netflix-en"\nmax_lines = 1'))
    assert (1, 42) == (own.max_lines, own.max_line_length)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('extends = "own.toml"', "extends itself: own extends own"),
        ('extends = "b.toml"', "extends itself: own extends b extends own"),
        ('extends = "../{here}/own.toml"', "extends itself"),
        ('extends = "netflix-e"', "extends an unknown profile 'netflix-e'; did you mean 'netflix-en'"),
        ('extends = "none.toml"', "extends a profile that cannot be read: .*none.toml: no such file"),
        (r'extends = "a\u0000.toml"', "extends a profile that cannot be read"),
        ("extends = 5", "extends is 5, it must be the name or the file of one profile"),
        ('extends = ["bbc"]', "extends is .'bbc'., it must be"),
        ('extends = "bad.toml"', "^profile bad: .*max_line"),
        ('extends = "broken.toml"', "broken.toml: is no TOML"),
        (
            'extends = "netflix-en"\nmin_duration = "8 s"',
            "^profile own: min_duration .8000 ms. is longer than",
        ),
        ("sources = 5", "sources must be a table"),
        ("weights = []", "weights must be a table"),
        ('unchecked = "max_lines"', "unchecked must be a list"),
        ("unchecked = [1]", "unchecked"),
        ('unchecked = ["name"]', "unchecked names name, which is no limit"),
        ('[inherited]\nmax_lines = "x"', "is not for a file to say"),
        ('overridden = ["max_lines"]', "is not for a file to say"),
    ],
)
def test_what_cannot_be_extended_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    written(tmp_path, "b", 'extends = "own.toml"')
    written(tmp_path, "bad", "max_line = 1")
    written(tmp_path, "broken", "max_line =")
    path = written(tmp_path, "own", content.replace("{here}", tmp_path.name))
    with pytest.raises(ProfileError, match=reason) as caught:
        Profile.load(path)
    assert "\n" not in str(caught.value)


def test_children_read_at_their_own_speed(tmp_path: Path) -> None:
    base = (
        'max_cps = 20.0\nmax_cps_children = 17.0\n[sources.max_cps_children]\nbasis = "house"\nclause = "c"\n'
    )
    written(tmp_path, "base", base)
    own = Profile.load(written(tmp_path, "own", 'extends = "base.toml"\naudience = "children"'))
    assert (17.0, "c", "base") == (own.max_cps, own.sources["max_cps"].clause, own.inherited["max_cps"])
    assert 20.0 == Profile.load(tmp_path / "base.toml").max_cps
    assert 9.0 == Profile.load(written(tmp_path, "other", 'max_cps = 9.0\naudience = "children"')).max_cps


def test_a_shape_sets_the_weights_that_the_file_does_not(tmp_path: Path) -> None:
    assert Weights() == Profile.load(written(tmp_path, "a", 'shape = "bottom-heavy"')).weights
    assert Weights(top_heavy=0) == Profile.load(written(tmp_path, "b", 'shape = "even"')).weights
    own = 'shape = "linguistic"\n[weights]\nlopsided = 5'
    assert Weights(top_heavy=0, lopsided=5, imbalance=4) == Profile.load(written(tmp_path, "c", own)).weights
    with pytest.raises(ProfileError, match="shape"):
        Profile.load(written(tmp_path, "d", 'shape = "round"'))
