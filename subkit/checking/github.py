"""The audit as annotations of GitHub Actions: workflow commands, one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.checking.records import Record, Report

_COMMANDS = {"hard": "error", "soft": "warning", "note": "notice"}


def commands(report: Report) -> Iterator[str]:
    """A line for each finding and each file that could not be checked; those proven unavoidable are notices."""
    for one in report.inputs:
        name = "stdin" if one.input == "-" else one.input
        if one.error is not None:
            yield f"::error file={_property(name)},title=subkit check::{_data(one.error.message)}"
        for record in one.findings:
            yield f"::{_command(record)} {_place(name, record)}::{_data(f'{record.time} {record.message}')}"


def _command(record: Record) -> str:
    return "notice" if record.excused else _COMMANDS[record.kind]


def _place(name: str, record: Record) -> str:
    line = "" if record.line is None else f",line={record.line}"
    return f"file={_property(name)}{line},title={_property(f'cue {record.cue}: {record.rule}')}"


def _data(text: str) -> str:
    """Text as the message of a command: percent signs and line ends escaped (actions/toolkit, escapeData)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Text as a property of a command: colons and commas too (escapeProperty)."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
