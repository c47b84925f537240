"""The attribute lists of HLS tags: ``URI="a.mp4",BYTERANGE="720@0"`` (RFC 8216, 4.2)."""

from __future__ import annotations

import re

_ATTRIBUTE = re.compile(r'\s*([A-Z0-9-]+)=("[^"]*"|[^",\s][^",]*)\s*(?:,|\Z)')


def attributes(text: str) -> dict[str, str]:
    """The attributes by their names, quoted strings without their quotes.

    Raises:
        ValueError: it is no attribute list, or names an attribute twice.

    >>> attributes('METHOD=AES-128,URI="key?a=1,b=2"')
    {'METHOD': 'AES-128', 'URI': 'key?a=1,b=2'}
    """
    found: dict[str, str] = {}
    place = 0
    while place < len(text):
        match = _ATTRIBUTE.match(text, place)
        if match is None:
            raise ValueError(f"no attribute list from here on: {text[place : place + 40]}")
        name, value = match.groups()
        if name in found:
            raise ValueError(f"the attribute {name} stands there twice")
        found[name] = value.strip('"')
        place = match.end()
    return found


def quoted(text: str) -> str:
    """A quoted string, which can hold neither quotes nor line ends (RFC 8216, 4.2).

    Raises:
        ValueError: the text cannot be one.
    """
    if not text.isprintable() or '"' in text:
        raise ValueError(f"{text!r} has quotes or control characters, which no playlist can hold")
    return f'"{text}"'
