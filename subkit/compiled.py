"""Whether the core runs compiled or as plain Python, and the way to ask for plain Python: the variable ``SUBKIT_PURE``.

A wheel for one machine brings the search and its neighbours compiled, beside their source; Python takes what is compiled
first. Either gives the same captions.
"""

from __future__ import annotations

import os
import sys
from _imp import extension_suffixes

from subkit import __version__

TYPE_CHECKING = False  # as checkers know it: `subkit --version` loads this file
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_SEARCH = f"{__file__.removesuffix('compiled.py')}captioning/search"


def is_wanted() -> bool:
    """Whether nobody asks for plain Python."""
    return os.environ.get("SUBKIT_PURE", "") in {"", "0"}


def is_compiled() -> bool:
    """Whether the core runs compiled in this process."""
    return is_wanted() and any(os.access(_SEARCH + suffix, os.R_OK) for suffix in extension_suffixes())


def version() -> str:
    """The version, and which core is in use: ``0.1.0 (compiled)``."""
    return f"{__version__} ({'compiled' if is_compiled() else 'plain Python'})"


def leave_aside() -> None:
    """Load the source of every module of subkit and its adapters from now on, compiled or not."""
    sys.meta_path.insert(0, _Sources())


class _Sources:
    """Finds the modules of subkit and its adapters that have a source, and nothing else."""

    def find_spec(
        self,
        name: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,  # noqa: ARG002 - as Python calls it
    ) -> ModuleSpec | None:
        if path is None or not name.startswith(("subkit.", "subkit_adapters.")):
            return None
        from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader  # noqa: PLC0415 - hardly ever

        for folder in path:
            found = FileFinder(folder, (SourceFileLoader, SOURCE_SUFFIXES)).find_spec(name)
            if found is not None and found.loader is not None:
                return found
        return None
