"""What a Verbit job is given before it starts: its media, and what the transcribers shall have beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.errors import InputError
from subkit.files import read_bytes
from subkit.jobs.flow import Checkpoint
from subkit_adapters.handed_on import is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from subkit.adapter import Job, Source
    from subkit.jobs.flow import Flow
    from subkit_adapters.verbit.calls import Calls
    from subkit_adapters.verbit.options import VerbitOptions

    _Add = Callable[[Job, Sequence[str]], Flow[None]]

_ADDED = "added"  # the note of how many of a job's extras it has


class Filling:
    """Gives jobs what the options say.

    Args:
        calls: the API.
        options: of the job.
    """

    def __init__(self, calls: Calls, options: VerbitOptions) -> None:
        self._calls = calls
        self._options = options

    def refuse_missing(self) -> None:
        """See that every file is there before anything is made of the first of them.

        Raises:
            InputError: one is not.
        """
        options = self._options
        own = [options.transcription_file] if options.transcription_file else []
        for one in (*options.parts, *options.backup_records, *options.notes, *own):
            if not is_address(one) and not _is_file(one):
                raise InputError(one, "no such file")

    def add_media(self, job: Job, source: Source) -> Flow[None]:
        """The media, and the parts that are joined to it."""
        named, parts = job.id or "", self._options.parts
        if source.url and not parts:
            yield from self._calls.add_media(named, url=source.url)
            return
        given: list[str | Path] = [source.url or source.path or "", *parts]
        assets = yield from self._assets(job, given, source.name)
        yield from self._calls.add_media(named, assets, merge=len(assets) > 1)

    def add_extras(self, job: Job) -> Flow[Job]:
        """What may be added to a job before it starts, each once as far as we hear of it."""
        options, done = self._options, int(job.notes.get(_ADDED, "0"))
        own = options.transcription or options.transcription_file
        extras: list[tuple[_Add, Sequence[str]]] = [
            (self._add_backup, (one,)) for one in options.backup_records
        ]
        extras += [(self._add_notes, options.notes)] * bool(options.notes)
        extras += [(self._add_transcription, (own,))] * bool(own)
        for number, (add, given) in enumerate(extras[done:], done + 1):
            yield from add(job, given)
            job = replace(job, notes={**job.notes, _ADDED: str(number)})
            yield Checkpoint(job)
        return job

    def _add_backup(self, job: Job, given: Sequence[str]) -> Flow[None]:
        [asset] = yield from self._assets(job, given)
        yield from self._calls.add_backup_record(job.id or "", asset)

    def _add_notes(self, job: Job, given: Sequence[str]) -> Flow[None]:
        """All documents in one call, which takes an address or assets: whether it may be repeated is not documented."""
        if len(given) == 1 and is_address(given[0]):
            yield from self._calls.add_notes(job.id or "", url=given[0])
        else:
            yield from self._calls.add_notes(job.id or "", (yield from self._assets(job, given)))

    def _add_transcription(self, job: Job, given: Sequence[str]) -> Flow[None]:
        [own] = given
        if self._options.transcription_file:
            yield from self._calls.add_transcription(job.id or "", text=_text(own))
        elif is_address(own):
            yield from self._calls.add_transcription(job.id or "", url=own)
        else:
            yield from self._calls.add_transcription(job.id or "", text=own)

    def _assets(self, job: Job, given: Sequence[str | Path], name: str = "") -> Flow[list[str]]:
        """The ids of files that are uploaded, and of addresses that are registered; the first is called by the name."""
        named = job.id if self._options.asset_names_job else None
        assets: list[str] = []
        for one in given:
            if isinstance(one, str) and is_address(one):
                assets.append((yield from self._calls.add_asset_url(one, job=named)))
            else:
                path = Path(one)
                called = path.name if assets or not name else name
                assets.append((yield from self._calls.add_asset(called, path, job=named)))
        return assets


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):  # a name that is too long, or holds what none can
        return False


def _text(path: str) -> str:
    """The text of a file, as UTF-8.

    Raises:
        InputError: it cannot be read, or is none.
    """
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(path, "is no text in UTF-8") from None
