"""Bad input and bad places: one line with the place, the right exit code, no partial file, the others still done."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from program import PROGRAM, payload

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

GOOD = json.dumps(payload("Hello", "there.")).encode()
SAMPLES = Path(__file__).parents[2] / "samples"
DEEP = b"[" * 100_000 + b"]" * 100_000


def spoken(*words: dict[str, Any]) -> bytes:
    """A Pictory result with these items in ``words[]``."""
    return json.dumps({"transcript": [{"words": list(words)}]}).encode()


FAILS = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\n", "is empty"),
    "not JSON": (b"Hello there, this is no JSON.\n", "line 1, column 1: expected JSON"),
    "binary": (bytes(range(256)) * 9, "line 1, column 1: expected JSON"),
    "gzip": (b"\x1f\x8b\x08" + bytes(99), "gzip"),
    "HTML": (b"<!doctype html><title>Log in</title>", "HTML"),
    "truncated": (GOOD[:-20], "cut off"),
    "a number": (b"42", "no adapter knows this payload; if you know whose it is, --from NAME"),
    "null": (b"null", "no adapter knows this payload"),
    "an empty list": (b"[]", "no adapter knows this payload"),
    "wrong JSON": (b'{"a": [1, 2, {"b": null}]}', "(installed: "),
    "wrong types": (b'{"transcript": [{"words": "Hello"}]}', "--from"),
    "deep nesting": (DEEP, "nested too deep"),
    "deep nesting in a payload": (b'{"transcript": [{"words": [{"word": %s}]}]}' % DEEP, "nested too deep"),
    "deep nesting, never closed": (b'{"transcript": ' + b"[" * 500_000, "deep"),
    "only pauses": (
        spoken({"is_pause": True, "pause_size": "small", "start_time": 0, "end_time": 1}),
        "no words",
    ),
    "only empty words": (spoken({"word": " ", "start_time": 0, "end_time": 1}), "no words"),
    "no words": (b'{"version": "1.0", "kind": "transcript", "segments": [], "speakers": []}', "no words"),
    "a job not finished": (
        SAMPLES / "pictory/in-progress.json",
        "is not finished yet (status 'in-progress')",
    ),
    "a job that failed": (SAMPLES / "pictory/failed.json", "failed (status 'failed'): 5001"),
    "a job whose result is gone": (SAMPLES / "pictory/cleaned.json", "has removed its result"),
    "Verbit's job not finished": (SAMPLES / "verbit/job-in-progress.json", "is not finished yet"),
    "Verbit's job that failed": (SAMPLES / "verbit/job-failed.json", "failed"),
}


@pytest.mark.parametrize("name", FAILS)
def test_an_unusable_input_fails_alone_in_one_line(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path, name: str
) -> None:
    content, said = FAILS[name]
    (here / "bad.json").write_bytes(content.read_bytes() if isinstance(content, Path) else content)
    done = run("convert", talk("a.json"), "bad.json", talk("c.json"))
    assert (1, b"", 1) == (done.code, done.out, len(done.messages))
    assert done.err.startswith("subkit: bad.json: ")
    assert said in done.err
    assert len(done.err) < 500
    assert ["a.json", "a.srt", "bad.json", "c.json", "c.srt"] == sorted(path.name for path in here.iterdir())


PASSES = {
    "UTF-16": (json.dumps(payload("Café", "là."), ensure_ascii=False).encode("utf-16"), "Café là."),
    "a byte order mark": (b"\xef\xbb\xbf" + GOOD, "Hello there."),
    "Windows-1252": (json.dumps(payload("Café", "là."), ensure_ascii=False).encode("cp1252"), "Café là."),
    "lone surrogates": (json.dumps(payload("a\ud800b", "c.")).encode(), "a\ufffdb c."),
    "not a number": (GOOD.replace(b"0.5", b"NaN").replace(b"0.9", b"1e999"), "Hello there."),
    "a number of 5000 digits": (GOOD.replace(b"0.5", b"9" * 5000), "Hello there."),
    "NUL and escape sequences": (json.dumps(payload("\x00a\x1b[2Jb", "c.")).encode(), "c."),
}


@pytest.mark.parametrize("name", PASSES)
def test_an_odd_input_is_read_and_what_was_repaired_is_counted(
    run: Callable[..., Done], here: Path, name: str
) -> None:
    content, text = PASSES[name]
    (here / "odd.json").write_bytes(content)
    done = run("convert", "odd.json")
    assert (0, b"") == (done.code, done.out)
    assert text in (here / "odd.srt").read_text("utf-8")
    assert all(message.startswith("odd.json: ") and message.isprintable() for message in done.messages)


def test_a_word_of_ten_megabytes_is_shown_and_reported(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    done = run("convert", talk("long.json", "x" * 10_000_000, "y."), "-o", "-", "--max-chars", "20")
    assert 0 == done.code
    assert 10_000_000 == done.out.count(b"x")
    assert "could not be met" in done.err
    assert len(done.err) < 200


def test_a_hundred_thousand_words_are_read(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    talk("many.json", *(f"word{number}," for number in range(100_000)))
    assert 0 == run("convert", "many.json", "-o", "many.txt").code
    assert 100_000 == len((here / "many.txt").read_text().split())


UNREADABLE = {
    "missing": ("none.json", "no such file or folder"),
    "a pattern that nothing matches": ("none*.json", "no such file or folder"),
    "a folder": ("folder.json", "is a folder; name a file in it"),
    "in a file": ("file/x.json", "a part of the path is a file, not a folder"),
    "a loop of links": ("loop.json", "symbolic links point at each other"),
    "a name too long": (f"{'x' * 300}.json", "the name is too long"),
    "unreadable": ("/proc/self/mem", "nput/output error"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_path_fails_alone(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path, name: str
) -> None:
    path, said = UNREADABLE[name]
    (here / "folder.json").mkdir()
    (here / "file").touch()
    (here / "loop.json").symlink_to("loop.json")
    done = run("convert", path, talk("good.json"), "--output-dir", "out")
    assert (1, f"subkit: {path}: ") == (done.code, done.err[: len(path) + 10])
    assert said in done.err
    assert 1 == len(done.messages)
    assert ["good.srt"] == [file.name for file in (here / "out").iterdir()]


UNWRITABLE = {
    "no folder": ("none/x.srt", "none/x.srt: no such folder"),
    "a folder": ("folder", "folder: is a folder; name a file in it"),
    "in a file": ("file/x.srt", "file/x.srt: a part of the path is a file, not a folder"),
    "a name too long": (f"{'x' * 300}.srt", "the name is too long"),
    "a full device": ("/dev/full", "/dev/full: no space left on the disk"),
    "the kernel's": ("/proc/x.srt", "/proc/x.srt: "),
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_an_output_that_cannot_be_written_is_told_in_one_line(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path, name: str
) -> None:
    path, said = UNWRITABLE[name]
    (here / "folder").mkdir()
    (here / "file").touch()
    done = run("convert", talk(), "-o", path, "--to", "srt")
    assert (7, b"", 1) == (done.code, done.out, len(done.messages))
    assert done.err.startswith("subkit: talk.json: ")
    assert said in done.err
    assert ["file", "folder", "talk.json"] == sorted(file.name for file in here.iterdir())
    assert not list((here / "folder").iterdir())


def test_a_folder_for_outputs_that_is_a_file_ends_the_run_before_it_begins(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    (here / "out").touch()
    assert (7, b"", "subkit: out: is a file, not a folder\n") == run("convert", talk(), "--output-dir", "out")


def test_a_report_that_cannot_be_written_fails_the_run_and_not_the_captions(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    done = run("convert", talk(), "--report", "none/report.json", "--json")
    assert (7, "subkit: none/report.json: no such folder\n") == (done.code, done.err)
    assert (here / "talk.srt").is_file()
    assert done.json["inputs"][0]["error"] is None


def ways_to_fill_a_disk() -> dict[str, tuple[list[str], str, str]]:
    """Ways to meet a full disk: what runs the shell, what the shell does first, and the reason that is told.

    A limit on the size of files works everywhere; a disk of one's own only where the system lets a test mount it.
    """
    ways = {"a limit": ([], "ulimit -f 8", "the file would be larger than allowed here")}
    unshare = shutil.which("unshare")
    mount = [unshare or "", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    if unshare and subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        script = "mount -t tmpfs -o size=8k tmpfs disk"
        ways["a disk"] = ([unshare, "-rm"], script, "no space left on the disk")
    return ways


WAYS = ways_to_fill_a_disk()


@pytest.mark.parametrize("way", WAYS)
def test_a_full_disk_leaves_no_part_of_a_file(talk: Callable[..., Path], here: Path, way: str) -> None:
    runner, first, reason = WAYS[way]
    talk("large.json", *(f"word{number}," for number in range(2000)))
    talk("small.json")
    (here / "disk").mkdir()
    script = (
        f"{first}\necho as it was > disk/large.srt\n"
        '"$0" convert large.json small.json --output-dir disk --overwrite; echo $?\n'
        "ls -A disk; cat disk/large.srt"
    )
    # A measurement of coverage writes files as well, which the limit would break.
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [*runner, "/bin/sh", "-c", script, PROGRAM],
        cwd=here,
        env=quiet,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert f"subkit: large.json: disk/large.srt: {reason}\n" == done.stderr.decode()
    assert ["7", "large.srt", "small.srt", "as it was"] == done.stdout.decode().splitlines()
