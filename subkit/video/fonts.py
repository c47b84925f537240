"""Letters that no font here has: libass would draw them as empty boxes, for good."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TRIED = 3
"""So many letters of a script speak for all of them."""
_PATIENCE = 20


def missing(texts: Iterable[str]) -> dict[str, str]:
    """The scripts of which fontconfig knows no font, each with the first letter that is missing; empty if it is not there.

    Args:
        texts: what shall be shown.
    """
    program = shutil.which("fc-list")
    if program is None:
        return {}
    lacking = {}
    for script, letters in _letters(texts).items():
        for letter in letters:
            if not _known(program, letter):
                lacking[script] = letter
                break
    return lacking


def _letters(texts: Iterable[str]) -> dict[str, list[str]]:
    """The first letters of each script, by the name that Unicode's letters begin with; of emoji and other signs none."""
    found: dict[str, list[str]] = {}
    for letter in dict.fromkeys("".join(texts)):
        if letter.isascii() or not unicodedata.category(letter).startswith("L"):
            continue
        letters = found.setdefault(unicodedata.name(letter, "unknown").split()[0].title(), [])
        if len(letters) < _TRIED:
            letters.append(letter)
    return {"CJK" if script == "Cjk" else script: letters for script, letters in found.items()}


def _known(program: str, letter: str) -> bool:
    """Whether any font has the letter; where fontconfig does not say, one has."""
    command = [program, f":charset={ord(letter):x}", "family"]
    try:
        run = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE)  # noqa: S603 - a list of arguments, no shell
    except (OSError, subprocess.TimeoutExpired):
        return True
    return run.returncode != 0 or bool(run.stdout.strip())
