"""The page of the formats: their names, suffixes, what can be done with each, and how each shows who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.making.markdown import code, page, table
from subkit.formats import formats

if TYPE_CHECKING:
    from subkit.formats import Format

MAKER = "formats"
_INTRODUCTION = """The names that `--to` and `--from` take, and the suffixes that mean them, the usual one first. What each can hold, and
what is done where it cannot: [formats](../formats.md). An extra is installed by `pip install 'subkit[NAME]'`."""
_HEAD = ("name", "format", "suffixes", "read", "written", "extra", "speakers")


def made() -> str:
    """The page."""
    return page("The formats in a table", MAKER, _INTRODUCTION, table(_HEAD, map(_row, formats().values())))


def _row(form: Format) -> tuple[str, ...]:
    suffixes = ", ".join(map(code, form.suffixes))
    can = ("yes" if form.readable else "", "yes" if form.writable else "")
    return code(form.name), form.title, suffixes, *can, code(form.extra) if form.extra else "", form.speakers
