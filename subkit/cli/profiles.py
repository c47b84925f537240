"""The command ``subkit profiles``: the house styles, and each figure of one with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.house_style import house_style
from subkit.cli.listing import print_json, print_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.profile import Profile

_UNITS = {
    "max_line_length": "characters",
    "max_wide_line_length": "characters",
    "max_lines": "lines",
    "max_cue_length": "characters",
    "max_cps": "characters a second",
    "max_cps_adults": "characters a second",
    "max_cps_children": "characters a second",
    "max_cps_sdh": "characters a second",
    "max_cps_sdh_children": "characters a second",
    "max_wpm": "words a minute",
    "min_line_ratio": "of the longer line",
}
_NOT_FIGURES = ("name", "title", "sources", "weights", "unchecked", "overridden", "inherited", "in_frames")
_AUDIENCES = ("max_cps_adults", "max_cps_children", "max_cps_sdh", "max_cps_sdh_children")
_NOT_LIMITS = (*_AUDIENCES, "shape", "frame_rate")


_HELP = """List the house styles, by the names that --profile takes; with NAME (or a TOML file), show that one.

Each figure stands with where it comes from: read in the body's own text (first-party), told alike by several
others (secondary), or decided by us (house); and with the profile it is inherited from, if it is. A figure in
brackets bounds the cutting and is not checked, for the source is silent. The weights are those that differ from the
usual ones; --json has them all.

\b
Examples:
  subkit profiles
  subkit profiles netflix-en
  subkit profiles house.toml --json"""


@light.command("profiles", help=_HELP, short_help=SHORT_HELPS["profiles"])
@click.argument("name", required=False)
@light.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(name: str | None, as_json: bool) -> None:
    """Print the list, or the one."""
    from subkit.profile import names

    if name is None:
        _list([house_style(known) for known in names()], as_json=as_json)
    else:
        _show(house_style(name), as_json=as_json)


def _list(profiles: list[Profile], *, as_json: bool) -> None:
    if as_json:
        listed = [{"name": profile.name, "title": profile.title} for profile in profiles]
        print_json({"schema": "subkit.profiles/1", "profiles": listed})
    else:
        print_rows([(profile.name, profile.title) for profile in profiles])


def _show(profile: Profile, *, as_json: bool) -> None:
    if as_json:
        import msgspec

        plain = msgspec.to_builtins(profile, order="deterministic")
        fields = {field: plain[field] for field in profile.__struct_fields__}
        print_json({"schema": "subkit.profile/1", "profile": fields})
    else:
        print_rows([(profile.name, profile.title)])
        print_rows(list(_figures(profile)))


def _figures(profile: Profile) -> Iterator[tuple[str, str, str, str]]:
    for field in profile.__struct_fields__:
        if field in _NOT_FIGURES:
            continue
        shown = _shown(field, getattr(profile, field))
        shown = f"({shown})" if field in profile.unchecked else shown
        yield field, shown, profile.inherited.get(field, ""), _origin(profile, field)
    plain = type(profile.weights)()
    for weight in plain.__struct_fields__:
        price = getattr(profile.weights, weight)
        if price != getattr(plain, weight):
            field = f"weights.{weight}"
            yield field, f"{price}", profile.inherited.get(field, ""), _origin(profile, field)


def _origin(profile: Profile, field: str) -> str:
    source = profile.sources.get(field)
    return f"{source.basis}: {source.clause} {source.address}".rstrip(" :") if source else ""


def _shown(field: str, value: object) -> str:
    from subkit.reading_speed import ReadingTable
    from subkit.shot_rules import ShotRules

    if value is None:
        return "none" if field in _NOT_LIMITS else "unchecked"
    if isinstance(value, ReadingTable):
        steps = ", ".join(f"{characters} in {time} ms" for characters, time in value.steps)
        return f"{steps}, +{value.tolerance:.0%}"
    if isinstance(value, ShotRules):
        crossing = "" if value.straddle else ", none run over"
        return f"near {value.near} ms, to the cut {value.to_cut} ms, out {value.out} ms before{crossing}"
    if isinstance(value, tuple):
        return f"{value[0]} to {value[1]} ms"
    if isinstance(value, str | bool):
        return str(value).lower()
    return f"{value:g} {_UNITS.get(field, 'ms')}" if isinstance(value, int | float) else str(value)
