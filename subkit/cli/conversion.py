"""One input to its captions to the files they are written to."""

from __future__ import annotations

from itertools import chain
from os.path import isfile
from typing import TYPE_CHECKING, NamedTuple

from subkit.cli.inputs import shown
from subkit.cli.outputs import STDOUT
from subkit.cli.reading_options import Reading
from subkit.cli.target_options import Aim
from subkit.cli.text_options import TextOptions
from subkit.cli.timeline_options import TimeLine
from subkit.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from subkit.cli.media_options import Footage
    from subkit.cli.outputs import Output
    from subkit.cli.reasons import Explained
    from subkit.cli.wording_options import Wishes
    from subkit.formats import Writing
    from subkit.model import Captions, Transcript
    from subkit.profile import Profile
    from subkit.report import Repair
    from subkit.scorer import BreakScorer


class Settings(NamedTuple):
    """What holds for every input of a run.

    Attributes:
        adapter: the provider's name; ``None`` to recognise each payload.
        profile: the house style.
        language: what the user knows of the language.
        keep_cues: keep the cues of a provider's own captions.
        strict: refuse what would have to be repaired.
        writing: how captions are written.
        overwrite: whether existing files may be replaced.
        wishes: what the user wants of speakers and words.
        scorer: who else judges the breaks.
        shots: the media's shot changes, in ms.
        jobs: the keys of the jobs in the store whose results are meant, by the inputs' names.
        state_dir: the folder of the store; ``None`` for the usual one.
        aim: where the captions go.
        text: what is written of the text.
        form: the caption format that inputs are read in; ``None`` to recognise each.
        recut: cut the cues of caption files anew.
        reading: how caption files are read.
        timeline: what happens to the captions' times.
        of_cuts: whether something is asked for that cues which are kept are not given.
        footage: the media that the captions go with, if any is known.
    """

    adapter: str | None
    profile: Profile
    language: str | None
    keep_cues: bool
    strict: bool
    writing: Writing
    overwrite: bool
    wishes: Wishes
    scorer: BreakScorer | None = None
    shots: tuple[int, ...] = ()
    jobs: Mapping[str, str] = {}
    state_dir: str | None = None
    aim: Aim = Aim()
    text: TextOptions = TextOptions()
    form: str | None = None
    recut: bool = False
    reading: Reading = Reading()
    timeline: TimeLine = TimeLine()
    of_cuts: bool = False
    footage: Footage | None = None


def captioned(source: str, settings: Settings) -> Captions:
    """The captions of one input; an input in which nobody says a word has none.

    The cues of a caption file are kept as they are, or cut anew if that is asked.

    Raises:
        SubkitError: the input cannot be read, understood, or captioned.
    """
    from subkit.cli.given import given
    from subkit.model import Captions

    found = given(source, settings)
    if not isinstance(found, Captions):
        return _cut(found, settings)
    if not settings.recut:
        return _kept(found, source, settings)
    from subkit.editing.interpolation import transcript
    from subkit.editing.shedding import shed

    cut = _cut(transcript(found), settings)
    return shed(cut, found)


def _cut(heard: Transcript, settings: Settings) -> Captions:
    """Captions of a transcript in the house style."""
    from subkit.captioning import caption

    wishes = settings.wishes
    return caption(
        wishes.reworded(heard, settings.language),
        settings.profile,
        speakers=settings.writing.speakers,
        speaker_names=wishes.speaker_names,
        speaker_style=settings.writing.speaker_style or "colon",
        min_turn=wishes.min_turn,
        keep_cues=settings.keep_cues,
        strict=settings.strict,
        language=settings.language,
        scorer=settings.scorer,
        shots=settings.shots,
    )


def _kept(captions: Captions, source: str, settings: Settings) -> Captions:
    """The captions of a file as they are, but for the language that the user knows.

    Raises:
        InputError: other words are wanted, or other names, which takes another cut.
    """
    if settings.wishes.of_words:
        raise InputError(shown(source), "captions are kept as they are; --recut changes words and names, too")
    if settings.language is None:
        return captions
    from msgspec.structs import replace

    return replace(captions, language=settings.language, language_source="option")


def placed(captions: Captions, settings: Settings) -> Captions:
    """The captions on the time line that is asked for.

    Raises:
        InputError: all of it would come before zero, or anything in strict mode, or later than clocks can show.
    """
    return settings.timeline.applied(captions, strict=settings.strict)


def explained(source: str, captions: Captions, settings: Settings) -> Explained:
    """Why the captions of an input are cut as they are."""
    from subkit.captioning.explain import explain
    from subkit.cli import reasons

    if captions.transcript is None:
        raise InputError(shown(source), "captions kept as they are have no reasons; --recut cuts them anew")
    explanation = explain(
        captions,
        settings.profile,
        speakers=settings.writing.speakers,
        speaker_style=settings.writing.speaker_style or "colon",
        scorer=settings.scorer,
    )
    return reasons.explained(source, explanation, range(1, len(captions) + 1))


def refuse_existing(outputs: Sequence[Output], settings: Settings) -> None:
    """See before the work that no file stands in its way.

    Raises:
        OutputError: one does, and may not be replaced.
    """
    for output in outputs:
        if not settings.overwrite and output.path != STDOUT and isfile(output.path):  # noqa: PTH113 - Path.is_file raises where a name is too long
            raise OutputError(output.path, "is there already; --overwrite replaces it")


def repaired(captions: Captions, outputs: Sequence[Output], settings: Settings) -> tuple[Repair, ...]:
    """Everything that was repaired: on the way to the captions, and in their text for the formats' sake."""
    from subkit.formats import alterations

    altered = []
    for output in outputs:
        fitted = _as_shown(captions, output.format, settings)
        altered += [*fitted.repairs, *alterations(fitted, output.format, settings.writing)]
    return tuple(dict.fromkeys(chain(captions.repairs, altered)))


def _as_shown(captions: Captions, format: str, settings: Settings) -> Captions:  # noqa: A002 - as formats call it
    """The captions as they are in one of the files: word by word, and with times for where they go, if that is wanted."""
    return settings.aim.fitted(settings.text.parted(captions, format), format, settings.profile.rate)


def written(captions: Captions, outputs: Sequence[Output], settings: Settings) -> Iterator[str]:
    """Write the captions, and yield the path of each file as it stands there; all are made before the first is written.

    Raises:
        OutputError: a file cannot be written, or is larger than what it is for takes.
        FormatError: a format cannot hold the captions.
    """
    from subkit.files import write_whole
    from subkit.formats import encode

    documents = []
    for output in outputs:
        fitted = _as_shown(captions, output.format, settings)
        documents.append(encode(fitted, output.format, settings.writing))
        settings.aim.check(documents[-1], output.path, output.format)
    for output, document in zip(outputs, documents, strict=True):
        if output.path == STDOUT:
            from subkit.cli import stdout

            stdout.write(document)
        else:
            write_whole(output.path, document, overwrite=settings.overwrite)
        yield output.path
