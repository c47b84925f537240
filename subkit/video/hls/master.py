"""Captions made known in a master playlist; every other line stays as it is, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.errors import FormatError, OutputError
from subkit.video.hls.attributes import attributes, quoted
from subkit.video.hls.playlist import SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.video.hls.rendition import Rendition

GROUP = "subs"
"""The group of captions where a master playlist has none yet."""

_MEDIA = "#EXT-X-MEDIA:"
_VARIANT = "#EXT-X-STREAM-INF:"


def with_renditions(
    text: str, renditions: Sequence[tuple[Rendition, str]], source: str, *, group: str = GROUP
) -> str:
    """A master playlist that names captions, in every group of captions that its variants have.

    What named the same playlists before is replaced, so doing it again changes nothing.

    Args:
        text: the master playlist.
        renditions: the captions, and the address of each one's playlist relative to the master playlist.
        source: its name in messages.
        group: the group to make where a variant names none.

    Raises:
        FormatError: it is no master playlist.
        OutputError: other captions in it have the same name, by which players tell them, or are the default, too.
        ValueError: a name cannot stand in a playlist.
    """
    lines = text.split("\n")
    if lines[0].strip("\ufeff \r") != SIGNATURE:
        raise FormatError(source, 1, f"expected {SIGNATURE}")
    end = "\r" if lines[0].endswith("\r") else ""
    variants = {
        at: _attributes(line, source, at) for at, line in enumerate(lines) if line.startswith(_VARIANT)
    }
    if not variants:
        raise FormatError(source, 0, "names no variants; it is no master playlist")
    groups = list(dict.fromkeys(told.get("SUBTITLES", group) for told in variants.values()))
    kept = _without(lines, [uri for _, uri in renditions], source)
    _refuse_taken(kept, renditions, groups, source)
    made = [rendition.line(uri, name) + end for name in groups for rendition, uri in renditions]
    last = max([at for at, line in kept if line.startswith(_MEDIA)], default=None)
    first = min(variants)
    out = []
    for at, line in kept:
        out += made if last is None and at == first else []
        joins = at in variants and "SUBTITLES" not in variants[at]
        out.append(_joined(line, group) if joins else line)
        out += made if at == last else []
    return "\n".join(out)


def _joined(line: str, group: str) -> str:
    """The line of a variant, which the group belongs to from now on."""
    bare = line.rstrip("\r")
    return f"{bare},SUBTITLES={quoted(group)}{line[len(bare) :]}"


def _without(lines: Sequence[str], uris: Sequence[str], source: str) -> list[tuple[int, str]]:
    """The lines, numbered, but those that name these playlists as captions."""
    return [
        (at, line)
        for at, line in enumerate(lines)
        if not line.startswith(_MEDIA)
        or (told := _attributes(line, source, at)).get("TYPE") != "SUBTITLES"
        or told.get("URI") not in uris
    ]


def _refuse_taken(
    lines: Sequence[tuple[int, str]],
    renditions: Sequence[tuple[Rendition, str]],
    groups: Sequence[str],
    source: str,
) -> None:
    """Refuse what two of a group cannot both have: a name, and being the default (RFC 8216, 4.3.4.1.1)."""
    told = [_attributes(line, source, at) for at, line in lines if line.startswith(_MEDIA)]
    others = [one for one in told if one.get("TYPE") == "SUBTITLES" and one.get("GROUP-ID") in groups]
    taken = {one.get("NAME") for one in others}
    has_default = any(one.get("DEFAULT") == "YES" for one in others)
    for rendition, _ in renditions:
        if rendition.title in taken:
            raise OutputError(source, f"has captions called {rendition.title} already; say another --title")
        if rendition.default and has_default:
            raise OutputError(source, "has captions that are shown by default already; there can be one")
        taken.add(rendition.title)
        has_default = has_default or rendition.default


def _attributes(line: str, source: str, at: int) -> dict[str, str]:
    try:
        return attributes(line.partition(":")[2].strip())
    except ValueError as error:
        raise FormatError(source, at + 1, str(error)) from error
