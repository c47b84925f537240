"""The manifest of ``subkit batch``: its rows as inputs, and the same rows with their captions afterwards."""

from __future__ import annotations

from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

    from subkit.corpus.claims import Claims
    from subkit.corpus.journal import Journal
    from subkit.corpus.manifest_file import ManifestFile
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
        self._file: ManifestFile | None = None
        self._count = 0
        self._list: Callable[[ManifestFile], Iterator[Listed]] | None = None
        self._done: Journal | None = None

    def __bool__(self) -> bool:
        return self.path is not None

    def __len__(self) -> int:
        return self._count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in (self._file, self._done):
            if one is not None:
                one.close()

    def open(self) -> None:
        """Count the rows.

        Raises:
            InputError: the manifest cannot be read.
            ConfigError: the library for it is not installed.
        """
        from subkit.corpus.manifest_file import ManifestFile

        if self.path is not None:
            self._file = ManifestFile(self.path)
            self._count = self._file.count()

    def plan(
        self, formats: Sequence[str], folder: str, tag: str | None, claims: Callable[[], Claims]
    ) -> None:
        """Say what the rows become.

        Args:
            formats: the names of the formats to write.
            folder: where the captions go.
            tag: the language that the names of captions say; ``None`` if they say none.
            claims: makes the places that are others' already.
        """
        from subkit.corpus import manifests

        columns = self._columns
        self._list = lambda file: manifests.listed(
            file, formats, folder, columns=columns, tag=tag, claims=claims()
        )

    def units(self) -> Iterator[Unit]:
        """The rows, with the places that their captions go to.

        Raises:
            InputError: the manifest cannot be read any more.
        """
        return (row.unit for row in self._listed())

    def remember(self, entry: Entry) -> None:
        """Keep what became of an input, if it is to be written.

        Raises:
            OutputError: there is no room for it.
        """
        from subkit.corpus.journal import Journal

        if self._out is None:
            return
        if self._done is None:
            with NamedTemporaryFile() as file:
                self._done = Journal(file.name)
        self._done.add([entry])

    def give(self) -> None:
        """Write the rows with what became of them, if that is wanted.

        Raises:
            OutputError: that cannot be written.
        """
        from subkit.corpus import manifests, places

        if self._out is not None and self._done is not None:
            places.write_all(self._out, manifests.written(self._listed(), self._done.last))

    def _listed(self) -> Iterator[Listed]:
        return iter(()) if self._file is None or self._list is None else self._list(self._file)


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
