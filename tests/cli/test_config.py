"""Options that are not given are set by files and variables, and the program says which."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from canary import CANARY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("home")))


def profile_of(done: Done) -> Any:
    return done.json["inputs"][0]["profile"]


def test_an_option_that_is_not_given_is_set_by_the_nearest_file(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "subkit.toml").write_text('profile = "bbc"')
    convert = ("convert", talk(), "--json", "--overwrite")
    assert "bbc" == profile_of(run(*convert))
    monkeypatch.setenv("SUBKIT_PROFILE", "ted")
    assert "ted" == profile_of(run(*convert))
    assert "netflix-en" == profile_of(run(*convert, "--profile", "netflix-en"))


def test_a_profile_of_ones_own_goes_from_the_folder_of_the_file_that_names_it(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "subkit.toml").write_text('profile = "house.toml"\nframe_rate = 25')
    (here / "house.toml").write_text('extends = "default"\nmax_lines = 1')
    talk("talks/talk.json")
    monkeypatch.chdir(here / "talks")
    done = run("convert", "talk.json", "--json")
    assert (0, "house") == (done.code, profile_of(done))


def test_a_wrong_file_ends_every_command_but_help_with_3(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    (here / "subkit.toml").write_text('profil = "bbc"')
    for arguments in (["convert", talk()], ["formats"], ["config", "show"]):
        done = run(*arguments)
        assert (3, b"") == done[:2]
        assert f"subkit: {here}/subkit.toml:1: unknown key 'profil'; did you mean 'profile'?\n" == done.err
    assert 0 == run("convert", "--help").code


def test_the_program_shows_what_is_set_and_where(
    run: Callable[..., Done], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "subkit.toml").write_text('language = "de"\n[providers.verbit]\nprofile = "\\u001b[31m"')
    monkeypatch.setenv("SUBKIT_MAX_MINUTES", "30")
    monkeypatch.setenv("SUBKIT_VERBIT_TOKEN", CANARY)
    shown = run("config", "show", "--origin").out.decode()
    rows = {line.split()[0]: line.split()[1:] for line in shown.splitlines()}
    file = str(here / "subkit.toml")
    assert [["-", "default"], ["de", file], ["30.0", "SUBKIT_MAX_MINUTES"], ["\\x1b[31m", file]] == [
        rows[key] for key in ("profile", "language", "max_minutes", "providers.verbit.profile")
    ]
    assert "profile  " in run("config", "show").out.decode()
    assert file not in run("config", "show").out.decode()
    assert CANARY not in shown
    printed = json.loads(run("config", "show", "--json").out)
    assert "subkit.config/1" == printed["schema"]
    assert {"key": "language", "value": "de", "origin": file} in printed["settings"]


def test_an_unknown_command_of_a_group_is_answered_with_the_nearest(run: Callable[..., Done]) -> None:
    done = run("config", "shwo")
    assert (2, "subkit: no such command 'shwo'; did you mean 'show'? (see 'subkit config --help')\n") == (
        done.code,
        done.err,
    )
