"""The installed break scorers, by name."""

from __future__ import annotations

from subkit import plugins
from subkit.errors import ScorerError, UnknownNameError
from subkit.scorer import BreakScorer

GROUP = "subkit.scorers"


def names() -> list[str]:
    """The names of the installed scorers, whether or not they can be used."""
    return plugins.names(GROUP)


def scorer(name: str) -> BreakScorer:
    """The scorer of that name; one is installed by an entry point in the group ``subkit.scorers``.

    Raises:
        UnknownNameError: none is installed.
        ScorerError: it is installed, but cannot be loaded, or is installed twice, or is no scorer.
    """
    plugin = plugins.named(GROUP, name)
    if plugin is None:
        raise UnknownNameError("scorer", name, names())
    if plugin.reason:
        raise ScorerError(name, plugin.reason)
    if not isinstance(plugin.found, BreakScorer) or isinstance(plugin.found, type):
        raise ScorerError(
            name, f"in {plugin.home} is no scorer: {plugin.target} is no object with a method scores"
        )
    return plugin.found
