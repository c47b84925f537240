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

    known = list(formats().values())
    if as_json:
        print_json({"schema": "subkit.formats/1", "formats": known})
    else:
        print_rows([(form.name, form.title, f"speakers: {form.speakers}") for form in known])
