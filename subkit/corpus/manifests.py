"""Manifests: JSON Lines in NeMo's and in Lhotse's shape, and Parquet; a line that is broken is a failure with its number."""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from subkit.corpus import places
from subkit.corpus.naming import outputs
from subkit.corpus.packing import unpacked
from subkit.corpus.records import Failure, keyed
from subkit.corpus.rows import Columns, Row, row_of
from subkit.corpus.units import Unit
from subkit.errors import ConfigError, InputError, SubkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from subkit.corpus.units import Entry

_PARQUET = b"PAR1"
_LIMIT = 2**36
"""The largest manifest in bytes; all of it is in memory."""
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
    content = unpacked(places.read(path, limit=_LIMIT), path, limit=_LIMIT)
    rows = _of_parquet(content, path) if content.startswith(_PARQUET) else _of_lines(content)
    for number, fields in rows:
        place = f"{path}:{number}"
        try:
            if isinstance(fields, str):
                raise InputError(place, fields)
            row = row_of(fields, columns, place)
            yield Listed(fields, _unit(row, path, place, lambda below: outputs(below, formats, folder, tag)))
        except SubkitError as error:
            failed = Unit(key=keyed(place), name=place, outputs=(), failure=Failure.of(error))
            yield Listed({} if isinstance(fields, str) else fields, failed)


def written(rows: Iterable[Listed], entries: dict[str, Entry]) -> bytes:
    """The manifest with what became of each row: ``captions`` (paths by format) and ``cues``, or ``error``; as JSON Lines.

    Columns of bytes are left out.
    """
    lines = []
    for fields, unit in rows:
        entry = entries.get(unit.key)
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
        lines.append(msgspec.json.encode({**kept, **told}))
    return b"".join(line + b"\n" for line in lines)


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


def _of_lines(content: bytes) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """The number and the fields of each line, or what is wrong with it."""
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, msgspec.json.decode(line, type=dict[str, Any])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            yield number, f"is no JSON object ({error})"


def _of_parquet(content: bytes, path: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """The number and the fields of each row.

    Raises:
        InputError: it is torn or damaged.
        ConfigError: the library for it is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - optional
        from pyarrow import parquet  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        raise ConfigError(path, "Parquet needs the extra 'corpus': pip install 'subkit[corpus]'") from error
    try:
        batches = parquet.ParquetFile(BytesIO(content)).iter_batches()
        rows = (row for batch in batches for row in batch.to_pylist())
        yield from enumerate(rows, start=1)
    except (pa.ArrowException, OSError) as error:
        raise InputError(path, f"is damaged: {' '.join(str(error).split())}") from error
