"""Where captions go, a site, an editor, a player, by name: what it takes, from TOML, with the source of every quirk."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from subkit.errors import ConfigError, UnknownNameError
from subkit.files import read_bytes
from subkit.tables import shipped
from subkit.targeting.model import Target
from subkit.timecode import span

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["Target", "names", "target"]

_SHIPPED = Path(__file__).parent.parent / "targets"


def names() -> list[str]:
    """The names of the shipped targets, sorted."""
    return sorted(file.stem for file in _SHIPPED.glob("*.toml"))


def target(name: str | PathLike[str]) -> Target:
    """A shipped target by its name, or one of your own by the path of its TOML file.

    Raises:
        UnknownNameError: no such target is shipped, and it is no path of a TOML file.
        InputError: the file cannot be read.
        ConfigError: it is no TOML, or no target.

    >>> target("youtube").format, target("resolve").start
    ('srt', 3600000)
    """
    text = str(name)
    if text in names():
        path, read = _SHIPPED / f"{text}.toml", shipped
    elif text.endswith(".toml"):
        path, read = Path(text), _own
    else:
        raise UnknownNameError("target", text, tuple(names()))
    try:
        table = {"name": path.stem, **read(str(path))}
        if "start" in table:
            table["start"] = span(str(table["start"]))
        return msgspec.convert(table, Target)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(text, f"is no TOML: {error}") from error
    except (msgspec.ValidationError, ValueError) as error:
        raise ConfigError(text, f"is no target: {error}") from error


def _own(path: str) -> dict[str, Any]:
    return tomllib.loads(read_bytes(path).decode())
