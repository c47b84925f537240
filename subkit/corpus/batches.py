"""Captions of a batch of plain columns, as ``datasets.Dataset.map(batched=True)`` hands them out and takes them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subkit.corpus.records import Failure, Outcome, Record
from subkit.corpus.rows import Columns, row_of
from subkit.errors import InputError, SubkitError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from subkit.corpus.task import Task

_PLAIN = Columns()


def captions_of_batch(
    batch: Mapping[str, Sequence[Any]], *, task: Task, columns: Columns = _PLAIN
) -> dict[str, list[Any]]:
    """The columns of captions of a batch; nothing is read from disk, and no row raises.

    Args:
        batch: columns of equal length, with words or contents: see `subkit.corpus.rows`. Rows without a name are called
            by their number in the batch.
        task: how they are captioned.
        columns: what the columns are called.

    Returns:
        A column of text for each format (``None`` where a row failed), ``cues``, ``caption_language``, and ``caption_error``: a
        sentence, or ``None``.

    >>> from subkit.corpus import Task
    >>> words = [{"word": "Hello.", "start": 0.5, "end": 1.1}]
    >>> made = captions_of_batch({"words": [words, None]}, task=Task(language="en"))
    >>> made["cues"], made["caption_error"]
    ([1, 0], [None, 'row 2: has no words: none of the columns words, bytes, transcript; --column names others'])
    """
    size = max((len(column) for column in batch.values()), default=0)
    outcomes = [
        _outcome({key: column[index] for key, column in batch.items()}, index, task, columns)
        for index in range(size)
    ]
    texts = {name: [_text(one.outputs.get(name)) for one in outcomes] for name in task.formats}
    return {
        **texts,
        "cues": [one.cues for one in outcomes],
        "caption_language": [one.language for one in outcomes],
        "caption_error": [None if one.error is None else one.error.message for one in outcomes],
    }


def _outcome(fields: dict[str, Any], index: int, task: Task, columns: Columns) -> Outcome:
    place = f"row {index + 1}"
    named = any(isinstance(fields.get(key), str) for key in columns.name)
    given = fields if named else {**fields, columns.name[0]: place}
    try:
        row = row_of(given, columns, place)
        content = row.content if row.words is None else row.words
        if content is None:
            raise InputError(place, "has the path of a transcript; give its words, or its content")
    except SubkitError as error:
        return Outcome(name=place, error=Failure.of(error))
    return task.run(Record(row.name if named else place, content, row.language))


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode()
