"""Which inputs a run has: paths, quoted patterns, a list of paths in a file or on stdin, and stdin itself."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STDIN = "-"


def shown(source: str) -> str:
    """What to call an input in a message."""
    return "stdin" if source == STDIN else source


def gathered(arguments: Sequence[str], files_from: str | None, *, nul: bool) -> list[str]:
    """The inputs in the order given, each once; patterns that the shell left alone are expanded, sorted.

    Args:
        arguments: paths, patterns (``*``, ``?``, ``[...]``, ``**``) or ``-``.
        files_from: a file that lists paths, one a line; ``-`` for stdin; ``None`` if there is none.
        nul: the paths of the list end in NUL, as ``find -print0`` writes them, not in line feeds.

    Raises:
        click.UsageError: there is nothing to read, stdin is wanted twice, or the list cannot be read.
    """
    if nul and files_from is None:
        raise click.UsageError("-0 says how the paths of --files-from end; give that too")
    if files_from is None and not arguments:
        raise click.UsageError("no INPUT; name files, or - for stdin")
    if files_from == STDIN and STDIN in arguments:
        raise click.UsageError("stdin cannot be both an input and the list of --files-from")
    by_list = [] if files_from is None else listed(files_from, nul=nul)
    # The paths of a list are taken as they stand: they were written by a program, not typed.
    return list(dict.fromkeys([path for argument in arguments for path in _expanded(argument)] + by_list))


def _expanded(argument: str) -> Iterable[str]:
    if argument == STDIN or os.path.lexists(argument):
        return (argument,)
    from glob import glob, has_magic

    if not has_magic(argument):
        return (argument,)
    return sorted(glob(argument, recursive=True)) or (argument,)  # noqa: PTH207 - Path.glob takes no absolute pattern


def listed(files_from: str, *, nul: bool) -> list[str]:
    """The paths that a file lists, or stdin (``-``).

    Raises:
        click.UsageError: it cannot be read, or holds NUL characters and should not.
    """
    from subkit.errors import InputError
    from subkit.files import read_bytes

    try:
        content = sys.stdin.buffer.read() if files_from == STDIN else read_bytes(files_from)
    except InputError as error:
        raise click.UsageError(f"--files-from {error}") from error
    if not nul and b"\0" in content:
        raise click.UsageError(f"--files-from {files_from} holds NUL characters: add -0")
    paths = content.split(b"\0") if nul else content.splitlines()
    return [os.fsdecode(path) for path in paths if path]
