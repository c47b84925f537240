"""The command ``subkit explain``: why the captions of a transcript are cut as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli import figures, light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.house_style import house_style, profile_option
from subkit.cli.outputs import STDOUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.captioning.explain import Explanation
    from subkit.model import Cue

_HELP = """Say why captions are cut as they are.

INPUT is a provider's result in JSON, or - for stdin. For each cue and each line break in it: what it cost, term by
term; what the captions would have cost without it, or with a break elsewhere, and how they would have looked; and what
the cue has to spare of each limit. Costs are in hundredths; below zero they are gains. The captions are those of
'subkit convert' with the same options; 'subkit convert --explain' takes all the others.

\b
Examples:
  subkit explain talk.json
  subkit explain talk.json --cue 12 --best 5
  subkit explain talk.json --at 83.5 --profile netflix-en
  subkit explain talk.json --json -o reasons.json"""


@light.command("explain", help=_HELP, short_help=SHORT_HELPS["explain"])
@click.argument("source", metavar="INPUT")
@light.option("--cue", "number", type=click.IntRange(1), metavar="N", help="Only the cue of this number.")
@light.option(
    "--at", type=figures.moment, metavar="S", help="Only the cue that is shown at this time, in seconds."
)
@light.option(
    "--best",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="The N best ways to show each cue's first word, too.",
)
@light.option(
    "--from", "adapter", metavar="NAME", help="Read as this provider's result (see 'subkit adapters')."
)
@profile_option
@light.option("--language", type=figures.tag, metavar="TAG", help="The language, e.g. en or pt-BR.")
@light.option("--max-chars", type=click.IntRange(1), metavar="N", help="The most characters a line.")
@light.option("--max-lines", type=click.IntRange(1), metavar="N", help="The most lines a cue.")
@light.option("--max-cps", type=figures.speed, metavar="X", help="The highest reading speed.")
@light.option("--speakers/--no-speakers", default=True, help="Leave room for labels, or do not.")
@light.option("--scorer", metavar="NAME", help="Let this installed scorer judge the breaks, too.")
@light.option("-o", "--output", default=STDOUT, metavar="FILE", help="Write to FILE. [default: stdout]")
@light.option("--overwrite/--no-overwrite", default=True, help="Replace an existing file, or do not.")
@light.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    *,
    source: str,
    number: int | None,
    at: int | None,
    best: int,
    adapter: str | None,
    profile: str,
    language: str | None,
    max_chars: int | None,
    max_lines: int | None,
    max_cps: float | None,
    speakers: bool,
    scorer: str | None,
    output: str,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Caption the input as convert does, and tell the reasons of the cues that are asked for."""
    from subkit.captioning.explain import explain
    from subkit.cli import reasons, stdout
    from subkit.cli.outputs import refuse_collisions
    from subkit.cli.scoring import scorer_of
    from subkit.cli.transcripts import transcript_of

    if number is not None and at is not None:
        raise click.UsageError("--cue and --at both name the cue: give one of them")
    refuse_collisions([source], [()], [] if output == STDOUT else [("-o", output)], [profile])
    style = house_style(profile).adjusted(max_line_length=max_chars, max_lines=max_lines, max_cps=max_cps)
    judge = scorer_of(scorer)
    transcript = transcript_of(source, adapter=adapter, language=language)
    explanation = explain(transcript, style, language=language, speakers=speakers, scorer=judge)
    found = reasons.explained(source, explanation, _asked_for(explanation, number, at), best)
    told = reasons.as_json if as_json else reasons.as_text
    stdout.put(told([found]), output, overwrite=overwrite)


def _asked_for(explanation: Explanation, number: int | None, at: int | None) -> Sequence[int]:
    """The numbers of the cues that are asked for.

    Raises:
        click.UsageError: there is none.
    """
    cues = explanation.captions.cues
    if at is not None:
        return [_shown_at(at, cues)]
    if number is None:
        return range(1, len(cues) + 1)
    if number > len(cues):
        raise click.UsageError(f"there is no cue {number}; there are {len(cues)}")
    return [number]


def _shown_at(at: int, cues: Sequence[Cue]) -> int:
    """The number of the cue that is shown at a time, or else of the next one."""
    for number, cue in enumerate(cues, 1):
        if at < cue.end:
            return number
    last = cues[-1].end / 1000 if cues else 0
    raise click.UsageError(
        f"nothing is shown at {at / 1000:g} s or after it; the last cue ends at {last:g} s"
    )
