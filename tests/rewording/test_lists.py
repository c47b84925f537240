"""Lists from files: what they may hold, and how a mistake in one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from subkit.errors import FormatError, InputError
from subkit.rewording import lists

if TYPE_CHECKING:
    from pathlib import Path


def test_words_are_one_a_line(tmp_path: Path) -> None:
    path = tmp_path / "mask.txt"
    path.write_text("\ufeff# ours\n\n darn* \nson of a gun\r\ndarn*\n", "utf-8")
    assert ("darn*", "son of a gun") == lists.words(path)


@pytest.mark.parametrize(("name", "content"), [
    ("r.txt", "# ours\nsub kit => subkit\nNYC=>New York\nsub  kit => subkit\n"),
    ("r.toml", '"sub kit" = "subkit"\nNYC = "New York"\n'),
])  # fmt: skip
def test_replacements_are_lines_or_toml(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    assert {"sub kit": "subkit", "NYC": "New York"} == lists.replacements(path)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("r.txt", b"a => b\nsubkit\n", "r.txt:2: expected old => new, found 'subkit'"),
        ("r.txt", b"a => b => c\n", "r.txt:1: expected old => new"),
        ("r.txt", b"\n => b\n", "r.txt:2: expected old => new, found ' => b'"),
        ("r.txt", b"a =>\n", "r.txt:1: expected old => new, found 'a => '"),
        ("r.txt", b"... => b\n", "r.txt:1: expected old => new"),
        ("r.txt", b"a => b\nA => c\n", "r.txt:2: 'A' has another replacement above, 'b'"),
        ("r.txt", b"# nothing\n", "r.txt: holds no replacements"),
        ("r.txt", b"a => b\n\xff => c\n", "r.txt:2: not UTF-8 (byte 0xff)"),
        ("r.toml", b'a = "b"\nc = \n', "r.toml:2: no TOML"),
        ("r.toml", b"a = 3\n", "r.toml: 'a' is to be replaced by 3, which is no text"),
        ("r.toml", b'[a]\nb = "c"\n', "r.toml: 'a' is to be replaced by an object"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(
    tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FormatError) as caught:
        lists.replacements(path)
    assert str(caught.value).startswith(f"{tmp_path}/{expected}")


@pytest.mark.parametrize("line", ["***", "a*b", "a => b", "--"])
def test_what_is_no_word_is_no_mask(tmp_path: Path, line: str) -> None:
    path = tmp_path / "mask.txt"
    path.write_text(f"darn\n{line}\n", "utf-8")
    with pytest.raises(FormatError, match=r"mask.txt:2: expected a word"):
        lists.words(path)


def test_a_list_that_is_empty_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    with pytest.raises(FormatError, match="holds no words"):
        lists.words(tmp_path / "empty.txt")
    with pytest.raises(InputError):
        lists.words(tmp_path / "none.txt")
