"""What others put into containers comes out as it stands there; what is no text is refused with the way out."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from subkit.errors import InputError, ToolTimeoutError
from subkit.model import Captions, Cue
from subkit.video import Probe, Stream, probe
from subkit.video.extracting import extracted, file_names
from subkit.video.muxing import Track, muxing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def by_ffmpeg(video: Path, captions: str, target: Path, *how: str) -> Probe:
    """A video with captions that ffmpeg alone put into it."""
    text = target.with_suffix(".in.srt")
    text.write_text(captions)
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-i",
        str(video),
        "-i",
        str(text),
        "-map",
        "0",
        "-map",
        "1",
        "-c",
        "copy",
    ]
    subprocess.run([*command, *how, str(target)], check=True)
    return probe(target)


def stream(index: int, language: str | None = None, **more: object) -> Stream:
    return Stream(index=index, kind="subtitle", language=language, **more)  # type: ignore[arg-type]  # as a stream has them


SRT = "1\n00:00:00,503 --> 00:00:01,002\n<i>One</i> {x} & two\n\n2\n00:00:01,002 --> 00:00:01,700\nthree\n"


def test_timed_text_that_ffmpeg_made_is_read(make_media: Callable[..., Path], tmp_path: Path) -> None:
    media = by_ffmpeg(make_media(), SRT.replace("{x} ", ""), tmp_path / "a.mp4", "-c:s", "mov_text")
    first, second = extracted(media, media.of_kind("subtitle"))[0].cues
    assert (503, 1002, "One & two", ("<i>One</i> &amp; two",)) == (
        first.start,
        first.end,
        first.text,
        first.markup,
    )
    assert (1002, 1700, "three") == (second.start, second.end, second.text)


def test_times_count_from_the_first_frame(make_media: Callable[..., Path], tmp_path: Path) -> None:
    """ffmpeg counts from the earliest packet, here of AAC's priming: 23 ms before the picture."""
    media = by_ffmpeg(make_media("talk.mkv"), SRT, tmp_path / "a.mkv")
    assert media.video is not None
    assert 23 == media.video.start
    assert [480, 979] == [cue.start for cue in extracted(media, media.of_kind("subtitle"))[0].cues]


def test_what_stands_before_the_first_frame_is_cut_there(
    make_media: Callable[..., Path], tmp_path: Path
) -> None:
    early = SRT.replace("00:00:00,503", "00:00:00,003").replace("00:00:01,002 -->", "00:00:01,010 -->")
    media = by_ffmpeg(make_media("talk.mkv"), early, tmp_path / "a.mkv")
    assert [(0, 979), (987, 1677)] == [
        (cue.start, cue.end) for cue in extracted(media, media.of_kind("subtitle"))[0].cues
    ]


def test_many_tracks_come_out_at_once(make_media: Callable[..., Path], tmp_path: Path) -> None:
    tracks = [Track(Captions((Cue(100, 900, (name,)),)), language=name) for name in ("de", "fr")]
    muxing(probe(make_media()), tracks, "a.mkv", codec="webvtt").done(tmp_path / "a.mkv")
    media = probe(tmp_path / "a.mkv")
    found = extracted(media, media.of_kind("subtitle"))
    assert [("de", "de"), ("fr", "fr")] == [(track.language, track.cues[0].text) for track in found]


@pytest.mark.parametrize(
    ("codec", "reason"),
    [
        ("hdmv_pgs_subtitle", "holds captions as pictures; a program that recognises"),
        ("dvb_subtitle", "as pictures"),
        ("dvb_teletext", "captions as dvb_teletext are not read"),
        ("", "captions as unknown are not read"),
    ],
)
def test_what_is_no_text_is_refused(make_media: Callable[..., Path], codec: str, reason: str) -> None:
    with pytest.raises(InputError, match=rf"talk.mp4: stream 2.*{reason}"):
        extracted(probe(make_media()), [stream(2, codec=codec)])


def test_a_picture_is_no_captions(make_media: Callable[..., Path]) -> None:
    media = probe(make_media())
    with pytest.raises(InputError, match="stream 0 is video, no captions"):
        extracted(media, media.of_kind("video"))


def test_a_program_that_hangs_is_ended(
    make_media: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    muxing(probe(make_media()), [Track(Captions((Cue(0, 9, ("x",)),)))], "a.mkv").done(tmp_path / "a.mkv")
    media = probe(tmp_path / "a.mkv")
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("SUBKIT_FFMPEG", str(slow))
    with pytest.raises(ToolTimeoutError):
        extracted(media, media.of_kind("subtitle"), patience=0.2)


def test_files_are_called_by_their_language(make_media: Callable[..., Path]) -> None:
    streams = [
        stream(2, "fre"),
        stream(3, "fra"),
        stream(4, "fra", forced=True),
        stream(5),
        stream(6, "../x"),
    ]
    names = ["talk.fr", "talk.fr.2", "talk.fr.forced", "talk", "talk.2"]
    assert names == file_names(probe(make_media()), streams)
