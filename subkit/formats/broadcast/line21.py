"""Text as CTA-608 shows it: which characters there are, how lines fit its grid of 15 rows by 32, and the words that say so.

The tables of codes are ttconv's. Its own writer is not used: as of 1.2.3 it leaves captions out whose codes would be sent
while others are (sandflow/ttconv#548), writes characters of Western Europe as blanks, puts all at the bottom, cuts long lines
within words, and takes a time that grows with the square of the number of captions.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest

from ttconv.scc.codes.control_codes import SccControlCode
from ttconv.scc.codes.extended_characters import SccExtendedCharacter
from ttconv.scc.codes.preambles_address_codes import SccPreambleAddressCode
from ttconv.scc.codes.special_characters import SccSpecialCharacter
from ttconv.scc.codes.standard_characters import TO_SCC_BYTES

COLUMNS = 32
ROWS = 15
AT_ONCE = 4
"""So many rows decoders have to be able to show at a time (CTA-608, FCC 47 CFR 79.101)."""

Unit = tuple[int, ...]
"""Words that must follow each other at once: a code that is sent twice, as all of them are, or a pair of characters."""

_SPECIAL = {
    code.get_unicode_value(): code.get_ch1_value()
    for code in SccSpecialCharacter
    if code.get_unicode_value() != " "
}
_EXTENDED = {
    code.get_unicode_value(): code.get_ch1_value()
    for code in SccExtendedCharacter
    if code.get_unicode_value() not in TO_SCC_BYTES
}
_INSTEAD = {
    **dict.fromkeys("\u2019\u02bc`\u00b4", "'"),
    "\u201e": '"',
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u2026": "...",
    "\u266b": "\u266a",
    "*": "*",
    "\u0152": "OE",
    "\u0153": "oe",
    "\u00c6": "AE",
    "\u00e6": "ae",
    "\u0110": "D",
    "\u0142": "l",
    "\u0141": "L",
}
_PARITY = [byte if byte.bit_count() % 2 else byte | 0x80 for byte in range(0x80)]
_TABS = {1: SccControlCode.TO1, 2: SccControlCode.TO2, 3: SccControlCode.TO3}


def shown(text: str) -> str:
    """The text in characters that CTA-608 has; others are written as the like, without their accents, or as ``?``.

    >>> shown("„Žluť…“ 你")
    '"Zlut...“ ?'
    """
    if all(map(_known, text)):
        return text
    return "".join([char if _known(char) else _instead(char) for char in text])


def _known(char: str) -> bool:
    return char in TO_SCC_BYTES or char in _SPECIAL or char in _EXTENDED


def _instead(char: str) -> str:
    if char in _INSTEAD:
        return _INSTEAD[char]
    if char.isspace():
        return " "
    base = "".join([part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part)])
    return (
        base if base and all(map(_known, base)) else "" if unicodedata.category(char) in {"Cf", "Mn"} else "?"
    )


def fitted(text: str) -> list[str]:
    """Lines of at most 32 columns, in characters that there are: longer ones are broken at blanks, or else within a word."""
    rows: list[str] = []
    for line in text.split("\n"):
        rows += _broken(re.sub(" +", " ", shown(line)).strip())
    return rows


def _broken(line: str) -> list[str]:
    rows = []
    while len(line) > COLUMNS:
        at = line.rfind(" ", 0, COLUMNS + 1)
        head = line[:at] if at > 0 else line[:COLUMNS]
        rows.append(head)
        line = line[len(head) :].lstrip()
    return [*rows, line] if line else rows


def loading(rows: list[str], top: int, side: int) -> list[Unit]:
    """The words that load rows of text into a decoder and then show them.

    Args:
        rows: lines of at most 32 columns, in characters that there are.
        top: the row of the first, from 1.
        side: 0 for rows that begin at the left, 1 for centred ones, 2 for those that end at the right.
    """
    units = [_twice(SccControlCode.RCL), _twice(SccControlCode.ENM)]
    for number, row in enumerate(rows, top):
        column = (COLUMNS - len(row)) * side // 2
        pac = SccPreambleAddressCode(1, number, indent=4 * (column // 4)).get_ch1_packet()
        units.append((pac, pac))
        if column % 4:
            units.append(_twice(_TABS[column % 4]))
        units += _characters(row)
    return [*units, _twice(SccControlCode.EOC)]


def _characters(row: str) -> list[Unit]:
    units: list[Unit] = []
    waiting: list[int] = []
    for char in row:
        if char in TO_SCC_BYTES:
            waiting.append(TO_SCC_BYTES[char])
            continue
        if char in _EXTENDED:
            # It takes the place of the character before it, which older decoders show.
            base = shown(unicodedata.normalize("NFD", char)[0])
            waiting.append(TO_SCC_BYTES.get(base, TO_SCC_BYTES[" "]))
        code = _EXTENDED.get(char) or _SPECIAL[char]
        units += [*_pairs(waiting), (code, code)]
        waiting = []
    return [*units, *_pairs(waiting)]


def _pairs(characters: list[int]) -> list[Unit]:
    return [
        (first << 8 | second,)
        for first, second in zip_longest(characters[::2], characters[1::2], fillvalue=0)
    ]


def _twice(code: SccControlCode) -> Unit:
    return (code.get_ch1_value(), code.get_ch1_value())


ERASE: Unit = _twice(SccControlCode.EDM)
"""Takes what is shown off the screen."""


def spelled(units: list[Unit]) -> str:
    """Words in hexadecimal, with odd parity."""
    words = [word for unit in units for word in unit]
    return " ".join([f"{_PARITY[word >> 8]:02x}{_PARITY[word & 0x7F]:02x}" for word in words])
