"""Regular expressions that are compiled when they are first used: most runs of the program need few of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Pattern:
    """Stands for a pattern until it is used; each method is looked up once."""

    def __init__(self, *given: Any) -> None:
        self._given = given

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._given), name)
        setattr(self, name, value)
        return value


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives of the same arguments, later; it has the methods of a pattern, but is no instance of its class.

    >>> pattern("a+").findall("caat")
    ['aa']
    """
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))
