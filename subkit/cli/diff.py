"""The command ``subkit diff``: two caption files compared in the trade's terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.inputs import STDIN, shown
from subkit.cli.messages import Messages
from subkit.cli.outputs import STDOUT
from subkit.cli.reading_options import reading_options

if TYPE_CHECKING:
    from subkit.cli.reading_options import Reading
    from subkit.editing.difference import Diff

Form = Literal["text", "json", "html"]
_SUFFIXES: dict[str, Form] = {".json": "json", ".html": "html", ".htm": "html"}

_HELP = """Compare two caption files.

FIRST and SECOND are caption files of any format that is read (see 'subkit formats'); one of them may be - for stdin.
Told are: cue and line breaks moved, gone and new, cues split and merged, in- and out-times changed and by how much,
text changed, cues added and removed, speakers changed.

\b
Examples:
  subkit diff before.srt after.srt
  subkit diff before.srt after.vtt --tolerance 40 -o review.html
  subkit diff before.srt after.srt --json

Exit codes are those of diff: 0 without differences, 1 with some, 2 if a file cannot be read."""


@light.command("diff", help=_HELP, short_help=SHORT_HELPS["diff"])
@click.argument("first")
@click.argument("second")
@light.option("-o", "--output", default=STDOUT, metavar="FILE", help="Write to FILE. [default: stdout]")
@light.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    help="How to tell it. [default: as -o ends; else text]",
)
@light.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@light.option(
    "--tolerance",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="MS",
    help="Times this near are the same, in ms.",
)
@reading_options
@light.option("--overwrite/--no-overwrite", default=True, help="Replace an existing file, or do not.")
def command(
    *,
    first: str,
    second: str,
    output: str,
    form: Form | None,
    as_json: bool,
    tolerance: int,
    reading: Reading,
    overwrite: bool,
) -> int:
    """Compare two files, and answer as the program diff does."""
    from subkit.cli import stdout
    from subkit.cli.caption_files import captions_of, tell_repairs
    from subkit.cli.exits import Exit
    from subkit.cli.outputs import refuse_collisions
    from subkit.editing.comparing import diff
    from subkit.errors import SubkitError

    if first == second == STDIN:
        raise click.UsageError("FIRST and SECOND cannot both be stdin")
    if output != STDOUT:
        refuse_collisions([first, second], [(), ()], [("-o", output)])
    try:
        given = [captions_of(source, reading) for source in (first, second)]
        found = diff(*given, tolerance=tolerance)
    except SubkitError as error:
        Messages().failed(error, Exit.USAGE)
        return Exit.USAGE
    for source, captions in zip((first, second), given, strict=True):
        tell_repairs(captions.repairs, shown(source), reading, Messages())
    chosen = form or ("json" if as_json else _form_of(output))
    stdout.put(_told(found, (shown(first), shown(second)), chosen), output, overwrite=overwrite)
    return Exit.FAILED if found else Exit.OK


def _form_of(output: str) -> Form:
    return next((form for suffix, form in _SUFFIXES.items() if output.lower().endswith(suffix)), "text")


def _told(found: Diff, names: tuple[str, str], form: Form) -> bytes:
    if form == "html":
        from subkit.editing.side_by_side import page

        return page(found, names).encode("utf-8", "replace")
    if form == "json":
        from subkit.cli.listing import encoded

        return encoded(_plain(found, names))
    from subkit.editing.telling import lines, summary

    return "".join(f"{line}\n" for line in [*lines(found), summary(found)]).encode("utf-8", "replace")


def _plain(found: Diff, names: tuple[str, str]) -> dict[str, object]:
    return {
        "schema": "subkit.diff/1",
        "first": {"source": names[0], "cues": len(found.first)},
        "second": {"source": names[1], "cues": len(found.second)},
        "counts": found.counts,
        "changes": list(found.changes),
    }
