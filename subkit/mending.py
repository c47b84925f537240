"""Values of the wrong type turned into what a wire type expects, each repair written down."""

from __future__ import annotations

import types
import typing
from enum import Enum
from functools import cache
from numbers import Real
from typing import TYPE_CHECKING, Any, cast

import msgspec

from subkit.patterns import pattern
from subkit.timecode import from_seconds
from subkit.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.report import RepairLog

NOISE = 100
"""How far, in ms, a word may run into the next before strict mode calls it a fault of the payload (house figure)."""

_NUMBER = pattern(r"\s*[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?\s*")
_TRUTH = {
    0: False,
    1: True,
    "true": True,
    "yes": True,
    "1": True,
    "false": False,
    "no": False,
    "0": False,
    "": False,
}
_CALLED = {float: "a number", int: "a whole number", str: "text", bool: "true or false"}


def mend(value: Any, shape: Any, path: str, log: RepairLog) -> Any:
    """The value as ``shape``, a type made of structs, lists, numbers, text and truth values.

    A leaf of another type is converted where its sense is plain (``"0.48"`` for 0.48), and becomes ``None`` where it is
    not and the shape allows it. ``null`` in a list is left out. Nothing else is dropped: what cannot be read is refused.

    Raises:
        PayloadError: the value is beyond repair, or the log is strict and a repair is needed.
    """
    try:
        return msgspec.convert(value, shape)
    except (msgspec.ValidationError, UnicodeError, OverflowError):
        pass
    options, _ = _taken_apart(shape)
    if typing.get_origin(options[0]) is list:
        return _list(value, typing.get_args(options[0])[0], path, log)
    if typing.get_origin(options[0]) is dict:
        log.refuse(path, "an object", shown(value))
    if issubclass(options[0], msgspec.Struct):
        return _struct(value, options[0], path, log)
    return _leaf(value, shape, path, log)


def refuse_bad_times(
    places: Iterable[tuple[str, float | None, float | None]], keys: tuple[str, str], log: RepairLog
) -> None:
    """Refuse words without times, that end before they begin, begin before the word before, or run far into the next.

    Args:
        places: each word's path, start and end in seconds.
        keys: what the payload calls start and end.
        log: says what source it is.

    Raises:
        PayloadError: there is such a word.
    """
    earliest = close = 0.0
    before = ""
    for path, *times in places:
        for key, value in zip(keys, times, strict=True):
            if value is None:
                log.refuse(f"{path}.{key}", "a time in seconds", "nothing")
            if value < earliest:
                log.refuse(f"{path}.{key}", f"a time of {earliest:g} s or later", f"{value:g} s")
            earliest = value
        start, end = cast("list[float]", times)
        if from_seconds(close) - from_seconds(start) > NOISE:
            log.refuse(
                f"{before}.{keys[1]}",
                f"a time of {start:g} s, the next word's start, or earlier",
                f"{close:g} s",
            )
        earliest, close, before = start, end, path


def _list(value: Any, shape: Any, path: str, log: RepairLog) -> list[Any]:
    if not isinstance(value, list | tuple):
        log.refuse(path, "a list", shown(value))
    mended = []
    for index, item in enumerate(value):
        place = f"{path}[{index}]"
        if item is None:
            log.note("null", place, _called(shape), "null", "left it out")
        else:
            mended.append(mend(item, shape, place, log))
    return mended


def _struct(value: Any, cls: type[msgspec.Struct], path: str, log: RepairLog) -> msgspec.Struct:
    if not isinstance(value, dict):
        log.refuse(path, "an object", shown(value))
    fields = {}
    for field in _fields(cls):
        if field.encode_name not in value:
            if field.required:
                log.refuse(f"{path}.{field.encode_name}", _called(field.type), "nothing")
            continue
        item = value[field.encode_name]
        place = f"{path}.{field.encode_name}"
        if item is None and not field.required and not _taken_apart(field.type)[1]:
            log.note("null", place, _called(field.type), "null", "read it as if it were not there")
        else:
            fields[field.name] = mend(item, field.type, place, log)
    return cls(**fields)


def _leaf(value: Any, shape: Any, path: str, log: RepairLog) -> Any:
    options, nullable = _taken_apart(shape)
    for option in options:
        candidate = _converted(value, option)
        if candidate is not None:
            try:
                mended = msgspec.convert(candidate, shape)
            except (msgspec.ValidationError, UnicodeError, OverflowError):
                continue
            log.note("wrong-type", path, _called(shape), shown(value), f"read it as {shown(mended)}")
            return mended
    if not nullable:
        log.refuse(path, _called(shape), shown(value))
    log.note("unusable-value", path, _called(shape), shown(value), "left it out")
    return None


def _converted(value: Any, option: type) -> Any:
    """The value in the sense of another leaf type, or ``None`` if that has no plain sense."""
    if option is bool:
        said = value.strip().casefold() if isinstance(value, str) else value
        return _TRUTH.get(said) if isinstance(said, str | int | float) else None
    if option is str or issubclass(option, Enum):
        return _as_text(value)
    number = _number(value)
    if option is int:
        return int(number) if number is not None and number.is_integer() else None
    return number


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        text = value if "." in value else value.replace(",", ".")
        return float(text) if _NUMBER.fullmatch(text) else None
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def _as_text(value: Any) -> str | None:
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    return str(value) if isinstance(value, int) and abs(value) < 10**30 else None


@cache
def _fields(cls: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(cls)


@cache
def _taken_apart(shape: Any) -> tuple[tuple[Any, ...], bool]:
    """The types a value may have, without their constraints, and whether it may be null."""
    if typing.get_origin(shape) is typing.Annotated:
        return _taken_apart(shape.__origin__)
    if typing.get_origin(shape) in {typing.Union, types.UnionType}:
        parts = typing.get_args(shape)
        options = [_taken_apart(part)[0][0] for part in parts if part is not types.NoneType]
        return tuple(options), types.NoneType in parts
    return (shape,), False


def _called(shape: Any) -> str:
    options, _ = _taken_apart(shape)
    if typing.get_origin(options[0]) is list:
        return "a list"
    return " or ".join(
        _CALLED.get(option, "text" if issubclass(option, Enum) else "an object") for option in options
    )
