"""Where a manifest says that things lie: base addresses, and the first segment of a representation (ISO/IEC 23009-1, 5.3.9, 5.6)."""

from __future__ import annotations

import os
import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from subkit.errors import FormatError
from subkit.video.hls.playlist import Resource
from subkit.video.hls.rendition import address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.video.dash.manifest import Element

_FIELD = re.compile(r"\$(?:(RepresentationID|Number|Bandwidth|Time|SubNumber)(?:%0(\d{1,2})d)?)?\$", re.ASCII)
_RANGE = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_DESCRIPTIONS = ("SegmentTemplate", "SegmentList", "SegmentBase")


class First(NamedTuple):
    """The beginning of a representation.

    Attributes:
        parts: its initialisation, if it has one, and its first segment; addresses are relative to the manifest.
        offset: the media's time at the period's start, in seconds (``presentationTimeOffset``).
        line: where the manifest describes it.
    """

    parts: tuple[Resource, ...]
    offset: Fraction
    line: int


def base_of(path: Sequence[Element]) -> str:
    """What addresses in the last of these elements, each in the one before it, are relative to; the first of several bases."""
    base = ""
    for element in path:
        told = element.one("BaseURL")
        base = urljoin(base, told.text) if told is not None else base
    return base


def address_in(
    name: str, folder: str, source: str, path: Sequence[Element], base_url: str | None = None
) -> str | None:
    """The address of a file, as it has to stand in the last of these elements.

    Args:
        name: what the file is called.
        folder: where it lies.
        source: the manifest's path.
        path: the manifest, and its period.
        base_url: where the folder is on the network.

    Returns:
        ``None`` where what stands there is relative to an address on the network, and nobody says where the folder is.
    """
    if base_url is not None:
        return f"{base_url.rstrip('/')}/{address(name)}"
    base = base_of(path)
    if urlsplit(base).scheme or base.startswith(("/", "\\")):
        return None
    seen_from = os.path.join(os.path.dirname(source), unquote(base.rpartition("/")[0]))  # noqa: PTH118, PTH120 - paths as they were given
    target = os.path.join(os.path.realpath(folder or "."), name)  # noqa: PTH118 - as above
    return address(os.path.relpath(target, os.path.realpath(seen_from or ".")))


def first_of(path: Sequence[Element], source: str) -> First:
    """The beginning of a representation.

    Args:
        path: the manifest, its period, its adaptation set, and it.
        source: the manifest's name in messages.

    Raises:
        FormatError: the manifest does not say where it lies.
    """
    name, told, initialisation, timeline, line = _described(path)
    base = base_of(path)
    try:
        offset = Fraction(_number(told, "presentationTimeOffset", 0), _number(told, "timescale", 1) or 1)
        if name == "SegmentTemplate":
            parts = _of_template(told, initialisation, timeline, path[-1])
        elif name == "SegmentList":
            parts = _of_list(initialisation, _first_url(path))
        else:
            parts = [Resource("")]
    except ValueError as error:
        raise FormatError(source, line, str(error)) from error
    return First(tuple([part._replace(uri=urljoin(base, part.uri)) for part in parts]), offset, line)


def _described(
    path: Sequence[Element],
) -> tuple[str, dict[str, str], Element | None, Element | None, int]:
    """How segments are described: what stands further in goes before what stands further out (5.3.9.1)."""
    for name in _DESCRIPTIONS:
        found = [one for element in path[1:] if (one := element.one(name)) is not None]
        if found:
            told: dict[str, str] = {}
            for one in found:
                told |= one.attributes
            inner = [{child.name: child for child in one.children} for one in found]
            merged = {key: child for one in inner for key, child in one.items()}
            return name, told, merged.get("Initialization"), merged.get("SegmentTimeline"), found[-1].line
    return "", {}, None, None, path[-1].line


def _of_template(
    told: dict[str, str], initialisation: Element | None, timeline: Element | None, representation: Element
) -> list[Resource]:
    if "media" not in told:
        raise ValueError("a SegmentTemplate without media")
    first = timeline.one("S") if timeline is not None else None
    values: dict[str, str | int] = {
        "RepresentationID": representation.attributes.get("id", ""),
        "Bandwidth": _number(representation.attributes, "bandwidth", 0),
        "Number": _number(told, "startNumber", 1),
        "Time": _number(first.attributes, "t", 0) if first is not None else 0,
        "SubNumber": 1,
    }
    head = [Resource(_filled(told["initialization"], values))] if "initialization" in told else []
    if not head and initialisation is not None:
        head = [_resource(initialisation, "sourceURL", "range")]
    return [*head, Resource(_filled(told["media"], values))]


def _of_list(initialisation: Element | None, first: Element | None) -> list[Resource]:
    if first is None:
        raise ValueError("a SegmentList without SegmentURL")
    head = [_resource(initialisation, "sourceURL", "range")] if initialisation is not None else []
    return [*head, _resource(first, "media", "mediaRange")]


def _first_url(path: Sequence[Element]) -> Element | None:
    lists = [one for element in path[1:] if (one := element.one("SegmentList")) is not None]
    return next((one for held in reversed(lists) if (one := held.one("SegmentURL")) is not None), None)


def _resource(element: Element, address: str, part: str) -> Resource:
    uri, told = element.attributes.get(address, ""), element.attributes.get(part)
    if told is None:
        return Resource(uri)
    match = _RANGE.fullmatch(told)
    if match is None or int(match[2]) < int(match[1]):
        raise ValueError(f"no range of bytes: {told[:40]}")
    return Resource(uri, int(match[1]), int(match[2]) - int(match[1]) + 1)


def _filled(template: str, values: dict[str, str | int]) -> str:
    """An address with its fields filled in (5.3.9.4.4).

    >>> _filled("$RepresentationID$/$Number%05d$-$$.m4s", {"RepresentationID": "v0", "Number": 7})
    'v0/00007-$.m4s'
    """

    def value(match: re.Match[str]) -> str:
        if match[1] is None:
            return "$"
        return str(values[match[1]]).zfill(int(match[2] or 0))

    return _FIELD.sub(value, template)


def _number(told: dict[str, str], name: str, usual: int) -> int:
    text = told.get(name, "").strip() or str(usual)
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{name} is no number: {text[:40]}")
    return int(text)
