"""One record in, one outcome out: captions of bytes by settings that are plain data."""

from __future__ import annotations

import time
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import force_setattr, replace

from subkit import __version__, contents
from subkit.captioning import caption
from subkit.corpus.packing import bare, unpacked
from subkit.corpus.records import Failure, Outcome, Record
from subkit.corpus.wording import Wording
from subkit.errors import FormatError, InputError
from subkit.formats import Writing, alterations, encode, named
from subkit.formats.word_cues import WordStyle, parted
from subkit.model import Captions, Segment, Transcript
from subkit.profile import Profile
from subkit.targeting import Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.report import Repair


class Task(Struct, frozen=True, kw_only=True, dict=True):
    """How the records of a corpus are captioned.

    A profile that is given by its name or the path of its file is read when the task is made, so that a task means the same
    on every machine.

    Attributes:
        profile: the house style.
        formats: the names of the formats to write.
        language: a BCP 47 tag, where neither the record nor its content says.
        adapter: the provider's name; ``None`` to recognise each.
        form: the caption format that records are read in; ``None`` to recognise each.
        encoding: what caption files are encoded in that do not say.
        lenient: take what breaks a caption format as it was probably meant.
        strict: refuse what would have to be repaired.
        recut: cut caption files anew, instead of keeping their cues.
        keep_cues: keep the cues of a provider's own captions.
        min_turn: the shortest turn amid another's sentence, in ms.
        wording: other names and words than were heard.
        words: a cue for each word, alone or underlined; ``None`` for cues as they are.
        target: where captions go, whose times, clock and size the formats that it takes are fitted to.
        writing: how captions are written; a target has no say in it, but `subkit.targeting.Target.writing` tells how it wants them.

    Raises:
        UnknownNameError: there is no such profile or format.
        ProfileError, InputError: the profile cannot be read, or contradicts itself.
        FormatError: a format is only read, or needs an extra that is not installed.
    """

    profile: Profile | str = "default"
    formats: tuple[str, ...] = ("srt",)
    language: str | None = None
    adapter: str | None = None
    form: str | None = None
    encoding: str | None = None
    lenient: bool = False
    strict: bool = False
    recut: bool = False
    keep_cues: bool = False
    min_turn: int = 0
    wording: Wording = Wording()
    words: WordStyle | None = None
    target: Target | None = None
    writing: Writing = Writing()

    def __post_init__(self) -> None:
        if isinstance(self.profile, str):
            force_setattr(self, "profile", Profile.load(self.profile))
        for name in self.formats:
            if not named(name).writable:
                raise FormatError(name, 0, f"captions cannot be written as {named(name).title}")
            named(name).code()

    @cached_property
    def fingerprint(self) -> str:
        """A name for all that decides what comes of a record: settings and version; equal in every process."""
        settings = msgspec.json.encode(self, order="deterministic")
        return blake2b(settings + __version__.encode(), digest_size=16).hexdigest()

    def run(self, record: Record) -> Outcome:
        """Caption one record.

        It works on what it is given alone, and the same record gives the same outcome anywhere, but for ``seconds``. It raises
        nothing: what is wrong with a record, and even a bug that it brings about, is ``error``.
        """
        began = time.perf_counter()
        try:
            outcome = self._outcome(record)
        except Exception as error:  # noqa: BLE001 - one record among a million must not end the run, whatever it does
            outcome = Outcome(name=record.name, error=Failure.of(error))
        return replace(outcome, seconds=round(time.perf_counter() - began, 6))

    def _outcome(self, record: Record) -> Outcome:
        captions = self._captions(record)
        shown = {name: self._shown(captions, name) for name in self.formats}
        outputs = {name: encode(one, name, self.writing) for name, one in shown.items()}
        self._refuse_large(outputs, record.name)
        return Outcome(
            name=record.name,
            outputs=outputs,
            adapter=captions.transcript.provider if captions.transcript else None,
            language=captions.language,
            language_source=captions.language_source,
            words=sum(len(cue.words) for cue in captions.cues),
            cues=len(captions),
            duration=max((cue.end for cue in captions.cues), default=0),
            repairs=self._repairs(captions, shown),
            findings=captions.findings,
        )

    def _captions(self, record: Record) -> Captions:
        language = record.language or self.language
        found = self._given(record, language)
        if isinstance(found, Transcript):
            return self._cut(found, language, record.name)
        if self.recut:
            from subkit.editing.interpolation import transcript  # noqa: PLC0415 - slow, and few ask for it
            from subkit.editing.shedding import shed  # noqa: PLC0415 - as above

            return shed(self._cut(transcript(found), language, record.name), found)
        if self.wording or self.min_turn:
            raise InputError(
                record.name, "captions are kept as they are; --recut changes words and names, too"
            )
        return found if language is None else replace(found, language=language, language_source="option")

    def _given(self, record: Record, language: str | None) -> Transcript | Captions:
        if not isinstance(record.content, bytes):
            if not record.content:
                raise InputError(record.name, "holds no words to caption")
            return Transcript((Segment(tuple(record.content)),), language=language)
        how = contents.How(self.adapter, self.form, self.encoding, self.lenient, self.strict)
        content = unpacked(record.content, record.name)
        name = record.name if content is record.content else bare(record.name)
        return contents.held(content, name, how, language=language)

    def _cut(self, heard: Transcript, language: str | None, name: str) -> Captions:
        return caption(
            self.wording.reworded(heard, language, name),
            self.profile,
            language=language,
            speakers=self.writing.speakers,
            speaker_names=self.wording.speaker_names,
            speaker_style=self.writing.speaker_style or "colon",
            min_turn=self.min_turn,
            keep_cues=self.keep_cues,
            strict=self.strict,
        )

    def _shown(self, captions: Captions, name: str) -> Captions:
        """The captions as they are in one of the files: word by word, and with times for where they go, if that is wanted."""
        found = parted(captions, self.words, name)
        if self.target is None or name not in self.target.formats:
            return found
        from subkit.targeting.fitting import fit  # noqa: PLC0415 - few ask for it

        rate = None if isinstance(self.profile, str) else self.profile.rate
        return fit(found, self.target, rate)

    def _refuse_large(self, outputs: dict[str, bytes], name: str) -> None:
        """Refuse files that are larger than the target takes.

        Raises:
            OutputError: there are such.
        """
        for form, document in outputs.items():
            if self.target is not None and form in self.target.formats:
                self.target.check_size(document, name)

    def _repairs(self, captions: Captions, shown: Mapping[str, Captions]) -> tuple[Repair, ...]:
        """What was repaired on the way to the captions, for where they go, and in their text for the formats' sake, each once."""
        fitted = [one.repairs for one in shown.values() if one is not captions]
        altered = [alterations(one, name, self.writing) for name, one in shown.items()]
        return tuple(dict.fromkeys(chain(captions.repairs, *fitted, *altered)))
