"""The page of the profiles: every figure of every house style, with its clause and the address of the text it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.making.markdown import cited, code, page, span, table
from subkit.profile import Profile, names
from subkit.reading_speed import ReadingTable
from subkit.shot_rules import ShotRules

if TYPE_CHECKING:
    from collections.abc import Iterator

MAKER = "profiles"
_UNITS = {
    "max_line_length": "characters a line",
    "max_wide_line_length": "wide characters a line",
    "max_lines": "lines",
    "max_cue_length": "characters a cue",
    "max_cps": "characters a second",
    "max_cps_adults": "characters a second",
    "max_cps_children": "characters a second",
    "max_cps_sdh": "characters a second",
    "max_cps_sdh_children": "characters a second",
    "max_wpm": "words a minute",
    "min_line_ratio": "of the longer line",
}
_INTRODUCTION = """Every figure that is shipped, and where it stands. **First-party** figures were read in the body's own text, **secondary**
ones agree in what several others tell of it, **house** ones are ours. A figure in brackets bounds the cutting and is not checked, for
the source says nothing. What each key means, and how to make a profile of your own: [profiles](../profiles.md)."""


def made() -> str:
    """The page."""
    profiles = [Profile.load(name) for name in names()]
    return page("The house styles, figure by figure", MAKER, _INTRODUCTION, *map(_section, profiles))


def _section(profile: Profile) -> str:
    bases = sorted({source.basis for source in profile.sources.values()})
    told = f"{profile.title}. Figures: {', '.join(bases)}."
    rows = table(["key", "figure", "basis", "clause"], _rows(profile))
    return f"## {profile.name}\n\n{told}\n\n{rows}"


def _rows(profile: Profile) -> Iterator[tuple[str, str, str, str]]:
    fields = [field for field in profile.__struct_fields__ if field in profile.sources]
    weights = sorted(profile.sources.keys() - set(profile.__struct_fields__))
    for field in (*fields, *weights):
        source = profile.sources[field]
        basis = source.basis + (f", by `{profile.inherited[field]}`" if field in profile.inherited else "")
        yield code(field), _figure(profile, field), basis, cited(source)


def _figure(profile: Profile, field: str) -> str:
    value = _value(profile, field)
    written = profile.in_frames.get(field)
    told = shown(field, value)
    if isinstance(written, str):
        told += f" ({written})"
    return f"({told})" if field in profile.unchecked else told


def _value(profile: Profile, field: str) -> object:
    outer, _, weight = field.partition(".")
    return getattr(profile.weights, weight) if weight else getattr(profile, outer)


def shown(field: str, value: object) -> str:
    """A figure with its unit, as people write it."""
    match value:
        case None:
            told = "unchecked"
        case bool():
            told = "yes" if value else "no"
        case ReadingTable(steps=steps, tolerance=tolerance):
            told = (
                ", ".join(f"{characters} in {span(time)}" for characters, time in steps)
                + f", +{tolerance:.0%}"
            )
        case ShotRules(near=near, to_cut=to_cut, out=out):
            told = f"near: {span(near)}; to the cut: {span(to_cut)}; out: {span(out)} before"
        case (int(first), int(last)):
            told = f"{span(first)} to {span(last)}"
        case int() | float() if field in _UNITS:
            told = f"{value:g} {_UNITS[field]}"
        case int() if "." not in field:
            told = span(value)
        case _:
            told = str(value)
    return told
