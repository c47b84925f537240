"""Ray, in short: the results are the pool's, bad records are rows, and what is wrong with a cluster is said in a line."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from deadly_work import Deadly
from program import PROGRAM, payload

import subkit
from subkit import UnreachableError
from subkit.corpus import Record, Task
from subkit.corpus.pool import KILLED
from subkit.corpus.units import Unit
from subkit.ray import caption_dataset
from subkit.ray.clusters import cluster
from subkit.ray.engine import RayEngine

if TYPE_CHECKING:
    from conftest import Head

pytestmark = pytest.mark.filterwarnings("default")  # Ray's own warnings are none of ours
GOOD = [json.dumps(payload("This", "is", "talk", f"{at}.")).encode() for at in range(60)]
BAD = [b"", b'{"transcript": [{"wor', b"\x1f\x8b\x08torn", b"{}"]


def _folder(place: Path) -> None:
    for at, content in enumerate([*GOOD, *BAD]):
        path = place / "in" / f"day {at % 3}" / f"{at}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _batch(folder: Path, out: str, *options: str) -> tuple[int, str]:
    command = [PROGRAM, "batch", "in", "-o", out, "--report", f"{out}.jsonl", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    return done.returncode, done.stderr


def _made(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.srt")}


def _failures(said: str) -> list[str]:
    failures = sorted(line for line in said.splitlines() if line.startswith("subkit: in/"))
    assert len(BAD) == len(failures)
    return failures


def _report(path: Path) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    told = [
        {key: value for key, value in line.items() if key not in {"outputs", "seconds"}} for line in lines
    ]
    return sorted(told, key=lambda line: str(line["input"]))


def test_the_command_makes_the_same_on_a_cluster_and_does_nothing_twice(head: Head, tmp_path: Path) -> None:
    _folder(tmp_path)
    engine = ("--engine", "ray", "--address", head.address)
    alone, joined = _batch(tmp_path, "pool"), _batch(tmp_path, "ray", *engine)
    assert (1, 1) == (alone[0], joined[0])
    assert _failures(alone[1]) == _failures(joined[1])
    assert 60 == len(_made(tmp_path / "pool"))
    assert _made(tmp_path / "pool") == _made(tmp_path / "ray")
    assert _report(tmp_path / "pool.jsonl") == _report(tmp_path / "ray.jsonl")
    again = _batch(tmp_path, "ray", *engine)
    assert "64 inputs: 60 kept, 4 failed" in again[1]


def test_a_dataset_comes_back_with_captions_and_with_failures_as_rows(head: Head, tmp_path: Path) -> None:
    _folder(tmp_path)
    house = tmp_path / "house.toml"
    house.write_text('extends = "netflix-en"\nmax_line_length = 12\n')
    task = Task(profile=str(house), formats=("srt", "vtt"))
    with cluster(head.address) as ray:
        ray.data.DataContext.get_current().enable_progress_bars = False
        talks = ray.data.read_binary_files(str(tmp_path / "in"), include_paths=True)
        captions = caption_dataset(talks, str(house), ("srt", "vtt"), batch_size=7)
        house.unlink()
        rows = captions.take_all()
    assert 64 == len({row["path"] for row in rows}) == len(rows)
    for row in rows:
        outcome = task.run(Record(row["path"], Path(row["path"]).read_bytes()))
        assert [outcome.outputs.get(name) for name in task.formats] == [row["srt"], row["vtt"]]
        assert (outcome.error and outcome.error.message) == (row["error"] and row["error"]["message"])
    assert 4 == sum(row["error"] is not None for row in rows)


def test_a_record_that_kills_every_worker_fails_and_the_others_are_done(head: Head, tmp_path: Path) -> None:
    units = []
    for name in ("deadly-1.json", "deadly-99.json", "calm.json", "quiet.json"):
        path = tmp_path / name
        path.write_bytes(GOOD[0])
        units.append(Unit(key=name, name=str(path), outputs=(("srt", str(path.with_suffix(".srt"))),)))
    work = Deadly(task=Task(), folder=str(tmp_path))
    with closing(RayEngine(work, address=head.address).run(units)) as ended:
        entries = {entry.input: entry for some in ended for entry in some}
    assert {unit.key for unit in units} == {*entries}
    failed = {name: entry.error.kind for name, entry in entries.items() if entry.error}
    assert {"deadly-99.json": KILLED} == failed
    assert 3 == len(list(tmp_path.glob("*.srt")))


def test_a_cluster_that_is_not_there_is_said_at_once_and_ends_with_its_own_code(tmp_path: Path) -> None:
    _folder(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    code, said = _batch(tmp_path, "out", "--engine", "ray", "--address", address)
    assert 6 == code
    assert said.splitlines()[-1].startswith(f"subkit: Ray at {address}: no cluster answers")


def test_a_cluster_that_wants_a_token_says_which(
    head: Head, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _folder(tmp_path)
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    code, said = _batch(tmp_path, "out", "--engine", "ray", "--address", head.address)
    assert 3 == code
    assert "wants a token: set RAY_AUTH_MODE=token" in said.splitlines()[-1]


def test_a_cluster_whose_workers_have_another_subkit_is_refused_with_both_versions(
    head: Head, tmp_path: Path
) -> None:
    _folder(tmp_path)
    shutil.copytree(Path(subkit.__file__).parent, tmp_path / "other" / "subkit")
    here = tmp_path / "other" / "subkit" / "__init__.py"
    here.write_text(here.read_text().replace(f'"{subkit.__version__}"', '"0.0.7"'))
    code, said = _as_another(tmp_path, head.address)
    refused = f"have subkit {subkit.__version__}, and 0.0.7 is asked for: install that one"
    assert (3, f"subkit: the cluster's workers: {refused}") == (code, said.splitlines()[-1])
    assert not list((tmp_path / "out").rglob("*.srt"))


def test_a_cluster_of_another_ray_is_refused_by_what_ray_says_of_it(head: Head, tmp_path: Path) -> None:
    _folder(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "sitecustomize.py").write_text("import ray\nray.__version__ = '2.59.0'\n")
    code, said = _as_another(tmp_path, head.address)
    assert 3 == code
    assert said.splitlines()[-1].startswith(f"subkit: Ray at {head.address}: Version mismatch: ")
    assert "2.59.0" in said.splitlines()[-1]


def _as_another(folder: Path, address: str) -> tuple[int, str]:
    """The command with what lies in the folder ``other`` before all else that is installed."""
    command = [
        sys.executable,
        "-c",
        "import sys; from subkit.cli import main; sys.exit(main())",
        "batch",
        "in",
    ]
    known = {**os.environ, "PYTHONPATH": str(folder / "other")}
    options = ["-o", "out", "--engine", "ray", "--address", address]
    done = subprocess.run(
        [*command, *options], cwd=folder, env=known, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


def test_what_answers_but_is_no_cluster_is_said_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        thread = Thread(target=_answer, args=(other,))
        thread.start()
        with pytest.raises(UnreachableError, match="what answers there is no cluster"), cluster(address):
            pass
        thread.join()


def _answer(server: socket.socket) -> None:
    with server.accept()[0] as line:
        line.recv(100)
        line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
