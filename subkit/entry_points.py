"""What the installed distributions offer as entry points, found without loading anything for it.

`importlib.metadata` answers the same, but loads the standard library's packages for mail and archives first, which takes
longer than all that a command then does. Here the folders of ``sys.path`` are listed and their ``entry_points.txt`` read
anew by every process; where distributions may lie elsewhere (in archives, or with an importer of their own) it is asked
after all.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_METADATA = (".dist-info", ".egg-info")


class EntryPoint(Struct, frozen=True):
    """An object that a distribution offers.

    Attributes:
        name: what it is offered as.
        value: where it is: ``acme_subkit:adapter``.
        folder: where the distribution's metadata lies; empty if it lies in no folder.
        distribution: its name; empty if that has to be read in the folder.
    """

    name: str
    value: str
    folder: str = ""
    distribution: str = ""

    def load(self) -> object:
        """The object itself; raises whatever its module raises."""
        place = self.value.partition("[")[0]  # extras, in brackets, are for installers
        module, _, attributes = (part.strip() for part in place.partition(":"))
        found: object = import_module(module)
        for attribute in filter(None, attributes.split(".")):
            found = getattr(found, attribute)
        return found

    @property
    def home(self) -> str:
        """The distribution that offers it, or where it is if that is not known."""
        return self.distribution or _named_in(self.folder) or self.value


def entry_points(group: str) -> list[EntryPoint]:
    """The entry points of a group, in the order of ``sys.path``.

    >>> [point.value for point in entry_points("subkit.adapters") if point.name == "verbit"]
    ['subkit_adapters.verbit:adapter']
    """
    offers = _offers()
    return _asked(group) if offers is None else list(_points(group, offers))


@cache
def _offers() -> dict[str, str] | None:
    return None if any(map(_knows_others, sys.meta_path)) else offers_on(sys.path)


def offers_on(path: Iterable[str]) -> dict[str, str] | None:
    """What distributions in some folders offer: their ``entry_points.txt``, by the folders of their metadata.

    Of two of one name the first on the path counts, for it is the one that is imported.

    Args:
        path: folders, as in ``sys.path``; those that are not there are left out.

    Returns:
        ``None`` where something on the path is no folder, or one of another make (an egg).
    """
    found: dict[str, str] = {}
    for place in path:
        folder = place or "."
        try:
            names = os.listdir(folder)
        except NotADirectoryError:
            return None
        except OSError:
            continue
        if folder.lower().endswith(".egg"):
            return None
        for name in names:
            if name.lower().endswith(_METADATA):
                found.setdefault(_normalised(name), f"{folder}/{name}")
    texts = {folder: _text(f"{folder}/entry_points.txt") for folder in found.values()}
    return {folder: text for folder, text in texts.items() if text}


def _knows_others(finder: Any) -> bool:
    """Whether an importer finds distributions, and is not the one that looks in the folders of ``sys.path``."""
    usual = getattr(finder, "__module__", "") == "_frozen_importlib_external"
    return hasattr(finder, "find_distributions") and not usual


def _normalised(folder: str) -> str:
    """The distribution's name as the name of its metadata's folder has it, however it is written."""
    name = folder.lower().rpartition(".")[0].partition("-")[0]
    return "_".join(filter(None, name.replace(".", "_").split("_")))


def _text(path: str) -> str:
    # An environment has hundreds of these, most of them not there: Python's own files would take five times as long.
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # not there, or the metadata is a single file: a distribution that offers nothing
        return ""
    try:
        return os.read(descriptor, os.fstat(descriptor).st_size).decode(errors="replace")
    except OSError:
        return ""
    finally:
        os.close(descriptor)


def _points(group: str, offers: dict[str, str]) -> Iterator[EntryPoint]:
    for folder, text in offers.items():
        if group not in text:
            continue
        section = ""
        for line in map(str.strip, text.splitlines()):
            if line.startswith("[") and line.endswith("]"):
                section = line.strip("[]")
            elif section == group and "=" in line and not line.startswith("#"):
                name, _, value = line.partition("=")
                yield EntryPoint(name.strip(), value.strip(), folder)


def _named_in(folder: str) -> str:
    """The name that the metadata in a folder states; empty if there is none."""
    text = _text(f"{folder}/METADATA") or _text(f"{folder}/PKG-INFO")
    lines = (line.partition(":") for line in text.splitlines())
    return next((value.strip() for key, _, value in lines if key.lower() == "name"), "")


def _asked(group: str) -> list[EntryPoint]:
    """What the standard library finds."""
    from importlib import metadata  # noqa: PLC0415 - slow, and hardly ever needed

    found = metadata.entry_points(group=group)
    return [
        EntryPoint(point.name, point.value, distribution=point.dist.name if point.dist else "")
        for point in found
    ]
