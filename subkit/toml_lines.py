"""Finds the line of a TOML file that sets a key: the parser tells values only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLE = pattern(r"\s*\[([^\[\]]+)\]\s*(#.*)?")
_KEY = pattern(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = pattern(r"""[\w-]+|"([^"]*)"|'([^']*)'""")


def line_of(text: str, key: Sequence[str]) -> int:
    r"""The line, from 1, that sets a key or begins its table; 0 if none does so plainly.

    A line of a text over several lines that looks like a key is taken for one.

    >>> line_of('a = 1\n[providers.verbit]\nprofile = "x"', ["providers", "verbit", "profile"])
    3
    """
    table: tuple[str, ...] = ()
    wanted = tuple(key)
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.fullmatch(line):
            table = found = _parts(header[1])
        elif setting := _KEY.match(line):
            found = (*table, *_parts(setting[1]))
        else:
            continue
        if found == wanted:
            return number
    return 0


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part[1] or part[2] or part[0] for part in _PART.finditer(dotted))
