"""The command ``subkit score``: how near captions come to those that people made of the same speech."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.inputs import STDIN, shown
from subkit.cli.messages import Messages
from subkit.cli.reading_options import reading_options

if TYPE_CHECKING:
    from subkit.cli.reading_options import Reading
    from subkit.scoring import Score
    from subkit.scoring.breaks import Agreement
    from subkit.scoring.time_error import TimeError

_HELP = """Score a caption file by a reference, which is best made by people.

CAPTIONS and the reference are of any format that is read (see 'subkit formats'); one of them may be - for stdin. The
texts may differ: words are aligned first, and the share that both have is told. A reference that has less than half
of the words is of another talk, and refused.

\b
Examples:
  subkit score talk.srt --reference talk.human.srt
  subkit score talk.vtt --reference talk.human.srt --json

SubER needs the extra 'score': pip install 'subkit[score]'. Without it that figure is left out."""


@light.command("score", help=_HELP, short_help=SHORT_HELPS["score"])
@click.argument("captions")
@light.option("--reference", required=True, metavar="FILE", help="The captions to score by.")
@reading_options
@light.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(*, captions: str, reference: str, reading: Reading, as_json: bool) -> None:
    """Score one file by another."""
    from subkit.cli.caption_files import captions_of, tell_repairs
    from subkit.cli.listing import print_json, print_rows
    from subkit.scoring import score

    if captions == reference == STDIN:
        raise click.UsageError("CAPTIONS and --reference cannot both be stdin")
    given = [captions_of(source, reading) for source in (captions, reference)]
    found = score(*given, source=shown(reference))
    for source, read in zip((captions, reference), given, strict=True):
        tell_repairs(read.repairs, shown(source), reading, Messages())
    if as_json:
        names = {"captions": shown(captions), "reference": shown(reference)}
        print_json({"schema": "subkit.score/1", **names, **_plain(found)})
    else:
        print_rows(_rows(found))


def _plain(found: Score) -> dict[str, Any]:
    """The figures as JSON has them; what cannot be counted is null."""
    import msgspec

    from subkit.scoring.breaks import Agreement

    def figure(name: str) -> object:
        value = getattr(found, name)
        if isinstance(value, Agreement):
            return {**value._asdict(), "precision": value.precision, "recall": value.recall, "f1": value.f1}
        return msgspec.to_builtins(value)

    return {name: figure(name) for name in found.__struct_fields__}


def _rows(found: Score) -> list[tuple[str, str]]:
    from subkit.scoring.suber import PACKAGE

    rate = f"needs the package {PACKAGE}: pip install 'subkit[score]'"
    return [
        ("words in both", f"{found.share:.1%}"),
        ("any break F1", _agreement(found.any)),
        ("cue break F1", _agreement(found.cue)),
        ("line break F1", _agreement(found.line)),
        ("any, inside sentences", _agreement(found.inner)),
        ("eox, eob, eol F1", ", ".join(_figure(one.f1) for one in (found.eox, found.eob, found.eol))),
        ("Sigma", f"{found.sigma:.1f}"),
        ("SubER", rate if found.suber is None else f"{found.suber:.1f}"),
        ("in-times", _times(found.in_times)),
        ("out-times", _times(found.out_times)),
        *(
            (
                name,
                f"{_percent(getattr(found.conformity, field))} (reference {_percent(getattr(found.reference_conformity, field))})",
            )
            for name, field in (
                ("lines of up to 42 characters", "line_length"),
                ("cues of up to 21 characters a second", "speed"),
                ("cues of up to 2 lines", "lines"),
            )
        ),
    ]


def _agreement(one: Agreement) -> str:
    return f"{_figure(one.f1)} (precision {_figure(one.precision)}, recall {_figure(one.recall)})"


def _figure(value: float) -> str:
    return "none to count" if value != value else f"{value:.3f}"  # noqa: PLR0124 - NaN


def _percent(value: float) -> str:
    return "none to count" if value != value else f"{value:.1%}"  # noqa: PLR0124 - NaN


def _times(error: TimeError) -> str:
    if not error.compared:
        return "none to compare"
    return (
        f"{error.compared} compared: mean {error.mean:.0f} ms, median {error.median:.0f} ms, "
        f"95 % within {error.high:.0f} ms; {error.bias:+.0f} ms on the whole"
    )
