"""The page of the rules: what each asks, whether it must hold, where it comes from, and what each house has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.making.markdown import cited, code, page, table
from docs.making.profiles import shown
from subkit.checking.rules import RULES, rule_of
from subkit.profile import Profile, names

if TYPE_CHECKING:
    from subkit.checking.rules import Rule

MAKER = "rules"
_INTRODUCTION = """The names that findings have, in text, JSON, SARIF and JUnit alike. **Hard** rules must hold, **soft** ones are weighed against the
speech, **notes** are told as shares. How a finding is proven to be avoidable: [checking](../check.md#avoidable-or-not)."""
_HOUSES = """A rule whose limit is a figure of the profile holds where the profile has the figure, and is left unchecked where its source says
nothing. The clauses stand with [each house style](profiles.md)."""


def made() -> str:
    """The page."""
    rules = [*RULES.values(), rule_of("portable"), rule_of("past-end")]
    all_rules = table(["rule", "asks", "kind", "limit", "source"], map(_row, rules))
    houses = [_by_house(rule) for rule in rules if rule.field]
    return page(
        "The rules in a table",
        MAKER,
        _INTRODUCTION,
        all_rules,
        f"## What each house asks\n\n{_HOUSES}",
        *houses,
    )


def _row(rule: Rule) -> tuple[str, ...]:
    limit = f"profile: {code(rule.field)}" if rule.field else ""
    if rule.most is not None:
        limit = f"{rule.most:.0%} of them"
    source = "" if rule.source.basis == "house" and not rule.source.clause else cited(rule.source)
    return code(rule.name), rule.title, rule.kind, limit, source


def _by_house(rule: Rule) -> str:
    """The limit in each house that has one, houses of the same limit together."""
    houses: dict[str, list[str]] = {}
    for profile in map(Profile.load, names()):
        value = getattr(profile, rule.field)
        if value is not None and rule.field not in profile.unchecked:
            houses.setdefault(shown(rule.field, value), []).append(
                f"[{profile.name}](profiles.md#{profile.name})"
            )
    rows = [(limit, ", ".join(those)) for limit, those in sorted(houses.items())]
    return f"### {rule.name}\n\n{table(['limit', 'houses'], rows)}"
