"""Which inputs there are, and what the files made of them are called: their folders are kept below that of the outputs."""

from __future__ import annotations

import os
from glob import glob, has_magic
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from subkit.corpus import places
from subkit.corpus.packing import SUFFIXES, bare
from subkit.corpus.records import keyed
from subkit.corpus.units import Unit
from subkit.errors import InputError
from subkit.formats import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Providers' results are called x.json: the captions' own JSON must not take their place.
_OWN_SUFFIXES = {"json": ".captions.json"}


class Found(NamedTuple):
    """An input: where it is, and what it is called below the folder of the outputs."""

    place: str
    below: str


def found(argument: str, suffixes: Sequence[str], base: str | None = None) -> Iterator[Found]:
    """The inputs that an argument means.

    Of a folder, what lies below it keeps its way from there; of a pattern, from the part before its first sign. A file is called
    by its name alone.

    Args:
        argument: a path, an address, a folder, or a pattern of ``*``, ``?``, ``[...]`` and ``**``.
        suffixes: how the files of a folder end that are meant; packed ones of that kind, too.
        base: the folder from which ways are kept instead.

    Raises:
        InputError: a folder or a bucket cannot be listed; an input does not lie below the base.
        ConfigError: what reaches an address is not installed.
    """
    for one in _meant(argument, suffixes):
        yield one if base is None else Found(one.place, _from(base, one.place))


def listed(paths: Iterable[str], base: str | None = None) -> Iterator[Found]:
    """The inputs of a list, which keep their way as it is written there.

    Raises:
        InputError: a way leads out of the folder (``..``), or an input does not lie below the base.
    """
    for path in paths:
        if base is not None:
            yield Found(path, _from(base, path))
            continue
        way = path.partition("://")[2] if places.is_address(path) else os.path.normpath(path).lstrip("/")
        if way.split("/")[0] == os.pardir:
            raise InputError(path, "leads out of the current folder; name the folder above with --base")
        yield Found(path, way)


def units(
    inputs: Iterable[Found], formats: Sequence[str], folder: str, tag: str | None = None
) -> Iterator[Unit]:
    """Each input once, with the files that are made of it; `outputs` has the arguments."""
    seen = set()
    for one in inputs:
        if one.place not in seen:
            seen.add(one.place)
            planned = outputs(one.below, formats, folder, tag)
            yield Unit(key=keyed(one.place), name=one.place, outputs=planned)


def outputs(
    below: str, formats: Sequence[str], folder: str, tag: str | None = None
) -> tuple[tuple[str, str], ...]:
    """The formats and the places of the files made of an input.

    Args:
        below: what the input is called below the folder.
        formats: the names of the formats to write.
        folder: where the files go.
        tag: the language that their names say; ``None`` if they say none.

    >>> outputs("day 1/talk.json.gz", ("srt", "json"), "captions")
    (('srt', 'captions/day 1/talk.srt'), ('json', 'captions/day 1/talk.captions.json'))
    """
    stem = ".".join(filter(None, [os.path.splitext(bare(below))[0], tag]))
    return tuple(
        (name, f"{folder.rstrip('/')}/{stem}{_OWN_SUFFIXES.get(name) or named(name).suffixes[0]}")
        for name in formats
    )


def collision(planned: Sequence[Unit]) -> tuple[str, str, str] | None:
    """Two inputs, and the one place that both would be written to; where one's output is another's place, that as well."""
    owners = {real(unit.name): unit.name for unit in planned if unit.row is None}
    for unit in planned:
        for _, place in unit.outputs:
            at = real(place)
            if at in owners:
                return owners[at], unit.name, place
            owners[at] = unit.name
    return None


def is_taken(path: str, planned: Iterable[Unit]) -> bool:
    """Whether a path is that of an input or an output."""
    at = real(path)
    return any(at == real(one.name) or at in {real(place) for _, place in one.outputs} for one in planned)


def _meant(argument: str, suffixes: Sequence[str]) -> Iterator[Found]:
    if argument.lower().startswith(("http://", "https://")):
        # There a question mark begins what is asked for, not a pattern, and blanks are %20.
        yield Found(argument, unquote(urlsplit(argument).path).rpartition("/")[2] or "index")
        return
    address = places.is_address(argument)
    if not (address or os.path.lexists(argument)) and has_magic(argument):
        fixed = _fixed(argument)
        matches = sorted(glob(argument, recursive=True))
        yield from (Found(path, os.path.relpath(path, fixed)) for path in matches if os.path.isfile(path))
    elif address and has_magic(argument):
        fixed = _fixed(argument)
        yield from (Found(one, _from(fixed, one)) for one in places.found(argument))
    elif places.is_folder(argument):
        folder = argument.rstrip("/") or "/"
        wanted = [f"{end}{packed}" for end in suffixes for packed in ("", *SUFFIXES)]
        yield from (Found(f"{folder}/{below}", below) for below in places.listed(argument, wanted))
    else:
        yield Found(argument, os.path.basename(argument))


def _fixed(pattern: str) -> str:
    """The folder that a pattern begins with, before its first sign."""
    parts = list(takewhile(lambda part: not has_magic(part), pattern.split("/")))
    return "/".join(parts) or ("/" if pattern.startswith("/") else ".")


def _from(base: str, place: str) -> str:
    """The way from a folder to an input.

    Raises:
        InputError: it does not lie below.
    """
    if places.is_address(place):
        if not place.startswith(f"{base.rstrip('/')}/"):
            raise InputError(place, f"does not lie below {base}")
        return place[len(base.rstrip("/")) + 1 :]
    way = os.path.relpath(place, base)
    if way.split("/")[0] == os.pardir:
        raise InputError(place, f"does not lie below {base}")
    return way


def real(place: str) -> str:
    """A place by the name that it has from any folder."""
    return place if places.is_address(place) else os.path.abspath(place)
