"""The manifest of ``subkit batch``: its rows as inputs, and the same rows with their captions afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.corpus.manifests import Listed
    from subkit.corpus.rows import Columns
    from subkit.corpus.units import Entry, Unit


class Manifest:
    """What ``--manifest`` and its like ask for; false if nothing.

    Args:
        path: the manifest.
        columns: which columns have what, as ``ROLE=NAME``.
        out: where the rows go afterwards.

    Raises:
        click.UsageError: there is no manifest for what is said of it, or a role is none.
    """

    def __init__(self, path: str | None, columns: Sequence[str], out: str | None) -> None:
        if path is None and (columns or out is not None):
            raise click.UsageError("--column and --manifest-out are of a manifest: give --manifest, too")
        self.path = path
        self._columns = _named(columns)
        self._out = out
        self._rows: list[Listed] = []
        self._entries: dict[str, Entry] = {}

    def __bool__(self) -> bool:
        return self.path is not None

    def units(self, formats: Sequence[str], folder: str, tag: str | None) -> list[Unit]:
        """The rows, with the places that their captions go to.

        Raises:
            InputError: the manifest cannot be read.
            ConfigError: the library for it is not installed.
        """
        from subkit.corpus import manifests

        if self.path is not None:
            self._rows = list(manifests.read(self.path, formats, folder, self._columns, tag))
        return [row.unit for row in self._rows]

    def remember(self, entry: Entry) -> None:
        """Keep what became of an input, if it is to be written."""
        if self._out is not None:
            self._entries[entry.input] = entry

    def give(self) -> None:
        """Write the rows with what became of them, if that is wanted.

        Raises:
            OutputError: that cannot be written.
        """
        from subkit.corpus import manifests, places

        if self._out is not None:
            places.write(self._out, manifests.written(self._rows, self._entries))


def _named(given: Sequence[str]) -> Columns:
    """Which columns have what.

    Raises:
        click.UsageError: one is not of the form, or no such role is known.
    """
    from subkit.corpus.rows import Columns

    columns = Columns()
    for one in given:
        role, equals, name = one.partition("=")
        if role not in Columns._fields or not (equals and name):
            known = ", ".join(Columns._fields)
            raise click.UsageError(f"--column {one!r} is not of the form ROLE=NAME, with one of {known}")
        columns = columns._replace(**{role: (name,)})
    return columns
