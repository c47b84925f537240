"""A profile's TOML over that of the profile it extends: one table of plain data, which knows what came from where."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from subkit.errors import InputError, ProfileError, UnknownNameError
from subkit.files import read_bytes
from subkit.tables import shipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

_SHIPPED = os.path.join(os.path.dirname(__file__), "profiles")
# What a profile says of itself, and not of those that extend it.
_OWN = frozenset({"name", "title", "sources", "weights", "unchecked", "inherited"})
_KINDS = {"sources": dict, "weights": dict, "unchecked": list}


def names() -> list[str]:
    """The names of the shipped profiles, sorted."""
    return sorted(file.removesuffix(".toml") for file in os.listdir(_SHIPPED) if file.endswith(".toml"))


def located(name: str | PathLike[str], folder: str = "") -> str:
    """The file of a shipped profile, by its name, or of one's own, by its path from a folder.

    Raises:
        UnknownNameError: no such profile is shipped, and it is no path of a TOML file.
    """
    text = os.fspath(name)
    if text in names():
        return os.path.join(_SHIPPED, f"{text}.toml")
    if not isinstance(name, str) or text.endswith(".toml"):
        return os.path.join(folder, text)
    raise UnknownNameError("profile", text, names())


def merged(path: str, validate: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """What a file says, over what the profile says that it extends.

    The nearest file that sets a figure counts, with its source; weights count one by one; a figure that is set anew is
    checked again. ``inherited`` names the profile of each figure that is not the file's own. Frames are not counted yet:
    a ``frame_rate`` set anew holds for the inherited figures too.

    Args:
        path: the TOML file.
        validate: raises where the table of a profile that is extended is none.

    Raises:
        InputError: the file cannot be read.
        ProfileError: a file is no TOML, or extends itself or what cannot be had.
    """
    return _merged(path, [], validate)


def _merged(path: str, above: list[str], validate: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    own = _table(path)
    name = str(own.setdefault("name", _stem(path)))
    if not own.keys().isdisjoint(("inherited", "overridden", "in_frames")):
        raise ProfileError(name, "what is inherited, overridden or in_frames is not for a file to say")
    for key, kind in _KINDS.items():
        if not isinstance(own.get(key, kind()), kind):
            raise ProfileError(name, f"{key} must be a {'list' if kind is list else 'table'}")
    if "extends" not in own:
        return own
    chain = [*above, _place(path)]
    parent = _parent(name, own.pop("extends"), os.path.dirname(path))
    if _place(parent) in chain:
        circle = " extends ".join(map(_stem, [*chain, parent]))
        raise ProfileError(name, f"extends itself: {circle}")
    try:
        base = _merged(parent, chain, validate)
    except InputError as error:
        raise ProfileError(name, f"extends a profile that cannot be read: {error}") from error
    validate(base)
    return _over(base, own)


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]


def _place(path: str) -> str:
    return os.path.abspath(path)


def _table(path: str) -> dict[str, Any]:
    if os.path.dirname(path) == _SHIPPED:
        return shipped(path)
    import tomllib  # noqa: PLC0415 - slow to load, and most runs go by a shipped profile

    try:
        return tomllib.loads(read_bytes(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(path, f"is no TOML: {error}") from error


def _parent(name: str, extends: object, folder: str) -> str:
    if not isinstance(extends, str):
        raise ProfileError(name, f"extends is {extends!r}, it must be the name or the file of one profile")
    try:
        return located(extends, folder)
    except UnknownNameError as error:
        raise ProfileError(name, f"extends an {error}") from error


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The table of a file over that of the profile it extends."""
    origins, name = base.get("inherited", {}), str(base["name"])
    figures = {key: value for key, value in base.items() if key not in _OWN}
    weights, lighter = base.get("weights", {}), own.get("weights", {})
    kept = [key for key in figures if key not in own]
    kept += [f"weights.{key}" for key in weights if key not in lighter]
    sources = {key: source for key, source in base.get("sources", {}).items() if key not in own}
    unchecked = [key for key in base.get("unchecked", []) if key not in own]
    return {
        **figures,
        **own,
        "weights": weights | lighter,
        "sources": sources | own.get("sources", {}),
        "unchecked": [*unchecked, *own.get("unchecked", [])],
        "inherited": {key: origins.get(key, name) for key in kept},
    }
