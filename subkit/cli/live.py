"""The command ``subkit live``: captions of a stream of words, each cue as soon as it is closed."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from subkit.cli import figures, light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.house_style import house_style, profile_option

if TYPE_CHECKING:
    from subkit.live.writing import LiveFormat

_HELP = """Caption a stream of words while it is still coming.

STREAM is a file or a pipe of lines; by default it is stdin. Each cue is printed as soon as no later word can change it, and at
the latest when it has waited for the profile's longest cue; with --exact it is waited for, and the cues are those of
'subkit convert' for the whole (see docs/live.md for what must be known for that).

\b
Examples:
  recogniser | subkit live --language en > talk.vtt
  subkit live verbit.jsonl --from verbit --to srt
  recogniser | subkit live --language en --to jsonl --latency

A line is a word, as {"text": "Hello,", "start": 500, "end": 900}, in ms; 'speaker', 'confidence', 'glued' and 'final' may be
said, too. With --from each line is a message as that provider sends it."""


@light.command("live", help=_HELP, short_help=SHORT_HELPS["live"])
@click.argument("source", metavar="[STREAM]", default="-")
@light.option(
    "--from",
    "adapter",
    default="jsonl",
    show_default=True,
    metavar="NAME",
    help="What lines are: words (jsonl), or messages of this provider.",
)
@light.option(
    "--to",
    "form",
    type=click.Choice(["vtt", "srt", "jsonl"]),
    default="vtt",
    show_default=True,
    help="What to print.",
)
@profile_option
@light.option(
    "--language",
    type=figures.tag,
    metavar="TAG",
    help="The language, e.g. en or pt-BR. [default: that of the first messages or, after 50 words, of these]",
)
@light.option(
    "--like", metavar="FILE", help="A whole transcript of the same source, for how its times tell pauses."
)
@light.option("--speakers/--no-speakers", default=True, help="Say who speaks, or do not.")
@light.option("--exact", is_flag=True, help="Wait for as long as a later word could change a cue.")
@light.option(
    "--stall",
    type=figures.seconds,
    metavar="S",
    help="Print what is left when nothing has come for so long. [default: wait]",
)
@light.option(
    "--strict", is_flag=True, help="Stop at the first line that is not right, instead of telling it."
)
@light.option("--latency", is_flag=True, help="Say at the end how long cues had to wait.")
def command(
    *,
    source: str,
    adapter: str,
    form: LiveFormat,
    profile: str,
    language: str | None,
    like: str | None,
    speakers: bool,
    exact: bool,
    stall: int | None,
    strict: bool,
    latency: bool,
) -> None:
    """Read the stream, and print cue after cue."""
    from subkit.cli.live_run import Run
    from subkit.cli.messages import Messages
    from subkit.cli.stream_lines import lines_of
    from subkit.cli.transcripts import transcript_of
    from subkit.live import Captioner, settled
    from subkit.live.writing import Written

    style = settled(house_style(profile), None if like is None else transcript_of(like, language=language))
    captioner = Captioner(style, language=language, labels=speakers, bounded=not exact, strict=strict)
    written = Written(form, None if speakers else "none")
    run = Run(captioner, written, Messages(), adapter=adapter, source=source, strict=strict)
    with closing(lines_of(source, stall)) as lines:
        try:
            run.follow(lines)
        finally:
            if latency:
                run.tell_latency()
