"""The page that ``subkit --help`` shows: its words, and the layout that click gives them, without the time click takes to load."""

from __future__ import annotations

import os
import sys

from subkit.cli import exits

TYPE_CHECKING = False  # as in `subkit.cli`
if TYPE_CHECKING:
    from collections.abc import Iterable

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
"""What each command does in a line, in the order of the page."""

OPTION_HELPS = {
    "-q, --quiet": "Say errors only.",
    "-v, --verbose": "Say what was done, too.",
    "--log-format [text|json]": "The form of messages on stderr.",
    "--no-color": "Show nothing in colour.",
    "--version": "Show the version and exit.",
    "-h, --help": "Show this message and exit.",
}
"""What each option does that stands before a command's name; the last stands in every command's own help, too."""

HELP = """Professional captions from speech-to-text transcripts.

\b
Examples:
  subkit convert talk.json               writes talk.srt beside it
  subkit convert talk.json -o talk.vtt   the format follows the name
  subkit convert talk.srt -o talk.vtt    caption files go in, too
  subkit convert *.json --to srt,vtt,txt --output-dir captions"""

EPILOG = f"""\b
Exit codes:
{exits.table()}

A reader that closes the pipe early (subkit ... | head) ends the program quietly, with 0."""

_WIDEST, _NARROWEST = 80, 52
_AS_IT_STANDS = "\b\n"


def page(columns: int) -> str:
    """The page, on a terminal of so many columns: what click prints there, to the last blank."""
    width = width_on(columns)
    parts = (
        "Usage: subkit [OPTIONS] COMMAND [ARGS]...\n",
        _text(HELP, width),
        "Options:\n" + _table(OPTION_HELPS.items(), width),
        "Commands:\n" + _table(SHORT_HELPS.items(), width),
        _text(EPILOG, width),
    )
    return "\n".join(parts)


def width_on(columns: int) -> int:
    """How wide every help is on a terminal of so many columns, as click has it."""
    return max(min(columns, _WIDEST), _NARROWEST) - 2


def columns() -> int:
    """How many columns the terminal has, as `shutil.get_terminal_size` finds it, which takes longer to load than this to run."""
    try:
        said = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        said = 0
    if said > 0:
        return said
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _WIDEST  # type: ignore[union-attr]  # None is caught
    except (AttributeError, ValueError, OSError):
        return _WIDEST


def _text(text: str, width: int) -> str:
    return "\n\n".join(_block(block, width) for block in text.split("\n\n")) + "\n"


def _block(block: str, width: int) -> str:
    if block.startswith(_AS_IT_STANDS):
        return "\n".join(f"  {line}" for line in block.removeprefix(_AS_IT_STANDS).splitlines())
    from textwrap import fill

    return fill(block, width, initial_indent="  ", subsequent_indent="  ")


def _table(rows: Iterable[tuple[str, str]], width: int) -> str:
    """Two columns, the first as wide as its longest entry."""
    from textwrap import wrap

    found = list(rows)
    first = max(len(name) for name, _ in found) + 2
    lines = []
    for name, what in found:
        start, *more = wrap(what, width - first - 2)
        lines += [f"  {name:{first}}{start}\n", *(f"  {'':{first}}{line}\n" for line in more)]
    return "".join(lines)
