"""Jobs and raw results on disk: one job for the same work, its state and history, safe for many processes at once."""

from __future__ import annotations

import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from subkit.adapter import Job, Source, State
from subkit.errors import StoreError, UnknownNameError
from subkit.jobs.claims import Holder
from subkit.jobs.database import Database, private_folder, state_folder
from subkit.jobs.records import COLUMNS, Event, Record, encoded, essence, in_doubt, record_of, work_of
from subkit.jobs.results import Results

if TYPE_CHECKING:
    import os
    import sqlite3
    from collections.abc import Callable, Iterator

    from subkit.jobs.records import Row

_SHORTEST = 4


class Store:
    """The jobs of one user on one machine.

    Args:
        folder: where; by default the platform's folder for state. It is made, for this user alone.
        now: the time in seconds since 1970.

    Raises:
        StoreError: it cannot be used; so say all methods.
    """

    def __init__(
        self, folder: str | os.PathLike[str] | None = None, now: Callable[[], float] = time.time
    ) -> None:
        self.folder = private_folder(Path(folder) if folder is not None else state_folder())
        self._results = Results(self.folder / "results")
        self._now = now
        self._database = Database(self.folder / "jobs.sqlite3")
        try:
            self._holder = Holder(self.folder / "processes")
        except BaseException:
            self._database.close()
            raise
        self._claims: set[str] = set()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files and of every claim; once is enough."""
        if self._closed:
            return
        self._closed = True
        self._holder.close()
        self._database.close()

    def intend(
        self, adapter: str, source: Source, options: msgspec.Struct, *, place: str = "", force: bool = False
    ) -> Record:
        """The job for this work: the one there is, or a new one; on disk before anything is sent.

        The same work is the same content (of an address: the same address), options, adapter and place. Its name and
        its path do not matter.

        Args:
            adapter: the adapter's name.
            source: the media.
            options: the adapter's options.
            place: where the provider is, if not at its own address.
            force: make a new job although there is one; from then on it is the one for this work.

        Raises:
            InputError: the media cannot be read.
        """
        if source.path is not None:
            source = msgspec.structs.replace(source, path=source.path.absolute())
        parameters = encoded(options)
        work = work_of(source, encoded(essence(options)), place)
        key, now = uuid.uuid4().hex, self._now()
        job = Job(adapter, None, State.NEW, external_id=key)
        with self._database.change() as database:
            if force:
                database.execute("UPDATE job SET current = 0 WHERE adapter = ? AND work = ?", (adapter, work))
            known = database.execute(
                f"SELECT {COLUMNS} FROM job WHERE adapter = ? AND work = ? AND current",  # noqa: S608  # our own columns
                (adapter, work),
            ).fetchone()
            if known:
                return self._record(known)
            row = (key, adapter, work, job.state, encoded(job), encoded(source), parameters, place, now, now)
            database.execute(
                "INSERT INTO job (key, adapter, work, current, state, job, source, options, place, made, changed)"
                " VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            self._note(database, key, "wanted", source.name)
        return self.get(key)

    def same(
        self, adapter: str, source: Source, options: msgspec.Struct, *, place: str = ""
    ) -> Record | None:
        """The job that there is for this work, all as in `intend`; ``None`` if there is none.

        Raises:
            InputError: the media cannot be read.
        """
        work = work_of(source, encoded(essence(options)), place)
        found = self._select("WHERE adapter = ? AND work = ? AND current", adapter, work)
        return found[0] if found else None

    def get(self, name: str) -> Record:
        """The job of that name: our key, its beginning (4 digits or more), or the provider's id.

        Raises:
            UnknownNameError: there is none, or more than one.
        """
        rows = self._select("WHERE key = ? OR id = ?", name, name)
        if not rows and len(name) >= _SHORTEST and name.isalnum():
            rows = self._select("WHERE key GLOB ?", f"{name}*")
        if len(rows) != 1:
            known = [record.key for record in rows or self.records()]
            raise UnknownNameError("job", name, known)
        return rows[0]

    def known(self, adapter: str, name: str) -> Record | None:
        """The adapter's job of that key, or of that id at the provider's; ``None`` if there is none."""
        rows = self._select("WHERE adapter = ? AND (key = ? OR id = ?) ORDER BY current", adapter, name, name)
        return rows[-1] if rows else None

    def records(self) -> list[Record]:
        """All jobs, the newest first."""
        return self._select("ORDER BY made DESC, rowid DESC")

    def events(self, key: str) -> list[Event]:
        """What happened to a job, in order."""
        rows = self._database.rows("SELECT at, what, detail FROM event WHERE key = ? ORDER BY rowid", key)
        return [Event(*row) for row in rows]

    def claim(self, key: str) -> bool:
        """Work on a job alone; ``False`` if somebody else does."""
        mine = f"{self._holder.name}/{uuid.uuid4().hex}"
        with self._database.change() as database:
            row = database.execute("SELECT holder FROM job WHERE key = ?", (key,)).fetchone()
            if row is None or (row["holder"] and self._held(row["holder"], key)):
                return False
            database.execute("UPDATE job SET holder = ? WHERE key = ?", (mine, key))
        self._claims.add(key)
        return True

    def release(self, key: str) -> None:
        """Let others work on the job; a store that is closed has done so."""
        self._claims.discard(key)
        if self._closed:
            return  # a flow that is broken off by two interrupts may end after its store
        with self._database.change() as database:
            database.execute(
                "UPDATE job SET holder = NULL WHERE key = ? AND holder GLOB ?",
                (key, f"{self._holder.name}/*"),
            )

    def save(self, job: Job) -> None:
        """Put a claimed job on disk: what a `subkit.jobs.flow.Checkpoint` asks for."""
        if job.external_id not in self._claims:
            raise StoreError(
                str(self.folder), f"job {job.external_id} is changed by one who has not claimed it"
            )
        with self._database.change() as database:
            self._save(database, job)

    def keep_essence(self, key: str, options: msgspec.Struct) -> None:
        """Forget the options that a started job needs no more: whom to call, at addresses that may be secret."""
        kept = encoded(essence(options))
        if self.get(key).options != kept:
            with self._database.change() as database:
                database.execute("UPDATE job SET options = ? WHERE key = ?", (kept, key))

    def resolve(self, key: str, provider_id: str | None) -> Record:
        """Settle by people's word a job of which nobody can tell if it was started.

        Args:
            key: the job.
            provider_id: its id at the provider; ``None``: it was never started there.

        Raises:
            StoreError: there is nothing to settle, or somebody works on it.
        """
        with self._claimed(key):
            job = self.get(key).job
            if not in_doubt(job):
                raise StoreError(key, f"is {job.state}: there is no doubt about it")
            state = State.NEW if provider_id is None else State.WAITING
            self.save(msgspec.structs.replace(job, id=provider_id, state=state, detail=""))
        return self.get(key)

    def put_result(self, key: str, raw: bytes) -> None:
        """Keep the raw result; when this returns it is on the disk, byte for byte.

        Raises:
            OutputError: it cannot be written.
        """
        digest = self._results.put(key, raw)
        with self._database.change() as database:
            database.execute("UPDATE job SET digest = ? WHERE key = ?", (digest, key))
            self._note(database, key, "result", f"{len(raw):,} bytes")

    def result(self, key: str) -> bytes | None:
        """The raw result; ``None`` if it is not here.

        Raises:
            StoreError: it is not what was put there.
        """
        return self._results.get(key, self.get(key).digest)

    def drop_result(self, key: str) -> None:
        """Take back a result that turned out to be none."""
        with self._database.change() as database:
            database.execute("UPDATE job SET digest = NULL WHERE key = ?", (key,))
            self._note(database, key, "no result after all", "")
        self._results.drop(key)

    def forget(self, key: str) -> None:
        """Remove a job and its result from this store; the provider keeps what it has.

        Raises:
            StoreError: somebody works on it.
        """
        with self._claimed(key):
            self._results.drop(key)
            with self._database.change() as database:
                database.execute("DELETE FROM event WHERE key = ?", (key,))
                database.execute("DELETE FROM job WHERE key = ?", (key,))

    @contextmanager
    def _claimed(self, key: str) -> Iterator[None]:
        if not self.claim(key):
            raise StoreError(key, "another process works on this job")
        try:
            yield
        finally:
            self.release(key)

    def _held(self, holder: str, key: str) -> bool:
        name = holder.partition("/")[0]
        return key in self._claims if name == self._holder.name else self._holder.lives(name)

    def _save(self, database: sqlite3.Connection, job: Job) -> None:
        database.execute(
            "UPDATE job SET id = ?, state = ?, job = ?, changed = ? WHERE key = ?",
            (job.id, job.state, encoded(job), self._now(), job.external_id),
        )
        self._note(database, job.external_id, job.state, job.status or job.stage)

    def _note(self, database: sqlite3.Connection, key: str, what: str, detail: str) -> None:
        database.execute("INSERT INTO event VALUES (?, ?, ?, ?)", (key, self._now(), str(what), detail))

    def _select(self, rest: str, *values: Any) -> list[Record]:
        query = f"SELECT {COLUMNS} FROM job {rest}"  # noqa: S608  # our own words; values are bound
        return [self._record(row) for row in self._database.rows(query, *values)]

    def _record(self, row: Row) -> Record:
        try:
            return record_of(row)
        except msgspec.MsgspecError as error:
            reason = (
                f"holds a job, {row['key']}, that cannot be read ({error}); was it kept by a newer subkit?"
            )
            raise StoreError(str(self._database.path), reason) from error
