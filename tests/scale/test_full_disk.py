"""`subkit batch` on a disk that fills up, and on one that nothing may be written to."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from disks import Disk, small_disk
from program import payload

from subkit.corpus.journal import NAME

if TYPE_CHECKING:
    from pathlib import Path


def batch(disk: Disk, folder: Path) -> subprocess.CompletedProcess[str]:
    command = disk.command(folder, "batch", "in", "-o", str(disk.path / "out"), "--report", "report.jsonl")
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_a_disk_that_fills_up_costs_only_what_found_no_room(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(40):
        words = ["So much is said here that it fills a page."] * 200
        (tmp_path / f"in/{number:02}.json").write_text(json.dumps(payload(*words, f"{number}.")))
    with small_disk(tmp_path / "disk", "250k") as disk:
        done = batch(disk, tmp_path)
        assert 7 == done.returncode, done.stderr
        assert "no space left on the disk" in done.stderr
        out = disk.seen / "out"
        whole = {path.name: path.read_bytes() for path in out.glob("*.srt")}
        assert 0 < len(whole) < 40
        assert all(content.endswith((b"\n\n", b".\n")) for content in whole.values())
        assert not list(out.glob(".subkit-*.tmp"))
        assert all(json.loads(line) for line in (out / NAME).read_bytes().splitlines())
        assert all(json.loads(line) for line in (tmp_path / "report.jsonl").read_bytes().splitlines())
    with small_disk(tmp_path / "larger", "20m") as disk:
        assert 0 == batch(disk, tmp_path).returncode
        again = {path.name: path.read_bytes() for path in (disk.seen / "out").glob("*.srt")}
        assert whole.items() <= again.items()


def test_a_disk_that_is_read_only_ends_the_run_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.json").write_text(json.dumps(payload("Hello.")))
    with small_disk(tmp_path / "disk") as disk:
        disk.remount("ro")
        done = batch(disk, tmp_path)
    assert (7, 1) == (done.returncode, len(done.stderr.splitlines())), done.stderr
    assert "the file system is read-only" in done.stderr
