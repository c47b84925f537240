"""`subkit batch` killed again and again, at any point, whole or a worker of it: it ends with the same files, whole, and no others."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from program import PROGRAM, payload

from subkit.corpus.journal import NAME

FILES = 150
KILLS = int(os.environ.get("SUBKIT_KILLS", "25"))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus, and what becomes of it undisturbed."""
    folder = tmp_path_factory.mktemp("corpus")
    for number in range(FILES):
        path = folder / "in" / f"day {number % 5}" / f"{number}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        words = ["This", "goes", "on", "for", "a", "while,", "so", "that", "it", "takes", "a", "moment."] * (
            number % 7 * 20
        )
        path.write_text(json.dumps(payload(*words, "Talk", f"{number}.")))
    (folder / "in/torn.json").write_text('{"transcript": [')
    assert 1 == run(folder, "whole").returncode
    return folder


def run(folder: Path, out: str) -> subprocess.CompletedProcess[bytes]:
    command = [PROGRAM, "batch", "in", "-o", out, "--to", "srt,vtt", "-q"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)


def made(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != NAME]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_run_that_is_killed_again_and_again_ends_the_same(corpus: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance is no secret here
    out, whole = f"out-{seed}", made(corpus / "whole")
    for _ in range(KILLS):
        command = [PROGRAM, "batch", "in", "-o", out, "--to", "srt,vtt", "-q"]
        begun = subprocess.Popen(command, cwd=corpus, stderr=subprocess.DEVNULL)
        time.sleep(chance.random())
        begun.kill()
        begun.wait()
        for name, content in made(corpus / out).items():
            assert whole.get(name) == content or name.endswith(".tmp"), name
    assert 1 == run(corpus, out).returncode
    assert whole == made(corpus / out)


def test_a_run_whose_workers_are_killed_ends_the_same(corpus: Path) -> None:
    chance = random.Random(4)  # noqa: S311 - as above
    command = [PROGRAM, "batch", "in", "-o", "workers", "--to", "srt,vtt", "--report", "report.jsonl", "-q"]
    begun = subprocess.Popen(command, cwd=corpus, stderr=subprocess.PIPE)
    killed, before, report = 0, 0, corpus / "report.jsonl"
    while begun.poll() is None:
        time.sleep(chance.random() * 0.2)
        size = report.stat().st_size if report.exists() else 0
        at_work = workers(begun.pid) if size > before else []
        before = size
        for worker in at_work[:1]:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
                killed += 1
    begun.communicate()
    assert killed
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    assert FILES + 1 == len({line["input"] for line in lines}) == len(lines)
    failed = {line["input"]: line["error"]["kind"] for line in lines if "error" in line}
    assert "PayloadError" == failed.pop("in/torn.json")
    assert {"WorkerKilled"} >= set(failed.values()), (
        "an input may have been hit twice by chance, and then says so"
    )
    assert 1 == run(corpus, "workers").returncode
    assert made(corpus / "whole") == made(corpus / "workers")


def workers(program: int) -> list[int]:
    """The processes whose parent's parent is the program: the forkserver's children."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    return [child for child, parent in parents.items() if parents.get(parent) == program]
