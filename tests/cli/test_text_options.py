"""What is written of the text, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subkit.formats import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done


@pytest.mark.parametrize("style", ["one", "highlight"])
def test_words_part_the_cues_of_captions_and_of_nothing_else(
    run: Callable[..., Done], talk: Callable[..., Path], style: str
) -> None:
    assert 0 == run("convert", talk(), "--to", "srt,json,txt", "--output-dir", "whole").code
    assert 0 == run("convert", "talk.json", "--to", "srt,json,txt", "--words", style).code
    whole, words = load("whole/talk.srt"), load("talk.srt")
    assert len(whole) < len(words)
    assert whole[-1].end == words[-1].end
    assert (style == "highlight") == (b"<u>" in Path("talk.srt").read_bytes())
    for name in ("talk.txt", "talk.captions.json"):
        assert Path("whole", name).read_bytes() == Path(name).read_bytes()


def test_times_of_words_and_paragraphs_are_written_where_they_are_asked_for(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    options = ("--karaoke", "--timestamps", "--to", "lrc,md,html")
    assert 0 == run("convert", talk(), *options).code
    assert b"<00:00." in Path("talk.lrc").read_bytes()
    assert Path("talk.md").read_bytes().startswith(b"`00:00:0")
    assert b"<time datetime=" in Path("talk.html").read_bytes()


def test_every_format_is_named_after_its_suffix(run: Callable[..., Done], talk: Callable[..., Path]) -> None:
    assert 0 == run("convert", talk(), "--to", "words,tsv", "--language", "en-US", "--for", "youtube").code
    assert Path("talk.en-US.words.json").read_bytes().startswith(b'{"schema":"subkit.words/1"')
    assert 0 == run("convert", "talk.json", "--to", "words", "--bom", "-o", "-").code
    assert not run("convert", "talk.json", "--to", "words", "--bom", "-o", "-").out.startswith(
        b"\xef\xbb\xbf"
    )
    assert Path("talk.en-US.tsv").exists()
