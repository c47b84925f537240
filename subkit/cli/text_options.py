"""The options on what is written of the text: its layout, its styling, the times of words and of paragraphs, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import light
from subkit.cli.option_groups import bundle

if TYPE_CHECKING:
    from subkit.formats import Writing
    from subkit.formats.word_cues import WordStyle
    from subkit.formats.writing import Layout
    from subkit.model import Captions


class TextOptions(NamedTuple):
    """What is written of the text.

    Attributes:
        text_layout: the layout of running text.
        timestamps: begin each paragraph of a transcript with its time.
        karaoke: write the times of words.
        words: a cue for each word, alone or underlined; ``None`` for cues as they are.
        styling: write italics, places and notes, or do not; ``None`` as each format has it.
    """

    text_layout: Layout = "paragraphs"
    timestamps: bool = False
    karaoke: bool = False
    words: WordStyle | None = None
    styling: bool | None = None

    def writing(self, *, speakers: bool, bom: bool, crlf: bool) -> Writing:
        """How captions are written, as these options and others say."""
        from subkit.formats import Writing

        underlined = True if self.words == "highlight" else None
        return Writing(
            speakers=speakers,
            layout=self.text_layout,
            timestamps=self.timestamps,
            karaoke=self.karaoke,
            styling=underlined if self.styling is None else self.styling,
            bom=bom,
            crlf=crlf,
        )

    def parted(self, captions: Captions, format: str) -> Captions:  # noqa: A002 - as formats call it
        """The captions, for a format of captions word by word if that is wanted."""
        if self.words is None:
            return captions
        from subkit.formats.word_cues import parted

        return parted(captions, self.words, format)


text_options = bundle(
    "text",
    TextOptions,
    light.option(
        "--text-layout",
        type=click.Choice(["paragraphs", "cues"]),
        default="paragraphs",
        show_default=True,
        help="The layout of txt, md and html.",
    ),
    light.option("--timestamps", is_flag=True, help="Begin each paragraph of md and html with its time."),
    light.option("--karaoke", is_flag=True, help="Write the times of words, where the format can."),
    light.option(
        "--words",
        type=click.Choice(["one", "highlight"]),
        help="A cue for each word: one shows it alone, highlight the whole cue with it underlined.",
    ),
    light.option(
        "--styling/--no-styling",
        default=None,
        help="Write italics, places and notes, or do not. [default: where the format's standard has them]",
    ),
)
"""Gives a command the options on what is written of the text, as one argument, ``text``."""
