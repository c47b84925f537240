"""The DAG for Airflow, run by Airflow itself on a database of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from standins import World

EXAMPLES = Path(__file__).parents[2] / "examples"
RUN = """
import subprocess, sys
subprocess.run([sys.executable, "-m", "airflow", "db", "migrate"], check=True, capture_output=True)
import airflow_captions
media, folder = sys.argv[1:]
options = {"profile": "captions", "finish_in": 0}
for _ in range(2):
    run = airflow_captions.DAG.test(run_conf={"media": media, "options": options, "folder": folder})
    print("ended:", run.state, file=sys.stderr)
"""


def test_the_dag_captions_media_and_pays_once_for_two_runs(
    world: World, tmp_path: Path, python_with: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = python_with(
        ".venv-airflow", RUN, tmp_path / "talk.wav", tmp_path / "captions",
        AIRFLOW_HOME=str(tmp_path / "airflow"), AIRFLOW__CORE__LOAD_EXAMPLES="False",
        AIRFLOW__CORE__DAGS_FOLDER=str(EXAMPLES),
    )  # fmt: skip
    assert 2 == done.stderr.count("ended: success"), done.stderr[-3000:]
    assert ["talk.srt", "talk.vtt"] == sorted(path.name for path in (tmp_path / "captions").iterdir())
    assert (0, 1) == world.starts
