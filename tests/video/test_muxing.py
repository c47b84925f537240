"""Captions in a container: right to the millisecond against the picture, and nothing else is touched."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from subkit.errors import InputError, OptionError, OutputError, UnknownNameError
from subkit.model import Captions, Cue
from subkit.video import probe
from subkit.video.extracting import extracted
from subkit.video.muxing import Track, muxing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

CUES = (
    Cue(0, 417, ("At once,",)),
    Cue(417, 1003, ("a & b <3 \u2014 {so} \\N", "\u05e9\u05dc\u05d5\u05dd \U0001f600")),
    Cue(1203, 1804, ("it is", "so"), markup=("<i>it</i> is", "<b>so</b>")),
)
EARLY = ("-af", "asetpts=PTS-0.3/TB")
"""The sound begins 0.3 s before the picture."""


def muxed(
    video: Path, folder: Path, name: str, tracks: Sequence[Track] = (Track(Captions(CUES)),), **how: object
) -> Path:
    target = folder / name
    muxing(probe(video), tracks, target, **how).done(target)  # type: ignore[arg-type]  # as muxing has them
    return target


def run(program: str, *arguments: object) -> str:
    """What ffmpeg or ffprobe prints."""
    command = [program, "-v", "error", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def packets(path: Path) -> str:
    """What the streams of picture and sound hold, packet by packet, with their times."""
    return run("ffmpeg", "-i", path, "-map", "0:v", "-map", "0:a", "-c", "copy", "-f", "framecrc", "-")


@pytest.mark.parametrize(
    ("source", "target", "codec"),
    [
        ("talk.ts", "out.mov", None),
        ("early.mkv", "out.mkv", None),
        ("early.mkv", "out.mkv", "webvtt"),
    ],
)
def test_text_and_times_come_back(
    make_media: Callable[..., Path],
    tmp_path: Path,
    source: str,
    target: str,
    codec: str | None,
) -> None:
    video = make_media(source, more=EARLY if source == "early.mkv" else ())
    media = probe(muxed(video, tmp_path, target, codec=codec))
    read = extracted(media, media.of_kind("subtitle"))[0]
    text = [
        cue.text.replace("{so}", "[so]") if (target, codec) == ("out.mkv", None) else cue.text for cue in CUES
    ]
    assert text == [cue.text for cue in read.cues]
    assert [(cue.start, cue.end) for cue in CUES] == [(cue.start, cue.end) for cue in read.cues]
    assert CUES[2].markup == read.cues[2].markup


def test_substation_counts_hundredths_and_is_kept_as_it_stands(
    make_media: Callable[..., Path], tmp_path: Path
) -> None:
    video = make_media("talk.ts")
    rounded = probe(muxed(video, tmp_path, "rounded.mkv", codec="ass"))
    read = extracted(rounded, rounded.of_kind("subtitle"))[0]
    assert [(0, 420), (420, 1000), (1200, 1800)] == [(cue.start, cue.end) for cue in read.cues]
    script = b"[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\nStyle: Loud,Arial,40\n\n[Events]\nFormat: Layer, Start, End, Style, Text\nDialogue: 0,0:00:00.51,0:00:01.23,Loud,{\\blur3}x\n"
    kept = muxed(video, tmp_path, "kept.mkv", [Track(Captions(CUES), script=script)])
    out = run("ffmpeg", "-i", kept, "-c", "copy", "-f", "ass", "-")
    assert "Style: Loud,Arial,40" in out
    assert "{\\blur3}x" in out


def test_streams_chapters_and_tags_are_untouched(make_media: Callable[..., Path], tmp_path: Path) -> None:
    marks = tmp_path / "marks.txt"
    marks.write_text(";FFMETADATA1\ntitle=Talk\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle=One\n")
    marked = tmp_path / "marked.mkv"
    attached = ("-attach", marks, "-metadata:s:t", "mimetype=text/plain")
    inputs = ("-i", make_media(), "-i", marks, "-map", "0", "-map_metadata", "1")
    run("ffmpeg", *inputs, "-c", "copy", *attached, marked)
    made = muxed(marked, tmp_path, "out.mkv")
    told = run("ffprobe", "-show_chapters", "-show_format", "-of", "flat", made)
    assert packets(marked) == packets(made)
    assert 'tags.title="One"' in told
    assert 'format.tags.title="Talk"' in told
    assert 1 == len(probe(made).of_kind("attachment"))
    assert [] == list(probe(muxed(marked, tmp_path, "out.mp4")).of_kind("attachment"))


def test_packets_of_mp4_are_untouched_and_its_index_comes_first(
    make_media: Callable[..., Path], tmp_path: Path
) -> None:
    made = muxed(make_media(), tmp_path, "out.mp4")
    assert packets(make_media()) == packets(made)
    assert made.read_bytes().index(b"moov") < made.read_bytes().index(b"mdat")


@pytest.mark.parametrize("name", ["out.mp4", "out.mkv"])
def test_tracks_say_what_they_are(make_media: Callable[..., Path], tmp_path: Path, name: str) -> None:
    tracks = [
        Track(Captions(CUES), language="fr-CA", title="Fran\u00e7ais", default=True),
        Track(Captions(CUES), language="de", forced=True),
        Track(Captions(CUES)),
    ]
    first, second, third = probe(muxed(make_media(), tmp_path, name, tracks)).of_kind("subtitle")
    assert ("fra", "Fran\u00e7ais", True, False) == (first.language, first.title, first.default, first.forced)
    assert ("deu", None, False, True) == (second.language, second.title, second.default, second.forced)
    assert (None, None, False, False) == (third.language, third.title, third.default, third.forced)


def test_captions_are_added_or_replaced(make_media: Callable[..., Path], tmp_path: Path) -> None:
    once = muxed(make_media(), tmp_path, "once.mkv", [Track(Captions(CUES), language="de")])
    twice = muxed(once, tmp_path, "twice.mkv", [Track(Captions(CUES), language="fr")])
    assert ["deu", "fra"] == [one.language for one in probe(twice).of_kind("subtitle")]
    anew = muxed(twice, tmp_path, "anew.mp4", replace=True)
    assert [("mov_text", None)] == [(one.codec, one.language) for one in probe(anew).of_kind("subtitle")]
    with pytest.raises(InputError, match="has captions as subrip, which MP4 does not hold"):
        muxed(twice, tmp_path, "no.mp4")


def test_what_a_container_does_not_hold_is_refused(make_media: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="unknown container 'avi'"):
        muxed(make_media(), tmp_path, "out.avi")
    with pytest.raises(OptionError, match="codec is srt, and MP4 holds captions as mov_text only"):
        muxed(make_media(), tmp_path, "out.mp4", codec="srt")
    with pytest.raises(InputError, match="stream 0 is h264, which WebM does not hold"):
        muxed(make_media(), tmp_path, "out.webm")
    with pytest.raises(InputError, match="holds no captions that show anything"):
        muxed(make_media(), tmp_path, "out.mp4", [Track(Captions((Cue(0, 0, ("x",)), Cue(1, 2, ("",)))))])
    assert [] == list(tmp_path.iterdir())


def test_a_target_that_cannot_be_is_refused(make_media: Callable[..., Path], tmp_path: Path) -> None:
    work = muxing(probe(make_media()), [Track(Captions(CUES))], "out.mp4")
    with pytest.raises(OutputError, match="no such folder"):
        work.done(tmp_path / "none" / "out.mp4")
