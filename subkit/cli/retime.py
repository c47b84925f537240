"""The command ``subkit retime``: an edited text gets the times of its words again."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from subkit import __version__
from subkit.cli import figures, light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.house_style import house_style, profile_option
from subkit.cli.inputs import STDIN, shown
from subkit.cli.media_options import for_media, style_options
from subkit.cli.messages import Messages
from subkit.cli.outputs import STDOUT, Output, formats_wanted, refuse_collisions
from subkit.cli.reading_options import reading_options
from subkit.cli.target_options import target_option
from subkit.cli.transcript_options import refuse_one_stdin_for_two, transcript_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.cli.reading_options import Reading
    from subkit.cli.target_options import Aim
    from subkit.editing.retiming import Retimed
    from subkit.model import Captions, Transcript
    from subkit.profile import Profile

_HELP = """Give an edited text the times of its words again.

EDITED is what an editor made of a transcript: captions of any format that is read, or plain text; - is stdin. --words
is the transcript in which the words have times, as its provider sent it. Words that both have are shown when they
were heard; new ones take their time from the gap they stand in. No word of EDITED is changed.

Captions keep their cues and lines, and get in- and out-times by the profile. Plain text, and captions with --recut, are
cut into cues and lines as 'subkit convert' does. Captions for which there is no transcript can be cut anew, too, by their
own times: each cue's time is shared by its characters.

\b
Examples:
  subkit retime talk.edited.srt --words talk.json -o talk.srt
  subkit retime talk.txt --words talk.json -o talk.vtt --profile netflix-en
  subkit retime talk.edited.srt --words talk.json --recut --json -o talk.srt
  subkit retime old.srt --recut --profile bbc -o new.srt

Without -o captions go to stdout. A text that shares less than --min-aligned of its words with the transcript is of
another talk: it is refused, and nothing is written."""


@light.command("retime", help=_HELP, short_help=SHORT_HELPS["retime"])
@click.argument("source", metavar="EDITED")
@light.option("-o", "--output", default=STDOUT, metavar="FILE", help="Write to FILE. [default: stdout]")
@light.option(
    "--to", metavar="FORMAT", help="srt, vtt, txt or json. [default: as -o ends; else EDITED's, or srt]"
)
@profile_option
@style_options
@transcript_options
@reading_options
@light.option("--recut", is_flag=True, help="Cut captions anew, instead of keeping their cues.")
@light.option(
    "--min-aligned",
    type=figures.share,
    default=0.5,
    show_default=True,
    metavar="SHARE",
    help="The least share of EDITED's words that TRANSCRIPT must have.",
)
@light.option("--speakers/--no-speakers", default=True, help="Show who speaks, or do not. [default: show]")
@target_option
@light.option("--overwrite/--no-overwrite", default=True, help="Replace an existing file, or do not.")
@light.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object on stdout.")
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@light.option("-v", "--verbose", is_flag=True, help="Say each word whose time is a guess.")
def command(
    *,
    source: str,
    words: str | None,
    output: str,
    to: str | None,
    adapter: str | None,
    profile: str,
    audience: str | None,
    frame_rate: str | None,
    language: str | None,
    reading: Reading,
    recut: bool,
    min_aligned: float,
    speakers: bool,
    aim: Aim,
    overwrite: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Read both, align them, and write the captions whole or not at all."""
    from subkit.cli import stdout
    from subkit.cli.caption_files import tell_repairs
    from subkit.cli.edited import edited
    from subkit.cli.listing import encoded
    from subkit.editing.retiming import retime
    from subkit.formats import Writing, encode

    if words is None and not recut:
        raise click.UsageError(
            "--words names the transcript with the times; without it --recut cuts captions anew"
        )
    refuse_one_stdin_for_two("EDITED", [source], words)
    named = formats_wanted([to] if to else [], output, aim.format)
    if len(named) > 1:
        raise click.UsageError("--to takes one format")
    extra = [("--json", STDOUT)] if as_json else []
    refuse_collisions([source], [[Output(output, named[0])]], extra, [words, profile])
    style = for_media(house_style(profile), frame_rate, audience)
    text, form = edited(source, reading)
    if words is None:
        found, captions = None, _recut(text, style, language, shown(source))
    else:
        with _with_way_out():
            found = retime(
                text,
                _heard(words, adapter),
                style,
                recut=recut,
                least=min_aligned,
                language=language,
                source=shown(source),
            )
        captions = found.captions
    own = to is None and output == STDOUT and form != "txt" and aim.target is None
    written = form if own else named[0]
    captions = aim.fitted(captions, written, style.rate)
    how = Writing(speakers=speakers)
    document = encode(captions, written, aim.target.writing(how) if aim.target else how)
    aim.check(document, output, written)
    stdout.put(document, output, overwrite=overwrite)
    if as_json:
        stdout.write(encoded(_plain(captions, found, source, words, output)))
    messages = Messages(quiet=quiet, verbose=verbose)
    own_repairs = () if isinstance(text, str) else text.repairs
    tell_repairs(own_repairs, shown(source), reading, messages)
    _tell(captions, found, shown(source), messages, len(own_repairs))


@contextmanager
def _with_way_out() -> Iterator[None]:
    """Name the option by which a text that has little in common with the transcript is taken all the same."""
    from subkit.editing.alignment import OTHER_SPEECH
    from subkit.errors import InputError

    try:
        yield
    except InputError as error:
        if not error.reason.endswith(OTHER_SPEECH):
            raise
        raise InputError(error.source, f"{error.reason} (--min-aligned)") from error


def _recut(text: Captions | str, style: Profile, language: str | None, name: str) -> Captions:
    """Captions cut anew by their own times.

    Raises:
        InputError: it is plain text, which has no times, or has no words.
    """
    from subkit.editing.retiming import recut
    from subkit.errors import InputError

    if isinstance(text, str):
        raise InputError(name, "plain text has no times; --words names a transcript that has")
    captions = recut(text, style, language=language)
    if not captions.cues:
        raise InputError(name, "holds no words")
    return captions


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


def _tell(
    captions: Captions, found: Retimed | None, name: str, messages: Messages, told_already: int
) -> None:
    """Say how much of the text was found again, and what was not; the file's own repairs come first, and are told."""
    from subkit.editing.alignment import percent

    told = "squeezed" if found else "interpolated"
    if found:
        messages.note(
            f"{name}: {percent(found.aligned_share)} of {found.words} words aligned; {found.inserted} inserted, "
            f"{found.deleted} deleted, {found.substituted} substituted"
        )
    for repair in captions.repairs[told_already:]:
        (messages.note if repair.kind == told else messages.detail)(f"{name}: {repair}")
    if captions.findings:
        count = len(captions.findings)
        messages.note(f"{name}: {count} {'limit' if count == 1 else 'limits'} of {captions.profile} not met")


def _plain(
    captions: Captions, found: Retimed | None, source: str, words: str | None, output: str
) -> dict[str, Any]:
    """What was done, as ``--json`` prints it; what only a transcript tells is null without one."""
    figures = ("words", "aligned_share", "inserted", "deleted", "substituted")
    return {
        "schema": "subkit.retime/1",
        "subkit": __version__,
        "input": source,
        "transcript": words,
        "output": output,
        "language": captions.language,
        "language_source": captions.language_source,
        "profile": captions.profile,
        **{name: getattr(found, name) if found else None for name in figures},
        "cues": len(captions),
        "repairs": captions.repairs,
        "findings": captions.findings,
    }
