"""On which frame dash.js shows cues that subkit put beside a presentation: in Chromium, against numbers in the picture itself.

Each presentation is made by ffmpeg, each of its frames with its own number drawn into it, and measured as `benchmarks.hls` measures.
Several periods are for ``--player shaka``: dash.js 5.2.1 forgets cues where one goes to another period (its issue 4795).
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.hls import cues_of, row_of, shown_in
from benchmarks.hls_media import NTSC, Kind, frames, package
from benchmarks.hls_player import chromium, measured
from subkit.model import Captions
from subkit.video.dash import address_in, cut, first_frame, name_of, periods_of, publish, read, with_captions
from subkit.video.hls import Rendition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

    from benchmarks.hls_player import Shown
    from subkit.model import Cue

_SECONDS = 12
_LATE = "presentation time offset of 10 s"
_CMAF = ("-format_options", "movflags=+cmaf+frag_discont+delay_moov")
_TIMESCALE = re.compile(r'<SegmentTemplate timescale="(\d+)"')
_LENGTH = re.compile(r'(mediaPresentationDuration=")[^"]*')
KINDS = (
    Kind("25 fps, B-frames", "dash"),
    Kind("25 fps, no B-frames", "dash", b_frames=0),
    Kind("29.97 fps, B-frames", "dash", NTSC),
    Kind("sound 0.5 s before picture", "dash", late=0.5, more=_CMAF),
    Kind("one file for each stream", "dash", more=("-single_file", "1")),
    Kind("addresses by number", "dash", more=("-use_timeline", "0")),
    Kind(_LATE, "dash", more=("-output_ts_offset", "10", *_CMAF)),
    Kind("two periods", "dash", parts=2),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="TEXT", help="presentations whose name has this")
    parser.add_argument("--player", choices=["dash", "shaka"], default="dash", help="which player plays them")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        rows = [
            row_of(kind, play(browser, Path(folder, str(number)), kind, player=options.player))
            for number, kind in enumerate(KINDS)
            if options.only in kind.name and (kind.parts == 1 or options.player != "dash")
        ]
    print(json.dumps([row._asdict() for row in rows], indent=2) if options.json else shown_in(rows))


def play(
    browser: Browser, folder: Path, kind: Kind, *, cues: Sequence[Cue] = (), player: str = "dash"
) -> Sequence[Shown]:
    """Make a presentation, put captions beside it, play it, and see when they are shown.

    Args:
        browser: see `benchmarks.hls_player.chromium`.
        folder: a new one.
        kind: the presentation.
        cues: what the captions are; by default those of `benchmarks.hls.cues_of`.
        player: ``dash`` or ``shaka``.
    """
    cues = cues or cues_of(kind)
    manifest = made(folder, kind)
    data = manifest.read_bytes()
    root = read(data, str(manifest))
    periods = periods_of(root, str(manifest))
    texts = cut(Captions(tuple(cues)), periods, first_frame(root, periods[0], str(manifest))).texts
    names = [name_of("en", number, len(texts)) for number in range(1, len(texts) + 1)]
    publish(str(folder), dict(zip(names, texts, strict=True)))
    english = Rendition(language="en", default=True)
    addresses = [
        address_in(name, str(folder), str(manifest), [root, period.element])
        for name, period in zip(names, periods, strict=True)
    ]
    known = [[(english, uri)] for uri in addresses if uri]
    manifest.write_bytes(with_captions(data, root, known, str(manifest)))
    return measured(browser, manifest, cues, kind.rate, player=player)


def made(folder: Path, kind: Kind) -> Path:
    """Package a presentation, and return its manifest.

    Args:
        folder: where, a new one.
        kind: how.
    """
    folder.mkdir(parents=True)
    each = frames(kind, _SECONDS) // kind.parts
    for part in range(kind.parts):
        package(folder / f"part{part}", kind, _SECONDS, 4, first=part * each)
    texts = [(folder / f"part{part}/v.mpd").read_text() for part in range(kind.parts)]
    if kind.name == _LATE:
        texts = [_TIMESCALE.sub(_with_offset, text) for text in texts]
    periods = "\n\t".join([_period(text, part) for part, text in enumerate(texts)])
    head, tail = (
        texts[0][: texts[0].index("<Period")],
        texts[0][texts[0].index("</Period>") + len("</Period>") :],
    )
    manifest = folder / "v.mpd"
    manifest.write_text(_LENGTH.sub(rf"\g<1>PT{kind.parts * _SECONDS + kind.late}S", head) + periods + tail)
    return manifest


def _with_offset(match: re.Match[str]) -> str:
    return f'{match[0]} presentationTimeOffset="{10 * int(match[1])}"'


def _period(text: str, part: int) -> str:
    """The period of a manifest that lies in the folder of a part, where it begins in the whole of it."""
    inside = text[text.index("<Period") : text.index("</Period>") + len("</Period>")]
    head = f'<Period id="{part}" start="PT{part * _SECONDS}S">\n\t\t<BaseURL>part{part}/</BaseURL>'
    return re.sub(r"<Period[^>]*>", head, inside)


if __name__ == "__main__":
    main()
