"""The options of the commands that make captions: how they shall be, and what files they go to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import figures, light
from subkit.cli.house_style import profile_option
from subkit.cli.media_options import media_options
from subkit.cli.option_groups import bundle, group
from subkit.cli.target_options import target_option
from subkit.cli.text_options import text_options
from subkit.cli.wording_options import wording_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.conversion import Settings
    from subkit.cli.media_options import Footage
    from subkit.cli.messages import Messages
    from subkit.cli.target_options import Aim
    from subkit.cli.text_options import TextOptions
    from subkit.cli.wording_options import Wishes
    from subkit.profile import GapPolicy, Profile


class Limits(NamedTuple):
    """The limits that are set apart from the profile's, by their names there; ``None`` leaves one as it is."""

    max_line_length: int | None
    max_lines: int | None
    max_cps: float | None
    min_duration: int | None
    max_duration: int | None
    gap_policy: GapPolicy | None


class Captioning(NamedTuple):
    """How captions shall be, as the options say; nothing of it is looked at yet.

    Attributes:
        profile: the name of a house style, or its file.
        language: a BCP 47 tag.
        limits: the limits that are set apart from the profile's.
        footage: the media that they go with.
        keep_cues: keep the cues of a provider's own captions.
        speakers: show who speaks.
        wishes: what the user wants of speakers and words.
        strict: refuse what would have to be repaired.
    """

    profile: str
    language: str | None
    limits: Limits
    footage: Footage
    keep_cues: bool
    speakers: bool
    wishes: Wishes
    strict: bool

    @property
    def files(self) -> list[str]:
        """The files that the options name to be read."""
        return [*self.wishes.lists, *self.footage.files]

    @property
    def of_cuts(self) -> bool:
        """Whether the options ask for anything that only cues that are cut can be given."""
        limits = any(limit is not None for limit in self.limits)
        return limits or self.profile != "default" or self.footage.of_cues

    def style(self) -> Profile:
        """The house style under the limits.

        Raises:
            UnknownNameError, ProfileError: there is none such, or its limits contradict each other.
        """
        return self.footage.style(self.profile).adjusted(**self.limits._asdict())

    def settings(
        self,
        writing: WritingOptions,
        sources: Sequence[str],
        messages: Messages,
        *,
        adapter: str | None,
        scorer: str | None,
        replace: bool,
    ) -> Settings:
        """What holds for every input of a run.

        Raises:
            SubkitError, click.UsageError: something that the options name cannot be had.
        """
        from msgspec import structs

        from subkit.cli.conversion import Settings
        from subkit.cli.scoring import scorer_of

        how = structs.replace(
            writing.text.writing(speakers=self.speakers, bom=writing.bom, crlf=writing.crlf),
            speaker_style=self.wishes.speaker_style,
        )
        return Settings(
            adapter,
            self.style(),
            self.language,
            self.keep_cues,
            self.strict,
            writing.aim.target.writing(how) if writing.aim.target else how,
            replace if writing.overwrite is None else writing.overwrite,
            self.wishes,
            scorer_of(scorer),
            self.footage.cuts(sources, messages),
            aim=writing.aim,
            text=writing.text,
            footage=self.footage,
        )


class WritingOptions(NamedTuple):
    """How files shall be written.

    Attributes:
        overwrite: replace existing files, or never; ``None``: only the one that is named.
        bom: begin them with a byte order mark.
        crlf: end lines as Windows does.
        text: what is written of the text.
        aim: where they go.
    """

    overwrite: bool | None
    bom: bool
    crlf: bool
    text: TextOptions
    aim: Aim


place_options = group(
    light.option(
        "-o", "--output", metavar="FILE", help="Write to FILE; - is stdout. For one input in one format."
    ),
    light.option(
        "--output-dir", metavar="DIR", help="Write into DIR, made if need be, instead of beside each input."
    ),
    light.option(
        "--to",
        multiple=True,
        metavar="FORMAT,...",
        help="srt, vtt or another (see 'subkit formats'), or several. [default: as -o ends; else srt]",
    ),
)
"""Gives a command ``-o``, ``--output-dir`` and ``--to``."""

limit_options = bundle(
    "limits",
    Limits,
    light.option(
        "--max-chars",
        "--max-line-width",
        "max_line_length",
        type=click.IntRange(1),
        metavar="N",
        help="The most characters a line.",
    ),
    light.option(
        "--max-lines",
        "--max-line-count",
        "max_lines",
        type=click.IntRange(1),
        metavar="N",
        help="The most lines a cue.",
    ),
    light.option(
        "--max-cps",
        type=figures.speed,
        metavar="X",
        help="The highest reading speed, in characters a second.",
    ),
    light.option("--min-duration", type=figures.seconds, metavar="S", help="The shortest cue, in seconds."),
    light.option("--max-duration", type=figures.seconds, metavar="S", help="The longest cue, in seconds."),
    light.option(
        "--gap-policy",
        type=click.Choice(["cover", "trim"]),
        help="Where speech leaves no gap: cover every word, or trim the cue.",
    ),
)
"""Gives a command the options that set limits apart from the profile's, as one argument, ``limits``."""
caption_options = bundle(
    "captioning",
    Captioning,
    profile_option,
    light.option(
        "--language",
        type=figures.tag,
        metavar="TAG",
        help="The language, where the payload does not say, e.g. en or pt-BR.",
    ),
    limit_options,
    media_options,
    light.option("--keep-cues", is_flag=True, help="Keep the cues and lines of a provider's own captions."),
    light.option(
        "--speakers/--no-speakers", default=True, help="Show who speaks, or do not. [default: show]"
    ),
    wording_options,
    light.option("--strict", is_flag=True, help="Refuse what would have to be repaired."),
)
"""Gives a command the options on how captions shall be, as one argument, ``captioning``."""

writing_options = bundle(
    "writing",
    WritingOptions,
    target_option,
    light.option(
        "--overwrite/--no-overwrite",
        default=None,
        help="Replace existing files, or never. [default: only that of -o]",
    ),
    light.option("--bom", is_flag=True, help="Begin files with a byte order mark."),
    light.option("--crlf", is_flag=True, help="End lines as Windows does."),
    text_options,
)
"""Gives a command the options on how files shall be written, as one argument, ``writing``."""
