"""ffmpeg shows what is written as SubStation and as SCC, letter by letter."""

from __future__ import annotations

import re
import subprocess
from html import unescape
from typing import TYPE_CHECKING

from subkit.formats import save
from subkit.model import Captions, Cue

if TYPE_CHECKING:
    from pathlib import Path


def shown(captions: Captions, path: Path, form: str) -> str:
    save(captions, path)
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", form, "-"]
    run = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    assert "" == run.stderr
    return run.stdout


def test_ffmpeg_reads_substation_as_it_was_written(tmp_path: Path) -> None:
    cues = (Cue(1000, 2500, ("Hello <b> & you", "second"), "Ann"), Cue(3000, 4000, (r"a\Nb {x}",)))
    said = shown(Captions(cues), tmp_path / "a.ass", "webvtt")
    assert "00:01.000 --> 00:02.500\nHello <b> & you\nsecond" in unescape(said)  # newer ones escape
    assert "a\\\u2060Nb [x]" in said


def test_ffmpeg_reads_scc_as_it_was_written(tmp_path: Path) -> None:
    cues = (Cue(3000, 5000, ("Hello, you", "there \u266a")), Cue(5000, 7000, ("\u00c9t\u00e9",)))
    said = re.sub(r"<[^>]*>|\{[^}]*\}|\\h", "", shown(Captions(cues), tmp_path / "a.scc", "srt"))
    for line in ("Hello, you", "there \u266a", "\u00c9t\u00e9"):
        assert line in said
