"""What a JSON document looks like, cheaply: for adapters to recognise their payloads by."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

DEPTH = 8
KEYS = 100
LOOKED_AT = 8
TEXT = 200

# msgspec stops at the end of the first value and says where: so one item of a list is read without scanning the rest.
_REST = pattern(r"trailing characters \(byte (\d+)\)")
_BLANK = b" \t\r\n"
# Three levels are taken apart at once: each look at a document of many megabytes costs, and there the long lists are.
_Deep = dict[str, msgspec.Raw] | list[msgspec.Raw] | str | int | float | bool | None
_Value = dict[str, _Deep] | list[msgspec.Raw] | str | int | float | bool | None


def of_value(value: Any, depth: int = DEPTH) -> Any:
    """The outline of decoded JSON: lists cut to one item, text to 200 characters, objects to 100 keys, 8 levels deep.

    A list keeps the first item (of the first eight) that holds anything.

    >>> of_value({"segments": [None, {"tokens": [1, 2, 3]}, {}]})
    {'segments': [{'tokens': [1]}]}
    """
    if isinstance(value, dict):
        return {key: of_value(item, depth - 1) for key, item in islice(value.items(), KEYS)} if depth else {}
    if isinstance(value, list | tuple):
        return _typical(of_value(item, depth - 1) for item in value[:LOOKED_AT]) if depth else []
    return value[:TEXT] if isinstance(value, str) else value


def of_json(data: bytes | memoryview, depth: int = DEPTH) -> Any:
    """The outline of a JSON document, as `of_value` gives it, without decoding more of it than that.

    Raises:
        msgspec.DecodeError: the data is not one JSON document.
        UnicodeDecodeError: some text in it is not UTF-8.
        RecursionError: it is nested deeper than Python can follow.
    """
    return of_members(members(data), depth)


def members(data: bytes | memoryview) -> Any:
    """A JSON document taken apart, but no further than it takes to see all of it.

    Of an object the members, of its objects theirs; what is in those and in lists is still encoded. Of a list the first few
    items. All else is decoded.

    Raises:
        see `of_json`.
    """
    view = memoryview(data)
    mark = bytes(view[:64]).lstrip(_BLANK)[:1]
    if mark == b"{":
        return msgspec.json.decode(view, type=dict[str, _Value])
    return _items(view) if mark == b"[" else msgspec.json.decode(view)


def of_members(value: Any, depth: int = DEPTH) -> Any:
    """The outline of what `members` gives.

    Raises:
        see `of_json`.
    """
    if isinstance(value, memoryview | msgspec.Raw):
        return of_json(memoryview(value), depth)
    if isinstance(value, dict):
        return (
            {key: of_members(item, depth - 1) for key, item in islice(value.items(), KEYS)} if depth else {}
        )
    if isinstance(value, list):
        return _typical(of_members(item, depth - 1) for item in value[:LOOKED_AT]) if depth else []
    return of_value(value, depth)


def _typical(outlines: Iterable[Any]) -> list[Any]:
    """The first of the outlines that holds anything, else the first; none after it is made."""
    first = []
    for outline in outlines:
        if outline not in (None, "", [], {}):
            return [outline]
        first.append(outline)
    return first[:1]


def _items(view: memoryview) -> list[memoryview]:
    """The first few items of a JSON list."""
    items: list[memoryview] = []
    position = _past_blanks(view, _past_blanks(view, 0) + 1)
    while len(items) < LOOKED_AT and bytes(view[position : position + 1]) != b"]":
        length = _value_length(view[position:])
        items.append(view[position : position + length])
        position = _past_blanks(view, position + length)
        if bytes(view[position : position + 1]) == b",":
            position = _past_blanks(view, position + 1)
    return items


def _past_blanks(view: memoryview, position: int) -> int:
    while bytes(view[position : position + 1]) in {b" ", b"\t", b"\r", b"\n"}:
        position += 1
    return position


def _value_length(view: memoryview) -> int:
    """How many bytes the JSON value takes that the view begins with; something must follow it."""
    try:
        msgspec.json.decode(view, type=msgspec.Raw)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError as error:
        rest = _REST.search(str(error))
        if rest is None:
            raise
        return int(rest[1]) - 1  # it counts the byte that follows
    raise msgspec.DecodeError("the list has no end")
