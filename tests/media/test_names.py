"""Ten hostile names, in and out, through every command; names are files, whatever they look like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subkit.cli import main
from subkit.video import probe

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = [
    "-i",
    "a b",
    "http:",
    "concat:x|y",
    "'q'",
    '"q"',
    "%d",
    "a[0]\\b",
    "\u65e5\u672c\U0001f3ac",
    "x,y;z$(id)",
]
SRT = "1\n00:00:00,500 --> 00:00:01,500\nOne\n\n"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_a_file_whatever_it_looks_like(
    make_media: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(f"{name}.mp4").write_bytes(make_media("a.mp4").read_bytes())
    Path(f"{name}.srt").write_text(SRT)
    video, captions = f"{name}.mp4", f"{name}.srt"
    assert 0 == main(["mux", "-q", "-o", f"{name}.mkv", "--title", name, "--", video, captions])
    assert 0 == main(["burn", "-q", "--preset", "ultrafast", "-o", f"{name}.mov", "--", video, captions])
    assert 0 == main(["audio", "-q", "-o", f"{name}.wav", "--", video])
    assert 0 == main(["extract", "-q", "-o", f"{name}.vtt", "--", f"{name}.mkv"])
    assert 0 == main(["extract", "-q", "--output-dir", f"{name}.d", "--", f"{name}.mkv"])
    assert name == probe(f"{name}.mkv").of_kind("subtitle")[0].title
    assert SRT == Path(f"{name}.d", f"{name}.srt").read_text()
    made = {f"{name}.{suffix}" for suffix in ("mp4", "srt", "mkv", "mov", "wav", "vtt", "d")}
    assert made == {path.name for path in tmp_path.iterdir()}
