"""The jobs' commands with what users give them: odd names, tokens by pipe, mistakes that must cost nothing."""

from __future__ import annotations

import signal
import subprocess
from typing import TYPE_CHECKING

import pytest
from program import PROGRAM
from standins import CANARY, PICTORY, SLOW, VERBIT, World, keyed, sound

from subkit.providers_dev.faults import Answer
from subkit.providers_dev.relay import relaying

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

NAMES = [
    "quo'te\".wav",
    "new\nline.wav",
    "esc\x1b[31m.wav",
    "emoji\U0001f600.wav",
    "-dash.wav",
    f"{'x' * 240}.wav",
]


def test_media_may_be_called_anything(program: Callable[..., Done], world: World, here: Path) -> None:
    for seconds, name in enumerate(NAMES, 1):
        sound(here / name, seconds / 10)
    done = program("submit", *PICTORY, "--", *NAMES, "y" * 300)
    assert (1, NAMES) == (done.code, [job["media"].rpartition("/")[2] for job in done.json["jobs"]])
    assert done.messages[-1].startswith("subkit: yyyy")
    assert done.messages[-1].endswith("file name too long")
    assert all(char.isprintable() or char == "\n" for char in done.err), done.err
    captioned = program("transcribe", *PICTORY, "--output-dir", "out", "-q", "--", *NAMES)
    assert (0, "") == (captioned.code, captioned.err)
    written = sorted(path.name for path in (here / "out").iterdir())
    assert sorted(name.replace(".wav", ".srt") for name in NAMES) == written
    listed = program("jobs", "list").out.decode()
    assert all(char.isprintable() or char == "\n" for char in listed)
    assert len(NAMES) == len(listed.splitlines())
    assert (len(NAMES), 0) == world.starts


@pytest.fixture
def without_token(
    program: Callable[..., Done],
    world: World,  # noqa: ARG001 - it sets the variable that is taken away
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Done]:
    """The program where no variable holds a token."""
    monkeypatch.delenv("SUBKIT_VERBIT_TOKEN")
    return program


@pytest.mark.writes_secrets
@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (f"\ufeff{CANARY}\r\n".encode(), 0, ""),
        (b"", 3, "subkit: verbit: stdin holds nothing\n"),
        (b"two\nlines", 3, "subkit: verbit: stdin holds blanks or signs that no token has"),
        (b"x" * 70_000, 3, "subkit: verbit: stdin: larger than 65,536 bytes\n"),
    ],
)
def test_a_token_may_come_by_stdin(
    without_token: Callable[..., Done], world: World, given: bytes, code: int, said: str
) -> None:
    done = without_token("submit", "talk.wav", *VERBIT, "-q", "--token-stdin", stdin=given)
    assert code == done.code, done.err
    assert done.err.startswith(said)
    assert (0, 1 if code == 0 else 0) == world.starts


def test_a_token_is_for_one_provider(run: Callable[..., Done], world: World) -> None:
    keys = keyed(run("submit", "talk.wav", *SLOW)) + keyed(run("submit", "talk.wav", *PICTORY))
    done = run("jobs", "wait", *keys, "--token-stdin")
    assert (2, True) == (done.code, "these jobs are of pictory and verbit" in done.err)
    assert (1, 1) == world.starts


def test_where_credentials_are_not_taken_no_more_is_sent(
    run: Callable[..., Done], world: World, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound(here / "other.wav", 1)
    with relaying(f"{world.base}/pictory") as relay:
        relay.spoil(Answer(401), "generateUrl")
        monkeypatch.setenv("SUBKIT_PICTORY_BASE_URL", relay.address)
        done = run("transcribe", "talk.wav", "other.wav", *PICTORY, "--json", "-q")
    refused, left = done.messages
    assert 3 == done.code
    assert refused.endswith(" (from SUBKIT_PICTORY_KEY)")
    assert "subkit: 1 more not tried: other.wav" == left
    first, second = done.json["inputs"]
    assert ("talk.wav", "CredentialsError", "other.wav: not tried") == (
        first["input"],
        first["error"]["kind"],
        second["error"]["message"],
    )
    assert (0, 0) == world.starts


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "none/talk.srt"], "subkit: none/talk.srt: no such folder\n"),
        (["-o", "folder.srt"], "subkit: folder.srt: is a folder; name a file in it\n"),
        (["--output-dir", "talk.wav"], "subkit: talk.wav: "),
        (["-o", f"{'x' * 300}.srt"], "name too long"),
    ],
)
def test_nothing_is_paid_for_captions_that_have_no_place(
    run: Callable[..., Done], world: World, here: Path, arguments: list[str], said: str
) -> None:
    (here / "folder.srt").mkdir()
    done = run("transcribe", "talk.wav", *PICTORY, *arguments)
    assert (7, 1) == (done.code, len(done.messages)), done.err
    assert said in done.err
    assert (0, 0) == world.starts


def test_what_was_killed_is_taken_up_by_all(here: Path, world: World, run: Callable[..., Done]) -> None:
    process = subprocess.Popen(
        [PROGRAM, "transcribe", "talk.wav", *SLOW], cwd=here, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    assert any("In Progress" in line for line in iter(process.stderr.readline, ""))
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    world.verbit.clock.skip(1000)
    waited = run("jobs", "wait", "--all", "--json")
    assert (0, [True]) == (waited.code, [job["result"] for job in waited.json["jobs"]])
    assert (0, []) == ((again := run("jobs", "wait", "--all", "--json")).code, again.json["jobs"])
    assert (0, 1) == world.starts


def test_two_processes_on_the_same_media_pay_once(here: Path, world: World) -> None:
    command = [PROGRAM, "transcribe", "talk.wav", *PICTORY, "-q", "--output-dir"]
    both = [
        subprocess.Popen([*command, name], cwd=here, stderr=subprocess.PIPE, text=True) for name in ("a", "b")
    ]
    assert [(0, "")] * 2 == [(one.wait(60), one.communicate()[1]) for one in both]
    assert (here / "a/talk.srt").read_bytes() == (here / "b/talk.srt").read_bytes()
    assert (1, 0) == world.starts


def test_a_reader_that_has_had_enough_ends_nothing_badly(here: Path, world: World) -> None:
    for command in (f"submit talk.wav {' '.join(PICTORY)}", "jobs list --json", "jobs list"):
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; '{PROGRAM}' {command} | head -c 1"],  # noqa: S607 - a shell's pipe
            cwd=here,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert (0, 1) == (done.returncode, len(done.stdout)), done.stderr
    assert (1, 0) == world.starts
