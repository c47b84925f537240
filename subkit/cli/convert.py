"""The command ``subkit convert``: its options, and the run from inputs to exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from subkit.cli import accounts, figures
from subkit.cli.app import SHORT_HELPS
from subkit.cli.inputs import gathered
from subkit.cli.media_options import for_media, media_options, shots_of
from subkit.cli.messages import Messages
from subkit.cli.outputs import formats_wanted, planned, refuse_collisions
from subkit.cli.wording_options import wording_options

if TYPE_CHECKING:
    from subkit.cli.wording_options import Wishes
    from subkit.profile import GapPolicy
    from subkit.shots import Unit

_HELP = """Turn providers' transcripts into captions.

An INPUT is a provider's result in JSON: a path, a quoted pattern, or - for stdin. The provider is recognised by
itself. talk.json becomes talk.srt beside it (and, with --to json, talk.captions.json); stdin goes to stdout.

\b
Examples:
  subkit convert talk.json
  subkit convert talk.json -o talk.vtt --profile netflix-en
  subkit convert talk.json --to srt,vtt,txt --max-chars 37 --max-cps 17
  subkit convert 'results/*.json' --output-dir captions --report repairs.json
  curl -s $URL | subkit convert - -o - --to vtt

A file you name with -o is replaced if it exists; a file that subkit names itself is not, unless you say --overwrite.
Files are written whole or not at all. Data goes to stdout, messages go to stderr. If one of many inputs fails, the
others are still done; see 'subkit --help' for the exit codes."""


@click.command("convert", help=_HELP, short_help=SHORT_HELPS["convert"])
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE; - is stdout. For one input in one format."
)
@click.option(
    "--output-dir", metavar="DIR", help="Write into DIR, made if need be, instead of beside each input."
)
@click.option(
    "--to",
    multiple=True,
    metavar="FORMAT,...",
    help="srt, vtt, txt, json, or several. [default: as -o ends; else srt]",
)
@click.option(
    "--from", "adapter", metavar="NAME", help="Read as this provider's result (see 'subkit adapters')."
)
@click.option(
    "--profile",
    default="default",
    show_default=True,
    metavar="NAME|FILE",
    help="A house style (see 'subkit profiles'), or your own in TOML.",
)
@click.option(
    "--language",
    type=figures.tag,
    metavar="TAG",
    help="The language, where the payload does not say, e.g. en or pt-BR.",
)
@click.option(
    "--max-chars", "--max-line-width", type=click.IntRange(1), metavar="N", help="The most characters a line."
)
@click.option(
    "--max-lines", "--max-line-count", type=click.IntRange(1), metavar="N", help="The most lines a cue."
)
@click.option(
    "--max-cps", type=figures.speed, metavar="X", help="The highest reading speed, in characters a second."
)
@click.option("--min-duration", type=figures.seconds, metavar="S", help="The shortest cue, in seconds.")
@click.option("--max-duration", type=figures.seconds, metavar="S", help="The longest cue, in seconds.")
@click.option(
    "--gap-policy",
    type=click.Choice(["cover", "trim"]),
    help="Where speech leaves no gap: cover every word, or trim the cue.",
)
@media_options
@click.option("--keep-cues", is_flag=True, help="Keep the cues and lines of a provider's own captions.")
@click.option("--speakers/--no-speakers", default=True, help="Show who speaks, or do not. [default: show]")
@wording_options
@click.option("--strict", is_flag=True, help="Refuse what would have to be repaired.")
@click.option(
    "--report",
    metavar="FILE",
    help="Write every repair and every limit not met to FILE, as JSON; - is stdout.",
)
@click.option("--scorer", metavar="NAME", help="Let this installed scorer judge the breaks, too.")
@click.option(
    "--explain",
    metavar="FILE",
    help="Write why each break is where it is to FILE, as text or (*.json) JSON; - is stdout.",
)
@click.option(
    "--overwrite/--no-overwrite",
    default=None,
    help="Replace existing files, or never. [default: only that of -o]",
)
@click.option("--bom", is_flag=True, help="Begin files with a byte order mark.")
@click.option("--crlf", is_flag=True, help="End lines as Windows does.")
@click.option(
    "--text-layout",
    type=click.Choice(["paragraphs", "cues"]),
    default="paragraphs",
    show_default=True,
    help="The layout of txt.",
)
@click.option("--files-from", metavar="FILE", help="Read more inputs from FILE, one a line; - is stdin.")
@click.option(
    "-0", "nul", is_flag=True, help="The paths of --files-from end in NUL, as find -print0 writes them."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Say what was written.")
def command(
    *,
    inputs: tuple[str, ...],
    output: str | None,
    output_dir: str | None,
    to: tuple[str, ...],
    adapter: str | None,
    profile: str,
    language: str | None,
    max_chars: int | None,
    max_lines: int | None,
    max_cps: float | None,
    min_duration: int | None,
    max_duration: int | None,
    gap_policy: GapPolicy | None,
    audience: str | None,
    frame_rate: str | None,
    shots: str | None,
    shots_unit: Unit | None,
    keep_cues: bool,
    speakers: bool,
    wishes: Wishes,
    strict: bool,
    report: str | None,
    scorer: str | None,
    explain: str | None,
    overwrite: bool | None,
    bom: bool,
    crlf: bool,
    text_layout: Literal["paragraphs", "cues"],
    files_from: str | None,
    nul: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check all that can be wrong with the command, then convert, then give account."""
    from subkit import registry
    from subkit.cli.batch import Batch
    from subkit.cli.conversion import Settings
    from subkit.cli.house_style import house_style
    from subkit.cli.scoring import scorer_of
    from subkit.files import make_folder

    sources = gathered(inputs, files_from, nul=nul)
    plan = planned(sources, formats_wanted(to, output), output, output_dir)
    if explain is not None and keep_cues:
        raise click.UsageError(
            "--explain tells how cues were cut, and --keep-cues cuts none: give one of them"
        )
    used = [*wishes.lists] if shots is None else [*wishes.lists, shots]
    refuse_collisions(
        [*sources, *used], [*plan, *([()] * len(used))], accounts.places(report, explain, as_json=as_json)
    )
    style = for_media(house_style(profile), frame_rate, audience).adjusted(
        max_line_length=max_chars,
        max_lines=max_lines,
        max_cps=max_cps,
        min_duration=min_duration,
        max_duration=max_duration,
        gap_policy=gap_policy,
    )
    replace = output is not None if overwrite is None else overwrite
    settings = Settings(
        adapter,
        style,
        language,
        keep_cues,
        strict,
        speakers,
        text_layout,
        bom,
        crlf,
        replace,
        wishes,
        scorer_of(scorer),
        shots_of(shots, shots_unit, frame_rate, sources),
    )
    if adapter is not None:
        registry.adapter(adapter)  # an unknown name is a mistake in the command, not a fault of each input
    if output_dir is not None:
        make_folder(output_dir)
    batch = Batch(
        settings,
        Messages(quiet=quiet, verbose=verbose),
        keep_accounts=report is not None,
        keep_reasons=explain is not None,
    )
    batch.run(sources, plan)
    accounts.give(batch, report, explain, as_json=as_json)
    return batch.exit
