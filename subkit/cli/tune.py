"""The command ``subkit tune``: a house's own style, learnt from captions that its people made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from subkit import __version__
from subkit.cli import figures, light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.inputs import STDIN, shown
from subkit.cli.messages import Messages
from subkit.cli.outputs import STDOUT, refuse_collisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.profile import Profile
    from subkit.tuning import Example, Tuned

_HELP = """Learn a house's own style from captions that its people made.

EXAMPLES are caption files (SRT, WebVTT, subkit's JSON). What is learnt is how the house weighs marks, pauses, function
words, the shape of lines and the length of cues; the limits (line length, reading speed, durations) stay those of
--profile. With --words the words have the times at which they were heard, and pauses count; without, each cue's time is
shared by its characters.

\b
Examples:
  subkit tune house/*.srt -o house.toml
  subkit tune house/*.srt --words transcripts/ --profile netflix-en -o house.toml
  subkit convert talk.json --profile house.toml

What is learnt is tried on examples that it was not learnt from, and kept only if it is better there. Files whose names
are the same up to the first full stop (talk.en.srt, talk.fr.srt) are one talk. The same files, --trials and --seed give
the same profile."""


@light.command("tune", help=_HELP, short_help=SHORT_HELPS["tune"])
@click.argument("examples", nargs=-1, required=True, metavar="EXAMPLES...")
@light.option(
    "-o", "--output", required=True, metavar="FILE", help="Write the profile to FILE, as TOML; - is stdout."
)
@light.option(
    "--words",
    multiple=True,
    metavar="FILE|DIR",
    help="Transcripts in which the words have times, named as the examples are up to the first full stop.",
)
@light.option(
    "--profile",
    default="default",
    show_default=True,
    metavar="NAME|FILE",
    help="The house style to start from; its limits hold.",
)
@light.option("--title", help="What people call the house. [default: as -o is named]")
@light.option(
    "--language",
    type=figures.tag,
    metavar="TAG",
    help="The language, where a file does not say, e.g. en or pt-BR.",
)
@light.option(
    "--trials",
    type=click.IntRange(1),
    default=240,
    show_default=True,
    metavar="N",
    help="How many sets of weights each climb tries.",
)
@light.option(
    "--seed", type=int, default=1, show_default=True, metavar="N", help="What the random moves come from."
)
@light.option("--overwrite/--no-overwrite", default=True, help="Replace an existing file, or do not.")
@light.option("--json", "as_json", is_flag=True, help="Print what was learnt as one JSON object on stdout.")
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
def command(
    *,
    examples: tuple[str, ...],
    output: str,
    words: tuple[str, ...],
    profile: str,
    title: str | None,
    language: str | None,
    trials: int,
    seed: int,
    overwrite: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read the examples, learn, and write the profile whole or not at all."""
    from subkit.cli import stdout
    from subkit.cli.house_style import house_style
    from subkit.cli.listing import print_json
    from subkit.cli.progress import Progress
    from subkit.tuning import tune
    from subkit.tuning.house import toml

    transcripts = _transcripts(words)
    examples = tuple(dict.fromkeys(examples))
    extra = [("-o", output), *([("--json", STDOUT)] if as_json else [])]
    refuse_collisions(examples, [()] * len(examples), extra, [*transcripts.values(), profile])
    style = house_style(profile)
    read = _examples(examples, transcripts, language)
    messages = Messages(quiet=quiet)
    with Progress(messages, "Learning", unit="trials") as progress:
        tuned = tune(read, style, trials=trials, seed=seed, progress=progress.at)
    document = toml(
        tuned,
        extends=str(Path(profile).resolve()) if profile.endswith(".toml") else profile,
        title=title or ("house" if output == STDOUT else Path(output).stem),
        examples=len(read),
        words=sum(one.words for one in read),
    )
    stdout.put(document.encode(), output, overwrite=overwrite)
    if as_json:
        print_json(_plain(tuned, read, style, output))
    _tell(tuned, output, messages)


def _transcripts(places: Sequence[str]) -> dict[str, str]:
    """The transcripts by what their names say up to the first full stop; a folder's are those in JSON.

    Raises:
        InputError: a folder has none, or two transcripts have one name.
    """
    from subkit.errors import InputError

    found: dict[str, str] = {}
    for place in places:
        inside = sorted(Path(place).glob("*.json")) if Path(place).is_dir() else [Path(place)]
        if not inside:
            raise InputError(place, "has no transcripts in it")
        for path in inside:
            stem = path.name.split(".")[0]
            if stem in found:
                raise InputError(str(path), f"has the name of {found[stem]}; give one transcript a talk")
            found[stem] = str(path)
    return found


def _examples(sources: Sequence[str], transcripts: dict[str, str], language: str | None) -> list[Example]:
    """The examples, each with the words of its transcript where there is one.

    Raises:
        SubkitError: a file cannot be read or has nothing to learn from, or no transcript is that of any example.
    """
    from subkit.cli.caption_files import captions_of
    from subkit.cli.reading_options import Reading
    from subkit.cli.transcripts import transcript_of
    from subkit.errors import InputError
    from subkit.tuning.examples import example

    read = []
    used = set[str]()
    for source in sources:
        stem = "stdin" if source == STDIN else Path(source).name.split(".")[0]
        heard = transcripts.get(stem)
        used.add(stem)
        read.append(
            example(
                captions_of(source, Reading()),
                shown(source) if source == STDIN else Path(source).name,
                transcript=transcript_of(heard, language=language) if heard else None,
                language=language,
            )
        )
    if transcripts and not used & transcripts.keys():
        first = next(iter(transcripts.values()))
        raise InputError(
            first, "is the transcript of no example; its name up to the first full stop must be that of one"
        )
    return read


def _tell(tuned: Tuned, output: str, messages: Messages) -> None:
    """Say what was changed and what was gained."""
    from subkit.tuning.house import story

    name = "stdout" if output == STDOUT else output
    if not tuned.changed:
        messages.note(f"{name}: nothing was gained over the profile, so nothing is changed")
    for weight, (before, after) in tuned.changed.items():
        messages.note(f"{weight}: {before} -> {after}")
    messages.note(f"{name}: {story(tuned)}")
    if tuned.unseen is None:
        messages.note("one talk alone: whether another gains as much could not be tried")


def _plain(tuned: Tuned, examples: Sequence[Example], start: Profile, output: str) -> dict[str, Any]:
    """What was learnt, as ``--json`` prints it."""
    return {
        "schema": "subkit.tune/1",
        "subkit": __version__,
        "output": output,
        "profile": start.name,
        "examples": [{"name": one.name, "words": one.words} for one in examples],
        "changed": {
            name: {"before": before, "after": after} for name, (before, after) in tuned.changed.items()
        },
        "before": tuned.before,
        "after": tuned.after,
        "unseen": tuned.unseen,
        "folds": tuned.folds,
        "trials": tuned.trials,
        "seed": tuned.seed,
    }
