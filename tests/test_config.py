"""What is set where: the strongest place counts, and a wrong key or value is told with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from subkit.config import Config, Settings, load
from subkit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[..., Config]:
    """Loads from a folder in a project, with a home of its own."""
    (tmp_path / "project/talks").mkdir(parents=True)
    (tmp_path / "home/.config/subkit").mkdir(parents=True)

    def loading(*, own: str = "", project: str = "", pyproject: str = "", **variables: str) -> Config:
        for path, text in (
            ("home/.config/subkit/config.toml", own),
            ("project/subkit.toml", project),
            ("project/pyproject.toml", pyproject),
        ):
            if text:
                (tmp_path / path).write_text(text)
        return load(tmp_path / "project/talks", {"HOME": str(tmp_path / "home"), **variables})

    return loading


def test_where_nothing_is_set_nothing_is(loaded: Callable[..., Config]) -> None:
    assert Config(Settings(), {}) == loaded()


def test_the_strongest_place_counts_and_says_where_it_was(
    loaded: Callable[..., Config], tmp_path: Path
) -> None:
    found = loaded(
        own='profile = "bbc"\nlanguage = "en"\nmax_minutes = 30\nprovider = "verbit"',
        project='profile = "netflix-en"\nlanguage = "de"',
        SUBKIT_PROFILE="ted",
        SUBKIT_MAX_MINUTES="12.5",
    )
    assert Settings(profile="ted", language="de", max_minutes=12.5, provider="verbit") == found.settings
    assert {
        "profile": "SUBKIT_PROFILE",
        "language": str(tmp_path / "project/subkit.toml"),
        "max_minutes": "SUBKIT_MAX_MINUTES",
        "provider": str(tmp_path / "home/.config/subkit/config.toml"),
    } == found.origins


def test_a_project_may_say_it_in_its_pyproject(loaded: Callable[..., Config]) -> None:
    assert "ted" == loaded(pyproject='[tool.subkit]\nprofile = "ted"').settings.profile
    assert "bbc" == loaded(project='profile = "bbc"').settings.profile


def test_a_pyproject_that_does_not_speak_of_subkit_is_passed_by(
    loaded: Callable[..., Config], tmp_path: Path
) -> None:
    (tmp_path / "subkit.toml").write_text('profile = "ted"')
    assert "ted" == loaded(pyproject="this is [no TOML").settings.profile
    assert "ted" == loaded(pyproject="[tool]\nother = 1 # not tool.subkit").settings.profile


def test_paths_go_from_the_folder_of_the_file(loaded: Callable[..., Config], tmp_path: Path) -> None:
    settings = loaded(project='profile = "house.toml"\nstate_dir = "jobs"').settings
    assert str(tmp_path / "project/house.toml") == settings.profile
    assert str(tmp_path / "project/jobs") == settings.state_dir
    assert "netflix-en" == loaded(project='profile = "netflix-en"').settings.profile


def test_a_provider_has_options_and_an_address(loaded: Callable[..., Config]) -> None:
    found = loaded(
        own='[providers.verbit]\nbase_url = "https://sandbox-api.verbit.co/api/"\nprofile = "a"',
        project='[providers.verbit]\nprofile = "b"\nlabels = ["x"]',
        SUBKIT_PICTORY_BASE_URL="http://127.0.0.1:1/",
    )
    assert {"profile": "b", "labels": ["x"]} == found.options("verbit")
    assert "https://sandbox-api.verbit.co/api/" == found.base_url("verbit")
    assert ("http://127.0.0.1:1/", {}) == (found.base_url("pictory"), found.options("pictory"))
    assert (None, {}) == (found.base_url("other"), found.options("other"))
    assert "SUBKIT_PICTORY_BASE_URL" == found.origins["providers.pictory.base_url"]


def test_a_project_cannot_say_where_credentials_go(loaded: Callable[..., Config]) -> None:
    with pytest.raises(ConfigError, match=r"says where your credentials go: .*SUBKIT_VERBIT_BASE_URL"):
        loaded(project='[providers.verbit]\nbase_url = "https://evil.example/"')


@pytest.mark.parametrize(
    ("project", "said"),
    [
        ('profil = "x"', ":1: unknown key 'profil'; did you mean 'profile'?"),
        ("\n# x\nzzz = 1", ":3: unknown key 'zzz'; there are: profile, language"),
        ("profile = 1", ":1: profile is wrong: expected text, not a whole number"),
        ('max_minutes = "many"', ":1: max_minutes is wrong: expected a number, not text"),
        ('audience = "cats"', ":1: audience is wrong: invalid enum value 'cats'"),
        ("providers = 1", ":1: providers is wrong: expected a table, not a whole number"),
        ("[providers]\nverbit = 1", ": providers[...] is wrong: expected a table, not a whole number"),
        ("profile = ", ": is no TOML: Invalid value"),
        ("\xff", ": is no TOML: "),
        ("x = " + "[" * 5000, ": is no TOML: "),
    ],
)
def test_what_is_no_configuration_is_told_with_its_place(
    loaded: Callable[..., Config], tmp_path: Path, project: str, said: str
) -> None:
    with pytest.raises(ConfigError) as told:
        loaded(project=project)
    assert str(told.value).startswith(f"{tmp_path}/project/subkit.toml{said}")


def test_a_variable_that_says_nonsense_is_named(loaded: Callable[..., Config]) -> None:
    with pytest.raises(ConfigError, match="SUBKIT_MAX_MINUTES: max_minutes is wrong"):
        loaded(SUBKIT_MAX_MINUTES="many")


def test_a_file_that_cannot_be_read_is_told(loaded: Callable[..., Config]) -> None:
    with pytest.raises(ConfigError, match="larger than"):
        loaded(project=f"#{'x' * 2**20}")
