"""How captions are to be written: what a writer may be asked for, beyond the format."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from subkit.labels import SpeakerStyle, chosen

Layout = Literal["paragraphs", "cues"]


class Writing(Struct, frozen=True, kw_only=True):
    """How captions are to be written. What a format knows nothing of, it leaves aside.

    Attributes:
        speakers: whether to show who speaks; JSON always does.
        speaker_style: how, in text: ``colon``, ``bracket``, ``chevrons``, ``named-chevrons``, ``dash`` or ``none``; by default a voice tag in
            WebVTT and ``Label: `` elsewhere.
        styling: whether to write what captions that were read from a file have besides text: italics and their like,
            places, notes; by default where the format's standard has it, and not in SubRip, which has none.
        karaoke: whether to write the times of words into the text, where the format can.
        layout: running text only: ``paragraphs``, or ``cues`` for one line, or paragraph, a cue.
        timestamps: whether transcripts in Markdown and HTML show the time at which each paragraph begins.
        bom: whether to begin with a byte order mark; never in JSON, which forbids it.
        crlf: whether to end lines with CR LF instead of LF.
    """

    speakers: bool = True
    speaker_style: SpeakerStyle | None = None
    styling: bool | None = None
    karaoke: bool = False
    layout: Layout = "paragraphs"
    timestamps: bool = False
    bom: bool = False
    crlf: bool = False

    @property
    def labels(self) -> SpeakerStyle:
        """The style of labels in text.

        Raises:
            UnknownNameError: there is no such style.
        """
        return chosen(self.speaker_style, speakers=self.speakers)


PLAIN = Writing()
