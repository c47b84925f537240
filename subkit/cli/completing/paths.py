"""Files and folders that a typed beginning can become, by suffix."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ANY = ("",)
"""Files of any suffix."""

FOLDERS: tuple[str, ...] = ()
"""No files: folders alone."""


def paths(typed: str, suffixes: Sequence[str]) -> list[str]:
    """The paths that begin so, sorted; folders end in a slash. Hidden ones have to be asked for by their dot.

    Args:
        typed: the beginning; a tilde is the home folder.
        suffixes: those of the files wanted, in lower case; folders are always given, as the way to files.
    """
    folder, name = os.path.split(os.path.expanduser(typed))  # noqa: PTH111 - a path as it was typed: Path would tidy it
    found = []
    try:
        with os.scandir(folder or ".") as entries:
            for entry in entries:
                if not entry.name.startswith(name) or entry.name.startswith(".") > name.startswith("."):
                    continue
                path = os.path.join(folder, entry.name)  # noqa: PTH118 - as above
                if entry.is_dir():
                    found.append(f"{path}/")
                elif entry.name.lower().endswith(tuple(suffixes)):
                    found.append(path)
    except OSError:
        return []
    return sorted(found)
