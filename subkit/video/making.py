"""Has a program make a file: the target is there when it is whole, or as it was before."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from subkit.errors import OutputError
from subkit.files import move_whole, reason_of, refuse_unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike


@contextmanager
def making(target: str | PathLike[str], *, overwrite: bool = True) -> Iterator[Path]:
    """A path for a program to write to, with the suffix of the target, which it replaces when the block ends well.

    It lies in a folder of its own (``.subkit-*.tmp``) beside the target, which is removed whatever happens. What else the program
    needs can be put there, under names that no filter or option misreads.

    Args:
        target: the file to be made.
        overwrite: whether an existing file may be replaced.

    Raises:
        OutputError: it cannot be made there, or is there already and may not be replaced, or nothing was made.
    """
    name = os.fspath(target)
    refuse_unwritable(name, overwrite=overwrite)
    folder = os.path.dirname(os.path.realpath(name))  # noqa: PTH120 - as in files.py
    try:
        kept = tempfile.TemporaryDirectory(prefix=".subkit-", suffix=".tmp", dir=folder)
    except OSError as error:
        raise OutputError(name, reason_of(error)) from error
    with kept as inside:
        unfinished = Path(inside) / f"made{Path(name).suffix}"
        yield unfinished
        move_whole(unfinished, name, overwrite=overwrite)
