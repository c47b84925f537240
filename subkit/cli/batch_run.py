"""One run of ``subkit batch``: how far it is, what failed, the report, and the exit code."""

from __future__ import annotations

import signal
from collections import Counter
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

from subkit.cli.exits import Exit
from subkit.cli.measures import span
from subkit.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from subkit.cli.batch_inputs import Units
    from subkit.cli.messages import Messages
    from subkit.corpus.journal import Journal
    from subkit.corpus.running import Engine
    from subkit.corpus.units import Entry
    from subkit.corpus.working import Work

_TOLD = 20
"""How many failures are told one by one."""


class BatchRun:
    """What became of the inputs of a run.

    Args:
        work: what is done with each.
        messages: where to say what happens.
        fail_fast: end at the first that fails.
    """

    def __init__(self, work: Work, messages: Messages, *, fail_fast: bool) -> None:
        self._work = work
        self._messages = messages
        self._fail_fast = fail_fast
        self._counts = Counter[str]()
        self._failures = Counter[str]()
        self._duration = 0

    def over(
        self,
        units: Units,
        folder: str,
        *,
        journal: str | None,
        report: str | None,
        jobs: int | None,
        engine: Engine | None = None,
        seen: Callable[[Entry], None] | None = None,
    ) -> Exit:
        """Do the units, and return the exit code; ``seen`` is told what became of each.

        Raises:
            OutputError: the journal or the report cannot be written.
            ConfigError: no process can be started.
        """
        from subkit.corpus.lines import Lines
        from subkit.corpus.running import run

        with ExitStack() as stack:
            kept = self._journal(folder, journal)
            if kept is not None:
                stack.enter_context(closing(kept))
            lines = None if report is None else stack.enter_context(Lines(report, fresh=True))
            stack.enter_context(_ended_like_an_interrupt())
            progress = stack.enter_context(Progress(self._messages, "Captioning"))
            entries = stack.enter_context(
                closing(run(units, self._work, jobs=jobs, journal=kept, engine=engine))
            )
            progress.at(0, len(units))
            for done, entry in enumerate(entries, start=1):
                if lines is not None:
                    lines.add(_line(entry))
                if seen is not None:
                    seen(entry)
                self._tell(entry)
                progress.at(done, len(units), entry.input)
                if entry.error is not None and self._fail_fast:
                    break
        self._sum_up(len(units))
        return self._exit

    def _journal(self, folder: str, path: str | None) -> Journal | None:
        from subkit.corpus import journal
        from subkit.corpus.places import is_address
        from subkit.files import make_folder

        if not is_address(folder):
            make_folder(folder)
            return journal.Journal(path or f"{folder.rstrip('/')}/{journal.NAME}")
        if path is None:
            self._messages.note(
                f"{folder} is no folder of this machine: without --journal FILE nothing done is remembered"
            )
            return None
        return journal.Journal(path)

    @property
    def _exit(self) -> Exit:
        if not self._failures:
            return Exit.OK
        return Exit.OUTPUT if set(self._failures) == {"OutputError"} else Exit.FAILED

    def _tell(self, entry: Entry) -> None:
        self._duration += entry.duration
        self._counts["kept" if entry.kept else "done"] += entry.error is None
        if entry.error is None:
            if not entry.kept:
                written = ", ".join(one.path for one in entry.outputs)
                self._messages.detail(f"{entry.input} -> {written}", event="written", file=entry.input)
            return
        self._failures[entry.error.kind] += 1
        if self._failures.total() <= _TOLD:
            more = {"error": entry.error.kind, "place": entry.error.place}
            said = entry.error.message
            text = said if said.startswith(entry.input) else f"{entry.input}: {said}"
            self._messages.error(text, file=entry.input, more=more)

    def _sum_up(self, count: int) -> None:
        failed = self._failures.total()
        if failed > _TOLD:
            self._messages.error(f"{failed - _TOLD} more failed; --report FILE has them all")
        figures = {"done": self._counts["done"], "kept": self._counts["kept"], "failed": failed}
        told = ", ".join(f"{figure:,} {name}" for name, figure in figures.items() if figure)
        left = count - sum(figures.values())
        rest = f", {left:,} left" if left else ""
        text = f"{count:,} input{'' if count == 1 else 's'}: {told}{rest}; captions of {span(self._duration / 1000)}"
        self._messages.note(text, event="summary", more={**figures, "left": left, "duration": self._duration})


def _line(entry: Entry) -> bytes:
    import msgspec

    return msgspec.json.encode(entry)


@contextmanager
def _ended_like_an_interrupt() -> Iterator[None]:
    """SIGTERM ends the run as Ctrl-C does, in order."""

    def end(_: int, __: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
