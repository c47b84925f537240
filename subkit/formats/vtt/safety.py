"""What of a WebVTT file's blocks may be written: nothing that a browser would fetch or run, or read as something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from subkit.patterns import pattern

if TYPE_CHECKING:
    from subkit.document import Block

_LINE_END = pattern("\r\n?|\n")
_escape = pattern(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)
_comment = pattern(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# What makes CSS fetch a file or run a script, in this age of browsers or an earlier one.
_fetching = pattern(
    r"@import|@font-face|@namespace|\b(?:url|src|image|image-set|cross-fade|element|expression)\s*\(|"
    r"javascript:|-moz-binding|\bbehavior\s*:|</|<!--|-->",
    re.IGNORECASE,
)
_LAST_CHARACTER = 0x10FFFF


def is_harmless(style: str) -> bool:
    r"""Whether a style sheet neither fetches nor runs anything, however it is spelled.

    >>> is_harmless("::cue(.loud) { color: red }"), is_harmless("::cue { background: u\\72l(x) }")
    (True, False)
    """
    plain = _escape.sub(_character, style)
    seen = (style, plain, _comment.sub("", style), _comment.sub("", plain))
    return not any(map(_fetching.search, seen))


def held(text: str) -> str:
    r"""The text of a block without what would end it: empty lines, and the arrow of time lines.

    >>> held("one\n\ntwo --> three")
    'one\ntwo -> three'
    """
    lines = [line for line in _LINE_END.split(text) if line]
    return re.sub("--+>", "->", "\n".join(lines))


def lost(block: Block) -> str | None:
    """Why a block cannot be written; ``None`` if it can."""
    if block.kind not in {"header", "note", "style", "region"}:
        return f"WebVTT has no block of this kind ({block.kind})"
    if block.kind == "style" and not is_harmless(block.text):
        return "the style could make a viewer's browser fetch or run something"
    return None


def _character(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2] or ""
    number = int(match[1], 16)
    return chr(number) if 0 < number <= _LAST_CHARACTER else "\ufffd"
