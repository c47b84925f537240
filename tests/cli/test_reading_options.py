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


BROKEN = CUE.replace(",000", ".000") + "\nand more\n"


def test_what_breaks_a_format_is_refused_with_the_way_out_and_taken_where_that_is_asked_for(
    run: Callable[..., Done], here: Path, command: tuple[str, ...]
) -> None:
    (here / "a.srt").write_text(BROKEN, "utf-8")
    refused = run(*given(command, "a.srt"))
    assert 0 != refused.code
    assert "--lenient reads it as it was meant" in refused.err
    taken = run(*given(command, "a.srt"), "--lenient")
    assert {0, 1 if command[0] == "diff" else 0} >= {taken.code}
    told = [line for line in taken.messages if line.startswith("a.srt: line ")]
    assert 2 == len(told)
    assert "was read as 00:00:01,000 --> 00:00:05,000 [time]" in told[0]
    if (here / "out.srt").exists():
        assert {*SAYING.split(), "more"} <= set((here / "out.srt").read_text("utf-8").split())


def test_a_broken_file_is_mended_in_place(run: Callable[..., Done], here: Path) -> None:
    (here / "a.srt").write_text(BROKEN, "utf-8")
    assert 0 == run("fix", "a.srt", "--in-place", "--lenient").code
    assert 0 == run("check", "a.srt", "--fail-on", "never").code
    assert "1\n00:00:01,000 --> " in (here / "a.srt").read_text("utf-8")


def test_many_repairs_are_counted_and_the_first_ten_told(run: Callable[..., Done], here: Path) -> None:
    (here / "a.srt").write_text("\n".join(f"00:00:{at:02}.0 --> 00:00:{at:02}.9\nx\n" for at in range(30)))
    told = run("check", "a.srt", "--lenient", "--fail-on", "never").messages
    assert 10 == sum("was read as" in line for line in told)
    assert "a.srt: 30 repairs in all" in told


def test_formats_says_what_is_read_and_written_and_by_which_extra(run: Callable[..., Done]) -> None:
    rows = run("formats").out.decode().splitlines()
    uses = {row.split()[0]: row for row in rows}
    assert "  read, written  " in uses["srt"]
    assert "  written  " in uses["txt"]
    assert "read, written; extra 'ass'" in uses["ass"]
