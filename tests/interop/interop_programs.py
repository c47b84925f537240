"""Readers that are programs: ffmpeg, and webvtt-parser under Node; each reads many caption files in one run."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from interop_cues import Shown, milliseconds

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
PARSER = HERE / "node_modules" / "webvtt-parser"
_AT_ONCE = 50
_ASS = {"\\N": "\n", "\\n": "\n", "\\h": "\xa0", "\\{": "{", "\\}": "}"}
_ass = re.compile(r"\\[Nnh{}]|\{[^{}]*\}")
_block = re.compile(r"\d+\n(\S+) --> (\S+)\n")


def ffmpeg_version() -> str:
    first = _run("ffmpeg", "-version").split("\n")[0]
    match = re.search(r"version (\d[^ -]*)", first)
    assert match, first
    return match[1]


def parser_version() -> str:
    version: str = json.loads((PARSER / "package.json").read_bytes())["version"]
    return version


def by_ffmpeg(texts: Sequence[str], format: str) -> list[list[Shown]]:
    """What ffmpeg makes of files. It decodes them into ASS; where that has hundredths, its text output has milliseconds."""
    found = []
    for first in range(0, len(texts), _AT_ONCE):
        found += _by_ffmpeg(texts[first : first + _AT_ONCE], format)
    return found


def _by_ffmpeg(texts: Sequence[str], format: str) -> list[list[Shown]]:
    with TemporaryDirectory() as folder:
        inputs, outputs = [], []
        for number, text in enumerate(texts):
            Path(folder, f"{number}.{format}").write_bytes(text.encode())
            inputs += ["-i", f"{number}.{format}"]
            outputs += ["-map", str(number), "-c:s", "text", "-f", "srt", f"{number}.times"]
            outputs += ["-map", str(number), "-c:s", "ass", "-f", "ass", f"{number}.ass"]
        _run("ffmpeg", "-nostdin", "-v", "error", *inputs, *outputs, folder=folder)
        return [_cues(Path(folder, str(number))) for number in range(len(texts))]


def _cues(stem: Path) -> list[Shown]:
    times = _times(stem.with_suffix(".times").read_bytes().decode())
    lines = stem.with_suffix(".ass").read_bytes().decode().split("\r\n")
    shown = [_shown(line.split(",", 9)[9]) for line in lines if line.startswith("Dialogue: ")]
    return [Shown(start, end, text) for (start, end), text in zip(times, shown, strict=True)]


def _times(text: str) -> list[tuple[int, int]]:
    """The times of cues in whose text anything may stand, also what looks like another cue."""
    times: list[tuple[int, int]] = []
    place = 0
    while match := _block.match(text, place):
        times.append((milliseconds(match[1]), milliseconds(match[2])))
        following = text.find(f"\n\n{len(times) + 1}\n", match.end())
        place = following + 2 if following >= 0 else len(text)
    assert place == len(text), text[place:]
    return times


def _shown(text: str) -> str:
    """What libass shows of a line of ASS: no overrides, and escapes as what they stand for."""
    return _ass.sub(lambda match: _ASS.get(match[0], ""), text)


def by_webvtt_parser(texts: Sequence[str]) -> list[list[Shown]]:
    """What W3C's parser makes of WebVTT files; it must have no complaint."""
    answer = _run("node", str(HERE / "webvtt_reader.cjs"), given=json.dumps(list(texts)))
    read = json.loads(answer)
    assert [] == [file["errors"] for file in read if file["errors"]]
    return [[Shown(*cue) for cue in file["cues"]] for file in read]


def _run(*command: str, given: str | None = None, folder: str | None = None) -> str:
    done = subprocess.run(
        command, input=given, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
