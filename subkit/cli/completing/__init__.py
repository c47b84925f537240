"""What may stand where the cursor is: a shell's question answered, in the form that its script expects.

The scripts (``scripts/``, printed by ``subkit completion``) call the program with ``_SUBKIT_COMPLETE`` set to the shell's name.
The answer's first line is ``files`` or ``names``, for what the rest are: a candidate in each line, with a tab and what it is
where that is known. All deciding is done here, so that the three shells agree.

typed.py      the words of a line, as bash gives it
question.py   what is asked: a command, an option, or the value of which parameter
values.py     what each parameter can be: a table
names.py      the names there are: of profiles, providers, formats, targets, languages, jobs
paths.py      files and folders, by suffix
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from subkit.cli.completing.question import Candidate, asked
from subkit.cli.completing.typed import cut, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import click

__all__ = ["VARIABLE", "answer"]

VARIABLE = "_SUBKIT_COMPLETE"
"""Holds the name of the shell that asks."""


def answer(root: click.Group, arguments: Sequence[str]) -> str:
    """The whole answer to the shell that asks.

    Args:
        root: the program.
        arguments: those of this process: ``--``, then the words up to the cursor; nothing from bash, which breaks words
            up at ``=`` and ``:``, and gives the line as it is in ``COMP_LINE``.
    """
    shell = os.environ[VARIABLE]
    words = words_of(os.environ.get("COMP_LINE", "")) if shell == "bash" else list(arguments[1:])
    kind, found = asked(root, words)
    before = cut(words[-1] if words else "") if shell == "bash" else 0
    return "\n".join([kind, *_lines(found, before)]) + "\n"


def _lines(found: Sequence[Candidate], before: int) -> Iterator[str]:
    for value, what in found:
        if value.isprintable():
            said = " ".join(what.split())
            yield f"{value[before:]}\t{said}" if said else value[before:]
