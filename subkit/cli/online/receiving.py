"""What ``subkit serve`` does for each job: fetches its result, writes captions, runs the user's command."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple, Self

from subkit.cli import conversion
from subkit.cli.online.running import Run
from subkit.cli.online.shown import short
from subkit.cli.outputs import planned
from subkit.files import make_folder
from subkit.jobs.file_names import file_name

if TYPE_CHECKING:
    from subkit.cli.conversion import Settings
    from subkit.cli.messages import Messages
    from subkit.cli.online.hook import Hook
    from subkit.jobs.records import Record
    from subkit.jobs.store import Store


class Wanted(NamedTuple):
    """What the user wants of each result.

    Attributes:
        settings: how captions shall be.
        formats: of captions.
        folder: where captions go; ``None`` if none are to be written.
        hook: the user's command, if there is one.
    """

    settings: Settings
    formats: tuple[str, ...]
    folder: str | None = None
    hook: Hook | None = None


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
