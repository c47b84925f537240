"""The command ``subkit stats``: how fast, long, wide and far apart captions are, as text, a picture, or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.house_style import house_style, profile_option
from subkit.cli.inputs import gathered
from subkit.cli.media_options import for_media, style_options
from subkit.cli.messages import Messages
from subkit.cli.outputs import refuse_collisions
from subkit.cli.reading_options import reading_options

if TYPE_CHECKING:
    from subkit.cli.reading_options import Reading
    from subkit.cli.stats_report import Form

_SUFFIXES: dict[str, Form] = {".json": "json", ".svg": "svg"}

_HELP = """Show captions in figures.

A FILE holds captions of any format that is read (see 'subkit formats'): a path, a quoted pattern, or - for stdin.
Reading speed, durations, gaps, lines, words and pauses: the least, the most, percentiles, the mean, and how many cues
are beyond the house style's limits, as 'subkit check' counts them. Then who speaks how much. Several files are shown one
by one, and all together.

\b
Examples:
  subkit stats talk.srt --profile netflix-en
  subkit stats 'captions/*.vtt' --histogram cps,gap
  subkit stats talk.srt -o talk.svg
  subkit stats 'captions/*.vtt' --json

The picture of several files is that of all together."""


def _names(value: str) -> frozenset[str]:
    """Names of figures, with commas between them; ``all`` is each, ``none`` none.

    Raises:
        click.BadParameter: there is no such figure.
    """
    from typing import get_args

    from subkit.errors import UnknownNameError
    from subkit.statistics.records import Name

    known = get_args(Name)
    if value in {"all", "none"}:
        return frozenset(known if value == "all" else ())
    given = frozenset(value.split(","))
    for one in sorted(given.difference(known)):
        raise click.BadParameter(str(UnknownNameError("figure", one, [*known, "all", "none"])))
    return given


@light.command("stats", help=_HELP, short_help=SHORT_HELPS["stats"])
@click.argument("files", nargs=-1, metavar="FILE...")
@profile_option
@style_options
@light.option("--language", metavar="TAG", help="The language of the captions, e.g. en or pt-BR.")
@reading_options
@light.option(
    "--histogram",
    "drawn",
    type=_names,
    metavar="FIGURE,...",
    default="cps",
    show_default=True,
    help="Figures to draw as bars: cps, wpm, duration, gap, line, lines, words, pause; all; none.",
)
@light.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "svg"]),
    help="The form of the report. [default: as -o ends; else text]",
)
@light.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@light.option("-o", "--output", metavar="OUT", help="Write the report to OUT; - is stdout.")
@light.option("--overwrite/--no-overwrite", default=True, help="Replace an existing file, or do not.")
def command(
    *,
    files: tuple[str, ...],
    profile: str,
    audience: str | None,
    frame_rate: str | None,
    language: str | None,
    reading: Reading,
    drawn: frozenset[str],
    form: Form | None,
    as_json: bool,
    output: str | None,
    overwrite: bool,
) -> int:
    """Check all that can be wrong with the command, then measure the files, then show the figures."""
    from subkit.cli import figures
    from subkit.cli.stats_report import measured, put

    if as_json and form not in {None, "json"}:
        raise click.UsageError(f"--json and --format {form} ask for two forms: give one of them")
    sources = gathered(files, None, nul=False)
    extra = [] if output is None else [("-o", output)]
    refuse_collisions(sources, [()] * len(sources), extra, [None, profile])
    tag = None if language is None else figures.tag(language)
    outcome = measured(
        sources, for_media(house_style(profile), frame_rate, audience), tag, reading, Messages()
    )
    wanted = form or ("json" if as_json else _form_of(output or ""))
    put(outcome.report, wanted, output, overwrite=overwrite, drawn=drawn)
    return outcome.exit


def _form_of(output: str) -> Form:
    return next((form for suffix, form in _SUFFIXES.items() if output.lower().endswith(suffix)), "text")
