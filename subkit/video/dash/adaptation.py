"""What a manifest says of captions: an ``AdaptationSet`` of one representation (ISO/IEC 23009-1, 5.3.3; DASH-IF IOP 4.3, 6.4.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from subkit.video.hls.rendition import Rendition

MIME = "text/vtt"
_ROLES = "urn:mpeg:dash:role:2011"  # ISO/IEC 23009-1, 5.8.5.5
# ETSI TS 103 285 (DVB-DASH), 7.1.2, and TV-Anytime's list: 2 is for those who are hard of hearing.
_PURPOSES = "urn:tva:metadata:cs:AudioPurposeCS:2007"
_RATE = 1000  # bit/s: has to be there, and players do not go by it where there is one representation only


def adaptation_set(rendition: Rendition, uri: str, name: str, prefix: str = "") -> list[tuple[int, str]]:
    """The lines of an adaptation set, each with how deep it stands; the order of elements is the schema's.

    Args:
        rendition: what the captions are.
        uri: the file's address.
        name: what the representation is called, once in its period.
        prefix: what stands before names in the manifest, with the colon.

    Raises:
        ValueError: the title has control characters, which no manifest should hold.
    """
    if not rendition.title.isprintable():
        raise ValueError(f"{rendition.title!r} has control characters, which no manifest can hold")
    lines = [
        (
            0,
            f'<{prefix}AdaptationSet contentType="text" mimeType="{MIME}" lang={quoteattr(rendition.language)}>',
        ),
        (1, f"<{prefix}Label>{escape(rendition.title)}</{prefix}Label>"),
    ]
    if rendition.sdh:
        lines.append((1, f'<{prefix}Accessibility schemeIdUri="{_PURPOSES}" value="2"/>'))
    roles = ["forced-subtitle" if rendition.forced else "caption" if rendition.sdh else "subtitle"]
    roles += ["main"] if rendition.default else []
    lines += [(1, f'<{prefix}Role schemeIdUri="{_ROLES}" value="{role}"/>') for role in roles]
    return [
        *lines,
        (1, f'<{prefix}Representation id={quoteattr(name)} bandwidth="{_RATE}">'),
        (2, f"<{prefix}BaseURL>{escape(uri)}</{prefix}BaseURL>"),
        (1, f"</{prefix}Representation>"),
        (0, f"</{prefix}AdaptationSet>"),
    ]
