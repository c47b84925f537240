"""How many files each reader had alike: the table at the end of a run, and in the docs."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A reader's files of one format: of the torture list and of those drawn, how many it read as they stand."""

    reader: str
    version: str
    format: str
    listed: int
    listed_alike: int
    drawn: int
    drawn_alike: int


class Tally:
    """Takes the rows of a run."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, row: Row) -> None:
        """One reader's files of one format."""
        self.rows.append(row)

    def table(self) -> str:
        """The rows as Markdown."""
        lines = ["| reader | version | format | list, of | as it stands | drawn, of | as they stand |"]
        lines.append("|---|---|---|--:|--:|--:|--:|")
        return "\n".join(lines + [f"| {' | '.join(map(str, row))} |" for row in self.rows])
