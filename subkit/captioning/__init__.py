"""From a transcript to captions: `caption` is the whole pipeline.

Where to read on, in the order in which things happen:

- whose words, in which language: ``language_of``, ``speakers``, ``turns``
- word times made usable: ``repair``, by ``time_unit`` (seconds or ms), ``faults``, ``bounds`` and ``spread``
  (interpolation), told by ``repair_reports``; ``unspaced`` divides what one line cannot hold
- the words as columns: ``words`` as they were given, and ``text``, with its ``vocabulary``, ``pauses``, ``spacing`` and
  ``width``; of one entry a boundary, ``units``
- where to cut: ``cutting`` puts a ``problem`` to the ``search``, an exact dynamic programme. What cannot be parted:
  ``phrases``, ``sounding``, ``binding``. What things cost: ``limits`` and ``time_costs``, and ``break_costs``
  of ``breaks`` (by the ``lexicon``), ``places`` and ``heard_pauses``; ``sharing`` prices cues of two speakers. What they
  hand each other stands in ``columns``
- when to show it: ``cues`` are made with the times of ``timing``, and of ``earlier`` by what reading takes
  (``needed``); on frames ``snapping`` does it (in other ``figures``), near shot changes ``shot_timing``
- what is not met: ``check`` of the ``doubts``, with ``house_limits``, ``sync_findings``, ``shot_findings``, ``label_findings``, and
  ``finding_reasons``
- why: ``explain`` gives the ``explanation``: ``break_reasons`` in ``terms`` and ``prices``, what the ``rivals``
  would cost, and the ``slack`` of each limit

``keeping`` takes a provider's own cues instead of cutting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit import collector
from subkit.captioning import check, cues, cutting, label_findings, text, unspaced
from subkit.captioning.language_of import language_of
from subkit.captioning.pauses import disagreements
from subkit.captioning.problem import Options
from subkit.captioning.repair import repaired
from subkit.captioning.speakers import renamed
from subkit.captioning.turns import smoothed
from subkit.captioning.words import words_of
from subkit.labels import chosen
from subkit.language import Language
from subkit.model import Captions
from subkit.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from subkit.labels import SpeakerStyle
    from subkit.model import Transcript
    from subkit.scorer import BreakScorer


def caption(
    transcript: Transcript,
    profile: Profile | str | Path = "default",
    *,
    language: str | None = None,
    speakers: bool = True,
    speaker_names: Mapping[str, str] | None = None,
    speaker_style: SpeakerStyle = "colon",
    min_turn: int = 0,
    keep_cues: bool = False,
    strict: bool = False,
    shots: Sequence[int] = (),
    scorer: BreakScorer | None = None,
) -> Captions:
    """Captions of a transcript in a house style; every word is shown once, in order, as it is spelt.

    Word times are made usable, then one search finds the cues and lines of least cost under the profile's limits, then
    each cue gets its times. What the profile asks for and nothing could meet is in ``findings``, what had to be
    repaired on the way in ``repairs``.

    Args:
        transcript: what a provider heard.
        profile: a house style, its name, or the path of its TOML file.
        language: a BCP 47 tag, where it is known better than the transcript says. Where neither says, the words
            themselves are asked (`subkit.detection.guess`); ``Captions.language_source`` tells which it was.
        speakers: leave room for the label of whoever begins to speak, for formats that write it as text.
        speaker_names: other labels of speakers, each by the speaker's id or label; two of one name become one speaker.
        speaker_style: how such formats write the label, for the room it takes; to be given to `subkit.render` as well.
        min_turn: give a shorter turn, in ms, amid another's sentence to that other: a recogniser's noise
            (`subkit.captioning.turns`).
        keep_cues: keep the cues and lines of a transcript of kind ``captions`` as they are.
        strict: raise at a word time that needs repair, instead of repairing it.
        shots: the shot changes of the media, in ms: times near them are moved as the profile says.
        scorer: who else judges where a break is good; it sees words, and neither their times nor what is made of them.

    Raises:
        ScoringError: the scorer fails, or gives no usable scores.
        PayloadError: a word time needs repair, in strict mode.
        InputError: there are no cues to keep, or the profile cannot be read.
        ProfileError, UnknownNameError: the profile cannot be had; nobody has a speaker's id or label; or there is no
            such style of labels.
    """
    tag, source, doubts = language_of(transcript, language, strict=strict)
    spoken = Language.load(tag)
    style = (profile if isinstance(profile, Profile) else Profile.load(profile)).for_language(spoken)
    options = Options(label_style=chosen(speaker_style, speakers=speakers), share=True, scorer=scorer)
    with collector.waiting():
        # In a function of its own: its columns are gone before the collector looks at what is left.
        made = _captioned(
            renamed(transcript, speaker_names or {}),
            style,
            spoken,
            options,
            sorted(set(shots)),
            min_turn=min_turn,
            keep_cues=keep_cues,
            strict=strict,
        )
    return replace(made, language=tag, language_source=source, repairs=(*doubts, *made.repairs))


def _captioned(
    transcript: Transcript,
    profile: Profile,
    language: Language,
    options: Options,
    shots: list[int],
    *,
    min_turn: int,
    keep_cues: bool,
    strict: bool,
) -> Captions:
    """The captions, but for what is known of their language."""
    heard = words_of(transcript)
    usable = smoothed(repaired(transcript, strict=strict, heard=heard), min_turn)
    if usable is not transcript:
        heard = words_of(usable)
    odd = disagreements(heard)
    timed = unspaced.divided(usable, profile.max_line_length, language, heard)
    if timed is not usable:
        timed = repaired(timed)  # a word of a few ms has not one for each of its pieces
        heard = words_of(timed)
    columns = text.columns(timed, language, heard)
    del heard  # of a long talk's words as they were given much is known otherwise now
    if keep_cues:
        from subkit.captioning import keeping  # noqa: PLC0415 - seldom asked for, and start-up is a promise

        made, said = keeping.kept(timed, columns, profile), None
    else:
        pieces = cutting.cut(columns, profile, language, options)
        made = cues.build(columns, pieces, profile, language, shots)
        said = cues.said(columns, pieces)
    found = (
        label_findings.findings(made, profile, language, options.label_style, shots, said)
        if columns.labels
        else check.findings(made, profile, language, shots, said)
    )
    return Captions(
        cues=made,
        profile=profile.name,
        transcript=timed,
        repairs=(*timed.repairs, *odd),
        findings=tuple(keeping.as_kept(found) if keep_cues else found),
    )
