"""The command ``subkit formats``: the formats that can be read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.listing import print_json, print_rows

if TYPE_CHECKING:
    from subkit.formats import Format

_HELP = "List the formats by the names that --to takes: whether they are read or written, and the extra that they need."


@light.command("formats", help=_HELP, short_help=SHORT_HELPS["formats"])
@light.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(as_json: bool) -> None:
    """Print a line or an object for each."""
    from subkit.formats import formats

    known = list(formats().values())
    if as_json:
        print_json({"schema": "subkit.formats/1", "formats": known})
    else:
        print_rows([(form.name, form.title, _use(form), f"speakers: {form.speakers}") for form in known])


def _use(form: Format) -> str:
    """What can be done with a format."""
    use = {(True, True): "read, written", (True, False): "read", (False, True): "written"}
    extra = f"; extra '{form.extra}'" if form.extra else ""
    return f"{use[form.readable, form.writable]}{extra}"
