"""The options of ``subkit convert`` on who speaks and on what is said, and what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import figures, light
from subkit.cli.option_groups import bundle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.corpus.wording import Wording
    from subkit.labels import SpeakerStyle
    from subkit.model import Transcript


class Wishes(NamedTuple):
    """What a user wants of speakers and words.

    Attributes:
        speaker_names: other labels, by a speaker's id or label.
        speaker_style: how text says who speaks; ``None`` as each format does.
        min_turn: the shortest turn amid another's sentence, in ms; 0 for any.
        replacements: new words by old.
        remove_fillers: leave out sounds of hesitation.
        mask_profanity: mask the language's own list.
        masked_words: words to mask.
        lists: the files that the words were read from.
    """

    speaker_names: Mapping[str, str]
    speaker_style: SpeakerStyle | None
    min_turn: int
    replacements: Mapping[str, str]
    remove_fillers: bool
    mask_profanity: bool
    masked_words: tuple[str, ...]
    lists: tuple[str, ...]

    @property
    def of_words(self) -> bool:
        """Whether anything is wanted that only a transcript can be given: other words, names or turns."""
        return bool(self.speaker_names or self.min_turn) or self._of_text

    @property
    def _of_text(self) -> bool:
        return bool(self.replacements or self.remove_fillers or self.mask_profanity or self.masked_words)

    def reworded(self, transcript: Transcript, language: str | None) -> Transcript:
        """The transcript in the words that are wanted.

        Raises:
            InputError: it has nothing but fillers.
            UnknownNameError: a list is wanted that the language has not.
        """
        return (
            self.wording().reworded(transcript, language, "the transcript") if self._of_text else transcript
        )

    def wording(self) -> Wording:
        """The same as plain data, as the captions of a corpus have it."""
        from subkit.corpus.wording import Wording

        return Wording(
            speaker_names=dict(self.speaker_names),
            replacements=dict(self.replacements),
            remove_fillers=self.remove_fillers,
            mask_profanity=self.mask_profanity,
            masked_words=self.masked_words,
        )


def _wishes(
    *,
    speaker_names: tuple[str, ...],
    speaker_style: SpeakerStyle | None,
    min_turn: int | None,
    replacements: str | None,
    remove_fillers: bool,
    mask_profanity: bool,
    masked_words: str | None,
) -> Wishes:
    """What the options ask for, their lists read."""
    return Wishes(
        _names(speaker_names),
        speaker_style,
        min_turn or 0,
        _replacements(replacements),
        remove_fillers,
        mask_profanity,
        _words(masked_words),
        tuple(path for path in (replacements, masked_words) if path is not None),
    )


def _names(given: tuple[str, ...]) -> dict[str, str]:
    """The labels of ``ID=NAME``.

    Raises:
        click.UsageError: one is not of that form, or a speaker has two.
    """
    names: dict[str, str] = {}
    for one in given:
        key, equals, name = one.partition("=")
        key, name = key.strip(), " ".join(name.split())
        if not (equals and key and name):
            raise click.UsageError(f"--speaker {one!r} is not of the form ID=NAME, e.g. 1='Dr. Ada'")
        if names.setdefault(key, name) != name:
            raise click.UsageError(f"--speaker names {key!r} twice, {names[key]!r} and {name!r}")
    return names


def _replacements(path: str | None) -> dict[str, str]:
    if path is None:
        return {}
    from subkit.rewording import lists

    return lists.replacements(path)


def _words(path: str | None) -> tuple[str, ...]:
    if path is None:
        return ()
    from subkit.rewording import lists

    return lists.words(path)


wording_options = bundle(
    "wishes",
    _wishes,
    light.option(
        "--speaker",
        "speaker_names",
        multiple=True,
        metavar="ID=NAME",
        help="Another label for a speaker, by id or label: 1='Dr. Ada'.",
    ),
    light.option(
        "--speaker-style",
        type=click.Choice(["colon", "bracket", "chevrons", "named-chevrons", "dash", "none"]),
        help="How text shows who begins to speak: 'Ada: ', '[ADA] ', '>> ', '>> ADA: ', '- '. [default: colon; a voice tag in vtt]",
    ),
    light.option(
        "--min-turn",
        type=figures.seconds,
        metavar="S",
        help="Give shorter turns amid another's sentence to that other.",
    ),
    light.option(
        "--replace",
        "replacements",
        metavar="FILE",
        help="Replace words and phrases: lines 'old => new', or TOML.",
    ),
    light.option("--remove-fillers", is_flag=True, help="Leave out um, uh, euh: the language's own list."),
    light.option("--mask-profanity", is_flag=True, help="Mask the language's own list of profanity: f***."),
    light.option(
        "--mask",
        "masked_words",
        metavar="FILE",
        help="Mask the words of FILE, one a line; word* for any ending.",
    ),
)
"""Gives a command the options on speakers and words, and what they ask for as one argument, ``wishes``."""
