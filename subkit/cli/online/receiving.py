"""What ``subkit serve`` does for each job: fetches its result, writes captions, runs the user's command, tells of it."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, NamedTuple, Self

from subkit.cli import conversion
from subkit.cli.online.drafts import draft_of
from subkit.cli.online.running import Run
from subkit.cli.online.shown import short
from subkit.cli.outputs import planned
from subkit.files import make_folder
from subkit.jobs.file_names import file_name
from subkit.jobs.notifications import notification

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.conversion import Settings
    from subkit.cli.messages import Messages
    from subkit.cli.online.hook import Hook
    from subkit.jobs.notifications import Kind
    from subkit.jobs.outbox import Outbox
    from subkit.jobs.records import Record
    from subkit.jobs.store import Store


class Wanted(NamedTuple):
    """What the user wants of each result.

    Attributes:
        settings: how captions shall be.
        formats: of captions.
        folder: where captions go; ``None`` if none are to be written.
        hook: the user's command, if there is one.
        drafts: whether captions are written of drafts, too.
        outbox: where notifications go, if somebody is to have them.
    """

    settings: Settings
    formats: tuple[str, ...]
    folder: str | None = None
    hook: Hook | None = None
    drafts: bool = False
    outbox: Outbox | None = None


class Receiving:
    """Does what is wanted, for several jobs at once, each in a thread.

    Args:
        store: the jobs.
        wanted: what is to be done.
        messages: where to say what happens.
    """

    def __init__(self, store: Store, wanted: Wanted, messages: Messages) -> None:
        self._store, self._wanted, self._messages = store, wanted, messages
        self._own = (
            threading.local()
        )  # a thread's own provider services: what one signs in with is not shared
        self._opened = ExitStack()
        self._opening = threading.Lock()
        self._captioning = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def fetch(self, record: Record) -> None:
        """Get a job's result onto the disk.

        Raises:
            SubkitError: there is none, or not yet.
        """
        self._run.fetch(record)

    def done(self, record: Record) -> None:
        """Do what is wanted with a result that is on disk.

        Raises:
            SubkitError: something could not be done; all of it will be done again.
        """
        files = self._captions(record, record.key, self._wanted.settings, "")
        if self._wanted.hook is not None:
            self._wanted.hook.run([record.key, *files])
        self._tell("done", record, files)

    def failed(self, record: Record) -> None:
        """Tell of a job that has no result and will have none.

        Raises:
            StoreError: that could not be noted.
        """
        self._tell("failed", record, ())

    def draft(self, record: Record) -> None:
        """Write captions of a job's draft, if they are wanted.

        Raises:
            SubkitError: there is none, or it cannot be written.
        """
        if not self._wanted.drafts:
            return
        raw = draft_of(record)
        if raw is None:
            return
        with NamedTemporaryFile(suffix=".json") as file:
            file.write(raw)
            file.flush()
            settings = self._wanted.settings._replace(adapter=record.job.adapter)
            files = self._captions(record, file.name, settings, ".draft")
        self._tell("draft", record, files)

    def _tell(self, kind: Kind, record: Record, files: Sequence[str]) -> None:
        if self._wanted.outbox is not None:
            self._wanted.outbox.put(notification(kind, record, files, time.time()))

    @property
    def _run(self) -> Run:
        if not hasattr(self._own, "run"):
            with self._opening:
                self._own.run = self._opened.enter_context(Run(self._store, self._messages, quiet=True))
        run: Run = self._own.run
        return run

    def _captions(self, record: Record, source: str, settings: Settings, mark: str) -> list[str]:
        """Write captions, if they are wanted, and give the paths of the files."""
        folder = self._wanted.folder
        if folder is None:
            return []
        make_folder(folder)
        stem = file_name(record.source.name, "media").rpartition(".")
        # Two media may have the same name; a job whose result comes again must not become a second file.
        name = f"{stem[0] or stem[2]}-{short(record)}{mark}.media"
        ((*outputs,),) = planned([name], self._wanted.formats, None, folder)
        these = settings._replace(jobs={name: source})
        with (
            self._captioning
        ):  # pure work of the processor: two at once would take twice as long, and callers wait
            return list(conversion.written(conversion.captioned(name, these), outputs, these))
