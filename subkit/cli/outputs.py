"""Where the captions go and what the files are called; what would collide is refused before anything is written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli.inputs import STDIN, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.formats import Format

STDOUT = "-"

# Providers' results are called x.json: the captions' own JSON must not take their place.
_SUFFIXES = {"json": ".captions.json"}


class Output(NamedTuple):
    """One file to write, or ``-`` for stdout, and its format's name."""

    path: str
    format: str


def formats_wanted(to: Sequence[str], output: str | None, otherwise: str = "srt") -> tuple[str, ...]:
    """The names of the formats to write, each once: those of ``--to``, else that of the suffix of ``-o``, else another.

    Args:
        to: what ``--to`` says.
        output: what ``-o`` says.
        otherwise: the format where neither says any.

    Raises:
        click.UsageError: a name is no format's, or the suffix of ``-o`` is none's, or the format is only read.
        ConfigError: a format needs a library that is not installed.
    """
    from subkit.errors import UnknownNameError
    from subkit.formats import formats

    names = tuple(
        dict.fromkeys(name.strip().lower() for part in to for name in part.split(",") if name.strip())
    )
    for name in names:
        if name not in formats():
            raise click.UsageError(str(UnknownNameError("format", name, tuple(formats()))))
    if not names:
        names = (otherwise if output is None or output == STDOUT else _of_suffix(output),)
    for name in names:
        _refuse_unwritable(formats()[name])
    return names


def _of_suffix(output: str) -> str:
    from subkit.errors import SubkitError
    from subkit.formats import format_for

    try:
        return format_for(output).name
    except SubkitError as error:
        raise click.UsageError(f"-o {output}: {error}; or name the format with --to") from error


def _refuse_unwritable(known: Format) -> None:
    """Refuse before the work, which may cost money, what could not be written after it."""
    from subkit.errors import ConfigError, FormatError

    if not known.writable:
        raise click.UsageError(f"{known.title} is read and not written; name another format with --to")
    if known.extra:
        try:
            known.code()
        except FormatError as error:
            raise ConfigError(error.file, error.reason) from error


def planned(
    inputs: Sequence[str],
    formats: Sequence[str],
    output: str | None,
    directory: str | None,
    tag: str | None = None,
) -> list[tuple[Output, ...]]:
    """The outputs of each input, in the order of the inputs.

    Args:
        inputs: paths, or ``-`` for stdin.
        formats: names of formats.
        output: the one output's path, or ``-``; ``None`` to derive the paths from the inputs'.
        directory: where derived paths lie; ``None`` for beside the input.
        tag: the language that derived names say.

    Raises:
        click.UsageError: one output is given for several files, or for several formats of stdin none.
    """
    if output is None:
        return [tuple(_derived(source, directory, formats, tag)) for source in inputs]
    if directory is not None:
        raise click.UsageError("-o names the file and --output-dir the folder of many: give one of them")
    count = len(inputs) * len(formats)
    if count > 1:
        raise click.UsageError(f"-o {output} is one file, and there would be {count}; use --output-dir")
    return [(Output(output, formats[0]),) for _ in inputs]


def refuse_collisions(
    inputs: Sequence[str],
    plan: Sequence[Sequence[Output]],
    extra: Iterable[tuple[str, str]],
    used: Iterable[str | None] = (),
) -> None:
    """Refuse a run in which two things would be written to one place, or one over an input.

    Args:
        inputs: paths, or ``-`` for stdin.
        plan: the outputs of each input.
        extra: what else is written, as pairs of what asks for it and where it goes: ``("--report", "x.json")``.
        used: what else is read: a transcript, shot changes, a house style; a name of one that is shipped is no file.

    Raises:
        click.UsageError: the run is refused.
    """
    read = [*inputs, *(path for path in used if path is not None and os.path.lexists(path))]
    inputs_at = {_place(source): source for source in read if source != STDIN}
    owners: dict[str, str] = {}
    written = [
        (shown(source), output.path)
        for source, outputs in zip(inputs, plan, strict=True)
        for output in outputs
    ]
    for owner, path in [*written, *extra]:
        place = _place(path)
        if place in inputs_at:
            raise click.UsageError(
                f"{owner}: {path} is the input {inputs_at[place]}, which would be lost; name another"
            )
        other = owners.setdefault(place, owner)
        if other != owner:
            name = "stdout" if path == STDOUT else path
            raise click.UsageError(f"{other} and {owner} would both be written to {name}")


def _derived(source: str, directory: str | None, formats: Sequence[str], tag: str | None) -> Iterable[Output]:
    from subkit.formats import named

    if source == STDIN and directory is None:
        if len(formats) > 1:
            raise click.UsageError("stdin in several formats needs --output-dir")
        return (Output(STDOUT, formats[0]),)
    beside, file = os.path.split("stdin" if source == STDIN else source)
    folder = _tidy(beside if directory is None else directory)
    stem = os.path.splitext(file)[0] if tag is None else f"{os.path.splitext(file)[0]}.{tag}"
    suffixes = [_SUFFIXES.get(name) or named(name).suffixes[0] for name in formats]
    return (
        Output(os.path.join(folder, f"{stem}{suffix}"), name)
        for name, suffix in zip(formats, suffixes, strict=True)
    )


def _tidy(folder: str) -> str:
    """A folder without the parts of its path that say nothing: ``./captions/`` is ``captions``."""
    parts = "/".join(part for part in folder.split("/") if part not in {"", "."})
    return f"/{parts}" if folder.startswith("/") else parts


def _place(path: str) -> str:
    return STDOUT if path == STDOUT else os.path.realpath(path)
