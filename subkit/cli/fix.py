"""The command ``subkit fix``: captions repaired where they break a house style, and shown what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.house_style import profile_option
from subkit.cli.inputs import STDIN, shown
from subkit.cli.media_options import media_options, tell_overrun, tell_without_rules
from subkit.cli.messages import Messages
from subkit.cli.outputs import STDOUT, formats_wanted, refuse_collisions
from subkit.cli.reading_options import reading_options
from subkit.cli.transcript_options import refuse_one_stdin_for_two, transcript_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.cli.media_options import Footage
    from subkit.cli.reading_options import Reading
    from subkit.editing.fixing import Fixed, Means

_HELP = """Repair captions where they break a house style.

FILE holds captions of any format that is read (see 'subkit formats'); - is stdin. The least change comes first: other
times within the room there is, other line breaks, cues cut anew with their neighbours, cues joined. No word is lost,
no rule is broken more often or worse than before, and what breaks no rule stays as it is; so do tags and places, and
in SubRip and WebVTT every byte. Files of other formats are written anew if anything changes. Fixing twice changes
nothing. Several files take --in-place or --dry-run; if one fails, the others are still done.

New times come from the words: those of --words (a provider's result, or subkit's JSON), or those in FILE itself. Without
any, each cue's time is shared by its characters. Which it was is said. With --frame-rate times go to whole frames, with
--shots those near a shot change go where the profile wants them.

