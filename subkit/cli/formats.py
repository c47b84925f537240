"""The command ``subkit formats``: the formats that can be written."""

from __future__ import annotations

import click

from subkit.cli.app import SHORT_HELPS
from subkit.cli.listing import print_json, print_rows


@click.command("formats", short_help=SHORT_HELPS["formats"])
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(as_json: bool) -> None:
    """List the formats that can be written, by the names that --to takes."""
    from subkit.formats import formats

    rows = [(name, form.title) for name, form in formats().items()]
    if as_json:
        print_json(
            {
                "schema": "subkit.formats/1",
                "formats": [{"name": name, "title": title} for name, title in rows],
            }
        )
    else:
        print_rows(rows)
