"""The words of a line that is still being typed, as bash gives it: quotes may be open, and some characters break words."""

from __future__ import annotations

import os
import shlex

_BREAKS = "=:"
"""What breaks words for bash's completion, and not for its parser (``COMP_WORDBREAKS`` may name fewer)."""


def words_of(line: str) -> list[str]:
    r"""The words after the command's, the last up to the cursor; an empty one after a blank.

    >>> words_of("subkit check 'my talk.srt' my\\ ot")
    ['check', 'my talk.srt', 'my ot']
    >>> words_of("subkit check ")
    ['check', '']
    """
    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    try:
        for word in lexer:
            words.append(word)  # noqa: PERF402 - those before an open quote count, whatever comes then
    except ValueError:  # an open quote, or a backslash at the end: the word goes on
        words.append(lexer.token)
    else:
        if line[-1:].isspace() and not line.endswith("\\ "):
            words.append("")
    return words[1:]


def cut(word: str) -> int:
    """How many characters of the last word bash takes to stand before what it completes.

    >>> cut("--profile=net"), cut("talk.srt")
    (10, 0)
    """
    breaks = os.environ.get("COMP_WORDBREAKS", _BREAKS)
    return 1 + max((word.rfind(sign) for sign in _BREAKS if sign in breaks), default=-1)
