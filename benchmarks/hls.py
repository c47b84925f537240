"""On which frame HLS players show cues that subkit cut: hls.js in Chromium, against numbers in the picture itself.

Each stream is made by ffmpeg, each of its frames with its own number drawn into it; captions are cut with ``subkit.video.hls``.
Then each cue's time in the player is held against the picture's, and the frames around it are stepped through: which is the
first that is seen with the cue. ``--maps`` compares what other packagers write as ``X-TIMESTAMP-MAP``.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.hls_media import KINDS, frames, made
from benchmarks.hls_player import chromium, measured
from benchmarks.table import table
from subkit import timecode
from subkit.model import Captions, Cue
from subkit.video.hls import Rendition, cut, publish, timeline_of, with_renditions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

    from benchmarks.hls_media import Kind
    from benchmarks.hls_player import Shown

_MAP = re.compile(r"^X-TIMESTAMP-MAP.*\n", re.MULTILINE)
MAPS = {
    "subkit": None,
    "MPEGTS:900000 (webvtt-py's default)": "X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n",
    "no map (ffmpeg's own segments)": "",
}


class Row(NamedTuple):
    """The figures of one stream.

    Attributes:
        stream: what it is.
        cues: how many the player holds, of how many.
        worst: by how many frames the worst cue is off, by the clocks.
        seen_off: by how many frames it is off as seen, stepping; ``None`` if it is not seen at all.
    """

    stream: str
    cues: str
    worst: float
    seen_off: int | None


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--maps", action="store_true", help="compare what others write as X-TIMESTAMP-MAP")
    parser.add_argument("--only", default="", metavar="TEXT", help="streams whose name has this")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    kinds = [kind for kind in KINDS if options.only in kind.name]
    with tempfile.TemporaryDirectory(prefix="subkit-") as folder, chromium() as browser:
        rows = [
            row_of(kind, play(browser, Path(folder, f"{number}-{len(name)}"), kind, MAPS[name]), name)
            for number, kind in enumerate(kinds)
            for name in (MAPS if options.maps else ("subkit",))
        ]
    print(json.dumps([row._asdict() for row in rows], indent=2) if options.json else shown_in(rows))


def _signed(figure: int | None) -> str:
    return "not seen" if figure is None else f"{figure:+d}"


def shown_in(rows: Sequence[Row]) -> str:
    """The table."""
    cells = [[row.stream, row.cues, f"{row.worst:+.3f}", _signed(row.seen_off)] for row in rows]
    return table(["stream", "cues", "off by the clocks, frames", "off as seen, frames"], cells)


def row_of(kind: Kind, shown: Sequence[Shown], name: str = "subkit") -> Row:
    """The figures of what was seen of a stream; ``name`` says whose map it has."""
    worst = max(shown, key=lambda one: abs(one.off)).off
    seen = [None if one.seen is None else one.seen - one.due for one in shown]
    known = [one for one in seen if one is not None]
    stream = kind.name if name == "subkit" else f"  {name}"
    return Row(
        stream,
        f"{len(shown)} of {len(cues_of(kind))}",
        worst,
        None if len(known) < len(seen) else max(known, key=abs),
    )


def cues_of(kind: Kind) -> tuple[Cue, ...]:
    """Cues at frames spread over the stream, at the edges of segments, and between frames."""
    last = frames(kind)
    at = [0, 1, 17, 40, 99, 100, 127, 128, 129, 161, 200, *range(250, last - 10, 37)]
    starts = [timecode.of_frame(frame, kind.rate) + 7 * (frame % 2) for frame in at if frame < last - 10]
    return tuple([Cue(start, start + 700, (f"cue {number}",)) for number, start in enumerate(starts)])


def play(
    browser: Browser,
    folder: Path,
    kind: Kind,
    time_map: str | None = None,
    *,
    cues: Sequence[Cue] = (),
    start: float = -1,
) -> Sequence[Shown]:
    """Make a stream, cut captions for it, play it, and see when they are shown.

    Args:
        browser: see `benchmarks.hls_player.chromium`.
        folder: a new one.
        kind: the stream.
        time_map: what to write as ``X-TIMESTAMP-MAP`` instead of what is right.
        cues: what the captions are; by default those of `cues_of`.
        start: where to begin, in seconds.
    """
    master = made(folder, kind)
    cues = cues or cues_of(kind)
    times = timeline_of(str(folder / "v.m3u8"))
    texts = cut(Captions(tuple(cues)), times).texts
    if time_map is not None:
        texts = tuple([_MAP.sub(time_map, text) for text in texts])
    captions = publish(str(folder / "captions"), "en", texts, times)
    known = [(Rendition(language="en", default=True), f"captions/{captions.name}")]
    master.write_text(with_renditions(master.read_text(), known, str(master)))
    return measured(browser, master, cues, kind.rate, len(texts), start=start)


if __name__ == "__main__":
    main()
