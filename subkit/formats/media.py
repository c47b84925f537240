"""Knows media files by their first bytes: they are given by mistake where captions or a provider's result is meant."""

from __future__ import annotations

from subkit.errors import InputError

_PACKET = 188
"""Bytes of a packet of MPEG-TS; each begins with a G (ISO/IEC 13818-1, 2.4.3.2)."""
_LEAST_PRINTED = 9
"""Text holds no lower byte than a tab."""


def refuse_media(content: bytes, source: str) -> None:
    """Refuse a video or a sound, and say what takes it instead.

    Args:
        content: the file's bytes.
        source: its name in messages.

    Raises:
        InputError: it is one.
    """
    kind = _kind(content[: 2 * _PACKET + 1])
    if kind is not None:
        reason = f"is a media file ({kind}), and no text; 'subkit extract' takes captions out of a video"
        raise InputError(source, f"{reason}, 'subkit transcribe' has a provider hear it")


def _kind(start: bytes) -> str | None:
    if start[4:8] in {b"ftyp", b"moov"}:
        return "MP4 or QuickTime"
    if start.startswith(b"\x1a\x45\xdf\xa3"):
        return "Matroska or WebM"
    if start.startswith(b"RIFF") and start[8:12] in {b"WAVE", b"AVI "}:
        return "WAV or AVI"
    if start.startswith((b"OggS\0", b"fLaC\0", b"ID3\2\0", b"ID3\3\0", b"ID3\4\0")):
        return "sound"
    if start[::_PACKET] == b"GGG" and any(byte < _LEAST_PRINTED for byte in start):
        return "MPEG-TS"
    return None
