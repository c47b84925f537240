"""One fragment of HTML: a line that sums up, a table, and a note where it was cut; whatever it shows stays text."""

from __future__ import annotations

import html
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 100
"""How many rows are shown: more make a notebook slow, and nobody reads them there."""

# The colours are the notebook's own: a fragment is light or dark as what is around it.
STYLE = """
.subkit { overflow-x: auto; color: inherit; }
.subkit table { border-collapse: collapse; margin: .5em 0; }
.subkit th, .subkit td { border: 1px solid currentColor; padding: .25em .6em; vertical-align: top; }
.subkit th, .subkit td.text { text-align: start; }
.subkit td.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.subkit td.text { white-space: pre; }
.subkit td.wrapped { white-space: pre-line; overflow-wrap: anywhere; max-width: 40em; }
"""


class Column(NamedTuple):
    """A column of the table.

    Attributes:
        title: what stands above it.
        text: whether it holds words, which run in their own direction; else it holds figures.
        spoken: whether the words are those of the captions, in their language.
        wrapped: whether lines that are too long are wrapped; else they stand as they are.
    """

    title: str
    text: bool = False
    spoken: bool = False
    wrapped: bool = False


def fragment(
    kind: str,
    facts: Sequence[str],
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    of: int,
    noun: str,
    more: str = "",
    language: str | None = None,
) -> str:
    """The fragment.

    Args:
        kind: what is shown: ``Captions``.
        facts: what there is to say of the whole.
        columns: those of the table.
        rows: their cells, as many rows as are to be shown.
        of: how many rows there would be.
        noun: what a row is, in the plural.
        more: how to see the rest.
        language: the BCP 47 tag of what is spoken.
    """
    left = of - len(rows)
    cut = f"{left:,} more {noun} not shown{more}" if left > 0 else ""
    return "\n".join(
        [
            '<div class="subkit">',
            f"<style>{STYLE}</style>",
            f"<p><strong>{escaped(kind)}</strong>: {escaped(', '.join(facts))}</p>",
            *(_table(columns, rows, language) if rows else ()),
            *((f"<p>{escaped(cut)}</p>",) if cut else ()),
            "</div>",
        ]
    )


def escaped(text: str) -> str:
    r"""Text as HTML shows it; controls and lone surrogates, which no page may hold, as U+FFFD.

    >>> escaped("<b> & \x1b[2J"), escaped("one\ntwo")
    ('&lt;b&gt; &amp; \ufffd[2J', 'one\ntwo')
    """
    return html.escape("".join([char if char == "\n" or _fits(char) else "\ufffd" for char in text]))


def _fits(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cs"} and ord(char) & 0xFFFE != 0xFFFE  # noqa: PLR2004  # U+nFFFE


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]], language: str | None) -> Iterator[str]:
    yield "<table>"
    heads = "".join([f'<th scope="col">{escaped(column.title)}</th>' for column in columns])
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    openings = [_opening(column, language) for column in columns]
    for row in rows:
        cells = [f"{opening}{escaped(cell)}</td>" for opening, cell in zip(openings, row, strict=True)]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>"
    yield "</table>"


def _opening(column: Column, language: str | None) -> str:
    if not column.text:
        return '<td class="number">'
    tag = f' lang="{escaped(language)}"' if language and column.spoken else ""
    return f'<td class="text{" wrapped" if column.wrapped else ""}" dir="auto"{tag}>'
