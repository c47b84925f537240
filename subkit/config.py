"""What holds where no option is given: variables, the project's file, the user's own file, each with its origin.

The first of these that sets a thing counts: a variable ``SUBKIT_PROFILE``; ``subkit.toml``, or ``[tool.subkit]`` of
``pyproject.toml``, in this folder or the nearest one above that has one; ``subkit/config.toml`` in the user's folder of
configurations (``XDG_CONFIG_HOME``, by default ``~/.config``).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from subkit.errors import ConfigError, InputError, UnknownNameError
from subkit.files import read_bytes
from subkit.patterns import pattern
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

_LARGEST = 2**20  # bytes
# Set by a downloaded project, this would send the user's token wherever that project likes.
_OWN_ONLY = "base_url"


class Settings(Struct, frozen=True, kw_only=True):
    """What can be set, of that which is not.

    Attributes:
        profile: the house style: a name, or a TOML file, from the folder of the file that says so.
        language: a BCP 47 tag, where the payload does not say.
        audience: whose reading speed counts.
        frame_rate: the media's frames a second.
        provider: whose service transcribes.
        state_dir: the folder of jobs and their results.
        max_minutes: the most minutes of media that a run may send.
        providers: for each provider, its ``base_url`` and the options of its jobs.
    """

    profile: str | None = None
    language: str | None = None
    audience: Literal["adults", "children", "sdh", "sdh-children"] | None = None
    frame_rate: str | float | None = None
    provider: str | None = None
    state_dir: str | None = None
    max_minutes: Annotated[float, Meta(gt=0)] | None = None
    providers: dict[str, dict[str, Any]] = {}


class Config(NamedTuple):
    """What is set, and where each thing was set.

    Attributes:
        settings: what is set.
        origins: a file or a variable, by key: ``profile``, ``providers.verbit.base_url``.
    """

    settings: Settings
    origins: Mapping[str, str]

    def base_url(self, provider: str) -> str | None:
        """The address of a provider, if it is not its own."""
        return self.settings.providers.get(provider, {}).get(_OWN_ONLY)

    def options(self, provider: str) -> dict[str, Any]:
        """The options of a provider's jobs."""
        table = self.settings.providers.get(provider, {})
        return {key: value for key, value in table.items() if key != _OWN_ONLY}


_KIND = pattern(r"`([a-z | ]+)`")
_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "a table",
    "array": "a list",
}
_PATHS = ("profile", "state_dir")
_NAMES = tuple(name for name in Settings.__struct_fields__ if name != "providers")


def where(origin: str, key: str) -> str:
    """The place of a key, for messages: the variable, or the file and the line in it.

    Args:
        origin: as in `Config.origins`.
        key: the key there, with dots: ``providers.verbit.profile``.
    """
    from subkit.toml_lines import line_of  # noqa: PLC0415 - for errors only, and start-up is a promise

    try:
        with open(origin, encoding="utf-8") as file:
            text = file.read()
    except (OSError, ValueError):
        return origin
    prefix = ("tool", "subkit") if os.path.basename(origin) == "pyproject.toml" else ()
    line = line_of(text, (*prefix, *key.split(".")))
    return f"{origin}:{line}" if line else origin


def wrong(error: msgspec.ValidationError) -> tuple[str, str]:
    """Which key is of the wrong kind (empty: the whole), and what is wrong, for people.

    >>> wrong(msgspec.ValidationError("Expected `float | null`, got `str` - at `$.max_minutes`"))
    ('max_minutes', 'expected a number, not text')
    """
    what, _, place = one_line(str(error)).partition(" - at `$.")
    kinds = _KIND.sub(lambda found: _spoken(found[1]), what).replace(", got ", ", not ")
    return place.rstrip("`"), f"{kinds[:1].lower()}{kinds[1:]}"


def _spoken(kinds: str) -> str:
    """The kinds that msgspec names, as people say them; nobody writes a null into a TOML file."""
    names = [_KINDS.get(one, one) for one in kinds.split(" | ") if one != "null"]
    return " or ".join(dict.fromkeys(names)) or "nothing"


def load(folder: str | PathLike[str] | None = None, environment: Mapping[str, str] | None = None) -> Config:
    """The configuration of a folder.

    Args:
        folder: where to begin to look upwards; by default, here.
        environment: the variables; by default, those of this process.

    Raises:
        ConfigError: a file cannot be read or is no configuration, or a variable says what cannot be.
    """
    variables = os.environ if environment is None else environment
    merged: dict[str, Any] = {"providers": {}}
    origins: dict[str, str] = {}
    for origin, table in _sources(os.getcwd() if folder is None else os.fspath(folder), variables):
        settings = _settings(table, origin)
        for name in _NAMES:
            if (value := getattr(settings, name)) is not None:
                merged[name] = value
                origins[name] = origin or variable(name)
        for provider, options in settings.providers.items():
            merged["providers"].setdefault(provider, {}).update(options)
            for key in options:
                origins[f"providers.{provider}.{key}"] = origin or variable(f"{provider}_{key}")
    return Config(Settings(**merged), origins)


