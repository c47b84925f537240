"""Sees to it that no row of a manifest is written over another, or over an input; what comes later fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.corpus.naming import real
from subkit.corpus.offsets import Offsets
from subkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.corpus.units import Unit

_NO_ROW = 0
"""The number of those who had their places before the first row."""


class Claims:
    """Which places are read, and which are written.

    Args:
        units: those who have their places before the first row.
        taken: what else is read or written.
    """

    def __init__(self, units: Iterable[Unit] = (), taken: Iterable[str] = ()) -> None:
        self._read = Offsets()
        self._written = Offsets()
        for place in taken:
            self._written[real(place)] = _NO_ROW
        for unit in units:
            self._take(unit, _NO_ROW)

    def claim(self, unit: Unit, number: int, row: str) -> None:
        """Give a unit the places that it is read from and written to.

        Args:
            unit: of a row.
            number: the row's, from 1.
            row: what to call it in messages.

        Raises:
            InputError: one of them is another's.
        """
        for _, place in unit.outputs:
            owner = self._written.get(real(place))
            if owner is not None:
                whose = f"that of row {owner} is" if owner else "something else of this run is"
                raise InputError(row, f"would be written to {place}, as {whose}")
            if self._read.get(real(place)) is not None:
                raise InputError(row, f"would be written to {place}, which is an input")
        if unit.row is None and self._written.get(real(unit.name)) is not None:
            raise InputError(row, f"is read from {unit.name}, which this run writes")
        self._take(unit, number)

    def _take(self, unit: Unit, number: int) -> None:
        if unit.row is None:
            self._read[real(unit.name)] = number
        for _, place in unit.outputs:
            self._written[real(place)] = number
