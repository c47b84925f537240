"""The options that tell of the media: its frame rate, its shot changes, and for whom its captions are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from subkit.cli import figures
from subkit.cli.inputs import STDIN
from subkit.cli.option_groups import group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.messages import Messages
    from subkit.profile import Audience, Profile
    from subkit.shots import Unit

style_options = group(
    click.option(
        "--audience",
        type=click.Choice(["adults", "children", "sdh", "sdh-children"]),
        help="Whose reading speed counts, where the profile knows it; sdh is for captions for the deaf.",
    ),
    click.option(
        "--frame-rate",
        type=figures.rate,
        metavar="R",
        help="The media's frames a second, e.g. 23.976 or 25: times go to whole frames.",
    ),
)
"""Gives a command the options ``--audience`` and ``--frame-rate``."""

media_options = group(
    style_options,
    click.option(
        "--shots",
        metavar="FILE",
        help="The media's shot changes, as times, as frames, or as ffmpeg tells them: see the docs on frames.",
    ),
    click.option(
        "--shots-unit",
        type=click.Choice(["seconds", "frames"]),
        help="What the numbers of --shots are that do not say it.",
    ),
)
"""Gives a command those of `style_options`, and ``--shots`` and ``--shots-unit``."""


def for_media(style: Profile, frame_rate: str | None, audience: str | None) -> Profile:
    """The house style for media of a frame rate and for an audience, as the options say them.

    Raises:
        ProfileError: its limits contradict each other then.
    """
    whose: Any = audience and audience.replace("-", "_")
    of_whom: Audience | None = whose
    return style.adjusted(frame_rate=frame_rate, audience=of_whom)


def shots_of(
    shots: str | None, unit: Unit | None, frame_rate: str | None, sources: Sequence[str]
) -> tuple[int, ...]:
    """The shot changes of the file that ``--shots`` names, in ms; none if it names none.

    Raises:
        click.UsageError: there are several inputs, or the file is stdin.
        InputError, FormatError: the file cannot be read, or is no list of shot changes.
    """
    from subkit.frames import frame_rate as exact
    from subkit.shots import read_shots

    if shots is None:
        if unit is not None:
            raise click.UsageError("--shots-unit says what the numbers of --shots are; give that too")
        return ()
    if len(sources) > 1:
        raise click.UsageError(f"--shots is of one video, and there are {len(sources)} inputs")
    if shots == STDIN:
        raise click.UsageError("--shots cannot be stdin; name a file")
    return read_shots(shots, None if frame_rate is None else exact(frame_rate), unit=unit)


def tell_without_rules(style: Profile, shots: Sequence[int], messages: Messages) -> None:
    """Say that a profile without rules for shot changes makes nothing of them."""
    if shots and style.shot_changes is None:
        messages.note(f"profile {style.name} has no rules for shot changes: --shots counts for nothing")
