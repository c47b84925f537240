"""The command ``subkit check``: caption files held against a house style, in forms for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.house_style import profile_option
from subkit.cli.inputs import gathered
from subkit.cli.media_options import media_options, tell_without_rules
from subkit.cli.messages import Messages
from subkit.cli.outputs import refuse_collisions
from subkit.cli.reading_options import reading_options
from subkit.cli.transcript_options import refuse_one_stdin_for_two, transcript_options

if TYPE_CHECKING:
    from subkit.cli.auditing import FailOn, Form
    from subkit.cli.media_options import Footage
    from subkit.cli.reading_options import Reading

_HELP = """Check caption files against a house style.

A FILE holds captions of any format that is read (see 'subkit formats'): a path, a quoted pattern, or - for stdin.
Each finding names its place, the figure, the limit, and whether it could have been avoided, as far as the times of
the words are known: from subkit's JSON, or from the provider's result that --words names. That also shows words lost,
added and changed.

\b
Examples:
  subkit check talk.srt --profile netflix-en
  subkit check talk.srt --profile bbc --words talk.json
  subkit check 'captions/*.vtt' --format sarif -o captions.sarif --fail-on never

Hard rules must hold; soft ones are weighed against the speech; notes are on phrasing, and told one by one with -v. The
exit code is 1 if a hard rule is broken, unless it is proven that nothing could have been done; --fail-on sets another
measure."""


@light.command("check", help=_HELP, short_help=SHORT_HELPS["check"])
@click.argument("files", nargs=-1, metavar="FILE...")
@profile_option
@media_options
@transcript_options
@reading_options
@light.option(
    "--portable",
    is_flag=True,
    help="Check, too, that all readers take the file alike: its bytes, its lines, its times.",
)
@light.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github", "junit"]),
    default="text",
    show_default=True,
    help="The form of the report.",
)
@light.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@light.option(
    "--fail-on",
    type=click.Choice(["hard", "soft", "avoidable", "never"]),
    default="hard",
    show_default=True,
    help="Which findings make the exit code 1: of hard rules, of any but notes, or those proven avoidable.",
)
@light.option("-o", "--output", metavar="FILE", help="Write the report to FILE; - is stdout.")
@light.option("--overwrite/--no-overwrite", default=True, help="Replace an existing file, or do not.")
@light.option("-q", "--quiet", is_flag=True, help="Print no report; the exit code tells.")
@light.option("-v", "--verbose", is_flag=True, help="Tell each note on phrasing, too.")
def command(
    *,
    files: tuple[str, ...],
    profile: str,
    footage: Footage,
    words: str | None,
    adapter: str | None,
    language: str | None,
    reading: Reading,
    portable: bool,
    form: Form,
    as_json: bool,
    fail_on: FailOn,
    output: str | None,
    overwrite: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check all that can be wrong with the command, then the files, then report."""
    from subkit.cli import stdout
    from subkit.cli.auditing import audited, fails, rendered
    from subkit.cli.exits import Exit
    from subkit.cli.transcripts import transcript_of

    if as_json and form not in {"text", "json"}:
        raise click.UsageError(f"--json and --format {form} ask for two forms: give one of them")
    sources = gathered(files, None, nul=False)
    if words is not None and len(sources) > 1:
        raise click.UsageError(f"--words is what one file says, and there are {len(sources)}")
    refuse_one_stdin_for_two("FILE", sources, words)
    extra = [] if output is None else [("-o", output)]
    refuse_collisions(sources, [()] * len(sources), extra, [words, profile, *footage.files])
    messages = Messages(quiet=quiet, verbose=verbose)
    style = footage.style(profile)
    cuts = footage.cuts(sources, messages)
    transcript = None if words is None else transcript_of(words, adapter=adapter, language=language)
    wanted: Form = "json" if as_json else form
    notes = verbose or wanted != "text"
    tell_without_rules(style, cuts, messages)
    report, codes = audited(
        sources,
        style,
        transcript,
        language,
        messages,
        reading=reading,
        shots=cuts,
        footage=footage,
        notes=notes,
        portable=portable,
    )
    if not quiet or output is not None:
        stdout.put(rendered(report, wanted), output, overwrite=overwrite)
    if fails(report, fail_on):
        codes.add(Exit.FAILED)
    return Exit.FAILED if len(codes) > 1 else next(iter(codes), Exit.OK)
