"""Names that a provider or a user gave, made fit to be the name of a file: never a path, whatever they hold."""

from __future__ import annotations

import unicodedata

_LONGEST = 120  # bytes: with a suffix and a number it stays far from the 255 of most file systems
_KEPT = "-_."
# Names of devices, with or without a suffix, on Windows (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{kind}{number}" for kind in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"
}


def file_name(text: str, instead: str = "job") -> str:
    """A name of one file, in one folder, on every system: letters, digits, ``-``, ``_`` and ``.``, none leading.

    Letters and digits of every script stay; runs of anything else become one ``_``.

    Args:
        text: what it should be called.
        instead: what it is called where nothing of the text is left.

    >>> file_name("../../etc/passwd"), file_name("Überblick 7.mp4"), file_name("con.txt"), file_name("..")
    ('etc_passwd', 'Überblick_7.mp4', '_con.txt', 'job')
    """
    parts: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        fit = char in _KEPT or (char.isalnum() and char.isprintable())
        if fit or parts[-1:] != ["_"]:
            parts.append(char if fit else "_")
    name = _cut("".join(parts).strip("-_."))
    if not name:
        return instead
    return f"_{name}" if name.split(".")[0].lower() in _DEVICES else name


def _cut(name: str) -> str:
    if len(name.encode()) <= _LONGEST:
        return name
    return name.encode()[:_LONGEST].decode(errors="ignore").rstrip("-_.")
