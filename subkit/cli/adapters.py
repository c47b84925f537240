"""The command ``subkit adapters``: the providers whose results can be read."""

from __future__ import annotations

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.listing import print_json, print_rows
from subkit.cli.messages import Messages

_HELP = """List the providers whose results can be read, by the names that --from takes.

A plug-in adds one with an entry point in the group subkit.adapters; one that cannot be used is named on stderr."""


@light.command("adapters", help=_HELP, short_help=SHORT_HELPS["adapters"])
@light.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(as_json: bool) -> None:
    """Print a line or an object for each."""
    from subkit.registry import adapters, broken

    rows = [(name, adapter.title) for name, adapter in adapters().items()]
    for error in broken().values():
        Messages().error(str(error))
    if as_json:
        print_json(
            {
                "schema": "subkit.adapters/1",
                "adapters": [{"name": name, "title": title} for name, title in rows],
            }
        )
    else:
        print_rows(rows)
