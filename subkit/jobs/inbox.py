"""What webhooks said, on disk until it is dealt with: nothing that was answered is lost, and no repeat counts twice."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.jobs.ledger import Ledger

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence
    from os import PathLike

    from subkit.adapter import Notice

NAME = "hints.sqlite"
"""The file's name in the state directory."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS hints (
    number   INTEGER PRIMARY KEY,
    adapter  TEXT NOT NULL,
    job      TEXT NOT NULL,
    external TEXT NOT NULL,
    status   TEXT NOT NULL,
    draft    INTEGER NOT NULL,
    came     REAL NOT NULL,
    repeats  INTEGER NOT NULL DEFAULT 0,
    outcome  TEXT,
    UNIQUE (adapter, job, external, status, draft)
) STRICT;
CREATE INDEX IF NOT EXISTS waiting ON hints (number) WHERE outcome IS NULL;
"""


class Hint(Struct, frozen=True):
    """That a provider said something of a job; what is true, the provider is asked.

    Attributes:
        number: counts the hints in the order in which they came.
        adapter: the adapter's name.
        id: the provider's id of the job; empty where it gave none.
        external_id: our own reference; empty where the provider did not repeat it.
        status: the provider's own word; empty where it gave none.
        draft: whether a draft was announced.
        came: when, in seconds since 1970.
    """

    number: int
    adapter: str
    id: str
    external_id: str
    status: str
    draft: bool
    came: float


class Inbox:
    """The hints on disk; one object may be used by many threads, one file by many processes.

    Args:
        folder: the state directory, which is there.
        clock: gives the seconds since 1970.

    Raises:
        StoreError: the file cannot be made or written; so say all methods.
    """

    def __init__(self, folder: str | PathLike[str], *, clock: Callable[[], float] = time.time) -> None:
        self._ledger = Ledger(folder, NAME, _SCHEMA, "hints of webhooks")
        self._clock = clock

    def close(self) -> None:
        """Close the file."""
        self._ledger.close()

    def put(self, notices: Sequence[tuple[str, Notice]]) -> list[bool]:
        """Keep what each adapter's provider said, all in one go; when this returns it is on the disk.

        Returns:
            For each, whether it is new: neither open nor dealt with before.

        Raises:
            StoreError: it could not be written; none was kept.
        """
        now = self._clock()
        rows = [
            (name, notice.id or "", notice.external_id, notice.status, notice.draft, now)
            for name, notice in notices
        ]
        with self._ledger.change() as base:
            return [_put(base, row) for row in rows]

    def open(self, limit: int = 100, *, after: int = 0) -> list[Hint]:
        """The hints that nobody has dealt with, oldest first.

        Args:
            limit: the most to give.
            after: the number behind which to begin.
        """
        query = (
            "SELECT number, adapter, job, external, status, draft, came FROM hints "
            "WHERE outcome IS NULL AND number > ? ORDER BY number LIMIT ?"
        )
        return [
            Hint(number, name, job, external, status, bool(draft), came)
            for number, name, job, external, status, draft, came in self._ledger.rows(query, after, limit)
        ]

    def settle(self, hints: Iterable[Hint], outcome: str) -> None:
        """Note what became of hints, all in one go; they are not open any more."""
        numbers = [(outcome, hint.number) for hint in hints]
        with self._ledger.change() as base:
            base.executemany("UPDATE hints SET outcome = ? WHERE number = ?", numbers)

    def probe(self) -> None:
        """See that hints can be kept, by writing as one does that is kept."""
        with self._ledger.change() as base:
            base.execute(f"PRAGMA user_version = {time.monotonic_ns() % 2**31}")

    def counts(self) -> dict[str, int]:
        """How many hints are ``open``, have which outcome, and how many ``repeats`` came."""
        query = "SELECT coalesce(outcome, 'open'), count(*), sum(repeats) FROM hints GROUP BY 1"
        rows = self._ledger.rows(query)
        repeats = {"repeats": sum(again for _, _, again in rows)}
        return {"open": 0} | {outcome: count for outcome, count, _ in rows} | repeats

    def forget(self, before: float) -> int:
        """Delete what was dealt with and came before that second since 1970; return how many."""
        with self._ledger.change() as base:
            gone = base.execute("DELETE FROM hints WHERE outcome IS NOT NULL AND came < ?", (before,))
            return gone.rowcount


def _put(base: sqlite3.Connection, row: tuple[str, str, str, str, bool, float]) -> bool:
    added = base.execute(
        "INSERT INTO hints (adapter, job, external, status, draft, came) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        row,
    )
    if added.rowcount:
        return True
    base.execute(
        "UPDATE hints SET repeats = repeats + 1 "
        "WHERE adapter = ? AND job = ? AND external = ? AND status = ? AND draft = ?",
        row[:5],
    )
    return False