\b
Examples:
  subkit fix talk.srt -o fixed.srt
  subkit fix talk.srt --dry-run --profile netflix-en
  subkit fix talk.vtt --in-place --words talk.json --fail-on hard
  subkit fix captions/*.srt --in-place
  subkit fix talk.srt -o fixed.srt --profile netflix-en --frame-rate 25 --shots cuts.txt

The changes are shown on stdout, as diff shows them; where captions go there (-o -, or no -o), on stderr."""


@light.command("fix", help=_HELP, short_help=SHORT_HELPS["fix"])
@click.argument("sources", metavar="FILE...", nargs=-1, required=True)
@light.option("-o", "--output", metavar="OUT", help="Write to OUT; - is stdout. [default: stdout]")
@light.option("--in-place", is_flag=True, help="Write to FILE itself.")
@light.option("--dry-run", is_flag=True, help="Show the changes and write nothing.")
@light.option("--to", metavar="FORMAT", help="srt, vtt, txt or json. [default: as -o ends; else FILE's]")
@profile_option
@media_options
@transcript_options
@reading_options
@light.option(
    "--rules",
    default="time,lines,split",
    show_default=True,
    metavar="RULE,...",
    help="What may be set right: times, line breaks, where cues begin and end.",
)
@light.option(
    "--fail-on",
    type=click.Choice(["hard", "soft", "never"]),
    default="never",
    show_default=True,
    help="Which findings that are left make the exit code 1: of hard rules, or any.",
)
@light.option("--overwrite/--no-overwrite", default=True, help="Replace an existing OUT, or do not.")
@light.option(
    "--json", "as_json", is_flag=True, help="Print what was done as one JSON object on stdout, not as a diff."
)
@light.option("-q", "--quiet", is_flag=True, help="Show no changes; say errors only.")
@light.option("-v", "--verbose", is_flag=True, help="Say each finding that is left.")
def command(*, sources: tuple[str, ...], **options: Any) -> int:
    """Fix each file; a single one's error ends the program, one of many's is told, and the next has its turn."""
    from subkit.cli.exits import Exit
    from subkit.cli.failures import code_of
    from subkit.cli.progress import passing
    from subkit.errors import SubkitError

    if len(sources) == 1:
        return _fix(source=sources[0], **options)
    _refuse_for_many(options)
    codes: set[int] = set()
    messages = Messages(quiet=options["quiet"])
    for source in passing(messages, "Fixing", sources, shown):
        try:
            codes.add(_fix(source=source, **options))
        except SubkitError as error:
            code = code_of(error)
            codes.add(code)
            messages.failed(error, code, file=shown(source))
    failed = codes - {Exit.OK}
    return Exit.FAILED if len(failed) > 1 else next(iter(failed), Exit.OK)


def _refuse_for_many(options: Mapping[str, Any]) -> None:
    """Refuse, of several files, what can be said of one alone.

    Raises:
        click.UsageError: the run is refused.
    """
    if not (options["in_place"] or options["dry_run"]):
        raise click.UsageError("several FILEs need --in-place or --dry-run")
    of_one = (
        ("--words", options["words"]), ("--shots or --video", options["footage"].files), ("--json", options["as_json"])
    )  # fmt: skip
    for name, value in of_one:
        if any(value) if isinstance(value, list | tuple) else value:
            raise click.UsageError(f"{name} is for one FILE, and there are several")


def _fix(
    *,
    source: str,
    output: str | None,
    in_place: bool,
    dry_run: bool,
    to: str | None,
    profile: str,
    footage: Footage,
    words: str | None,
    adapter: str | None,
    language: str | None,
    reading: Reading,
    rules: str,
    fail_on: Literal["hard", "soft", "never"],
    overwrite: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check the command, repair, write the captions whole or not at all, then show what was done.

    Returns the exit code.
    """
    from subkit.cli import fixes, stdout
    from subkit.cli.caption_files import content_of, tell_repairs
    from subkit.cli.exits import Exit
    from subkit.cli.listing import encoded
    from subkit.cli.transcripts import transcript_of
    from subkit.files import write_whole

    place = _place(source, output, in_place=in_place, dry_run=dry_run)
    refuse_one_stdin_for_two("FILE", [source], words)
    _refuse(source, place, [words, profile, *footage.files], as_json=as_json, in_place=in_place)
    means, named = _means(rules), _format(to, output)
    if in_place and named is not None:
        raise click.UsageError("--in-place keeps FILE's format, so --to says nothing; use -o for another")
    messages = Messages(quiet=quiet, verbose=verbose)
    style = footage.style(profile)
    cuts = footage.cuts([source], messages)
    given = content_of(source, reading)
    if in_place:
        fixes.refuse_in_place(given)
    content = fixes.mended(given, reading)
    heard = None if words is None else transcript_of(words, adapter=adapter, language=language)
    asked = fixes.Asked(style, heard, language, means, cuts)
    fixed = fixes.fixed(content, reading, asked)
    document = None if place is None else fixes.document(content, named or content.form, fixed)
    if document is not None and place == STDOUT:
        stdout.write(document)
    elif (
        document is not None and place is not None and (not in_place or document != fixes.plain_bytes(given))
    ):
        write_whole(place, document, overwrite=overwrite)
    tell_without_rules(style, cuts, messages)
    if fixed.captions.cues:
        tell_overrun(footage, fixed.captions.cues[-1].end, content.name, messages)
    tell_repairs(fixed.given.repairs, content.name, reading, messages)
    if as_json:
        stdout.write(encoded(fixes.plain(fixed, source, place)))
    elif not quiet:
        fixes.show(fixed, messages, on_stdout=place != STDOUT)
    fixes.tell(fixed, shown(source), messages)
    if place is not None and (missing := fixes.lost(content, named or content.form, fixed)):
        messages.note(f"{shown(source)}: {missing}", file=shown(source))
    return Exit.FAILED if _fails(fixed, fail_on) else Exit.OK


def _place(source: str, output: str | None, *, in_place: bool, dry_run: bool) -> str | None:
    """Where the captions go: a path, ``-``, or nowhere.

    Raises:
        click.UsageError: two places are named, or stdin is to be written to.
    """
    asked = [
        name for name, given in (("-o", output), ("--in-place", in_place), ("--dry-run", dry_run)) if given
    ]
    if len(asked) > 1:
        raise click.UsageError(f"{' and '.join(asked)} say two things: give one of them")
    if in_place and source == STDIN:
        raise click.UsageError("stdin cannot be fixed in place; use -o")
    if dry_run:
        return None
    if in_place:
        return source
    return STDOUT if output is None else output


def _refuse(source: str, place: str | None, used: list[str | None], *, as_json: bool, in_place: bool) -> None:
    """Refuse what would write two things to one place, or lose an input.

    Raises:
        click.UsageError: the run is refused.
    """
    inputs = [] if in_place else [source]
    extra = [("--json", STDOUT)] if as_json else []
    if place is not None:
        extra.insert(0, ("the captions", place))
    refuse_collisions(inputs, [()] * len(inputs), extra, used)


def _means(rules: str) -> tuple[Means, ...]:
    """What ``--rules`` allows.

    Raises:
        click.UsageError: it names something else.
    """
    from subkit.editing.fixing import MEANS
    from subkit.errors.suggesting import suggestion

    names = [name.strip().lower() for name in rules.split(",") if name.strip()]
    for name in names:
        if name not in MEANS:
            raise click.UsageError(f"--rules: {name!r} is none; {suggestion(name, MEANS)}")
    return tuple([one for one in MEANS if one in names])


def _format(to: str | None, output: str | None) -> str | None:
    """The name of the format that is asked for; ``None`` for that of the input.

    Raises:
        click.UsageError: it is none, or several.
    """
    if to is None and output in {None, STDOUT}:
        return None
    named = formats_wanted([to] if to else [], output)
    if len(named) > 1:
        raise click.UsageError("--to takes one format")
    return named[0]


def _fails(fixed: Fixed, fail_on: str) -> bool:
    left = fixed.findings_after
    return fail_on != "never" and any(finding.hard or fail_on == "soft" for finding in left)
