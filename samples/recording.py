"""From a text in ``texts/`` to a recording: who says which word when, in ms, and the sound of it.

A text is TOML: ``language``, a table ``speakers`` of voices, and ``turns``, one ``speaker: words`` a line. Among the
words ``[1.5]`` is a silence in seconds, and ``shown|spoken`` is a word that is written otherwise than it is read
(with ``_`` for blanks inside what is spoken).
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from speech import Spoken, Voice, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BETWEEN_TURNS = 280
"""Silence between two speakers, in ms, where the text asks for none."""

_SILENCE = re.compile(r"\[([\d.]+)\]")


@dataclass(frozen=True)
class Turn:
    """What one speaker says until another one does."""

    speaker: str
    words: list[Spoken]


@dataclass
class Recording:
    """A whole text, spoken.

    Attributes:
        name: the text's name.
        language: its BCP 47 tag.
        labels: the speakers' ids and names, in order of appearance.
        turns: who says what, when.
        audio: mono, 16 bit, little-endian.
        sample_rate: samples a second.
    """

    name: str
    language: str
    labels: dict[str, str]
    turns: list[Turn] = field(default_factory=list)
    audio: bytearray = field(default_factory=bytearray)
    sample_rate: int = 22050

    @property
    def duration(self) -> int:
        """How long the recording is, in ms."""
        return len(self.audio) * 500 // self.sample_rate

    def be_silent(self, milliseconds: int) -> None:
        """Append silence."""
        self.audio += bytes(milliseconds * self.sample_rate // 1000 * 2)

    def speak(self, shown: list[str], spoken: list[str], voice: Voice) -> list[Spoken]:
        """Append speech; returns its words with their times in the recording."""
        offset = self.duration
        said, audio, self.sample_rate = say(" ".join(spoken), voice)
        self.audio += audio
        words = iter(said)
        result = []
        for text, reading in zip(shown, spoken, strict=True):
            parts = [next(words) for _ in reading.split()]
            result.append(Spoken(text, parts[0].start + offset, parts[-1].end + offset))
        return result


def record(path: Path) -> Recording:
    """Speak a text file."""
    text = tomllib.loads(path.read_text("utf-8"))
    speakers = text["speakers"]
    recording = Recording(
        name=path.stem,
        language=text["language"],
        labels={name: about.get("label", name) for name, about in speakers.items()},
    )
    recording.be_silent(500)
    for line in text["turns"].strip().splitlines():
        speaker, _, words = line.partition(": ")
        about = speakers[speaker]
        voice = Voice(about["voice"], about["rate"], about["pitch"])
        recording.turns.append(Turn(speaker, _spoken(recording, words, voice)))
        recording.be_silent(BETWEEN_TURNS)
    return recording


def _spoken(recording: Recording, text: str, voice: Voice) -> list[Spoken]:
    words: list[Spoken] = []
    for index, piece in enumerate(_SILENCE.split(text)):
        if index % 2:
            recording.be_silent(round(float(piece) * 1000))
        elif piece.strip():
            pairs = [token.partition("|") for token in piece.split()]
            readings = [(reading or shown).replace("_", " ") for shown, _, reading in pairs]
            words += recording.speak([shown for shown, _, _ in pairs], readings, voice)
    return words


def sentences(words: list[Spoken]) -> list[list[Spoken]]:
    """Words in runs that end with a full stop, question mark or exclamation mark (abbreviations excepted)."""
    return runs(words, lambda word, _: is_sentence_end(word.text))


def paragraphs(words: list[Spoken], pause: int) -> list[list[Spoken]]:
    """Words in runs with pauses of at least ``pause`` ms between them."""
    return runs(words, lambda word, following: following.start - word.end >= pause)


def runs(words: list[Spoken], ends: Callable[[Spoken, Spoken], bool]) -> list[list[Spoken]]:
    """Words in runs; ``ends(word, following)`` says where one ends."""
    result = [[words[0]]]
    for word, following in pairwise(words):
        if ends(word, following):
            result.append([])
        result[-1].append(following)
    return result


ABBREVIATIONS = frozenset({"Dr.", "Mr.", "Mrs.", "Prof.", "U.S.", "R&D"})


def is_sentence_end(text: str) -> bool:
    """Whether a word ends a sentence."""
    return text.endswith((".", "?", "!", "。")) and text not in ABBREVIATIONS


def write_audio(recording: Recording, path: Path) -> None:
    """Write the sound as Opus, 14 kbit a second (needs Debian's ``opus-tools``)."""
    command = ["opusenc", "--quiet", "--raw", "--raw-rate", str(recording.sample_rate), "--raw-chan", "1"]
    command += ["--bitrate", "14", "--serial", "1", "-", str(path)]
    subprocess.run(command, input=bytes(recording.audio), check=True)  # noqa: S603 - our own command
