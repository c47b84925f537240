"""Markdown transcripts, read by a reader of CommonMark: the text as it was said, in paragraphs, and no markup of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from strategies import odd_captions

from subkit.formats import Writing, markdown
from subkit.formats.paragraphs import paragraphs, running
from subkit.formats.portable import plain
from subkit.model import Captions, Cue

READERS = [MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False})]
LAYOUTS = st.sampled_from(["paragraphs", "cues"])


def read(text: str, reader: MarkdownIt) -> list[str]:
    """The text of each paragraph; there must be nothing else."""
    shown = []
    for token in reader.parse(text):
        assert token.type in {"paragraph_open", "inline", "paragraph_close"}
        if token.children:
            kinds = {"text", "text_special", "strong_open", "strong_close", "code_inline"}
            assert kinds >= {child.type for child in token.children}, token.children
            shown.append("".join([child.content for child in token.children]))
    return shown


@given(odd_captions(), LAYOUTS, st.sampled_from(READERS))
def test_a_reader_shows_every_paragraph_as_it_was_said(
    captions: Captions, layout: str, reader: MarkdownIt
) -> None:
    found = paragraphs(captions.cues, each=layout == "cues")
    wanted = [text for one in found if (text := running(one.cues))]
    assert wanted == read(markdown.render(captions, Writing(speakers=False, layout=layout)), reader)


@given(odd_captions(), st.booleans())
def test_labels_and_times_stand_before_the_text(captions: Captions, timestamps: bool) -> None:
    shown = read(markdown.render(captions, Writing(timestamps=timestamps)), READERS[0])
    found = [one for one in paragraphs(captions.cues) if running(one.cues)]
    for text, one in zip(shown, found, strict=True):
        assert text.endswith(running(one.cues))
        label = plain(one.label or "").replace("\n", " ")
        assert not label or f"{label}: " in text


@pytest.mark.parametrize(
    "text",
    [
        "# one",
        "1. one",
        "1) one",
        "- one",
        "+ one",
        "---",
        "===",
        "> one",
        "```",
        "~~~",
        "    one",
        "<b>x</b>",
        "a\\",
        "*a*",
    ],
)
def test_what_would_be_markup_is_text(text: str) -> None:
    assert [text.strip()] == read(markdown.render(Captions((Cue(0, 1000, (text,)),))), READERS[1])


def test_a_transcript_looks_like_one() -> None:
    captions = Captions(
        (Cue(1000, 2000, ("Hello,", "you."), "Dr. *A*"), Cue(65_000, 66_000, ("Hi.",), "Bob"))
    )
    assert "`00:00:01` **Dr. \\*A\\*:** Hello, you.\n\n`00:01:05` **Bob:** Hi.\n" == markdown.render(
        captions, Writing(timestamps=True)
    )
