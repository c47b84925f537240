"""A real Ray cluster, in processes of its own."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of this run alone; Ray would make one for all runs in the home folder. It is read when Ray is loaded.
os.environ |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
_RAY = Path(sys.executable).parent / "ray"
_TESTS = Path(__file__).parents[1]


class Head(NamedTuple):
    """A cluster: the process that holds it, and its address."""

    process: subprocess.Popen[bytes]
    address: str

    def workers(self) -> list[int]:
        """The processes of this cluster that are captioning right now."""
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                with suppress(OSError):
                    parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        return [pid for pid in parents if self._below(pid, parents) and _captions(pid)]

    def _below(self, pid: int, parents: dict[int, int]) -> bool:
        while pid in parents and pid != self.process.pid:
            pid = parents[pid]
        return pid == self.process.pid


def _captions(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"ray::MapBatches")
    except OSError:
        return False


@pytest.fixture(scope="session")
def head(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Head]:
    """A cluster of two cores on this machine; its workers know the tests' own files."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("ray") / "start.log"
    options = [f"--port={port}", "--num-cpus=2", "--object-store-memory=400000000", "--disable-usage-stats"]
    with log.open("wb") as file:
        process = subprocess.Popen(
            [_RAY, "start", "--head", "--block", *options, "--include-dashboard=false"],
            env={**os.environ, "PYTHONPATH": str(_TESTS)},
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    yield Head(process, f"{_host(process, log)}:{port}")
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(40)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _host(process: subprocess.Popen[bytes], log: Path, seconds: float = 120) -> str:
    """What the cluster calls this machine, once it is up: it answers to no other name."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        said = log.read_text()
        named = re.search(r"Local node IP: (\S+)", said)
        if named and "Ray runtime started" in said:
            return named[1]
        time.sleep(0.2)
    pytest.fail(f"no cluster after {seconds} s: {log.read_text()}")
