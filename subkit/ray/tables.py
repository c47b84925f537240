"""Captions an Arrow table, a row a record: what Ray maps over the blocks of a dataset."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from subkit import __version__
from subkit.corpus import Failure, Outcome, Record
from subkit.corpus.pool import KILLED
from subkit.errors import ConfigError, InputError, PayloadError, SubkitError
from subkit.model import Word
from subkit.ray.attempts import mapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from subkit.corpus import Task


class Columns(NamedTuple):
    """Which columns of a table are read.

    Attributes:
        content: bytes or text of a provider's result or of a caption file, packed or not; or a list of words, each with ``text``,
            ``start`` and ``end`` in ms, and what else a `subkit.Word` has.
        name: what to call each row in messages; by its suffix is known what does not say itself what it is.
        language: a BCP 47 tag.
    """

    content: str = "bytes"
    name: str | None = "path"
    language: str | None = None


def captioned(table: pa.Table, *, task: Task, columns: Columns, version: str = __version__) -> pa.Table:
    """The table, with what became of each row in place of its content.

    Columns that are added: one of bytes for each format, ``adapter``, ``language``, ``words``, ``cues``, ``duration`` (ms),
    ``repairs`` and ``findings`` (lists as JSON text), ``seconds``, and ``error`` (``kind``, ``message``, ``place``; null where none).
    A column of the table that is called like one of these gives way to it.

    Args:
        table: the rows.
        task: how they are captioned.
        columns: where their contents are.
        version: the version of subkit that the results are to be of.

    Raises:
        ConfigError: this is another version: results would differ from one machine to the next.
    """
    import pyarrow as pa  # noqa: PLC0415 - optional

    refuse_other(version)
    outcomes = list(mapped(partial(_outcome, task), _records(table, columns), _fallen))
    fields = _fields(task)
    made = {name: pa.array([value(one) for one in outcomes], kind) for name, (kind, value) in fields.items()}
    kept = [name for name in table.column_names if name != columns.content and name not in made]
    return pa.table({name: table.column(name) for name in kept} | made)


def refuse_other(version: str) -> None:
    """Refuse to stand in for another version.

    Raises:
        ConfigError: this is another.
    """
    if version != __version__:
        raise ConfigError(
            "the cluster's workers",
            f"have subkit {__version__}, and {version} is asked for: install that one",
        )


def _outcome(task: Task, given: Record | Outcome) -> Outcome:
    return task.run(given) if isinstance(given, Record) else given


def _fallen(given: Record | Outcome, how: str) -> Outcome:
    reason = f"{given.name}: every process that had it died ({how}); out of memory?"
    return Outcome(name=given.name, error=Failure(KILLED, reason))


def _records(table: pa.Table, columns: Columns) -> Iterator[Record | Outcome]:
    """Each row as a record; as the outcome that it has where it can be none."""
    size = table.num_rows
    contents = _column(table, columns.content)
    names = _column(table, columns.name) or [None] * size
    languages = _column(table, columns.language) or [None] * size
    for at in range(size):
        name = str(names[at] or f"row {at}")
        try:
            if contents is None:
                there = ", ".join(map(repr, table.column_names))
                raise InputError(name, f"there is no column {columns.content!r}, only {there}")
            yield Record(name, _content(contents[at], name), languages[at])
        except SubkitError as error:
            yield Outcome(name=name, error=Failure.of(error))


def _column(table: pa.Table, name: str | None) -> list[Any] | None:
    return table.column(name).to_pylist() if name in table.column_names else None


def _content(value: object, name: str) -> bytes | tuple[Word, ...]:
    """What a cell holds, as a record wants it.

    Raises:
        InputError: it holds nothing, or what is neither bytes nor text nor words.
        PayloadError: its words are none.
    """
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, bytes):
        return value
    if not isinstance(value, list):
        found = "nothing" if value is None else f"a value of the kind {type(value).__name__}"
        raise InputError(name, f"holds {found}, where bytes, text or a list of words should be")
    # Arrow gives every struct all fields of the column, and null to those that it does not have.
    words = [
        {key: one for key, one in word.items() if one is not None} if isinstance(word, dict) else word
        for word in value
    ]
    try:
        return msgspec.convert(words, tuple[Word, ...])
    except msgspec.ValidationError as error:
        said, _, path = str(error).partition(" - at ")
        raise PayloadError(path.strip("`") or "$", "a list of words", said, name) from error


def _fields(task: Task) -> dict[str, tuple[pa.DataType, Any]]:
    """The columns that are added, by name: what kind they are of, and how they are had from an outcome."""
    import pyarrow as pa  # noqa: PLC0415 - optional

    failure = pa.struct([(name, pa.string()) for name in ("kind", "message", "place")])
    formats = {name: (pa.binary(), lambda one, name=name: one.outputs.get(name)) for name in task.formats}
    return {
        **formats,
        "adapter": (pa.string(), lambda one: one.adapter),
        "language": (pa.string(), lambda one: one.language),
        "words": (pa.int64(), lambda one: one.words),
        "cues": (pa.int64(), lambda one: one.cues),
        "duration": (pa.int64(), lambda one: one.duration),
        "repairs": (pa.string(), lambda one: msgspec.json.encode(one.repairs).decode()),
        "findings": (pa.string(), lambda one: msgspec.json.encode(one.findings).decode()),
        "seconds": (pa.float64(), lambda one: one.seconds),
        "error": (failure, lambda one: one.error and msgspec.structs.asdict(one.error)),
    }
