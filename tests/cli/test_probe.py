"""What ``subkit probe`` says of media, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done


def test_a_video_is_told_in_lines(run: Callable[..., Done], here: Path, film: Path) -> None:
    done = run("probe", film)
    whole, picture, sound = done.out.decode().splitlines()
    assert (0, "") == (done.code, done.err)
    assert whole.startswith(f"{film}: 6")
    assert "mov,mp4" in whole
    assert "  0 video: h264, 160x90, 25 frames a second" == picture
    assert sound.startswith("  1 audio: aac, 44100 Hz, mono")
    assert list(here.iterdir()) == []


def test_shot_changes_are_told_in_ms(run: Callable[..., Done], film: Path) -> None:
    assert [2000, 4000] == run("probe", film, "--detect-shots", "--json").json["media"][0]["shots"]
    assert run("probe", film, "--detect-shots").out.endswith(b"  shot changes: 2 s, 4 s\n")


def test_json_has_the_exact_frame_rate(run: Callable[..., Done], film: Path) -> None:
    told = run("probe", film, "--json").json
    assert "subkit.probe/1" == told["schema"]
    assert "25" == told["media"][0]["frame_rate"]
    assert ["video", "audio"] == [one["kind"] for one in told["media"][0]["streams"]]


def test_what_is_no_media_does_not_keep_the_others_from_being_told(
    run: Callable[..., Done], here: Path, film: Path
) -> None:
    (here / "page.mp4").write_text("<html>")
    done = run("probe", "page.mp4", film, "none.mp4")
    assert done.code == 1
    assert 1 == done.out.count(b" video: ")
    assert ["page.mp4: is no media", "none.mp4: no such file"] == [
        " ".join(line.removeprefix("subkit: ").split()[:4]) for line in done.messages
    ]


def test_stdin_is_no_media(run: Callable[..., Done]) -> None:
    done = run("probe", "-")
    assert done.code == 2
    assert "media cannot come from stdin" in done.err


def test_3_without_ffprobe_the_way_out_is_named(
    run: Callable[..., Done], film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    done = run("probe", film)
    assert (3, b"") == done[:2]
    assert "subkit: ffprobe is not installed (Debian: apt-get install ffmpeg)" in done.err


@pytest.mark.parametrize(
    ("script", "patience", "code"), [("exec sleep 60", "0.3", 5), ("kill -9 $$", "60", 1)]
)
def test_an_ffmpeg_that_hangs_or_is_killed_has_its_code(  # noqa: PLR0917 - fixtures, and what varies
    run: Callable[..., Done],
    here: Path,
    film: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    patience: str,
    code: int,
) -> None:
    odd = here / "odd"
    odd.write_text(f"#!/bin/sh\n{script}\n")
    odd.chmod(0o755)
    monkeypatch.setenv("SUBKIT_FFMPEG", str(odd))
    monkeypatch.setenv("SUBKIT_FFMPEG_PATIENCE", patience)
    done = run("probe", film, "--detect-shots")
    assert (code, b"") == done[:2]
    assert 1 == len(done.messages)
