"""Runs the command: in this process, which is quick, or as a user does, in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from canary import leaks
from hasty_program import Hasty
from program import PROGRAM, Done, payload
from standins import World, standing_in

from subkit.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.fixture
def run(here: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Done]:  # noqa: ARG001 - the runs are in that folder
    def running(*arguments: str | Path) -> Done:
        capsysbinary.readouterr()
        code = main([str(argument) for argument in arguments], Hasty())
        out, err = capsysbinary.readouterr()
        assert not leaks(out, err)
        return Done(code, out, err.decode())

    return running


@pytest.fixture
def program(here: Path) -> Callable[..., Done]:
    """The installed program in a process of its own."""

    def running(*arguments: str | Path, stdin: bytes = b"", **options: Any) -> Done:
        done = subprocess.run(
            [PROGRAM, *arguments],
            input=stdin,
            cwd=here,
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            env={**os.environ, **options.pop("env", {})},
            timeout=60,
            check=False,
            **options,
        )
        assert not leaks(done.stdout or b"", done.stderr)
        return Done(done.returncode, done.stdout or b"", done.stderr.decode())

    return running


@pytest.fixture
def talk(here: Path) -> Callable[..., Path]:
    """Writes a payload into the current folder."""

    def writing(name: str = "talk.json", *texts: str) -> Path:
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(payload(*(texts or ("Hello", "there.")))))
        return Path(name)

    return writing


@pytest.fixture
def world(
    here: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    """The providers' stand-ins, which the program takes for them."""
    with standing_in(here, tmp_path_factory.mktemp("outside"), monkeypatch) as found:
        yield found


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds at 25 frames a second, of three shots of two seconds, with a tone."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    shots = [f"{kind}=s=160x90:r=25:d=2" for kind in ("testsrc", "testsrc2", "smptebars")]
    pictures = [part for shot in shots for part in ("-f", "lavfi", "-i", shot)]
    joined = "[0][1][2]concat=n=3,format=yuv420p[v]"
    sound = ("-f", "lavfi", "-i", "sine=d=6")
    coded = ("-map", "[v]", "-map", "3", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac")
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-nostdin",
        *pictures,
        *sound,
        "-filter_complex",
        joined,
        *coded,
        str(path),
    ]
    subprocess.run(command, check=True)
    return path
