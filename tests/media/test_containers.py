"""A list of tricky texts goes into every container, from every kind of source, and comes out as it went in, to the millisecond."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from interop_texts import TEXTS

from subkit.formats import Writing, encode, parse
from subkit.formats.portable import plain
from subkit.model import Captions, Cue
from subkit.video import probe
from subkit.video.extracting import extracted
from subkit.video.muxing import Track, muxing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from subkit.video.containers import Codec

SOURCES: dict[str, tuple[str, dict[str, float]]] = {
    "MP4": ("a.mp4", {}),
    "MP4 without B-frames": ("a.mp4", {"b_frames": 0}),
    "QuickTime": ("a.mov", {}),
    "Matroska, AAC before the picture": ("a.mkv", {}),
    "Matroska, sound 0.4 s early": ("a.mkv", {"late": -0.4}),
    "Matroska, sound 0.4 s late": ("a.mkv", {"late": 0.4}),
    "MPEG-TS, from 1.4 s": ("a.ts", {}),
    "MPEG-TS, sound 0.4 s early": ("a.ts", {"late": -0.4}),
    "MPEG-TS, sound 0.4 s late": ("a.ts", {"late": 0.4}),
}
TARGETS: Sequence[tuple[str, Codec]] = (
    ("out.mp4", "mov_text"),
    ("out.mov", "mov_text"),
    ("out.mkv", "srt"),
    ("out.mkv", "ass"),
    ("out.mkv", "webvtt"),
)
ROUNDING = {"ass": 5}
"""SubStation counts hundredths of a second: 5 ms either way."""
MARKUP = {
    "plain": ("so it is", "so it is"),
    "italics": ("<i>so</i> it is", "so it is"),
    "all of a line": ("<b>so it is</b>", "so it is"),
    "colour": ("<c.yellow>so</c> it <u>is</u>", "so it is"),
    "emoji before": ("\U0001f600 <i>so</i>", "\U0001f600 so"),
}


def tricky() -> Captions:
    """A cue for each text that shows anything, some of them apart, at odd ms."""
    cues = []
    clock = 3
    for text in TEXTS.values():
        if plain(text):
            cues.append(Cue(clock, clock + 217, tuple(text.split("\n"))))
            clock += 217 if len(cues) % 2 else 261
    return Captions(tuple(cues))


def through(video: Path, captions: Captions, target: Path, codec: Codec) -> Captions:
    muxing(probe(video), [Track(captions)], target, codec=codec).done(target)
    media = probe(target)
    return extracted(media, media.of_kind("subtitle"))[0]


def as_written(captions: Captions, codec: Codec) -> list[str]:
    """The texts that the coding can say; what a file of the format changes, the container may change, and no more."""
    if codec == "mov_text":
        return [plain(cue.text) for cue in captions.cues]
    form = {"srt": "srt", "ass": "ass", "webvtt": "vtt"}[codec]
    read = parse(encode(captions, form, Writing(styling=True)), form)
    return [cue.text for cue in read.cues]


def off(captions: Captions, read: Captions) -> int:
    """The greatest difference of an in- or out-time, in ms."""
    pairs = zip(captions.cues, read.cues, strict=True)
    return max(max(abs(one.start - other.start), abs(one.end - other.end)) for one, other in pairs)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("target", TARGETS)
def test_text_and_times_come_back(
    make_media: Callable[..., Path],
    tmp_path: Path,
    figures: list[tuple[str, ...]],
    source: str,
    target: tuple[str, Codec],
) -> None:
    file, how = SOURCES[source]
    name, codec = target
    captions = tricky()
    read = through(make_media(file, **how), captions, tmp_path / name, codec)
    assert as_written(captions, codec) == [cue.text for cue in read.cues]
    assert off(captions, read) <= ROUNDING.get(codec, 0)
    same = sum(plain(one.text) == other.text for one, other in zip(captions.cues, read.cues, strict=True))
    into = f"{name.partition('.')[2]}, {codec}"
    figures.append((source, into, f"{same} of {len(captions)} texts the same", f"{off(captions, read)} ms"))


def test_webm_takes_all_texts(
    make_media: Callable[..., Path], tmp_path: Path, figures: list[tuple[str, ...]]
) -> None:
    captions = tricky()
    read = through(make_media("a.webm"), captions, tmp_path / "out.webm", "webvtt")
    assert as_written(captions, "webvtt") == [cue.text for cue in read.cues]
    assert 0 == off(captions, read)
    figures.append(("WebM", "webm, webvtt", f"{len(read)} of {len(captions)} texts the same", "0 ms"))


@pytest.mark.parametrize(("name", "codec"), TARGETS)
def test_styling_comes_back(make_media: Callable[..., Path], tmp_path: Path, name: str, codec: Codec) -> None:
    cues = [
        Cue(1000 * number, 1000 * number + 500, (text,), markup=(marked,) if marked != text else ())
        for number, (marked, text) in enumerate(MARKUP.values())
    ]
    read = through(make_media("a.mkv"), Captions(tuple(cues)), tmp_path / name, codec)
    assert [cue.markup for cue in cues] == [cue.markup for cue in read.cues]


def test_ffmpeg_shows_the_timed_text_that_was_written(
    make_media: Callable[..., Path], tmp_path: Path
) -> None:
    """A reader that is not ours; the braces and backslashes, which it takes for SubStation's, are left out here."""
    safe = [cue for cue in tricky().cues if not re.search(r"[\\{}]", cue.text)]
    captions = Captions(tuple(safe))
    target = tmp_path / "out.mp4"
    muxing(probe(make_media("a.mp4")), [Track(captions)], target).done(target)
    command = ["ffmpeg", "-v", "error", "-i", str(target), "-map", "0:s", "-f", "ass", "-"]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    shown = [line.split(",", 9)[9] for line in said.splitlines() if line.startswith("Dialogue:")]
    assert [plain(cue.text).replace("\n", "\\N") for cue in safe] == [
        re.sub(r"\{[^}]*\}", "", line) for line in shown
    ]
