"""The options of ``subkit batch`` on how captions are made, those of ``subkit convert`` where they hold for many: together one task."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import figures, light
from subkit.cli.caption_options import limit_options
from subkit.cli.house_style import house_style, profile_option
from subkit.cli.media_options import for_media, style_options
from subkit.cli.option_groups import bundle
from subkit.cli.reading_options import reading_options
from subkit.cli.target_options import target_option
from subkit.cli.text_options import text_options
from subkit.cli.wording_options import wording_options

if TYPE_CHECKING:
    from subkit.cli.caption_options import Limits
    from subkit.cli.reading_options import Reading
    from subkit.cli.target_options import Aim
    from subkit.cli.text_options import TextOptions
    from subkit.cli.wording_options import Wishes
    from subkit.corpus import Task


class Asked(NamedTuple):
    """What is asked for.

    Attributes:
        task: what is done with every input.
        tag: the language that the names of files say, if they do.
        files: the files that the options name to be read.
    """

    task: Task
    tag: str | None
    files: tuple[str, ...]


def _asked(
    *,
    to: tuple[str, ...],
    source: str | None,
    reading: Reading,
    profile: str,
    audience: str | None,
    frame_rate: str | None,
    language: str | None,
    limits: Limits,
    keep_cues: bool,
    recut: bool,
    speakers: bool,
    wishes: Wishes,
    strict: bool,
    aim: Aim,
    bom: bool,
    crlf: bool,
    text: TextOptions,
) -> Asked:
    """What is asked for.

    Raises:
        SubkitError, click.UsageError: something that the options name cannot be had, or they contradict each other.
    """
    from msgspec.structs import replace

    from subkit.cli.outputs import formats_wanted
    from subkit.corpus import Task

    if recut and keep_cues:
        raise click.UsageError("--recut cuts cues anew, and --keep-cues keeps them: give one of them")
    if reading.lenient and strict:
        raise click.UsageError("--strict refuses what --lenient takes: give one of them")
    form = _format_named(source)
    if source is not None and form is None:
        _refuse_unknown(source)
    how = replace(text.writing(speakers=speakers, bom=bom, crlf=crlf), speaker_style=wishes.speaker_style)
    task = Task(
        profile=for_media(house_style(profile), frame_rate, audience).adjusted(**limits._asdict()),
        formats=formats_wanted(to, None, aim.format),
        language=language,
        adapter=None if form else source,
        form=form,
        encoding=reading.encoding,
        lenient=reading.lenient,
        strict=strict,
        recut=recut,
        keep_cues=keep_cues,
        min_turn=wishes.min_turn,
        wording=wishes.wording(),
        words=text.words,
        target=aim.target,
        writing=aim.target.writing(how) if aim.target else how,
    )
    return Asked(task, aim.tag(language), wishes.lists)


def _format_named(name: str | None) -> str | None:
    """The caption format that ``--from`` names, if it is none of a provider."""
    from subkit.formats import formats

    known = formats().get(name or "")
    return known.name if known and known.readable else None


def _refuse_unknown(name: str) -> None:
    """Refuse a name that is neither a format's nor a provider's.

    Raises:
        UnknownNameError: it is neither.
        AdapterError: the provider's adapter cannot be used.
    """
    from subkit import registry

    registry.adapter(name)


task_options = bundle(
    "asked",
    _asked,
    light.option(
        "--to",
        multiple=True,
        metavar="FORMAT,...",
        help="srt, vtt or another (see 'subkit formats'), or several. [default: as --for has it; else srt]",
    ),
    light.option(
        "--from",
        "source",
        metavar="NAME",
        help="Read all as this provider's results (see 'subkit adapters'), or in this format (see 'subkit formats').",
    ),
    reading_options,
    profile_option,
    style_options,
    light.option(
        "--language",
        type=figures.tag,
        metavar="TAG",
        help="The language, where an input does not say, e.g. en or pt-BR.",
    ),
    limit_options,
    light.option("--keep-cues", is_flag=True, help="Keep the cues and lines of a provider's own captions."),
    light.option(
        "--recut", is_flag=True, help="Cut caption files anew by the profile, instead of keeping their cues."
    ),
    light.option(
        "--speakers/--no-speakers", default=True, help="Show who speaks, or do not. [default: show]"
    ),
    wording_options,
    light.option("--strict", is_flag=True, help="Refuse what would have to be repaired."),
    target_option,
    light.option("--bom", is_flag=True, help="Begin files with a byte order mark."),
    light.option("--crlf", is_flag=True, help="End lines as Windows does."),
    text_options,
)
"""Gives a command the options on how the captions of a corpus are made, as one argument, ``asked``."""
