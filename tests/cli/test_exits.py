"""How runs end: every exit code, from a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from program import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

FULL = Path("/dev/full")


def test_0_all_was_done(program: Callable[..., Done], talk: Callable[..., Path], here: Path) -> None:
    assert (0, b"", "") == program("convert", talk())
    assert "Hello there." in (here / "talk.srt").read_text()


def test_1_some_input_failed_and_the_others_were_done(
    program: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    (here / "bad.json").write_text("no JSON")
    done = program("convert", talk("a.json"), "bad.json", "none.json", talk("c.json"))
    assert (1, b"") == done[:2]
    assert ["subkit: bad.json: ", "subkit: none.json: no such file or folder"] == [
        done.messages[0][:18],
        done.messages[1],
    ]
    assert ["a.srt", "c.srt"] == sorted(path.name for path in here.glob("*.srt"))


def test_2_usage(program: Callable[..., Done], talk: Callable[..., Path], here: Path) -> None:
    done = program("convert", talk("a.json"), talk("b.json"), "-o", "x.srt")
    assert (2, b"", 1) == (done.code, done.out, len(done.messages))
    assert "use --output-dir" in done.err
    assert not list(here.glob("*.srt"))


def test_3_an_unknown_profile(program: Callable[..., Done], talk: Callable[..., Path]) -> None:
    done = program("convert", talk(), "--profile", "netflx-en")
    assert (3, b"", "subkit: unknown profile 'netflx-en'; did you mean 'netflix-en'?\n") == done


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("max_lines = 0", "profile own: max_lines is 0"),
        ("max_lines = ", "profile own.toml: is no TOML"),
        ("max_line = 2", "profile own: unknown key max_line; did you mean 'max_lines'?"),
        (None, "profile own.toml: no such file or folder"),
    ],
)
def test_3_an_unusable_profile(
    program: Callable[..., Done], talk: Callable[..., Path], here: Path, content: str | None, said: str
) -> None:
    if content is not None:
        (here / "own.toml").write_text(content)
    for arguments in (["convert", talk(), "--profile", "own.toml"], ["profiles", "own.toml"]):
        done = program(*arguments)
        assert (3, b"", 1) == (done.code, done.out, len(done.messages))
        assert f"subkit: {said}" in done.err


def test_3_limits_that_contradict_each_other(program: Callable[..., Done], talk: Callable[..., Path]) -> None:
    done = program("convert", talk(), "--min-duration", "3", "--max-duration", "2")
    assert 3 == done.code
    assert "min_duration (3000 ms) is longer than max_duration (2000 ms)" in done.err


def test_7_stdout_is_full(program: Callable[..., Done], talk: Callable[..., Path]) -> None:
    for arguments in (
        ["convert", talk(), "-o", "-"],
        ["adapters"],
        ["profiles", "default"],
        ["--help"],
        ["--version"],
    ):
        with FULL.open("wb") as full:
            done = program(*arguments, stdout=full)
        assert (7, "subkit: stdout: No space left on device\n") == (
            done.code,
            done.err.replace("talk.json: ", ""),
        )


def test_7_all_failures_are_of_output(
    program: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    (here / "a.srt").mkdir()
    done = program("convert", talk("a.json"), talk("b.json"))
    assert (7, "subkit: a.json: a.srt: is a folder; name a file in it\n") == (done.code, done.err)
    assert (here / "b.srt").is_file()


def test_1_failures_of_two_kinds(program: Callable[..., Done], talk: Callable[..., Path], here: Path) -> None:
    (here / "a.srt").mkdir()
    assert 1 == program("convert", talk("a.json"), "none.json").code


PLUG_IN = """
class Broken:
    name = "broken"
    title = "Broken"

    def recognises(self, payload):
        return False

    def parse(self, payload, *, strict=False, language=None):
        raise ZeroDivisionError("from a payload: \\x1b[31m")


adapter = Broken()
"""


@pytest.fixture
def plug_in(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A third party's adapter with a bug in it, installed as any is: by an entry point."""
    site = tmp_path_factory.mktemp("site")
    (site / "broken_adapter.py").write_text(PLUG_IN)
    metadata = site / "broken_adapter-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-adapter\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[subkit.adapters]\nbroken = broken_adapter:adapter\n")
    return {"PYTHONPATH": str(site)}


