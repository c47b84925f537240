"""The kinds of figures that options take: speeds, seconds and language tags, each refused with the reason."""

from __future__ import annotations

import click

from subkit.patterns import pattern

_TAG = pattern(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def seconds(value: str) -> int:
    """A span of time given in seconds, in ms.

    Raises:
        click.BadParameter: it is no number above zero, or less than a millisecond.
    """
    from subkit.timecode import from_seconds

    milliseconds = from_seconds(speed(value))
    if milliseconds < 1:
        raise click.BadParameter(f"{value} s is less than a millisecond")
    return milliseconds


def moment(value: str) -> int:
    """A time given in seconds, in ms; 0 is one.

    Raises:
        click.BadParameter: it is no number, or below zero.
    """
    from subkit.timecode import from_seconds, is_time

    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not (number >= 0 and is_time(number)):
        raise click.BadParameter(f"{value!r} is no time in seconds")
    return from_seconds(number)


def speed(value: str) -> float:
    """A reading speed in characters a second.

    Raises:
        click.BadParameter: it is no number above zero.
    """
    from subkit.timecode import is_time

    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not (number > 0 and is_time(number)):
        raise click.BadParameter(f"{value!r} is no number above zero")
    return number


def rate(value: str) -> str:
    """A frame rate, as a fraction: ``24000/1001`` for 23.976.

    Raises:
        click.BadParameter: it is none.
    """
    from subkit.frames import frame_rate

    try:
        return str(frame_rate(value))
    except ValueError:
        raise click.BadParameter(f"{value!r} is no frame rate; write e.g. 23.976, 25 or 30000/1001") from None


def share(value: str) -> float:
    """A share of a whole, from 0 to 1.

    Raises:
        click.BadParameter: it is no such number.
    """
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise click.BadParameter(f"{value!r} is no share: write a number from 0 to 1")
    return number


def tag(value: str) -> str:
    """A language as a BCP 47 tag, as given.

    Raises:
        click.BadParameter: it does not have the shape of a tag, or there is no such language.
    """
    if not _TAG.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no language tag; write e.g. en, pt-BR, zh-Hant")
    from subkit import language
    from subkit.errors import UnknownNameError

    try:
        return language.checked(value)
    except UnknownNameError as error:
        raise click.BadParameter(str(error)) from error
