"""What a worker does with one input: read it, caption it, write what came of it; or see that all of that is done already."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from subkit.corpus import places
from subkit.corpus.records import Failure, Outcome, Record, keyed
from subkit.corpus.rows import fields_of, row_of
from subkit.corpus.task import Task
from subkit.corpus.units import Entry, Unit, Written, entry_of
from subkit.errors import SubkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from subkit.model import Word

    Turn = Callable[[], AbstractContextManager[object]]


class Work(Struct, frozen=True, kw_only=True):
    """What is to be done with every unit.

    Attributes:
        task: how it is captioned.
        retry_failed: try again what would fail again.
        checksum: judge by contents whether inputs and outputs are what they were, not by sizes and times.
    """

    task: Task
    retry_failed: bool = False
    checksum: bool = False

    def done(self, unit: Unit, turn: Turn = nullcontext) -> Entry:
        """Do one unit. What is wrong with it is in the entry; nothing is raised.

        Args:
            unit: the input.
            turn: what is entered while captions are made: reading and writing may go on beside that of another unit.
        """
        stamp = ""
        try:
            if unit.failure is not None:
                return Entry(input=unit.key, error=unit.failure)
            stamp = places.stamp(unit.name) if unit.row is None else ""
            last = self._last(unit)
            if (
                last is not None
                and stamp
                and stamp == last.stamp
                and not self.checksum
                and self._stands(unit, last)
            ):
                return replace(last, kept=True)
            content, language = _content(unit)
            digest = places.digest(content if isinstance(content, bytes) else msgspec.json.encode(content))
            if last is not None and digest == last.digest and self._stands(unit, last):
                return replace(last, kept=True, stamp=stamp)
            with turn():
                outcome = self.captioned(Record(unit.name, content, language))
            entry = entry_of(unit, outcome, tuple(_written(unit, outcome)))
        except Exception as error:  # noqa: BLE001 - as in Task.run
            return Entry(input=unit.key, error=Failure.of(error))
        return replace(entry, stamp=stamp, digest=digest, task=self.task.fingerprint)

    def _last(self, unit: Unit) -> Entry | None:
        """What was made of the unit by the same settings, if that may stand."""
        last = unit.last
        if last is None or last.task != self.task.fingerprint:
            return None
        return None if last.error is not None and (self.retry_failed or not last.lasting) else last

    def _stands(self, unit: Unit, last: Entry) -> bool:
        """Whether all that was written is there, as it was written."""
        if last.error is not None:
            return True
        written = {one.path: one for one in last.outputs}
        return all(
            keyed(place) in written and self._is(place, written[keyed(place)]) for _, place in unit.outputs
        )

    def _is(self, place: str, written: Written) -> bool:
        if places.size(place) != written.size:
            return False
        if places.is_address(place) and not self.checksum:
            return True  # an object is whole or not there; reading it costs as much as making it
        try:
            return places.digest(places.read(place)) == written.digest
        except SubkitError:
            return False

    def captioned(self, record: Record) -> Outcome:
        """Caption one record: all that takes time of the processor, and none that waits."""
        return self.task.run(record)


def _content(unit: Unit) -> tuple[bytes | tuple[Word, ...], str | None]:
    """What is to be captioned, and its language if that is known.

    Raises:
        SubkitError: it cannot be read, or the row is not of its shape.
    """
    if unit.row is None:
        return places.read(unit.name), unit.language
    row = row_of(fields_of(unit.row, unit.name), unit.columns, unit.name)
    return (row.content or b"") if row.words is None else row.words, row.language


def _written(unit: Unit, outcome: Outcome) -> Iterator[Written]:
    for form, place in unit.outputs:
        if form in outcome.outputs:
            data = outcome.outputs[form]
            places.write(place, data)
            yield Written(keyed(place), len(data), places.digest(data))
