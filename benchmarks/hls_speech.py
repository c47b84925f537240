"""How far cues are from the speech they caption, in hls.js in Chromium: from words to captions to segments to the player.

espeak-ng speaks sentences that begin with a vowel, with a second and a half of silence between them, and tells when each word is spoken. The words
are given to subkit as Pictory gives them; the captions are cut for a stream that has the speech as its sound. Held against each
other are each cue's time in the player, and when the sound that the player gave the browser sets in, as the browser decodes it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Any

import subkit
from benchmarks.hls_media import KINDS, made
from benchmarks.hls_player import ROOT, chromium, heard
from benchmarks.table import table
from subkit.video.hls import Rendition, cut, publish, timeline_of, with_renditions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from playwright.sync_api import Browser

    from benchmarks.hls_media import Kind

SENTENCES = (
    "Every morning the harbour wakes first.",
    "All of it needs one old lamp.",
    "Others keep the books.",
)
_SILENCE = 1500  # ms
_STREAMS = [kind for kind in KINDS if kind.parts == 1 and "edit list" not in kind.name and not kind.late]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="TEXT", help="streams whose name has this")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="subkit-") as folder, chromium() as browser:
        rows = {
            kind.name: off_speech(browser, Path(folder, str(number)), kind)
            for number, kind in enumerate(_STREAMS)
            if options.only in kind.name
        }
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        cells = [
            [name, f"{len(found)} of {len(SENTENCES)}", f"{max(found, key=abs):+.3f}"]
            for name, found in rows.items()
        ]
        print(table(["stream", "cues", "off the speech, frames"], cells))


def off_speech(browser: Browser, folder: Path, kind: Kind) -> list[float]:
    """By how many frames each sentence's cue comes after the sentence; below zero, before it.

    Args:
        browser: see `benchmarks.hls_player.chromium`.
        folder: a new one.
        kind: the stream.
    """
    folder.mkdir(parents=True)
    payload = _spoken(folder / "speech.wav")
    captions = subkit.caption(subkit.read(payload), language="en")
    stream = folder / "stream"
    master = made(stream, kind, speech=folder / "speech.wav")
    times = timeline_of(str(stream / "v.m3u8"))
    texts = cut(captions, times).texts
    playlist = publish(str(stream / "captions"), "en", texts, times)
    known = [(Rendition(language="en", default=True), f"captions/{playlist.name}")]
    master.write_text(with_renditions(master.read_text(), known, str(master)))
    starts, onsets = heard(browser, master, len(texts))
    return _differences(starts, onsets, kind.rate)


def _differences(starts: Sequence[float], onsets: Sequence[float], rate: Fraction) -> list[float]:
    """From each onset of speech to the cue that is nearest, in frames."""
    return [min([start - onset for start in starts], key=abs) * float(rate) for onset in onsets]


def _spoken(target: Path) -> dict[str, Any]:
    """Speak the sentences into a file, and tell the words as Pictory does."""
    sys.path.append(str(ROOT / "samples"))
    from speech import Voice, say  # type: ignore[import-not-found]  # noqa: PLC0415 - the samples' own module, on the path set above

    words: list[dict[str, Any]] = []
    sound, rate = bytearray(), 22050
    for sentence in SENTENCES:
        sound += bytes(2 * rate * _SILENCE // 1000)
        begins = len(sound) * 500 / rate
        silence = {"word": "", "start_time": begins / 1000 - _SILENCE / 1000, "end_time": begins / 1000}
        words.append(silence | {"is_pause": True, "pause_size": "large"})
        spoken, audio, rate = say(sentence, Voice(rate=160))
        sound += audio
        words += [
            {
                "word": one.text,
                "start_time": (begins + one.start) / 1000,
                "end_time": (begins + one.end) / 1000,
            }
            for one in spoken
        ]
    with wave.open(str(target), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(bytes(sound))
    return {"success": True, "data": {"status": "completed", "transcript": [{"words": words}]}}


if __name__ == "__main__":
    main()
