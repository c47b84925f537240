"""Gives account of a run to programs: the JSON of ``--json`` and ``--report``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit import __version__
from subkit.cli import stdout
from subkit.cli.outputs import STDOUT

if TYPE_CHECKING:
    from subkit.cli.batch import Batch


def places(report: str | None, *, as_json: bool) -> list[tuple[str, str]]:
    """What a run writes besides captions, as pairs of what asks for it and where it goes."""
    asked = [] if report is None else [("--report", report)]
    return [*asked, ("--json", STDOUT)] if as_json else asked


def give(batch: Batch, report: str | None, *, as_json: bool) -> None:
    """Write the report and print the summary, as far as they are asked for.

    A report that cannot be written is one more failure of the batch.

    Raises:
        OutputError: stdout cannot be written.
    """
    from subkit.cli.listing import encoded
    from subkit.cli.summary import Report, Summary
    from subkit.errors import OutputError

    if report is not None:
        try:
            _put(report, encoded(Report(subkit=__version__, inputs=tuple(batch.accounts))))
        except OutputError as error:
            batch.failed(error)
    if as_json:
        stdout.write(encoded(Summary(subkit=__version__, inputs=tuple(batch.results))))


def _put(place: str, data: bytes) -> None:
    from subkit.files import write_whole

    if place == STDOUT:
        stdout.write(data)
    else:
        write_whole(place, data)
