"""The command ``subkit merge``: two tracks of captions in one file, as bilingual subtitles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.combined import one_file_options
from subkit.cli.reading_options import reading_options

if TYPE_CHECKING:
    from subkit.cli.combined import OneFile
    from subkit.cli.reading_options import Reading
    from subkit.editing.bilingual import Layout

_HELP = """Show two caption files at once, as bilingual subtitles.

FIRST stands above SECOND. Cues are matched by their times: at each moment one cue shows the lines of both. Where the times of
SECOND are within --snap of those of FIRST, they become the same, so that cues that belong together come and go together.

\b
Examples:
  subkit merge talk.en.srt talk.de.srt -o talk.both.vtt
  subkit merge talk.en.srt talk.de.srt -o talk.both.srt --max-lines 1
  subkit merge talk.en.vtt talk.ja.vtt -o talk.both.vtt --layout apart

With --layout apart no cue changes: those of FIRST go to the top of the picture, for formats that have places."""


@light.command("merge", help=_HELP, short_help=SHORT_HELPS["merge"])
@click.argument("first")
@click.argument("second")
@light.option(
    "--layout",
    type=click.Choice(["stacked", "apart"]),
    default="stacked",
    show_default=True,
    help="One above the other in each cue, or FIRST at the top of the picture and SECOND below.",
)
@light.option(
    "--snap",
    type=click.IntRange(0),
    default=500,
    show_default=True,
    metavar="MS",
    help="How far times of SECOND may be moved, in ms.",
)
@light.option(
    "--max-lines",
    type=click.IntRange(1),
    metavar="N",
    help="Join the lines of each track in a cue until there are N at most. [default: as they are]",
)
@light.option(
    "--max-chars",
    type=click.IntRange(1),
    metavar="N",
    help="Leave lines apart that would be longer together, and tell it.",
)
@reading_options
@one_file_options
def command(
    *,
    first: str,
    second: str,
    layout: Layout,
    snap: int,
    max_lines: int | None,
    max_chars: int | None,
    reading: Reading,
    place: OneFile,
) -> None:
    """Check the command, read both, and write the one."""
    from subkit.editing.bilingual import merged
    from subkit.editing.fewer_lines import fewer_lines
    from subkit.formats import Writing

    output = place.planned([first, second])
    if max_chars is not None and max_lines is None:
        raise click.UsageError("--max-chars says how long lines may be that --max-lines joins; give that too")
    tracks = place.read([first, second], reading)
    if max_lines is not None:
        tracks = [fewer_lines(track, max_lines, max_chars) for track in tracks]
    both = merged(*tracks, layout=layout, snap=snap)
    styling = True if layout == "apart" else None
    place.put(both, output, Writing(styling=styling))
