"""The way out of a name that nothing answers to: the nearest one there is, or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was most likely meant, whatever its case; ``None`` if none is near.

    >>> nearest("Netflx_en", ["netflix-en", "bbc"]), nearest("zzz", ["bbc"])
    ('netflix-en', None)
    """
    from difflib import get_close_matches  # noqa: PLC0415 - slow to load, and needed after a mistake only

    by_fold = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), by_fold, n=1)
    return by_fold[near[0]] if near else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name.

    >>> suggestion("strt", ["srt", "vtt"]), suggestion("zzz", ["srt", "vtt"])
    ("did you mean 'srt'?", 'there are: srt, vtt')
    """
    names = list(known)
    near = nearest(name, names)
    return f"did you mean {near!r}?" if near else f"there are: {', '.join(names) or 'none'}"