def variable(name: str) -> str:
    """The environment variable of a setting.

    >>> variable("profile"), variable("my-asr_base_url")
    ('SUBKIT_PROFILE', 'SUBKIT_MY_ASR_BASE_URL')
    """
    return f"SUBKIT_{name.replace('-', '_')}".upper()


def _sources(folder: str, variables: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What sets things, from the weakest to the strongest; the variables have no file's name."""
    home = variables.get("XDG_CONFIG_HOME") or os.path.join(
        variables.get("HOME") or os.path.expanduser("~"), ".config"
    )
    own = os.path.join(home, "subkit", "config.toml")
    if os.path.isfile(own):
        yield own, _placed(_table(own), os.path.dirname(own))
    project = _project(folder)
    if project is not None:
        path, table = project
        _refuse_own(table, path, own)
        yield path, _placed(table, os.path.dirname(path))
    if said := _from_variables(variables):
        yield "", said


def _project(folder: str) -> tuple[str, dict[str, Any]] | None:
    for place in _upwards(folder):
        path = os.path.join(place, "subkit.toml")
        if os.path.isfile(path):
            return path, _table(path)
        path = os.path.join(place, "pyproject.toml")
        if os.path.isfile(path) and b"tool.subkit" in _content(path):
            tool = _table(path).get("tool")
            table = tool.get("subkit") if isinstance(tool, dict) else None
            if isinstance(table, dict):
                return path, table
    return None


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    while (above := os.path.dirname(folder)) != folder:
        yield (folder := above)


def _content(path: str) -> bytes:
    try:
        return read_bytes(path, limit=_LARGEST)
    except InputError as error:
        raise ConfigError(error.source, error.reason) from error


def _table(path: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most runs find no file, and start-up is a promise

    try:
        return tomllib.loads(_content(path).decode())
    except (ValueError, RecursionError) as error:
        raise ConfigError(path, f"is no TOML: {one_line(str(error))}") from error


def _placed(table: dict[str, Any], folder: str) -> dict[str, Any]:
    """The table with its paths from the folder of its file."""
    found = dict(table)
    for key in _PATHS:
        value = found.get(key)
        if isinstance(value, str) and (key != "profile" or value.endswith(".toml")):
            found[key] = os.path.join(folder, os.path.expanduser(value))
    return found


def _refuse_own(table: dict[str, Any], path: str, own: str) -> None:
    providers = table.get("providers")
    for name, options in (providers if isinstance(providers, dict) else {}).items():
        if isinstance(options, dict) and _OWN_ONLY in options:
            raise ConfigError(
                where(path, f"providers.{name}.{_OWN_ONLY}"),
                f"providers.{one_line(name)}.{_OWN_ONLY} says where your credentials go: "
                f"set it in {own} or as {variable(one_line(name))}_{_OWN_ONLY.upper()}",
            )


def _from_variables(variables: Mapping[str, str]) -> dict[str, Any]:
    table: dict[str, Any] = {
        name: value for name in _NAMES if (value := variables.get(variable(name), "").strip())
    }
    suffix = f"_{_OWN_ONLY.upper()}"
    providers = {
        name.removeprefix("SUBKIT_").removesuffix(suffix).lower(): {_OWN_ONLY: value}
        for name, value in variables.items()
        if name.startswith("SUBKIT_") and name.endswith(suffix) and value
    }
    return table | {"providers": providers} if providers else table


def _settings(table: dict[str, Any], origin: str) -> Settings:
    """The settings of one source, each of its kind.

    Raises:
        ConfigError: a key is unknown, or a value is of the wrong kind.
    """
    known = Settings.__struct_fields__
    for key in table:
        if key not in known:
            unknown = UnknownNameError("key", one_line(str(key)), known)
            raise ConfigError(where(origin, str(key)), str(unknown))
    try:
        # A variable is text whatever it should be.
        return msgspec.convert(table, Settings, strict=bool(origin))
    except msgspec.ValidationError as error:
        key, reason = wrong(error)
        raise ConfigError(
            where(origin, key) if origin else variable(key), f"{key} is wrong: {reason}"
        ) from error
