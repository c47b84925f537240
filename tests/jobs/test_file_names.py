"""No name that a provider gives leads out of the folder, hides a file, or names a device."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.jobs.file_names import file_name

HOSTILE = [
    "",
    ".",
    "..",
    "...",
    "/",
    "//",
    "/etc/passwd",
    "../../../etc/passwd",
    "..\\..\\windows\\system32",
    "C:\\autoexec.bat",
    "C:talk",
    "\\\\server\\share\\x",
    "\\\\?\\C:\\x",
    "~/.ssh/authorized_keys",
    "~root",
    "-rf",
    "--output=/etc/passwd",
    ".bashrc",
    ".git/hooks/post-checkout",
    "talk\0.srt",
    "talk\n.srt",
    "talk\r\n",
    "\x1b]0;owned\x07talk",
    "\x1b[2Jtalk",
    "talk\u202e4pm.exe",
    "\u200btalk",
    "\ufefftalk",
    "talk.srt:hidden",
    "talk.",
    "talk ",
    "talk. . .",
    "CON",
    "nul.txt",
    "LPT1.srt",
    "com\u00b9.vtt",
    "$(reboot)",
    "`reboot`",
    "%2e%2e%2fetc",
    "talk?*|<>\"'",
    "\uff0e\uff0e\uff0fetc",
    "\u2024\u2024/etc",
    "..%c0%af..",
    "a" * 5000,
    "\u00e9" * 5000,
    "e\u0301tude",
    "\ud800",
    "{talk!r}",
    "talk\u2028.srt",
]


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_becomes_a_file_in_the_folder(name: str, tmp_path: Path) -> None:
    harmless(name)
    path = tmp_path / f"{file_name(name)}.captions.json"
    path.write_bytes(b"x")
    assert [path] == list(tmp_path.iterdir())
    assert path.resolve().parent == tmp_path.resolve()


@given(st.text(st.characters(codec=None)))
def test_any_name_becomes_a_harmless_one(name: str) -> None:
    harmless(name)


def harmless(name: str) -> None:
    found = file_name(name)
    assert 0 < len(found.encode()) <= 122
    assert found == Path(found).name
    assert found[0] not in ".-"
    assert found[-1] not in ". "
    assert all(char.isalnum() or char in "-_." for char in found)
    assert not set("/\\:\0") & set(found)
    assert found == file_name(found)
    assert "nul" != found.split(".")[0].lower()


@pytest.mark.parametrize("name", ["talk", "talk.en", "lecture-07_final", "講義", "Überblick"])
def test_a_good_name_stays(name: str) -> None:
    assert name == file_name(name)


def test_what_is_left_of_nothing_can_be_chosen() -> None:
    assert "verbit-42" == file_name("///", "verbit-42")
