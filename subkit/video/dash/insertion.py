"""Captions put into a manifest; every other byte stays as it is."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from subkit.errors import FormatError
from subkit.video.dash.adaptation import MIME, adaptation_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.video.dash.manifest import Element
    from subkit.video.hls.rendition import Rendition

    Named = Sequence[tuple[Rendition, str]]

_UNIT = "\t"
_INDENT = re.compile(rb"(\r?\n)([ \t]*)\Z")


def with_captions(data: bytes, manifest: Element, captions: Sequence[Named], source: str) -> bytes:
    """A manifest that names captions.

    What named the same files before is replaced, so doing it again changes nothing.

    Args:
        data: the manifest's bytes.
        manifest: what they say (`subkit.video.dash.manifest.read`).
        captions: for each period, what captions it has, and the address of each file.
        source: its name in messages.

    Raises:
        FormatError: a period holds no adaptation set, behind which captions would stand.
        ValueError: a title cannot stand in a manifest.
    """
    changes: list[tuple[int, int, bytes]] = []
    for period, named in zip(manifest.all("Period"), captions, strict=True):
        uris = {uri for _, uri in named}
        sets = period.all("AdaptationSet")
        ours = [one for one in sets if _address(one) in uris]
        kept = [one for one in sets if _address(one) not in uris]
        if not kept:
            raise FormatError(
                source, period.line, "a Period without AdaptationSet; there is nothing to caption"
            )
        changes += [(_before(data, one), one.end, b"") for one in ours]
        changes.append((kept[-1].end, kept[-1].end, _spelled(data, period, kept, named)))
    parts, place = [], 0
    for start, end, text in sorted(changes):
        parts += [data[place:start], text]
        place = end
    return b"".join([*parts, data[place:]])


def descriptions(manifest: Element, captions: Sequence[Named]) -> str:
    """The adaptation sets as text, for those who put them in by themselves; those of several periods behind the number of each.

    Raises:
        ValueError: a title cannot stand in a manifest.
    """
    several = len(captions) > 1
    out = []
    for number, (period, named) in enumerate(zip(manifest.all("Period"), captions, strict=True), 1):
        out += [f"<!-- Period {number} -->"] if several else []
        kept = [one for one in period.all("AdaptationSet") if _address(one) not in {uri for _, uri in named}]
        out += [f"{'  ' * depth}{line}" for depth, line in _lines(period, kept, named)]
    return "".join([f"{line}\n" for line in out])


def _lines(period: Element, kept: Sequence[Element], named: Named) -> list[tuple[int, str]]:
    taken = {
        one.attributes["id"] for held in kept for one in held.all("Representation") if "id" in one.attributes
    }
    lines: list[tuple[int, str]] = []
    for rendition, uri in named:
        name = next(
            name
            for number in count(1)
            if (name := f"captions-{rendition.stem}{f'-{number}' * (number > 1)}") not in taken
        )
        taken.add(name)
        lines += adaptation_set(rendition, uri, name, period.prefix)
    return lines


def _spelled(data: bytes, period: Element, kept: Sequence[Element], named: Named) -> bytes:
    """What is put behind the last adaptation set: on lines of its own, as deep as that stands, if that does."""
    lines = _lines(period, kept, named)
    match = _INDENT.search(data[: kept[-1].start])
    if match is None:
        return "".join([line for _, line in lines]).encode()
    end, indent = match[1].decode(), match[2].decode()
    outer = _INDENT.search(data[: period.start])
    unit = indent.removeprefix(outer[2].decode()) if outer else ""
    return "".join([f"{end}{indent}{(unit or _UNIT) * depth}{line}" for depth, line in lines]).encode()


def _before(data: bytes, element: Element) -> int:
    """Where an element begins, with the line end and the blanks that stand before it."""
    match = _INDENT.search(data[: element.start])
    return match.start() if match else element.start


def _address(held: Element) -> str | None:
    """The address of captions that an adaptation set holds, as ours do; ``None`` for every other."""
    inside = held.all("Representation")
    if held.attributes.get("mimeType") != MIME or len(inside) != 1:
        return None
    told = inside[0].one("BaseURL")
    return told.text if told is not None else None
