"""How many minutes of media a run may start, so that a mistake costs no more than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.errors import BudgetError

if TYPE_CHECKING:
    from subkit.jobs.records import Record


class Budget:
    """How many minutes of media may be started in this run.

    Args:
        minutes: the most; ``None``: any number.
    """

    def __init__(self, minutes: float | None = None) -> None:
        self.minutes = minutes
        self.spent = 0.0

    def spend(self, record: Record) -> None:
        """Take the media's minutes from what is left.

        Raises:
            BudgetError: that is too little, or nobody knows how long the media is.
        """
        if self.minutes is None:
            return
        duration = record.source.duration
        if duration is None:
            raise BudgetError(
                record.source.name, "its length is not known, so no limit on minutes can be kept"
            )
        minutes = duration / 60_000
        if self.spent + minutes > self.minutes:
            left = self.minutes - self.spent
            raise BudgetError(
                record.source.name,
                f"{round(minutes, 2):,g} minutes are more than the {round(left, 2):,g} that are left of the limit",
            )
        self.spent += minutes
