"""Files that are nearly right: text with pieces of its own and of others out of place, JSON with odd values."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

PIECES = (
    "\n", "\r", "\r\n", "\n\n", "\n \n", "\t", " ", "\0", "\ufeff", "\u2028", "\x85", "\x1b", "-->", " --> ", "->", "—>",
    "00:00:01,000", "00:00:01.000", "00:01.5", "-1:00:00,000", "99:59:59,999", "999999999:00:00,000", "00:99:99,9999", "1",
    "42\n", "WEBVTT", "NOTE", "STYLE\n", "REGION\n", "<", ">", "&", "&amp;", "&lt", "&#x;", "<i>", "</i>", "<b", "<v Ann>",
    "<c.a.b>", "<00:00:01.500>", "<ruby>", "<rt>", "<lang en>", "<font color=red>", "{\\an8}", "{", "}", "\\N", "\\h", "\\k20",
    "line:-1", "line:50%,end", "position:10%", "size:101%", "align:left", "region:x", "vertical:rl", "[00:01.00]", "[br]",
    "[offset:-999999]", "[Events]", "Dialogue: ", ",", ":", ";", "=", "|", '"', "'", "<?xml", "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "&a;", "<tt>", '<p begin="1s">', "<br/>", "9420", "\u0661\u0662", "\U0001f600", "\ud800", "\u202b", "\u05e9", "x" * 300,
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 0.5, -0.0, 1e-9, 1e308, -1e308, 10**18, -(10**18), 10**30, float("nan"), float("inf"), "",
    " ", "0", "1.5", "-1", "1e400", "NaN", "inf", "12:34:56.789", "PT1.5S", "1.500s", "\0", "\ud800", "\u2028", "x" * 300,
    "a\nb", "<b>", "speaker", [], {}, [[]], [None], [{}], {"": None}, {"text": 1}, [1, 2], "word", "punctuation", "space",
)  # fmt: skip
_ROUNDS = 4


def mutated(content: bytes, random: Random, *, is_json: bool, others: Sequence[bytes] = ()) -> bytes:
    """Content with one to four things changed; JSON mostly stays JSON."""
    if is_json and random.random() < 0.85:
        try:
            return _mutated_json(json.loads(content), random)
        except (ValueError, RecursionError):
            pass
    text = content.decode("utf-8", "surrogateescape")
    for _ in range(random.randint(1, _ROUNDS)):
        text = _changed_text(text, random, others)
    return text.encode("utf-8", "surrogatepass" if random.random() < 0.1 else "replace")


def _changed_text(text: str, random: Random, others: Sequence[bytes]) -> str:
    here = random.randint(0, len(text))
    there = min(len(text), here + random.choice((0, 1, 1, 3, 10, 40)))
    lines = text.split("\n")
    before, within, behind = text[:here], text[here:there], text[there:]
    match random.randrange(7):
        case 0:
            within = random.choice(PIECES)
        case 1:
            within = ""
        case 2:
            within *= random.choice((2, 3, 20))
        case 3:
            within = chr(random.choice((random.randrange(256), random.randrange(0xD800))))
        case 4 if others:
            other = random.choice(others).decode("utf-8", "surrogateescape")
            cut = random.randint(0, len(other))
            within = other[cut : cut + 200]
        case _:
            return _moved(lines, random)
    return before + within + behind


def _moved(lines: list[str], random: Random) -> str:
    """The lines with one twice, one less, or in another order."""
    if random.random() < 0.4:
        lines.insert(random.randint(0, len(lines)), random.choice(lines))
    elif random.random() < 0.8:
        lines.pop(random.randrange(len(lines)))
    else:
        random.shuffle(lines)
    return "\n".join(lines)


def _mutated_json(value: Any, random: Random) -> bytes:
    for _ in range(random.randint(1, _ROUNDS)):
        value = _changed(value, random)
    return json.dumps(value, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")


def _changed(value: Any, random: Random) -> Any:
    """The value with one of the values in it changed, at any depth."""
    if not value or not isinstance(value, dict | list) or random.random() < 0.04:
        return deepcopy(random.choice(VALUES))
    place = random.choice(list(value)) if isinstance(value, dict) else random.randrange(len(value))
    if random.random() < 0.8:
        value[place] = _changed(value[place], random)
        return value
    match random.randrange(3):
        case 0:
            del value[place]
        case 1 if isinstance(value, list):
            value.insert(random.randint(0, len(value)), deepcopy(random.choice(value)))
        case _:
            value[place] = deepcopy(random.choice(VALUES))
    return value
