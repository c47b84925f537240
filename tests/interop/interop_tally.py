"""How many files each reader had alike: the table at the end of a run, and in the docs."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A reader's files of one format: how many were read as they stand, and how many with one of its known faults."""

    reader: str
    version: str
    format: str
    alike: int
    faulty: int


class Tally:
    """Takes the rows of a run."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, reader: str, version: str, format: str, alike: int, faulty: int) -> None:
        """One reader's files of one format."""
        self.rows.append(Row(reader, version, format, alike, faulty))

    def table(self) -> str:
        """The rows as Markdown."""
        lines = [
            "| reader | version | format | files | as they stand | with a known fault |",
            "|---|---|---|--:|--:|--:|",
        ]
        lines += [
            f"| {row.reader} | {row.version} | {row.format} | {row.alike + row.faulty} | {row.alike} | {row.faulty} |"
            for row in self.rows
        ]
        return "\n".join(lines)
