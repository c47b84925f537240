"""Speech whose word times are known: espeak-ng speaks, and says itself when each word begins and ends.

The times come from the synthesiser's own events, not from listening to the audio, so they are true to a few
milliseconds. Needs Debian's ``espeak-ng`` (it brings ``libespeak-ng.so.1``).
"""

from __future__ import annotations

import ctypes
import ctypes.util
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

_SYNCHRONOUS, _PHONEME_EVENTS, _DO_NOT_EXIT = 2, 0x0001, 0x8000
_RATE, _PITCH = 1, 3
_BY_CHARACTER, _UTF8 = 1, 1
_LIST_END, _WORD, _PHONEME = 0, 1, 7


class _Name(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_void_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    """``espeak_EVENT`` of ``speak_lib.h``."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Name),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True)
class Voice:
    """Who speaks: an espeak-ng voice, words a minute (80 to 450), and pitch (0 to 99)."""

    name: str = "en-us"
    rate: int = 165
    pitch: int = 50


@dataclass(frozen=True)
class Spoken:
    """A word as it was spoken: its text and true times, in ms."""

    text: str
    start: int
    end: int


@cache
def _library() -> tuple[Any, int]:
    name = ctypes.util.find_library("espeak-ng") or "libespeak-ng.so.1"
    try:
        library = ctypes.CDLL(name)
    except OSError as error:
        raise RuntimeError("libespeak-ng is missing; on Debian: apt-get install espeak-ng") from error
    sample_rate = library.espeak_Initialize(_SYNCHRONOUS, 0, None, _PHONEME_EVENTS | _DO_NOT_EXIT)
    if sample_rate <= 0:
        raise RuntimeError("espeak-ng finds no voices; on Debian: apt-get install espeak-ng-data")
    return library, sample_rate


def say(text: str, voice: Voice) -> tuple[list[Spoken], bytes, int]:
    """Speak a text.

    Returns:
        The words (split at blanks) with their times, the audio (mono, 16 bit, little-endian), and its sample rate.
    """
    library, sample_rate = _library()
    audio = bytearray()
    words: list[tuple[int, int]] = []
    phonemes: list[tuple[int, str]] = []

    def collect(samples: Any, count: int, events: Any) -> int:
        if samples and count:
            audio.extend(ctypes.string_at(samples, count * 2))
        index = 0
        while events[index].type != _LIST_END:
            event = events[index]
            if event.type == _WORD:
                words.append((event.text_position - 1, event.audio_position))
            elif event.type == _PHONEME:
                phonemes.append((event.audio_position, event.id.string.decode("utf-8", "replace")))
            index += 1
        return 0

    callback = _Callback(collect)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice.name.encode()) != 0:
        raise RuntimeError(f"espeak-ng has no voice {voice.name!r}")
    library.espeak_SetParameter(_RATE, voice.rate, 0)
    library.espeak_SetParameter(_PITCH, voice.pitch, 0)
    encoded = text.encode() + b"\0"
    library.espeak_Synth(encoded, len(encoded), 0, _BY_CHARACTER, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    return _timed(text, words, phonemes, len(audio) * 500 // sample_rate), bytes(audio), sample_rate


def _timed(
    text: str, words: list[tuple[int, int]], phonemes: list[tuple[int, str]], duration: int
) -> list[Spoken]:
    """Words with their times, from word events (text position, time) and phoneme events (time, name).

    A number is several words to espeak-ng but one to a reader: the first gives the start. A pair such as "of the"
    is one word to espeak-ng: the two share its time by length. A word ends where the next begins, or where silence
    (phoneme ``_:``) sets in before.
    """
    silences = [at for at, name in phonemes if name in {"_:", "_"}]
    groups: list[tuple[int, list[str]]] = []
    for match in re.finditer(r"\S+", text):
        begins = [at for position, at in words if match.start() <= position < match.end()]
        if begins:
            groups.append((begins[0], []))
        groups[-1][1].append(match[0])
    spoken = []
    for (start, tokens), following in zip(groups, [*(at for at, _ in groups[1:]), duration], strict=True):
        end = next((at for at in silences if start + 40 < at < following), following)
        spoken += _shared(tokens, start, end)
    return spoken


def _shared(tokens: list[str], start: int, end: int) -> list[Spoken]:
    whole = sum(map(len, tokens))
    cuts = [
        start + (end - start) * sum(map(len, tokens[:count])) // whole for count in range(len(tokens) + 1)
    ]
    return [Spoken(token, *times) for token, times in zip(tokens, pairwise(cuts), strict=True)]
