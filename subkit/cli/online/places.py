"""Sees before anything is paid that captions can be written where they shall go."""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING

from subkit.cli import conversion
from subkit.cli.outputs import STDOUT
from subkit.errors import OutputError
from subkit.files import make_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.conversion import Settings
    from subkit.cli.outputs import Output


def ready(plan: Sequence[Sequence[Output]], settings: Settings, output_dir: str | None) -> None:
    """Make the folder of the captions, and see that nothing stands in the way of any of them.

    Raises:
        OutputError: something does.
    """
    if output_dir is not None:
        make_folder(output_dir)
    for outputs in plan:
        conversion.refuse_existing(outputs, settings)
    for path in {output.path for output in chain.from_iterable(plan)} - {STDOUT}:
        _refuse_unwritable(path)


def _refuse_unwritable(path: str) -> None:
    folder = os.path.dirname(path) or "."  # noqa: PTH120 - a Path would drop the end of "x/"
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a name is too long
        raise OutputError(path, "is a folder; name a file in it")
    if not os.path.isdir(folder):  # noqa: PTH112 - as above
        raise OutputError(path, "no such folder")
    if not os.path.exists(path) and not os.access(folder, os.W_OK | os.X_OK):  # noqa: PTH110 - as above
        raise OutputError(path, "permission denied")
    try:
        os.stat(path)  # noqa: PTH116 - as above
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise OutputError(path, getattr(error, "strerror", None) or str(error)) from error
