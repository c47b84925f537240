"""Why a file's table is no profile, in words: unknown keys, each with the nearest known one, and values of the wrong kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from subkit.errors.suggesting import nearest
from subkit.patterns import pattern
from subkit.provenance import Source
from subkit.reading_speed import ReadingTable
from subkit.shot_rules import ShotRules
from subkit.weights import Weights

if TYPE_CHECKING:
    from msgspec import Struct

_TABLES: dict[str, type[Struct]] = {
    "reading_table": ReadingTable,
    "shot_changes": ShotRules,
    "weights": Weights,
}
# What a profile knows of itself, and no file says.
_UNSAID = frozenset({"inherited", "overridden", "in_frames"})
# As many keys as a line may list.
_FEW = 6
_PLACED = pattern(r"(?P<what>.*) - at `\$\.?(?P<place>.*)`", re.DOTALL)
_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
}


def unknown_key(table: dict[str, Any], profile: type[Struct]) -> str:
    """The first key that a profile does not have, with the nearest that it has; empty if there is none.

    Args:
        table: what a file says, over what it extends.
        profile: the class of profiles.
    """
    reasons = [_unknown(table, profile)]
    reasons += [_unknown(table[key], kind, f"{key}.") for key, kind in _TABLES.items() if key in table]
    if isinstance(sources := table.get("sources"), dict):
        reasons += [_unknown(source, Source, f"sources.{key}.") for key, source in sources.items()]
    return next(filter(None, reasons), "")


def _unknown(table: object, kind: type[Struct], place: str = "") -> str:
    known = [field for field in kind.__struct_fields__ if field not in _UNSAID]
    strange = (
        [key for key in table if key not in known and key not in _UNSAID] if isinstance(table, dict) else []
    )
    if not strange:
        return ""
    near = nearest(strange[0], known)
    hint = "'subkit profiles default' shows all there are"
    if near:
        hint = f"did you mean {near!r}?"
    elif len(known) <= _FEW:
        hint = f"there are: {', '.join(known)}"
    elif place:
        hint = f"'subkit profiles default --json' shows all of {place.rstrip('.')}"
    return f"unknown key {place}{strange[0]}; {hint}"


def wrong_kind(error: msgspec.ValidationError, profile: type[Struct]) -> str:
    """What a value should have been, in words, with its place first.

    Args:
        error: what msgspec says of it.
        profile: the class of profiles.
    """
    found = _PLACED.fullmatch(str(error))
    what, place = (found["what"], found["place"]) if found else (str(error), "")
    if what.startswith("Invalid enum value"):
        choices = _choices(profile, place)
        return f"{place} is {what.removeprefix('Invalid enum value ')}, it must be {choices}"
    if missing := re.fullmatch("Object missing required field `(.*)`", what):
        return f"{place} lacks {missing[1]}".lstrip()
    said = re.sub("`([a-z |]+)`", _in_words, what).replace(", got ", ", found ")
    return f"{place}: {said[:1].lower()}{said[1:]}" if place else said


def _in_words(kinds: re.Match[str]) -> str:
    wanted = [kind for kind in kinds[1].split(" | ") if kind != "null"] or ["null"]
    return " or ".join(_KINDS.get(kind, kind) for kind in wanted)


def _choices(profile: type[Struct], place: str) -> str:
    """The values that a place takes of which there are but a few."""
    schema = msgspec.json.schema_components([profile], ref_template="{name}")[1]
    name = "Source" if place.startswith("sources") else profile.__name__
    field = schema[name]["properties"].get(place.rsplit(".", 1)[-1], {})
    options = [field, *field.get("anyOf", [])]
    return " or ".join(
        str(value) for option in options for value in option.get("enum", ()) if value is not None
    )
