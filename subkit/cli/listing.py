"""Prints what there is: as aligned plain text, or as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subkit.cli import stdout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def print_rows(rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells in columns; the last column runs free."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    ]
    stdout.write_text("".join(f"{line}\n" for line in lines))


def print_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object, indented."""
    stdout.write(encoded(value))


def encoded(value: object) -> bytes:
    """JSON of plain data or structs, indented, ending in a line feed; lone surrogates are written as escapes."""
    import msgspec

    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
    except UnicodeEncodeError:
        # File names and payloads may hold lone surrogates, which JSON in UTF-8 cannot.
        import json

        return f"{json.dumps(msgspec.to_builtins(value), indent=2)}\n".encode()
