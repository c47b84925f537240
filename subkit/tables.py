"""The tables that are shipped as TOML: parsed once, and kept beside the file for as long as its text is the same."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

import msgspec

from subkit.errors import OutputError
from subkit.files import read_bytes, write_whole

_Kept = tuple[str, dict[str, Any]]


def shipped(path: str) -> dict[str, Any]:
    """The table of a TOML file of this package.

    Parsing takes many times as long as the rest of the reading. So the table is kept in ``__pycache__`` beside the file,
    with the very text that it is of, and counts for no other; where Python may not keep bytecode, nothing is kept. A wheel
    brings them along.

    Raises:
        InputError: there is no such file.
    """
    text = read_bytes(path).decode()
    kept = _kept(place(path))
    if kept is not None and kept[0] == text:
        return kept[1]
    import tomllib  # noqa: PLC0415 - slow to load, and hardly ever needed

    table = tomllib.loads(text)
    if not (sys.dont_write_bytecode or sys.pycache_prefix):
        _keep(place(path), prepared(text, table))
    return table


def place(path: str) -> str:
    """Where the table of a file is kept.

    >>> place("subkit/profiles/bbc.toml")
    'subkit/profiles/__pycache__/bbc.json'
    """
    folder, name = os.path.split(path)
    return os.path.join(folder, "__pycache__", f"{name.removesuffix('.toml')}.json")


def prepared(text: str, table: dict[str, Any]) -> bytes:
    """What is kept: the text of a file and its table, as JSON."""
    return msgspec.json.encode((text, table))


def _kept(path: str) -> _Kept | None:
    try:
        with open(path, "rb") as file:
            kept: _Kept = msgspec.json.decode(file.read(), type=_Kept)
    except (OSError, ValueError, msgspec.DecodeError):  # none, or none of ours
        return None
    return kept


def _keep(path: str, content: bytes) -> None:
    with suppress(OSError, OutputError):  # it is only for the next one's sake
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write_whole(path, content)
