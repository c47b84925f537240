"""The commands, what each does in a line, and the words around them in ``subkit --help``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from subkit.cli import exits
from subkit.cli.lazy import LazyGroup
from subkit.cli.manner import VARIABLE, current, manner_options
from subkit.compiled import version

if TYPE_CHECKING:
    from subkit.jobs.clock import Clock

SHORT_HELPS = {
    "convert": "Turn providers' transcripts, or caption files, into captions.",
    "batch": "Caption a whole corpus: on every core, and going on where it was.",
    "live": "Caption a stream of words while it is still coming.",
    "explain": "Say why captions are cut as they are.",
    "check": "Check caption files against a house style.",
    "stats": "Show captions in figures: reading speed, durations, gaps.",
    "fix": "Repair captions where they break a house style.",
    "diff": "Compare two caption files.",
    "review": "Show captions to people, with their video and all that is found in them.",
    "score": "Score captions by those that people made.",
    "retime": "Give an edited text the times of its words again.",
    "join": "Put caption files one after the other.",
    "merge": "Show two caption files at once, as bilingual subtitles.",
    "tune": "Learn a house's own style from captions that its people made.",
    "probe": "Say what media files hold, and when their shots change.",
    "mux": "Put captions into a video's container.",
    "extract": "Take captions out of a video's container.",
    "burn": "Draw captions onto a video's picture.",
    "audio": "Make what providers want uploaded of a video: its speech alone.",
    "hls": "Cut captions into segments for HTTP Live Streaming.",
    "dash": "Put captions beside an MPEG-DASH presentation, and into its manifest.",
    "transcribe": "Have media transcribed by a provider, and caption it.",
    "submit": "Send media to a provider, without waiting.",
    "jobs": "List, watch and fetch the providers' jobs.",
    "provider": "Ask a provider for what goes beyond transcription.",
    "serve": "Receive providers' webhooks.",
    "providers-dev": "Play the providers on this machine.",
    "adapters": "List the providers whose results can be read.",
    "profiles": "List the house styles, or show one with the source of each figure.",
    "targets": "List where captions can go, or show what one takes and who says so.",
    "formats": "List the formats that are read and written.",
    "config": "Show what files and variables set.",
    "completion": "Print the script that completes commands in a shell.",
    "man": "Print the man page of subkit, or of a command.",
    "help": "Show the help of a command, or a topic that concerns all of them.",
}

_HELP = """Professional captions from speech-to-text transcripts.

\b
Examples:
  subkit convert talk.json               writes talk.srt beside it
  subkit convert talk.json -o talk.vtt   the format follows the name
  subkit convert talk.srt -o talk.vtt    caption files go in, too
  subkit convert *.json --to srt,vtt,txt --output-dir captions"""

_EPILOG = f"""\b
Exit codes:
{exits.table()}

A reader that closes the pipe early (subkit ... | head) ends the program quietly, with 0."""


@click.group(
    cls=LazyGroup,
    package="subkit.cli",
    short_helps=SHORT_HELPS,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    params=[*manner_options(variable=VARIABLE)],
    help=_HELP,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(version(), prog_name="subkit", message="%(prog)s %(version)s")
@click.pass_context
def root(context: click.Context) -> None:
    """Show the help where no command is named."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(exits.Exit.USAGE)


def run(arguments: list[str], clock: Clock | None = None) -> int:
    """Run the command that the arguments name, and return its exit code; whatever goes wrong is raised.

    Unlike click's own ``main``, which ends the program by itself, in several lines and with no codes but 1 and 2.
    """
    if os.environ.get("_SUBKIT_COMPLETE"):
        from subkit.cli import completing, stdout

        stdout.write_text(completing.answer(root, arguments))
        return exits.Exit.OK
    try:
        with root.make_context("subkit", list(arguments), obj=clock) as context:
            context.default_map = _defaults(arguments)
            return root.invoke(context) or exits.Exit.OK
    except click.exceptions.Exit as end:
        return end.exit_code


def _defaults(arguments: list[str]) -> dict[str, Any] | None:
    """What the options that are not given are set to, by the names of their parameters, for every command alike."""
    asked = current()
    # What is said before the command's name holds for a command that has such an option of its own, too.
    said = {"quiet": asked.quiet or None, "verbose": asked.verbose or None, **_settings(arguments)}
    known = {name: value for name, value in said.items() if value is not None}
    # A command of a group looks among the group's values for its own, by its name.
    inner: dict[str, Any] = {
        **known,
        **dict.fromkeys(("list", "show", "wait", "fetch", "resolve", "forget"), known),
    }
    return dict.fromkeys(SHORT_HELPS, inner) if known else None


def _settings(arguments: list[str]) -> dict[str, Any]:
    """What the configuration sets; nothing where only help is asked for, or what the configuration is."""
    command = next((one for one in arguments if one in SHORT_HELPS), "config")
    if not {"-h", "--help", "--version"}.isdisjoint(arguments) or command == "config":
        return {}
    from subkit.config import load

    settings = load().settings
    return {
        "profile": settings.profile,
        "language": settings.language,
        "audience": settings.audience,
        "frame_rate": None if settings.frame_rate is None else str(settings.frame_rate),
        "provider": settings.provider,
        "state_dir": settings.state_dir,
        "max_minutes": settings.max_minutes,
    }
