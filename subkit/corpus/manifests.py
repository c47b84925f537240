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
from subkit.corpus.rows import Columns, Fields, fields_of, head_of, outline
from subkit.corpus.units import Unit
from subkit.errors import InputError, SubkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from subkit.corpus.units import Entry

_PLAIN = Columns()


class Listed(NamedTuple):
    """A row of a manifest: as it stands there, a line of JSON or its fields, and as a unit."""

    row: bytes | Fields
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
    for number, row in file.rows():
        place = f"{file.path}:{number}"
        try:
            head = head_of(outline(row, place), columns, place)
            below = _below(head.name, place)
            unit = Unit(
                key=keyed(f"{file.path}#{below}"),
                name=place if head.path is None else _beside(file.path, head.path),
                outputs=outputs(_with_suffix(below), formats, folder, tag),
                row=row if head.path is None else None,
                columns=columns,
                language=head.language,
            )
            claims.claim(unit, number, place)
        except SubkitError as error:
            unit = Unit(key=keyed(place), name=place, outputs=(), failure=Failure.of(error))
        yield Listed(row, unit)


def written(rows: Iterable[Listed], last: Callable[[str], Entry | None]) -> Iterator[bytes]:
    """The lines of the manifest with what became of each row: ``captions`` (paths by format) and ``cues``, or ``error``.

    Columns of bytes are left out.

    Args:
        rows: the rows.
        last: gives what became of the unit with a key.
    """
    for row, unit in rows:
        entry = last(unit.key)
        try:
            fields = fields_of(row, unit.name)
        except InputError:
            fields = {}
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


def _below(name: str, place: str) -> str:
    """What a row is called below the folder of the captions.

    Raises:
        InputError: its name leads out of the folder.
    """
    below = name.partition("://")[2] if places.is_address(name) else os.path.normpath(name).lstrip("/")
    if os.pardir in below.split("/"):
        raise InputError(place, f"the name {name} leads out of the folder of the captions")
    return below


def _with_suffix(below: str) -> str:
    """The name with a suffix that it may lose: what is no path has none, and Lhotse calls a cut recording-1.5."""
    return below if os.path.splitext(below)[1].lower() in _SUFFIXES else f"{below}."


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
