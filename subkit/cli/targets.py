"""The command ``subkit targets``: where captions can go, and what each takes with the source of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.listing import print_json, print_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.targeting import Target


_HELP = """List where captions can go, by the names that --for takes; with NAME (or a TOML file), show what that one takes.

Each of its ways stands with where it comes from: read in its maker's own text (first-party), told by others
(secondary), or decided by us (house), be it by measuring. What is not listed is not known.

\b
Examples:
  subkit targets
  subkit targets youtube
  subkit targets vimeo --json"""


@light.command("targets", help=_HELP, short_help=SHORT_HELPS["targets"])
@click.argument("name", required=False)
@light.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(name: str | None, as_json: bool) -> None:
    """Print the list, or the one."""
    from subkit.targeting import names, target

    if name is None:
        _list([target(known) for known in names()], as_json=as_json)
    else:
        _show(target(name), as_json=as_json)


def _list(targets: list[Target], *, as_json: bool) -> None:
    if as_json:
        listed = [{"name": known.name, "title": known.title, "format": known.format} for known in targets]
        print_json({"schema": "subkit.targets/1", "targets": listed})
    else:
        print_rows([(known.name, known.format, known.title) for known in targets])


def _show(target: Target, *, as_json: bool) -> None:
    if as_json:
        print_json({"schema": "subkit.target/1", "target": target})
    else:
        print_rows([(target.name, target.title)])
        print_rows(list(_ways(target)))


def _ways(target: Target) -> Iterator[tuple[str, str, str]]:
    for field, source in target.sources.items():
        origin = f"{source.basis}: {source.clause} {source.address}".rstrip(" :")
        yield field, _shown(field, getattr(target, field)), origin


def _shown(field: str, value: object) -> str:
    from subkit.timecode import clock

    if field == "start" and isinstance(value, int):
        return clock(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value} {_UNITS[field]}" if field in _UNITS else str(value)


_UNITS = {"min_gap": "frames", "min_duration": "frames", "max_bytes": "bytes"}
