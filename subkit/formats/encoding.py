"""The text of a caption file's bytes: by its byte order mark, as UTF-8, as its user says, or as a detector guesses."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from subkit.errors import FormatError, UnknownNameError
from subkit.report import Repair

_MARKS = (  # UTF-32's first: UTF-16's is how it begins
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WINDOW = 200_000
"""How many bytes the detector looks at."""
_EXAMPLES = ("cp1252", "cp1250", "cp1251", "cp1256", "cp932", "gb18030", "big5", "cp949", "utf-16")


class Decoded(NamedTuple):
    """The text of a file, how it was encoded (Python's name of it), and whether that was guessed."""

    text: str
    encoding: str
    repairs: tuple[Repair, ...] = ()


def decoded(content: bytes, source: str, encoding: str | None = None) -> Decoded:
    """The text of a file, without its byte order mark.

    A byte order mark is believed, then bytes that are right as UTF-8 (which those of another encoding hardly ever are),
    then `encoding`; else a detector guesses, which ``repairs`` says.

    Args:
        content: the file's bytes.
        source: its name in messages.
        encoding: what its user says, by any name that Python knows.

    Raises:
        UnknownNameError: there is no such encoding.
        FormatError: the bytes are none of the encoding, or of none that the detector knows.
    """
    said = None if encoding is None else known(encoding)
    for mark, name in _MARKS:
        if content.startswith(mark):
            return Decoded(_strictly(content[len(mark) :], name, source), name)
    wide = _wide(content)
    if wide is None:
        try:
            return Decoded(content.decode(), "utf-8")
        except UnicodeDecodeError as error:
            reason = f"byte {content[error.start]:#04x} on line {_line(content, error.start)} is no UTF-8"
    else:
        reason = "every other byte is zero"
    if said is not None:
        return Decoded(_strictly(content, said, source), said)
    name = wide or _guessed(content)
    text = _strictly(content, name, source)
    return Decoded(
        text,
        name,
        (Repair("encoding", source, f"{reason}; read as {name}, a guess; --encoding says otherwise"),),
    )


def known(encoding: str) -> str:
    """Python's name of an encoding of text.

    Raises:
        UnknownNameError: there is no such encoding.
    """
    try:
        found = codecs.lookup(encoding)
        "".encode(found.name)  # raises for those that are none of text, as base64
    except (LookupError, ValueError, TypeError) as error:
        raise UnknownNameError("encoding", encoding, _EXAMPLES) from error
    return found.name


def _strictly(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        found = " ".join(f"{byte:#04x}" for byte in content[error.start : min(error.end, error.start + 4)])
        reason = (
            f"{found} is no {encoding}; name the right encoding with --encoding, or save the file as UTF-8"
        )
        raise FormatError(source, _line(content, error.start), reason) from error


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark, if every other byte of its beginning is mostly zero: caption files begin with figures."""
    start = content[:64]
    even, odd = start[::2], start[1::2]
    if 2 * odd.count(0) > len(odd) > 0 == even.count(0):
        return "utf-16-le"
    return "utf-16-be" if 2 * even.count(0) > len(even) > 0 == odd.count(0) else None


def _guessed(content: bytes) -> str:
    """What the detector takes the lines for that are not plain ASCII; of the others it learns nothing.

    It is asked for what the web still uses: of a few accents it would else make a code page of DOS or of Urdu.
    """
    import chardet

    sample = b"\n".join([line for line in content.splitlines() if not line.isascii()])[:_WINDOW]
    era = chardet.EncodingEra.MODERN_WEB
    found = chardet.detect(sample, encoding_era=era, prefer_superset=True, compat_names=False)["encoding"]
    return found or "cp1252"


def _line(content: bytes, place: int) -> int:
    return len((content[:place] + b"x").splitlines())
