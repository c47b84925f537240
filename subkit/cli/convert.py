"""The command ``subkit convert``: its options, and the run from inputs to exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli import accounts, light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.caption_options import caption_options, place_options, writing_options
from subkit.cli.inputs import gathered
from subkit.cli.messages import Messages
from subkit.cli.outputs import formats_wanted, planned, refuse_collisions
from subkit.cli.reading_options import reading_options
from subkit.cli.timeline_options import timeline_options

if TYPE_CHECKING:
    from subkit.cli.caption_options import Captioning, WritingOptions
    from subkit.cli.reading_options import Reading
    from subkit.cli.target_options import Aim
    from subkit.cli.timeline_options import TimeLineOptions

_HELP = """Turn providers' transcripts, or caption files, into captions of any format.

An INPUT is a provider's result in JSON, or a caption file of any format that can be read: a path, a quoted pattern, or -
for stdin; or a job whose result is on disk (see 'subkit jobs list'), by its key. Which it is, and whose, is recognised.
Caption files keep their cues, unless --recut cuts them anew by the profile. talk.json becomes talk.srt beside it (and, with --to json, talk.captions.json); stdin goes to stdout.

\b
Examples:
  subkit convert talk.json
  subkit convert talk.json -o talk.vtt --profile netflix-en
  subkit convert talk.json --to srt,vtt,txt --max-chars 37 --max-cps 17
  subkit convert talk.srt -o talk.vtt
  subkit convert tape.stl -o tape.srt --offset -10:00:00
  subkit convert old.srt -o new.srt --recut --profile bbc --from-frame-rate 25 --to-frame-rate 23.976
  subkit convert 'results/*.json' --output-dir captions --report repairs.json
  curl -s $URL | subkit convert - -o - --to vtt

A file you name with -o is replaced if it exists; a file that subkit names itself is not, unless you say --overwrite.
Files are written whole or not at all. Data goes to stdout, messages go to stderr. If one of many inputs fails, the
others are still done; see 'subkit --help' for the exit codes."""


@light.command("convert", help=_HELP, short_help=SHORT_HELPS["convert"])
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@place_options
@light.option(
    "--from",
    "adapter",
    metavar="NAME",
    help="Read as this provider's result (see 'subkit adapters'), or in this format (see 'subkit formats').",
)
@reading_options
@caption_options
@light.option(
    "--recut", is_flag=True, help="Cut caption files anew by the profile, instead of keeping their cues."
)
@timeline_options
@light.option(
    "--report",
    metavar="FILE",
    help="Write every repair and every limit not met to FILE, as JSON; - is stdout.",
)
@light.option("--scorer", metavar="NAME", help="Let this installed scorer judge the breaks, too.")
@light.option(
    "--explain",
    metavar="FILE",
    help="Write why each break is where it is to FILE, as text or (*.json) JSON; - is stdout.",
)
@writing_options
@light.option("--files-from", metavar="FILE", help="Read more inputs from FILE, one a line; - is stdin.")
@light.option(
    "-0", "nul", is_flag=True, help="The paths of --files-from end in NUL, as find -print0 writes them."
)
@light.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object on stdout.")
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@light.option("-v", "--verbose", is_flag=True, help="Say what was written.")
def command(
    *,
    inputs: tuple[str, ...],
    output: str | None,
    output_dir: str | None,
    to: tuple[str, ...],
    adapter: str | None,
    reading: Reading,
    captioning: Captioning,
    recut: bool,
    timeline: TimeLineOptions,
    report: str | None,
    scorer: str | None,
    explain: str | None,
    writing: WritingOptions,
    files_from: str | None,
    nul: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check all that can be wrong with the command, then convert, then give account."""
    from subkit.cli.conversions import Conversions
    from subkit.files import make_folder

    sources = gathered(inputs, files_from, nul=nul)
    aim = writing.aim
    formats = formats_wanted(to, output, aim.format)
    plan = planned(sources, formats, output, output_dir, aim.tag(captioning.language))
    _refuse_contradictions(
        captioning, reading, aim, explain, recut=recut, starts=timeline.start_timecode is not None
    )
    messages = Messages(quiet=quiet, verbose=verbose)
    line = timeline.settled(captioning.footage.rate)
    extra = accounts.places(report, explain, as_json=as_json)
    refuse_collisions(sources, plan, extra, [*captioning.files, captioning.profile])
    form = _format_named(adapter)
    settings = captioning.settings(
        writing,
        sources,
        messages,
        adapter=None if form else adapter,
        scorer=scorer,
        replace=output is not None,
    )._replace(form=form, recut=recut, reading=reading, timeline=line, of_cuts=captioning.of_cuts)
    if settings.adapter is not None:
        _refuse_unknown(settings.adapter)
    if output_dir is not None:
        make_folder(output_dir)
    conversions = Conversions(
        settings,
        messages,
        keep_accounts=report is not None,
        keep_reasons=explain is not None,
    )
    conversions.run(sources, plan)
    accounts.give(conversions, report, explain, as_json=as_json)
    return conversions.exit


def _format_named(name: str | None) -> str | None:
    """The caption format that ``--from`` names, if it is none of a provider."""
    from subkit.formats import formats

    known = formats().get(name or "")
    return known.name if known and known.readable else None


def _refuse_unknown(name: str) -> None:
    """Refuse a name that ``--from`` cannot take: a mistake in the command, not a fault of each input.

    Raises:
        UnknownNameError: it is neither a provider's nor a format's.
        AdapterError: the provider's adapter cannot be used.
    """
    from subkit import registry
    from subkit.errors import UnknownNameError
    from subkit.formats import formats

    try:
        registry.adapter(name)
    except UnknownNameError as error:
        readable = [
            form.name for form in formats().values() if form.readable and form.name not in error.known
        ]
        raise UnknownNameError("provider or format", name, (*error.known, *readable)) from error


def _refuse_contradictions(
    captioning: Captioning, reading: Reading, aim: Aim, explain: str | None, *, recut: bool, starts: bool
) -> None:
    """Refuse options of which one takes back what another asks for.

    Raises:
        click.UsageError: there are such.
    """
    if explain is not None and captioning.keep_cues:
        raise click.UsageError(
            "--explain tells how cues were cut, and --keep-cues cuts none: give one of them"
        )
    if recut and captioning.keep_cues:
        raise click.UsageError("--recut cuts cues anew, and --keep-cues keeps them: give one of them")
    if reading.lenient and captioning.strict:
        raise click.UsageError("--strict refuses what --lenient takes: give one of them")
    if starts and aim.target is not None and aim.target.start:
        raise click.UsageError(f"--for {aim.target.name} has a clock of its own, and so has --start-timecode")
