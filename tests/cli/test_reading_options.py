"""``--encoding`` and ``--lenient``, wherever caption files are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

SAYING = "Où étiez-vous l'été passé, Hélène ? On vous a cherchée."
CUE = "1\n00:00:01,000 --> 00:00:05,000\n" + SAYING.replace(", ", ",\n") + "\n"
COMMANDS = {
    "check": ("check", "{}", "--fail-on", "never"),
    "fix": ("fix", "{}", "-o", "out.srt"),
    "retime": ("retime", "{}", "--recut", "-o", "out.srt"),
    "score": ("score", "{}", "--reference", "good.srt"),
    "diff": ("diff", "{}", "good.srt"),
}


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest, here: Path) -> tuple[str, ...]:
    (here / "good.srt").write_text(CUE, "utf-8")
    return COMMANDS[request.param]


def given(command: tuple[str, ...], name: str) -> list[str]:
    return [part.format(name) for part in command]


def test_another_encoding_is_guessed_and_told_or_taken_as_it_is_said(
    run: Callable[..., Done], here: Path, command: tuple[str, ...]
) -> None:
    (here / "old.srt").write_bytes(CUE.encode("cp1252"))
    guessed = run(*given(command, "old.srt"))
    said = run(*given(command, "old.srt"), "--encoding", "cp1252")
    told = "old.srt: byte 0xf9 on line 3 is no UTF-8; read as cp1252, a guess; --encoding says otherwise"
    assert [told] == [line for line in guessed.messages if "UTF-8" in line]
    assert (0, 0, []) == (guessed.code, said.code, [line for line in said.messages if "UTF-8" in line])
    if (here / "out.srt").exists():
        assert set(SAYING.split()) <= set((here / "out.srt").read_text("utf-8").split())


def test_an_unknown_encoding_is_wrong_use(run: Callable[..., Done], command: tuple[str, ...]) -> None:
    done = run(*given(command, "good.srt"), "--encoding", "cp-1252x")
    assert (2, True) == (done.code, "unknown encoding 'cp-1252x'" in done.err)


def test_a_suffix_that_lies_is_told(run: Callable[..., Done], here: Path, command: tuple[str, ...]) -> None:
    (here / "talk.srt").write_text("WEBVTT\n\n" + CUE.split("\n", 1)[1].replace(",000", ".000"), "utf-8")
    done = run(*given(command, "talk.srt"))
    assert 0 == done.code
    assert "talk.srt: the name says SubRip, the content WebVTT; read as WebVTT" in done.messages


def test_a_mark_and_an_encoding_stay_where_nothing_is_fixed(run: Callable[..., Done], here: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        (here / "a.srt").write_bytes(CUE.encode(encoding))
        assert 0 == run("fix", "a.srt", "--in-place").code
        assert CUE.encode(encoding) == (here / "a.srt").read_bytes()
