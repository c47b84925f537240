"""What the fonts here lack, by fontconfig: letters, which libass would draw as empty boxes for good, and families."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TRIED = 3
"""So many letters of a script speak for all of them."""
_PATIENCE = 20
_GENERIC = frozenset({"sans-serif", "sans", "serif", "monospace", "mono", "cursive", "fantasy", "system-ui"})
"""Names for which fontconfig chooses a family."""


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


def family_known(family: str) -> bool:
    """Whether a font of that name is here, or fontconfig is not there to say."""
    program = shutil.which("fc-list")
    if program is None or family.casefold() in _GENERIC:
        return True
    told = _printed([program, ":", "family"])
    names = re.split(r"\n|(?<!\\),", (told or "").replace("\\-", "-"))
    return told is None or family.casefold() in {name.strip().casefold() for name in names}


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
    told = _printed([program, f":charset={ord(letter):x}", "family"])
    return told is None or bool(told.strip())


def _printed(command: list[str]) -> str | None:
    """What a program prints; ``None`` if it fails."""
    try:
        run = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE)  # noqa: S603 - a list of arguments, no shell
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if run.returncode else run.stdout.decode("utf-8", "replace")