def test_70_a_bug_shows_its_traceback(
    program: Callable[..., Done], talk: Callable[..., Path], here: Path, plug_in: dict[str, str]
) -> None:
    done = program("convert", talk(), "--from", "broken", env=plug_in)
    assert (70, b"") == done[:2]
    assert done.messages[0].startswith("Traceback")
    assert "ZeroDivisionError: from a payload: \\x1b[31m" == done.messages[-2]
    assert "please report it" in done.messages[-1]
    assert ["talk.json"] == [path.name for path in here.iterdir()]


def test_3_an_adapter_that_cannot_be_loaded(
    program: Callable[..., Done], talk: Callable[..., Path], plug_in: dict[str, str]
) -> None:
    (Path(plug_in["PYTHONPATH"]) / "broken_adapter.py").write_text("import nothing_of_this_name")
    done = program("convert", talk(), "--from", "broken", env=plug_in)
    assert (3, 1) == (done.code, len(done.messages))
    assert "subkit: adapter broken cannot be loaded" in done.err
    listed = program("adapters", env=plug_in)
    assert (0, 1) == (listed.code, len(listed.messages))
    assert b"pictory" in listed.out
    assert 0 == program("convert", talk(), env=plug_in).code


def test_130_interrupted_while_waiting_for_stdin(here: Path) -> None:
    process = subprocess.Popen(
        [PROGRAM, "convert", "-", "-o", "x.srt", "-v"],
        cwd=here,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    # A pipe holds 64 KiB: when as much again has gone in, the program is there and reading.
    process.stdin.write(b" " * 2**17)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (130, "subkit: interrupted") == (process.returncode, err.decode().strip())
    assert not list(here.iterdir())


def test_a_reader_that_has_had_enough_ends_the_program_quietly(talk: Callable[..., Path], here: Path) -> None:
    talk("long.json", *(f"word{number}." for number in range(20_000)))
    for arguments in (["convert", "long.json", "-o", "-"], ["--help"]):
        reading, writing = os.pipe()
        process = subprocess.Popen([PROGRAM, *arguments], cwd=here, stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        if arguments[0] == "convert":
            assert b"1\n" == os.read(reading, 2)
        os.close(reading)
        _, err = process.communicate(timeout=60)
        assert (0, "") == (
            process.returncode,
            "\n".join(line for line in err.decode().splitlines() if "limits" not in line),
        )


def test_closed_standard_streams_are_no_bug(talk: Callable[..., Path], here: Path) -> None:
    talk()
    script = '"$0" convert talk.json -o - >&-; echo $?; "$0" convert talk.json -o x.srt 2>&- >&- ; ls x.srt; "$0" convert - <&-; echo $?'
    done = subprocess.run(
        ["/bin/sh", "-c", script, PROGRAM], cwd=here, capture_output=True, timeout=60, check=False
    )
    assert ["7", "x.srt", "1"] == done.stdout.decode().split()
    assert (
        "subkit: talk.json: stdout: is closed; use -o FILE\nsubkit: stdin: is closed\n"
        == done.stderr.decode()
    )


def test_the_summary_tells_what_failed_and_why(
    program: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    done = program("convert", talk(), "none.json", "--json", "--report", "report.json", "-q")
    assert 1 == done.code
    assert {"schema", "subkit", "inputs"} == set(done.json)
    good, bad = done.json["inputs"]
    assert ("talk.json", ["talk.srt"], "pictory", 2, None) == (
        good["input"],
        good["outputs"],
        good["adapter"],
        good["words"],
        good["error"],
    )
    failure = {"kind": "InputError", "message": "none.json: no such file or folder"}
    assert ("none.json", [], failure) == (bad["input"], bad["outputs"], bad["error"])
    report = json.loads((here / "report.json").read_bytes())
    assert [("talk.json", None), ("none.json", failure)] == [
        (one["input"], one["error"]) for one in report["inputs"]
    ]
