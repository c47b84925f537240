"""Lists of one's own, read from files: words to mask, and what to replace by what."""

from __future__ import annotations

import tomllib
from os import fspath
from typing import TYPE_CHECKING

from subkit.errors import FormatError
from subkit.files import read_bytes
from subkit.patterns import pattern
from subkit.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

_line = pattern(r"at line (\d+)")
_ARROW = "=>"


def words(path: str | PathLike[str]) -> tuple[str, ...]:
    """The words and phrases of a file, one a line; empty lines and what begins with ``#`` are passed over.

    Raises:
        InputError: the file cannot be read.
        FormatError: a line is no word, or there is none; with file and line.
    """
    source = fspath(path)
    found: list[str] = []
    for number, line in _lines(path):
        if not any(map(str.isalnum, line)) or "*" in line.rstrip("*") or _ARROW in line:
            raise FormatError(source, number, f"expected a word, a phrase or word*, found {shown(line)}")
        found.append(line)
    if not found:
        raise FormatError(source, 0, "holds no words")
    return tuple(dict.fromkeys(found))


def replacements(path: str | PathLike[str]) -> dict[str, str]:
    """The new words by the old: of TOML strings in a file ``*.toml``, else of lines ``old => new``.

    Raises:
        InputError: the file cannot be read.
        FormatError: a line is no replacement, contradicts another, or there is none; with file and line.
    """
    source = fspath(path)
    pairs = _of_toml(path) if source.lower().endswith(".toml") else _of_lines(path)
    found: dict[str, tuple[str, str]] = {}
    for number, old, new in pairs:
        if not any(map(str.isalnum, old)) or not new.split():
            raise FormatError(
                source, number, f"expected old {_ARROW} new, found {shown(f'{old} {_ARROW} {new}')}"
            )
        key = " ".join(old.casefold().split())
        if found.setdefault(key, (old, new))[1] != new:
            raise FormatError(
                source, number, f"{shown(old)} has another replacement above, {shown(found[key][1])}"
            )
    if not found:
        raise FormatError(source, 0, "holds no replacements")
    return dict(found.values())


def _of_lines(path: str | PathLike[str]) -> Iterator[tuple[int, str, str]]:
    for number, line in _lines(path):
        old, arrow, new = line.partition(_ARROW)
        if not arrow or _ARROW in new:
            raise FormatError(fspath(path), number, f"expected old {_ARROW} new, found {shown(line)}")
        yield number, old.strip(), new.strip()


def _of_toml(path: str | PathLike[str]) -> Iterator[tuple[int, str, str]]:
    source = fspath(path)
    try:
        table = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        place = _line.search(str(error))
        raise FormatError(source, int(place[1]) if place else 0, f"no TOML: {error}") from error
    for old, new in table.items():
        if not isinstance(new, str):
            raise FormatError(source, 0, f"{shown(old)} is to be replaced by {shown(new)}, which is no text")
        yield 0, old, new


def _lines(path: str | PathLike[str]) -> Iterator[tuple[int, str]]:
    """The lines that say something, without blanks at their ends, and their numbers."""
    for number, line in enumerate(_text(path).splitlines(), 1):
        if (said := line.strip()) and not said.startswith("#"):
            yield number, said


def _text(path: str | PathLike[str]) -> str:
    content = read_bytes(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FormatError(fspath(path), line, f"not UTF-8 (byte {content[error.start]:#04x})") from error
