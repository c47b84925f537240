"""Captions beside an MPEG-DASH presentation: a WebVTT file for each period, and the manifest that names it.

``manifest`` reads the MPD with the place of every element, ``presentation`` finds its periods and when its first frame is shown,
``addressing`` where the media lie. ``sidecars`` cuts captions by that and writes them; ``adaptation`` says what they are, and
``insertion`` puts that into the manifest. ISO/IEC 23009-1 is the manifest's standard; how a file of WebVTT is timed stands in the
DASH-IF Interoperability Points 4.3, 6.4.5: from the start of its period, one file for all of it, no presentation time offset.
"""

from __future__ import annotations

from subkit.video.dash.addressing import address_in
from subkit.video.dash.insertion import descriptions, with_captions
from subkit.video.dash.manifest import Element, read
from subkit.video.dash.presentation import Period, first_frame, periods_of
from subkit.video.dash.sidecars import Sidecars, cut, name_of, publish

__all__ = [
    "Element",
    "Period",
    "Sidecars",
    "address_in",
    "cut",
    "descriptions",
    "first_frame",
    "name_of",
    "periods_of",
    "publish",
    "read",
    "with_captions",
]
