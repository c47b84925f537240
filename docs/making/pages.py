"""Every generated page and picture: where it stands, and what makes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from docs.making import api, formats, languages, licences, profiles, rules, targets
from docs.making.names import TOPICS

if TYPE_CHECKING:
    from collections.abc import Callable

MADE: dict[str, Callable[[], str]] = {
    "reference/profiles.md": profiles.made,
    "reference/languages.md": languages.made,
    "reference/targets.md": targets.made,
    "reference/formats.md": formats.made,
    "reference/rules.md": rules.made,
    "reference/licences.md": licences.made,
    "reference/api/index.md": api.overview,
    **{f"reference/api/{topic.file}.md": partial(api.made, topic) for topic in TOPICS},
}
"""By their paths below ``docs``."""
