"""The steps of the Dockerfile, run without Docker: what it copies is there, and what it installs runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
STEPS = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8")).split("\nFROM ")[1].splitlines()


def test_the_build_stage_gives_a_program_that_reads_and_writes_all_formats(tmp_path: Path) -> None:
    source, environment = tmp_path / "source", tmp_path / "opt"
    source.mkdir()
    variables = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    for step in STEPS:
        word, _, rest = step.partition(" ")
        if word == "COPY":
            *paths, to = rest.split()
            for path in paths:
                place = source / to / Path(path).name if to == "./" else source / to
                place.parent.mkdir(parents=True, exist_ok=True)
                copy = shutil.copytree if (ROOT / path).is_dir() else shutil.copyfile
                copy(ROOT / path, place)
        elif word == "RUN":
            command = rest.replace("/opt/subkit", str(environment))
            subprocess.run(["/bin/sh", "-c", command], cwd=source, env=variables, check=True)
    program = environment / "bin" / "subkit"
    (tmp_path / "talk.srt").write_text("1\n00:00:01,000 --> 00:00:03,000\nHello there.\n")
    for form in ("vtt", "ass", "ttml", "scc"):
        subprocess.run([program, "convert", "talk.srt", "-o", f"talk.{form}"], cwd=tmp_path, check=True)
        assert (tmp_path / f"talk.{form}").stat().st_size
