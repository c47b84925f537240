"""Gives account of a run: the JSON of ``--json`` and ``--report``, the reasons of ``--explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit import __version__
from subkit.cli.outputs import STDOUT

if TYPE_CHECKING:
    from subkit.cli.conversions import Conversions


def places(report: str | None, explain: str | None, *, as_json: bool) -> list[tuple[str, str]]:
    """What a run writes besides captions, as pairs of what asks for it and where it goes."""
    asked = [] if report is None else [("--report", report)]
    if explain is not None:
        asked.append(("--explain", explain))
    return [*asked, ("--json", STDOUT)] if as_json else asked


def give(conversions: Conversions, report: str | None, explain: str | None, *, as_json: bool) -> None:
    """Write the report and the reasons and print the summary, as far as they are asked for.

    What cannot be written is one more failure of the run.

    Raises:
        OutputError: stdout cannot be written.
    """
    if report is None and explain is None and not as_json:
        return
    from subkit.cli import stdout
    from subkit.cli.listing import encoded
    from subkit.cli.summary import Report, Summary

    if report is not None:
        _put(conversions, report, encoded(Report(subkit=__version__, inputs=tuple(conversions.accounts))))
    if explain is not None:
        from subkit.cli import reasons

        told = reasons.as_json if explain.lower().endswith(".json") else reasons.as_text
        _put(conversions, explain, told(conversions.reasons))
    if as_json:
        stdout.write(encoded(Summary(subkit=__version__, inputs=tuple(conversions.results))))


def _put(conversions: Conversions, place: str, data: bytes) -> None:
    from subkit.cli import stdout
    from subkit.errors import OutputError

    try:
        stdout.put(data, place)
    except OutputError as error:
        conversions.failed(error)
