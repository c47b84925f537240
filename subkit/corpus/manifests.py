"""Manifests: JSON Lines in NeMo's and in Lhotse's shape, and Parquet; a line that is broken is a failure with its number."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from subkit.corpus import places
from subkit.corpus.claims import Claims
from subkit.corpus.manifest_file import ManifestFile
from subkit.corpus.naming import outputs
from subkit.corpus.records import Failure, keyed
from subkit.corpus.rows import Columns, Row, row_of
from subkit.corpus.units import Unit
from subkit.errors import InputError, SubkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from subkit.corpus.units import Entry

_PLAIN = Columns()


class Listed(NamedTuple):
    """A row of a manifest: as it stands there, where it could be read at all, and as a unit."""

    fields: dict[str, Any]
    unit: Unit


def read(
    path: str, formats: Sequence[str], folder: str, columns: Columns = _PLAIN, tag: str | None = None
) -> Iterator[Listed]:
    """The rows of a manifest.

    Args:
        path: its path or address; packed or not.
        formats: the names of the formats to write.
        folder: where the captions go; each file is called after its row, below there.
        columns: what the keys of rows are called that have neither NeMo's nor Lhotse's names.
        tag: the language that the names of files say; ``None`` if they say none.

    Raises:
        InputError: it cannot be read, or is no manifest at all.
        ConfigError: Parquet's library is not installed.
    """
    with ManifestFile(path) as file:
        yield from listed(file, formats, folder, columns=columns, tag=tag, claims=Claims())


def listed(
    file: ManifestFile,
    formats: Sequence[str],
    folder: str,
    *,
    columns: Columns,
    tag: str | None,
    claims: Claims,
) -> Iterator[Listed]:
    """The rows of a manifest that is open, from the first on; `read` has the rest.

    Args:
        file: the manifest.
        formats: the names of the formats to write.
        folder: where the captions go.
        columns: what the keys of rows are called.
        tag: the language that the names of files say.
        claims: the places that are others'.
    """
    for number, fields in file.rows():
        place = f"{file.path}:{number}"
        try:
            if isinstance(fields, str):
                raise InputError(place, fields)
            row = row_of(fields, columns, place)
            unit = _unit(row, file.path, place, lambda below: outputs(below, formats, folder, tag))
            claims.claim(unit, number, place)
        except SubkitError as error:
            failed = Unit(key=keyed(place), name=place, outputs=(), failure=Failure.of(error))
            yield Listed({} if isinstance(fields, str) else fields, failed)
        else:
            yield Listed(fields, unit)


def written(rows: Iterable[Listed], last: Callable[[str], Entry | None]) -> Iterator[bytes]:
    """The lines of the manifest with what became of each row: ``captions`` (paths by format) and ``cues``, or ``error``.

    Columns of bytes are left out.

    Args:
        rows: the rows.
        last: gives what became of the unit with a key.
    """
    for fields, unit in rows:
        entry = last(unit.key)
        kept = {key: value for key, value in fields.items() if not isinstance(value, bytes)}
        if entry is None:
            told: dict[str, Any] = {}
        elif entry.error is not None:
            told = {"error": entry.error}
        else:
            forms = [form for form, _ in unit.outputs]
            told = {
                "captions": dict(zip(forms, (one.path for one in entry.outputs), strict=True)),
                "cues": entry.cues,
            }
        yield msgspec.json.encode({**kept, **told}) + b"\n"


def _unit(row: Row, manifest: str, place: str, planned: Callable[[str], tuple[tuple[str, str], ...]]) -> Unit:
    """A row as a unit.

    Raises:
        InputError: its name leads out of the folder.
    """
    below = (
        row.name.partition("://")[2]
        if places.is_address(row.name)
        else os.path.normpath(row.name).lstrip("/")
    )
    if os.pardir in below.split("/"):
        raise InputError(place, f"the name {row.name} leads out of the folder of the captions")
    # What is no path has no suffix to lose: Lhotse calls a cut recording-1.5.
    known = os.path.splitext(below)[1].lower() in _SUFFIXES
    return Unit(
        key=keyed(f"{manifest}#{below}"),
        name=place if row.path is None else _beside(manifest, row.path),
        outputs=planned(below if known else f"{below}."),
        words=row.words,
        content=row.content,
        language=row.language,
    )


_SUFFIXES = frozenset(
    [
        ".wav",
        ".flac",
        ".mp3",
        ".opus",
        ".ogg",
        ".m4a",
        ".aac",
        ".wma",
        ".sph",
        ".mp4",
        ".mkv",
        ".mov",
        ".webm",
        ".json",
        ".jsonl",
        ".srt",
        ".vtt",
    ]
)


def _beside(manifest: str, path: str) -> str:
    """A path as the manifest means it: from the folder that it lies in."""
    if places.is_address(path) or path.startswith("/"):
        return path
    folder = manifest.rpartition("/")[0]
    return f"{folder}/{path}" if folder else path
