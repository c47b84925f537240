"""The differences of two versions as one page of HTML: side by side, without scripts, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
import html
from typing import TYPE_CHECKING

from subkit.editing.difference import spoken_by
from subkit.editing.layout import laid_out
from subkit.editing.telling import sentence, summary
from subkit.patterns import pattern
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.editing.difference import Diff, Group
    from subkit.editing.layout import Laid
    from subkit.model import Captions

_STYLE = """
:root { color-scheme: light dark; --line: #767676; --gone: #ffd7d5; --new: #c8f0cf; --quiet: #595959; }
@media (prefers-color-scheme: dark) { :root { --gone: #6b2320; --new: #1e5a2b; --quiet: #b0b0b0; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 90rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
caption { text-align: start; padding: .5rem 0; }
th, td { border: 1px solid var(--line); padding: .5rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
p { margin: 0 0 .5rem; }
ul { margin: 0; padding-inline-start: 1.2rem; }
del { background: var(--gone); text-decoration: line-through; }
ins { background: var(--new); text-decoration: underline; }
.same, .time { color: var(--quiet); }
.time { font-size: .875rem; font-variant-numeric: tabular-nums; }
"""
_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
_UNFIT = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_MARKS = ("del", "ins")


def page(diff: Diff, names: tuple[str, str]) -> str:
    """The page, in UTF-8; text of captions and file names is escaped, so that none of it can be markup.

    Args:
        diff: the differences.
        names: what to call the two versions.
    """
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    title = f"{_escaped(names[0])} and {_escaped(names[1])}"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(digest)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Differences: {title}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            f"<h1>{title}</h1>",
            "<table>",
            f"<caption>{_escaped(summary(diff))}</caption>",
            "<thead><tr>",
            *(f'<th scope="col">{_escaped(name)}</th>' for name in names),
            '<th scope="col">What changed</th>',
            "</tr></thead>",
            "<tbody>",
            *_rows(diff),
            "</tbody>",
            "</table>",
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _rows(diff: Diff) -> Iterator[str]:
    """A row for each group with changes; what is the same between two of them is counted."""
    laid = laid_out(diff.first, blanks=True), laid_out(diff.second, blanks=True)
    same = 0
    for group in diff.groups:
        if not group.changes:
            same += group.first[1] - group.first[0]
            continue
        if same:
            yield _same(same)
        same = 0
        sides = zip(
            (diff.first, diff.second), laid, (group.first, group.second), diff.marks, _MARKS, strict=True
        )
        cells = [f"<td>{''.join(_cues(*side))}</td>" for side in sides]
        yield f"<tr>{''.join(cells)}<td>{_changes(group)}</td></tr>"
    if same:
        yield _same(same)


def _same(count: int) -> str:
    cues = "1 cue" if count == 1 else f"{count} cues"
    return f'<tr class="same"><td colspan="3">{cues} the same</td></tr>'


def _changes(group: Group) -> str:
    items = "".join(f"<li><bdi>{_escaped(sentence(change))}</bdi></li>" for change in group.changes)
    return f"<ul>{items}</ul>"


def _cues(
    captions: Captions, laid: Laid, span: tuple[int, int], marks: frozenset[int], mark: str
) -> Iterator[str]:
    """The cues of one cell, each with its number, times, label and lines."""
    language = f' lang="{_escaped(captions.language)}"' if captions.language else ""
    for number in range(*span):
        cue = captions.cues[number]
        speaker = spoken_by(cue)
        label = f" <bdi>{_escaped(speaker)}</bdi>" if speaker else ""
        yield f'<p class="time">{number + 1} · {clock(cue.start)} to {clock(cue.end)}{label}</p>'
        yield f'<p dir="auto"{language}>{_text(laid, laid.spans[number], marks, mark)}</p>'


def _text(laid: Laid, span: tuple[int, int], marks: frozenset[int], mark: str) -> str:
    """The words of a cue, those that are not the same in the other version marked, its lines parted."""
    parts: list[str] = []
    for word in range(*span):
        text = _escaped(laid.words[word])
        if word > span[0] and laid.breaks.get(word - 1) == "line":
            parts.append("<br>")
        elif word > span[0] and not laid.glued[word]:
            parts.append(" ")
        parts.append(f"<{mark}>{text}</{mark}>" if word in marks else text)
    return "".join(parts)


def _escaped(text: str) -> str:
    return html.escape(_UNFIT.sub("\ufffd", text))
