"""Draws ``words-to-captions.svg``: one stretch of the workshop sample, cut every eight words and by subkit.

``pytest tests/test_samples.py --rewrite-golden`` draws it anew, too.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape

import subkit
from docs.pictures.svg import document

if TYPE_CHECKING:
    from subkit import Word

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "samples/pictory/workshop.json"
FROM, UNTIL = 26_000, 37_570
WIDTH, MARGIN, TOP = 1000, 10, 66
MARKED, SILENCE = 250, 1000
SCALE = (WIDTH - 2 * MARGIN) / (UNTIL - FROM)


def picture() -> str:
    """The picture, as SVG that suits light and dark pages."""
    captions = subkit.caption(subkit.read(SAMPLE, language="en-US"))
    cues = [cue for cue in captions if FROM <= cue.start < UNTIL - MARGIN]
    said = [(word, cue.speaker or "") for cue in cues for word in cue.words]
    parts = [
        _title(18, "Words and pauses as the provider gives them, a colour for each speaker"),
        *_waveform(said),
    ]
    parts += [_title(TOP + 38, "Cut every eight words: speakers mixed, text left standing through silence")]
    parts += _every_eight(said, TOP + 48)
    parts += [_title(TOP + 128, "Cut by subkit")]
    parts += [_cue(cue.start, cue.end, cue.lines, TOP + 138) for cue in cues]
    return document(WIDTH, TOP + 198, "One stretch of speech, cut every eight words and by subkit", parts)


def _x(time: float) -> float:
    return round(MARGIN + (time - FROM) * SCALE, 1)


def _title(y: int, text: str) -> str:
    return f'<text class="title" x="{MARGIN}" y="{y}">{escape(text)}</text>'


def _waveform(said: list[tuple[Word, str]]) -> list[str]:
    """A bar a word, as high as the word is long; a band for each pause that the provider marked."""
    parts = []
    for (word, _), (following, _) in pairwise(said):
        start, end = word.end or 0, following.start or 0
        if end - start >= MARKED:
            x, width = _x(start), round((end - start) * SCALE, 1)
            parts.append(f'<rect class="pause" x="{x}" y="26" width="{width}" height="{TOP - 34}"/>')
            parts.append(f'<text class="faint" x="{x + 3}" y="{TOP + 4}">{(end - start) / 1000:.1f} s</text>')
    colours = {
        speaker: f"s{number}" for number, speaker in enumerate(dict.fromkeys(who for _, who in said), 1)
    }
    for word, speaker in said:
        start, end = word.start or 0, word.end or 0
        height = min(28, 6 + 2.4 * len(word.text))
        x, width = _x(start), round(max(2, (end - start) * SCALE - 2), 1)
        place = f'x="{x}" y="{42 - height / 2:.1f}" width="{width}" height="{height:.1f}"'
        parts.append(f'<rect class="{colours[speaker]}" {place} rx="2"/>')
    return parts


def _every_eight(said: list[tuple[Word, str]], y: int) -> list[str]:
    parts = []
    for at in range(0, len(said), 8):
        words = [word for word, _ in said[at : at + 8]]
        half = (len(words) + 1) // 2
        lines = [" ".join(word.text for word in part) for part in (words[:half], words[half:]) if part]
        pauses = [(following.start or 0) - (word.end or 0) for word, following in pairwise(words)]
        wrong = len({speaker for _, speaker in said[at : at + 8]}) > 1 or max(pauses) >= SILENCE
        parts.append(_cue(words[0].start or 0, words[-1].end or 0, lines, y, "bad" if wrong else "cue"))
    return parts


def _cue(
    start: int, end: int, lines: tuple[str, ...] | list[str], y: int, style: Literal["cue", "bad"] = "cue"
) -> str:
    """A cue as a box from its in-time to its out-time."""
    x, width = _x(start), round((min(end, UNTIL) - start) * SCALE - 2, 1)
    size = min(12, width / (0.54 * max(map(len, lines)) + 1))
    rows = "".join(
        f'<text x="{x + width / 2:.1f}" y="{y + (30 if len(lines) == 1 else 22) + 17 * row}" text-anchor="middle" '
        f'style="font-size:{size:.1f}px">{escape(line)}</text>'
        for row, line in enumerate(lines)
    )
    return f'<rect class="{style}" x="{x}" y="{y}" width="{width}" height="50" rx="4"/>{rows}'


if __name__ == "__main__":
    (HERE / "words-to-captions.svg").write_text(picture(), encoding="utf-8", newline="\n")
