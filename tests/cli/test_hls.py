"""The command ``subkit hls``: what it writes and prints, and how it ends where that cannot be."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from subkit.video.hls import joined
from subkit.video.programs import find

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.0,\nv0.ts\n#EXTINF:1.5,\nv1.ts\n#EXT-X-ENDLIST\n"
ENGLISH = "1\n00:00:00,500 --> 00:00:01,500\nOne\n\n2\n00:00:01,600 --> 00:00:03,000\nTwo\n"
FRENCH = "WEBVTT\nLanguage: fr\n\n00:01.000 --> 00:02.000\nUn\n"
MASTER = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nv.m3u8\n"
AT = ("--first-pts", "133200")


@pytest.fixture
def stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a media playlist, its master playlist and captions; the media themselves are not needed."""
    (tmp_path / "v.m3u8").write_text(PLAYLIST)
    (tmp_path / "master.m3u8").write_text(MASTER)
    (tmp_path / "talk.en.srt").write_text(ENGLISH)
    (tmp_path / "talk.vtt").write_text(FRENCH)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_language_becomes_a_playlist_and_its_line_is_printed(
    run: Callable[..., Done], stream: Path
) -> None:
    files = ("talk.en.srt", "talk.vtt")
    done = run("hls", *files, "--video", "v.m3u8", "-o", "subs", *AT, "--default", "1", "--sdh", "2")
    assert (0, "") == (done.code, done.err)
    assert ["en.m3u8", "fr-sdh.m3u8"] == [
        line.partition('URI="')[2].strip('"') for line in done.out.decode().splitlines()
    ]
    assert ["One", "Two"] == [cue.text for cue in joined(stream / "subs/en.m3u8")]
    assert ["Un"] == [cue.text for cue in joined(stream / "subs/fr-sdh.m3u8")]
    assert 6 == len(list((stream / "subs").iterdir()))


def test_a_master_playlist_names_the_captions_from_where_it_lies(
    run: Callable[..., Done], stream: Path
) -> None:
    (stream / "up").mkdir()
    (stream / "up/m.m3u8").write_text(MASTER)
    for _ in range(2):
        done = run("hls", "talk.en.srt", "--video", "v.m3u8", "-o", "my subs", *AT, "--master", "up/m.m3u8")
        assert (0, b"") == (done.code, done.out)
    text = (stream / "up/m.m3u8").read_text()
    assert 1 == text.count('URI="../my%20subs/en.m3u8"')
    assert text.endswith('#EXT-X-STREAM-INF:BANDWIDTH=1,SUBTITLES="subs"\nv.m3u8\n')


def test_what_comes_after_the_end_is_said(run: Callable[..., Done], stream: Path) -> None:
    (stream / "long.en.srt").write_text(f"{ENGLISH}\n3\n00:00:03,500 --> 00:00:09,000\nThree\n")
    done = run("hls", "long.en.srt", "--video", "v.m3u8", "-o", "subs", *AT)
    assert 0 == done.code
    expected = "long.en.srt: 1 cue begins after the video's end at 00:00:03.500, and is left out; the first at 00:00:03.500"
    assert expected == done.err.strip()


def test_what_cannot_be_written_is_told(run: Callable[..., Done], stream: Path) -> None:
    (stream / "bad.en.vtt").write_text(
        "WEBVTT\n\nSTYLE\n::cue { background: url(x) }\n\n00:01.000 --> 00:02.000\nOne\n"
    )
    done = run("hls", "bad.en.vtt", "--video", "v.m3u8", "-o", "subs", *AT, "-v")
    assert "the style could make a viewer's browser fetch or run something" in done.err
    assert "bad.en.vtt: 1 repair (-v lists them)" in done.err
    assert not any("url" in path.read_text() for path in (stream / "subs").iterdir())


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("talk.en.srt", "--video", "none.m3u8"), 1, "none.m3u8: no such file"),
        (("none.srt", "--video", "v.m3u8", *AT), 1, "none.srt: no such file"),
        (("talk.en.srt", "--video", "v.m3u8"), 1, "v.m3u8: line 4: v0.ts is not there"),
        (("talk.en.srt", "--video", "talk.en.srt"), 1, "talk.en.srt: holds neither pictures nor sound"),
        (("talk.en.srt", "--video", "-"), 2, "media cannot come from stdin"),
        (("talk.en.srt", "--video", "v.m3u8", *AT, *AT), 1, "--first-pts was given 2"),
        (("talk.en.srt", "--video", "v.m3u8", "--first-pts", "-1"), 2, "--first-pts"),
        (("talk.en.srt", "--video", "v.m3u8", *AT, "--language", "english"), 2, "english"),
        (("talk.en.srt", "--video", "v.m3u8", *AT, "--default", "2"), 2, "there are 1 CAPTIONS"),
        (("talk.en.srt", "--video", "v.m3u8", *AT, "--title", 'the "one"'), 2, "has quotes"),
        (("talk.en.srt", "talk.en.srt", "--video", "v.m3u8", *AT), 2, "another of CAPTIONS is en already"),
        (("talk.en.srt", "--video", "v.m3u8", *AT, "--master", "v.m3u8"), 1, "names no variants"),
        (("talk.en.srt", "--video", "v.m3u8", *AT, "--master", "none.m3u8"), 1, "none.m3u8: no such file"),
        (("talk.en.srt", "--video", "v.m3u8", *AT, "-o", "talk.vtt"), 7, "is a file, not a folder"),
        (("talk.en.srt", "--video", "v.m3u8", *AT, "--segment-duration", "0"), 2, "--segment-duration"),
        (("talk.en.srt", "--video", "v.m3u8", *AT, "--segment-duration", "4"), 2, "is for media files"),
    ],
)
def test_what_cannot_be_ends_with_its_code_and_leaves_nothing(
    run: Callable[..., Done], stream: Path, arguments: tuple[str, ...], code: int, reason: str
) -> None:
    before = {path.name: path.read_bytes() for path in stream.iterdir()}
    done = run("hls", "-o", "subs", *arguments)
    assert code == done.code
    assert reason in done.err
    assert 1 == len(done.err.splitlines())
    assert before == {path.name: path.read_bytes() for path in stream.iterdir()}


