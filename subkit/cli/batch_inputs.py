"""The inputs of ``subkit batch``: what its arguments and lists mean; what would collide is refused."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import click

from subkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from subkit.cli.batch_manifest import Manifest
    from subkit.corpus.naming import Found
    from subkit.corpus.units import Unit


class Units:
    """All inputs: those that are known by name, and the rows of a manifest, which come as they are wanted.

    Args:
        named: those that are known.
        rows: the manifest.
    """

    def __init__(self, named: Sequence[Unit], rows: Manifest) -> None:
        self._named = named
        self._rows = rows

    def __len__(self) -> int:
        return len(self._named) + len(self._rows)

    def __iter__(self) -> Iterator[Unit]:
        yield from self._named
        yield from self._rows.units()


def units_of(
    arguments: Sequence[str],
    files_from: str | None,
    *,
    folder: str,
    formats: Sequence[str],
    tag: str | None,
    suffixes: Sequence[str],
    base: str | None,
    nul: bool,
    beside: Mapping[str, str | None],
    read: Sequence[str],
    rows: Manifest,
) -> Units:
    """The inputs, with the places that their captions go to.

    Args:
        arguments: paths, addresses, folders and patterns.
        files_from: a file that lists paths; ``-`` for stdin; ``None`` if there is none.
        folder: where the captions go.
        formats: the names of the formats to write.
        tag: the language that the names of captions say; ``None`` if they say none.
        suffixes: how the files of a folder end that are meant, as the option says.
        base: the folder from which ways are kept.
        nul: the paths of the list end in NUL.
        beside: what else is written, by the option that says it.
        read: what else is read.
        rows: the manifest.

    Raises:
        click.UsageError: there is no input, two have one output, or an output would take an input's place.
        ConfigError: what reaches an address is not installed.
    """
    from subkit.corpus import naming
    from subkit.corpus.claims import Claims

    if not arguments and files_from is None and not rows:
        raise click.UsageError("no INPUT; name files or folders")
    try:
        found = list(_found(arguments, files_from, _endings(suffixes), base, nul=nul))
        rows.open()
    except InputError as error:
        raise click.UsageError(str(error)) from error
    named = list(naming.units(found, formats, folder, tag))
    others = [path for path in (*beside.values(), *read, rows.path) if path is not None]
    rows.plan(formats, folder, tag, partial(Claims, named, others))
    units = Units(named, rows)
    if not len(units):
        where = ", ".join(arguments) or files_from or rows.path
        raise click.UsageError(
            f"nothing to caption in {where}; --suffix says which files of a folder are taken"
        )
    _refuse_collisions(named, beside)
    for path in read:
        if naming.is_taken(path, named):
            raise click.UsageError(f"{path} would be lost: captions go there; name another folder")
    return units


def _refuse_collisions(units: Sequence[Unit], beside: Mapping[str, str | None]) -> None:
    from subkit.corpus import naming

    for option, path in beside.items():
        if path is not None and naming.is_taken(path, units):
            raise click.UsageError(f"{option}: {path} is an input, or what is made of one; name another")
    clash = naming.collision(units)
    if clash is None:
        return
    one, other, place = clash
    if one in {other, place}:
        raise click.UsageError(f"{other}: {place} is an input, which would be lost; name another folder")
    raise click.UsageError(
        f"{one} and {other} would both be written to {place}; --base keeps more of their ways"
    )


def _found(
    arguments: Sequence[str], files_from: str | None, endings: Sequence[str], base: str | None, *, nul: bool
) -> Iterator[Found]:
    from subkit.cli.inputs import STDIN, listed
    from subkit.corpus import naming

    if nul and files_from is None:
        raise click.UsageError("-0 says how the paths of --files-from end; give that too")
    if STDIN in arguments:
        raise click.UsageError("stdin is one input, and has no name: 'subkit convert' takes it")
    yield from chain.from_iterable(naming.found(one, endings, base) for one in arguments)
    if files_from is not None:
        yield from naming.listed(listed(files_from, nul=nul), base)


def _endings(suffixes: Sequence[str]) -> tuple[str, ...]:
    given = [part.strip().lower() for one in suffixes for part in one.split(",") if part.strip()]
    return tuple(part if part.startswith(".") else f".{part}" for part in given) or (".json",)
