"""The compiled core gives what plain Python gives, to the last byte: run by scripts/test-compiled, which builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import messy_transcripts, timed_transcripts

import subkit
from subkit.errors import SubkitError
from subkit.model import Segment, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PROFILES = ["default", "netflix-en", "bbc", "csa-fr", "vertical-short", "dcmp-lower"]
# Words with the marks and classes that breaks are about, long enough for cues of several lines.
TALK = st.lists(
    st.sampled_from(
        [
            "the",
            "a",
            "of",
            "I",
            "and",
            "house,",
            "here.",
            "Mr.",
            "Miller",
            "what?",
            "(so",
            "well-known",
            "didn't",
            "3",
            "km…",
            "–",
            "zusammengesetzt",
        ]
    ),
    min_size=1,
    max_size=60,
)


class Captioner:
    """A process that captions, with the compiled core or without."""

    def __init__(self, folder: Path | None = None) -> None:
        paths = {} if folder is None else {"PYTHONPATH": str(folder)}
        environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"} | paths
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(Path(__file__).with_name("captioner.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self.version = self._line().decode().strip()

    def _line(self) -> bytes:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def asked(self, transcript: Transcript, profile: str = "default", *, strict: bool = False) -> bytes:
        """What it answers."""
        assert self._process.stdin is not None
        self._process.stdin.write(msgspec.json.encode((profile, strict, transcript)) + b"\n")
        self._process.stdin.flush()
        found = self._line()
        assert found, "the process ended"
        return found

    def end(self) -> None:
        """Let it go."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Captioner, Captioner]]:
    """One that runs compiled, and one that does not."""
    compiled, plain = Captioner(ROOT / ".compiled"), Captioner()
    yield compiled, plain
    compiled.end()
    plain.end()


def spoken(texts: list[str], lengths: list[int], gaps: list[int]) -> Transcript:
    """A talk of two, whose words have lengths and gaps that come round again and again."""
    words, clock = [], 0
    for at, text in enumerate(texts):
        end = clock + lengths[at % len(lengths)]
        words.append(Word(text, clock, end, speaker=str(at // 25 % 2)))
        clock = end + gaps[at % len(gaps)]
    return Transcript((Segment(tuple(words)),), language="en")


def test_one_is_compiled_and_the_other_is_not(both: tuple[Captioner, Captioner]) -> None:
    assert [f"{subkit.__version__} (compiled)", f"{subkit.__version__} (plain Python)"] == [
        one.version for one in both
    ]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_samples_are_captioned_alike(both: tuple[Captioner, Captioner], profile: str) -> None:
    compiled, plain = both
    found = 0
    for path in sorted((ROOT / "samples").rglob("*.json*")):
        try:
            transcript = subkit.read(path)
        except SubkitError:
            continue
        found += 1
        assert plain.asked(transcript, profile) == compiled.asked(transcript, profile), path.name
    assert found > 20


@settings(max_examples=300, deadline=None)
@given(
    TALK,
    st.lists(st.sampled_from([60, 150, 300, 700, 2500]), min_size=1, max_size=9),
    st.lists(st.sampled_from([0, 0, 10, 90, 300, 900, 2500]), min_size=1, max_size=9),
    st.sampled_from(PROFILES),
)
def test_a_talk_is_captioned_alike(
    both: tuple[Captioner, Captioner], texts: list[str], lengths: list[int], gaps: list[int], profile: str
) -> None:
    compiled, plain = both
    transcript = spoken(texts, lengths, gaps)
    assert plain.asked(transcript, profile) == compiled.asked(transcript, profile)


@settings(max_examples=300, deadline=None)
@given(messy_transcripts() | timed_transcripts(), st.sampled_from(PROFILES), st.booleans())
def test_what_is_odd_is_captioned_or_refused_alike(
    both: tuple[Captioner, Captioner], transcript: Transcript, profile: str, strict: bool
) -> None:
    compiled, plain = both
    assert plain.asked(transcript, profile, strict=strict) == compiled.asked(
        transcript, profile, strict=strict
    )
