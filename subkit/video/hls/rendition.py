"""What a master playlist says of captions: their language and kind, as ``EXT-X-MEDIA`` (RFC 8216, 4.3.4.1)."""

from __future__ import annotations

from urllib.parse import quote

from msgspec import Struct

from subkit.language import Language
from subkit.video.hls.attributes import quoted

_SDH = "public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound"
_SAFE = (
    "/!$&'()*+,;=@~"  # may stand in a path as they are (RFC 3986, 3.3); a colon could be taken for a scheme's
)


class Rendition(Struct, frozen=True, kw_only=True):
    """Captions as viewers choose them.

    Attributes:
        language: a BCP 47 tag.
        name: what the player's menu shows; empty for the language's own name, and what kind of captions they are.
        default: whether they are shown to viewers who have chosen nothing.
        forced: whether they are of what viewers need even if they asked for no captions: foreign speech, signs.
        sdh: whether they are for the deaf and hard of hearing, and tell sounds, too.
    """

    language: str
    name: str = ""
    default: bool = False
    forced: bool = False
    sdh: bool = False

    @property
    def title(self) -> str:
        """What the player's menu shows."""
        kind = " (forced)" if self.forced else " (SDH)" if self.sdh else ""
        return self.name or f"{Language.load(self.language).title or self.language}{kind}"

    @property
    def stem(self) -> str:
        """What its files are called, without suffix."""
        return self.language + "-forced" * self.forced + "-sdh" * self.sdh

    def line(self, uri: str, group: str) -> str:
        """The line of the master playlist.

        Args:
            uri: the playlist of segments, as an address relative to the master playlist.
            group: the group that variants name.

        Raises:
            ValueError: the name or the group has quotes or control characters.
        """
        told = {
            "TYPE": "SUBTITLES",
            "GROUP-ID": quoted(group),
            "NAME": quoted(self.title),
            "LANGUAGE": quoted(self.language),
            "DEFAULT": _yes(self.default),
            # Whoever speaks the language has them chosen by the player, forced ones always (Apple's HLS authoring rules).
            "AUTOSELECT": "YES",
            "FORCED": _yes(self.forced),
        }
        if self.sdh:
            told["CHARACTERISTICS"] = quoted(_SDH)
        told["URI"] = quoted(uri)
        return "#EXT-X-MEDIA:" + ",".join([f"{name}={value}" for name, value in told.items()])


def address(path: str) -> str:
    """A relative path as an address.

    >>> address("captions/a b:c%.m3u8")
    'captions/a%20b%3Ac%25.m3u8'
    """
    return quote(path, safe=_SAFE)


def _yes(said: bool) -> str:
    return "YES" if said else "NO"
