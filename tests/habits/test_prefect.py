"""The flow for Prefect, run by Prefect itself with the server that it brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from standins import World

RUN = """
import sys
from prefect_captions import captions
media, folder = sys.argv[1:]
for _ in range(2):
    paths = captions(media, "verbit", {"profile": "captions", "finish_in": 0}, folder, poll_seconds=0.1)
    print("written:", *paths)
"""


def test_the_flow_captions_media_and_pays_once_for_two_runs(
    world: World, tmp_path: Path, python_with: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = python_with(
        ".venv-prefect", RUN, tmp_path / "talk.wav", tmp_path / "captions",
        PREFECT_HOME=str(tmp_path / "prefect"), PREFECT_SERVER_ANALYTICS_ENABLED="false", DO_NOT_TRACK="1", PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="300",
    )  # fmt: skip
    assert 2 == done.stdout.count("talk.vtt"), done.stderr[-3000:]
    assert ["talk.srt", "talk.vtt"] == sorted(path.name for path in (tmp_path / "captions").iterdir())
    assert (0, 1) == world.starts