def test_a_language_that_nobody_says_is_asked_for(run: Callable[..., Done], stream: Path) -> None:
    (stream / "talk.en.srt").rename(stream / "talk.srt")
    done = run("hls", "talk.srt", "--video", "v.m3u8", "-o", "subs", *AT)
    assert (2, True) == (
        done.code,
        "talk.srt: nobody says which language it is in: give --language" in done.err,
    )


def test_captions_of_something_else_are_refused(run: Callable[..., Done], stream: Path) -> None:
    (stream / "late.en.srt").write_text("1\n00:09:00,000 --> 00:09:01,000\nLate\n")
    done = run("hls", "late.en.srt", "--video", "v.m3u8", "-o", "subs", *AT)
    assert (1, False) == (done.code, (stream / "subs").exists())
    assert "late.en.srt: all of it comes after the end of the video, at 00:00:03.500" in done.err


def test_the_media_playlist_is_not_written_over(run: Callable[..., Done], stream: Path) -> None:
    (stream / "v.m3u8").rename(stream / "en.m3u8")
    done = run("hls", "talk.en.srt", "--video", "en.m3u8", "-o", ".", *AT, "--overwrite")
    assert (2, PLAYLIST) == (done.code, (stream / "en.m3u8").read_text())
    assert "-o: ./en.m3u8 is the input en.m3u8, which would be lost; name another" in done.err


def test_without_ffprobe_the_code_says_that_a_program_is_missing(
    run: Callable[..., Done], stream: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stream / "v0.ts").write_bytes(b"G")
    monkeypatch.setenv("SUBKIT_FFPROBE", "/none")
    done = run("hls", "talk.en.srt", "--video", "v.m3u8", "-o", "subs")
    assert (3, True) == (done.code, "SUBKIT_FFPROBE: /none is no program" in done.err)


def test_ffmpeg_reads_the_cues_of_the_segments(run: Callable[..., Done], stream: Path) -> None:
    run("hls", "talk.en.srt", "--video", "v.m3u8", "-o", "subs", *AT)
    command = [find("ffmpeg"), "-v", "error", "-nostdin", "-i", "subs/en.m3u8", "-f", "srt", "-"]
    read = subprocess.run(command, capture_output=True, check=True, cwd=stream).stdout.decode()
    found = dict.fromkeys(
        block.partition("\n")[2] for block in read.replace("\r\n", "\n").strip().split("\n\n")
    )
    assert [block.partition("\n")[2] for block in ENGLISH.strip().split("\n\n")] == list(found)


def test_durations_that_drift_are_told(run: Callable[..., Done], stream: Path) -> None:
    pattern = ["-f", "lavfi", "-i", "testsrc=size=32x32:duration=2", "-c:v", "libx264", "-g", "25"]
    hls = ["-f", "hls", "-hls_time", "1", "-hls_playlist_type", "vod", "w.m3u8"]
    subprocess.run([find("ffmpeg"), "-v", "error", "-nostdin", *pattern, *hls], check=True, cwd=stream)
    quiet = run("hls", "talk.en.srt", "--video", "w.m3u8", "-o", "subs")
    text = (stream / "w.m3u8").read_text()
    (stream / "w.m3u8").write_text(text.replace("#EXTINF:1.000000", "#EXTINF:1.050000", 1))
    told = run("hls", "talk.en.srt", "--video", "w.m3u8", "-o", "subs")
    assert (0, "", 0) == (quiet.code, quiet.err, told.code)
    assert "w.m3u8: its durations add up to 50 ms more than its media last" in told.err
