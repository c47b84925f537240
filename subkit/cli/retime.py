"""The command ``subkit retime``: an edited text gets the times of its words again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from subkit import __version__
from subkit.cli import figures
from subkit.cli.app import SHORT_HELPS
from subkit.cli.inputs import STDIN, shown
from subkit.cli.messages import Messages
from subkit.cli.outputs import STDOUT, Output, formats_wanted, refuse_collisions

if TYPE_CHECKING:
    from subkit.editing.retiming import Retimed
    from subkit.model import Transcript

_HELP = """Give an edited text the times of its words again.

EDITED is what an editor made of a transcript: SRT, WebVTT, subkit's JSON or plain text; - is stdin. --words is the
transcript in which the words have times, as its provider sent it. Words that both have are shown when they were heard;
new ones take their time from the gap they stand in. No word of EDITED is changed.

Captions keep their cues and lines, and get in- and out-times by the profile. Plain text, and captions with --recut, are
cut into cues and lines as 'subkit convert' does.

\b
Examples:
  subkit retime talk.edited.srt --words talk.json -o talk.srt
  subkit retime talk.txt --words talk.json -o talk.vtt --profile netflix-en
  subkit retime talk.edited.srt --words talk.json --recut --json -o talk.srt

Without -o captions go to stdout. A text that shares less than --min-aligned of its words with the transcript is of
another talk: it is refused, and nothing is written."""


@click.command("retime", help=_HELP, short_help=SHORT_HELPS["retime"])
@click.argument("source", metavar="EDITED")
@click.option("--words", "words", required=True, metavar="TRANSCRIPT", help="The transcript; - is stdin.")
@click.option("-o", "--output", default=STDOUT, metavar="FILE", help="Write to FILE. [default: stdout]")
@click.option(
    "--to", metavar="FORMAT", help="srt, vtt, txt or json. [default: as -o ends; else EDITED's, or srt]"
)
@click.option(
    "--from", "adapter", metavar="NAME", help="Read TRANSCRIPT as this provider's (see 'subkit adapters')."
)
@click.option(
    "--profile",
    default="default",
    show_default=True,
    metavar="NAME|FILE",
    help="A house style, or your own in TOML.",
)
@click.option(
    "--language",
    type=figures.tag,
    metavar="TAG",
    help="The language, where it is not said, e.g. en or pt-BR.",
)
@click.option("--recut", is_flag=True, help="Cut captions anew, instead of keeping their cues and lines.")
@click.option(
    "--min-aligned",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    metavar="SHARE",
    help="The least share of EDITED's words that TRANSCRIPT must have.",
)
@click.option("--speakers/--no-speakers", default=True, help="Show who speaks, or do not. [default: show]")
@click.option("--overwrite/--no-overwrite", default=True, help="Replace an existing file, or do not.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Say each word whose time is a guess.")
def command(
    *,
    source: str,
    words: str,
    output: str,
    to: str | None,
    adapter: str | None,
    profile: str,
    language: str | None,
    recut: bool,
    min_aligned: float,
    speakers: bool,
    overwrite: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Read both, align them, and write the captions whole or not at all."""
    from subkit.cli import stdout
    from subkit.cli.edited import edited
    from subkit.cli.house_style import house_style
    from subkit.cli.listing import encoded
    from subkit.editing.retiming import retime
    from subkit.files import write_whole
    from subkit.formats import encode

    if source == words == STDIN:
        raise click.UsageError("EDITED and --words cannot both be stdin")
    named = formats_wanted([to] if to else [], output)
    if len(named) > 1:
        raise click.UsageError("--to takes one format")
    extra = [("--json", STDOUT)] if as_json else []
    refuse_collisions([source, words], [[Output(output, named[0])], []], extra)
    style = house_style(profile)
    text, form = edited(source)
    found = retime(
        text,
        _heard(words, adapter),
        style,
        recut=recut,
        least=min_aligned,
        language=language,
        source=shown(source),
    )
    own = to is None and output == STDOUT and form != "txt"
    document = encode(found.captions, form if own else named[0], speakers=speakers)
    if output == STDOUT:
        stdout.write(document)
    else:
        write_whole(output, document, overwrite=overwrite)
    if as_json:
        stdout.write(encoded(_plain(found, source, words, output)))
    _tell(found, shown(source), Messages(quiet=quiet, verbose=verbose))


def _heard(source: str, adapter: str | None) -> Transcript:
    """The transcript of a file or of stdin.

    Raises:
        SubkitError: it cannot be read or understood.
    """
    from subkit.errors import InputError
    from subkit.reading import read

    if source != STDIN:
        return read(source, adapter=adapter)
    if sys.stdin is None:
        raise InputError("stdin", "is closed")
    return read(sys.stdin.buffer, adapter=adapter)


def _tell(found: Retimed, name: str, messages: Messages) -> None:
    """Say how much of the text was found again, and what was not."""
    from subkit.editing.alignment import percent

    messages.note(
        f"{name}: {percent(found.aligned_share)} of {found.words} words aligned; {found.inserted} inserted, "
        f"{found.deleted} deleted, {found.substituted} substituted"
    )
    squeezed = [repair for repair in found.captions.repairs if repair.kind == "squeezed"]
    for repair in squeezed:
        messages.note(f"{name}: {repair}")
    for repair in found.captions.repairs:
        if repair.kind != "squeezed":
            messages.detail(f"{name}: {repair}")
    if found.captions.findings:
        messages.note(
            f"{name}: {len(found.captions.findings)} limits of {found.captions.profile} are not met"
        )


def _plain(found: Retimed, source: str, words: str, output: str) -> dict[str, Any]:
    """What was done, as ``--json`` prints it."""
    captions = found.captions
    return {
        "schema": "subkit.retime/1",
        "subkit": __version__,
        "input": source,
        "transcript": words,
        "output": output,
        "language": captions.language,
        "language_source": captions.language_source,
        "profile": captions.profile,
        "words": found.words,
        "aligned_share": found.aligned_share,
        "inserted": found.inserted,
        "deleted": found.deleted,
        "substituted": found.substituted,
        "cues": len(captions),
        "repairs": captions.repairs,
        "findings": captions.findings,
    }
