"""The options that name tracks of captions: each language and title once for a file, in the files' order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import figures, light
from subkit.cli.option_groups import bundle

if TYPE_CHECKING:
    from subkit.cli.option_groups import Decorator


class TrackNames(NamedTuple):
    """What tracks are called, each list in the order of the files.

    Attributes:
        languages: BCP 47 tags.
        titles: what players show.
        default: the numbers of those that are shown by themselves.
        forced: the numbers of those that are shown to all.
        sdh: the numbers of those that are for the deaf and hard of hearing.
    """

    languages: tuple[str, ...]
    titles: tuple[str, ...]
    default: tuple[int, ...]
    forced: tuple[int, ...]
    sdh: tuple[int, ...]

    def refuse(self, count: int) -> None:
        """Refuse more names than tracks, and numbers that are none of a track.

        Raises:
            click.UsageError: there are such.
        """
        for option, values in (("--language", self.languages), ("--title", self.titles)):
            if len(values) > count:
                raise click.UsageError(
                    f"{option} is given {len(values)} times, and there are {count} CAPTIONS"
                )
        for option, numbers in (("--default", self.default), ("--forced", self.forced), ("--sdh", self.sdh)):
            if any(number > count for number in numbers):
                raise click.UsageError(
                    f"{option} {max(numbers)}: there are {count} CAPTIONS, numbered from 1"
                )
        if len(set(self.default)) > 1:
            raise click.UsageError("--default: players show one track by themselves, not several")

    def language(self, number: int) -> str | None:
        """What is said of the language of a track, numbered from 1."""
        return self.languages[number - 1] if number <= len(self.languages) else None

    def title(self, number: int) -> str | None:
        """What is said of the title of a track, numbered from 1."""
        return self.titles[number - 1] if number <= len(self.titles) else None


def _names(
    *,
    language: tuple[str, ...],
    title: tuple[str, ...],
    default: tuple[int, ...],
    forced: tuple[int, ...],
    sdh: tuple[int, ...],
) -> TrackNames:
    return TrackNames(language, title, default, forced, sdh)


def _numbers(name: str, text: str) -> Decorator:
    return light.option(name, type=click.IntRange(1), multiple=True, metavar="N", help=text)


track_options = bundle(
    "tracks",
    _names,
    light.option(
        "--language",
        type=figures.tag,
        multiple=True,
        metavar="TAG",
        help="What a track is in: en, pt-BR. [default: what the file or its name says]",
    ),
    light.option("--title", multiple=True, metavar="TEXT", help="What players call a track in their menus."),
    _numbers("--default", "Players show the Nth track by themselves."),
    _numbers("--forced", "The Nth track is for all who watch: foreign speech, signs."),
    _numbers("--sdh", "The Nth track is for the deaf and hard of hearing, and tells sounds, too."),
)
"""Gives a command the argument ``tracks``."""
