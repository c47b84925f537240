"""Notifications on disk until they are delivered or given up; each is sent under one name, however often."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from subkit.jobs.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from subkit.jobs.notifications import Notification

NAME = "notifications.sqlite"
"""The file's name in the state directory."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS notifications (
    name    TEXT PRIMARY KEY,
    body    BLOB NOT NULL,
    made    REAL NOT NULL,
    due     REAL NOT NULL,
    tries   INTEGER NOT NULL DEFAULT 0,
    outcome TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS undelivered ON notifications (due) WHERE outcome IS NULL;
"""


class Waiting(NamedTuple):
    """A notification that waits: what to send, since when (in seconds since 1970), and how often it was tried."""

    name: str
    body: bytes
    made: float
    tries: int


class Outbox:
    """The notifications on disk; one object may be used by many threads, one file by many processes.

    Args:
        folder: the state directory, which is there.
        ring: is called when something new was kept.
        clock: gives the seconds since 1970.

    Raises:
        StoreError: the file cannot be made or written; so say all methods.
    """

    def __init__(
        self,
        folder: str | PathLike[str],
        *,
        ring: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._ledger = Ledger(folder, NAME, _SCHEMA, "notifications")
        self._ring = ring
        self._clock = clock

    def close(self) -> None:
        """Close the file."""
        self._ledger.close()

    def put(self, notification: Notification) -> bool:
        """Keep what is to be sent, unless one of that name is or was here; whether it is new."""
        now = self._clock()
        row = (notification.name, notification.body, now, now)
        with self._ledger.change() as base:
            added = base.execute(
                "INSERT INTO notifications (name, body, made, due) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                row,
            )
        if added.rowcount:
            self._ring()
        return bool(added.rowcount)

    def due(self, limit: int = 100) -> list[Waiting]:
        """What is to be sent now, the longest due first."""
        query = (
            "SELECT name, body, made, tries FROM notifications "
            "WHERE outcome IS NULL AND due <= ? ORDER BY due, made LIMIT ?"
        )
        return [Waiting(*row) for row in self._ledger.rows(query, self._clock(), limit)]

    def wait(self, most: float) -> float:
        """The seconds until something is due, but no more than `most`."""
        ((due,),) = self._ledger.rows("SELECT min(due) FROM notifications WHERE outcome IS NULL")
        return most if due is None else max(0.0, min(most, due - self._clock()))

    def settle(self, name: str, outcome: str) -> None:
        """Note what became of a notification; it is not sent any more."""
        with self._ledger.change() as base:
            base.execute("UPDATE notifications SET outcome = ? WHERE name = ?", (outcome, name))

    def postpone(self, name: str, seconds: float) -> None:
        """Have a notification that could not be delivered sent again after so many seconds."""
        with self._ledger.change() as base:
            base.execute(
                "UPDATE notifications SET tries = tries + 1, due = ? WHERE name = ?",
                (self._clock() + seconds, name),
            )

    def counts(self) -> dict[str, int]:
        """How many are ``open``, and have which outcome."""
        rows = self._ledger.rows("SELECT coalesce(outcome, 'open'), count(*) FROM notifications GROUP BY 1")
        return {"open": 0} | dict(rows)
