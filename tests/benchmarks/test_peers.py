"""Peers run in environments of their own: a stand-in package is found, named with its version, given words and heard."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.gold import Document, Spoken
from subkit.model import Cue
from subkit.profile import Profile

ROOT = Path(__file__).parents[2]
STAND_IN = """
def split_subtitle(sub, target_chars, method):
    assert (target_chars, method) == (84, "punctuation")
    return [sub]

def split_at_half(text, target_chars):
    assert target_chars == 42
    return text.split(" ")

def split_greedy(text, target_chars):
    raise AssertionError
"""
WORDS = (
    Spoken("Once", 0.5, 1, None),
    Spoken("more.", 1, 1.5, None),
    Spoken("And", 1.5, 2, "a"),
    Spoken("then", 3, 3.5, "a"),
    Spoken("we", 3.5, 4, "b"),
    Spoken("left.", 4, 4.5, "b"),
)
TALK = Document("talk", "en", "ted", "A", "cues+lines", "asr", " ", WORDS, (Cue(0, 1, ("Once",)),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of environments in which srt_equalizer is a stand-in and nothing else is installed."""
    packages, tools = tmp_path / "srt_equalizer/packages", tmp_path / "srt_equalizer/bin"
    (packages / "srt_equalizer").mkdir(parents=True)
    (packages / "srt_equalizer-9.8.dist-info").mkdir()
    (packages / "srt_equalizer/__init__.py").write_text("")
    (packages / "srt_equalizer/srt_equalizer.py").write_text(STAND_IN)
    (packages / "srt_equalizer-9.8.dist-info/METADATA").write_text(
        "Metadata-Version: 2.1\nName: srt_equalizer\nVersion: 9.8\n"
    )
    tools.mkdir()
    (tools / "python").write_text(f'#!/bin/sh\nPYTHONPATH="{packages}" exec "{sys.executable}" "$@"\n')
    (tools / "python").chmod(0o755)
    return tmp_path


def test_only_peers_with_an_environment_are_at_hand(folder: Path) -> None:
    assert ["plain", "halved", "human"] == list(peers.available(None))
    found = peers.available(folder)
    assert ["plain", "halved", "human", "srt_equalizer"] == list(found)
    assert "srt_equalizer 9.8" == found["srt_equalizer"].title


def test_a_peer_is_given_utterances_and_its_cues_come_back(folder: Path) -> None:
    made = peers.available(folder)["srt_equalizer"].cut([TALK], Profile.load("netflix-en"))
    # Utterances end at the sentence's end, at the pause, and where another speaker begins.
    assert [
        Cue(500, 1500, ("Once", "more.")),
        Cue(1500, 2000, ("And",)),
        Cue(3000, 3500, ("then",)),
        Cue(3500, 4500, ("we", "left.")),
    ] == made["talk"]


def test_our_own_cutters_need_no_environment() -> None:
    found = peers.available(None)
    profile = Profile.load("default")
    assert {"talk": TALK.cues} == found["human"].cut([TALK], profile)
    assert [("Once more.",), ("And",), ("then",), ("we left.",)] == [
        cue.lines for cue in found["plain"].cut([TALK], profile)["talk"]
    ]


def test_what_is_too_long_is_halved_at_a_mark_near_the_middle() -> None:
    texts = [
        "We",
        "came",
        "early,",
        "before",
        "the",
        "others",
        "were",
        "up",
        "and",
        "about,",
        "and",
        "so",
        "we",
        "had",
        "the",
        "place",
        "for",
        "ourselves.",
    ]
    words = tuple(Spoken(text, at * 0.3, at * 0.3 + 0.3, None) for at, text in enumerate(texts))
    cut = peers.available(None)["halved"].cut
    talk = TALK._replace(words=words)
    (cue, rest) = cut([talk], Profile.load("default"))["talk"]
    assert ("We came early, before the", "others were up and about,") == cue.lines
    assert ("and so we had the place for ourselves.",) == rest.lines
    assert (0, 3000, 3000, 5400) == (cue.start, cue.end, rest.start, rest.end)


def test_an_unknown_peer_is_refused_before_anything_is_installed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.peers_setup", str(tmp_path / "new"), "subtitler"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 2
    assert "no peer is called 'subtitler'" in done.stderr
    assert not (tmp_path / "new").exists()
