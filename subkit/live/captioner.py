"""Captions of words that are still being said: cues as soon as they can no longer change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import text
from subkit.captioning.problem import Options, problem
from subkit.detection import guess
from subkit.labels import chosen
from subkit.language import Language, checked, is_unsaid
from subkit.live.deciding import decided
from subkit.live.horizon import horizon, open_sound
from subkit.live.intake import Intake
from subkit.live.settled import settled
from subkit.live.showing import prompt, shown
from subkit.live.voices import Voices
from subkit.live.window import Window
from subkit.model import Word
from subkit.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from subkit.captioning.columns import Piece
    from subkit.captioning.problem import Problem
    from subkit.captioning.text import Text
    from subkit.labels import SpeakerStyle
    from subkit.model import Cue, Speaker, Token
    from subkit.report import Repair

LANGUAGE_WORDS = 50
"""How many words are heard before they are asked for their language, where nobody says it (house figure)."""

STEP = 4
"""So many words are heard between two searches where the wait is bounded, unless there is a reason to look at once (house figure).

What is cut before it is final is cut with up to three words more in sight; what waits until it is final is looked at word by word.
"""


class Captioner:
    """Captions of a stream of words, cue by cue.

    What is given is what `subkit.caption` would make of the whole, with the profile of `settled`, and it never changes.
    Only where the best cuts stay open for longer than the profile's longest cue is one closed as it looks best by then
    (`forced` and `hurried` count them); with ``bounded=False`` it is waited for.

    Attributes:
        profile: the house style, settled, with the figures of the language.
        language: the tag of the language; ``None`` as long as it is not known.
        repairs: what had to be repaired so far; whoever reads them may empty the list.
        forced: how many cuts were made before they were final.
        hurried: how many more cues were given before their times were final: where the profile lets cues come in early.
        heard: when the last word ended that was fed, in ms.
    """

    def __init__(
        self,
        profile: Profile | str | Path = "default",
        *,
        language: str | None = None,
        speakers: Iterable[Speaker] = (),
        labels: bool = True,
        speaker_style: SpeakerStyle = "colon",
        bounded: bool = True,
        step: int | None = None,
        strict: bool = False,
    ) -> None:
        """Begin to listen.

        Args:
            profile: a house style, its name, or the path of its TOML file.
            language: a BCP 47 tag. Where it is not said the first `LANGUAGE_WORDS` words are asked, and wait for it.
            speakers: those who are known to speak. As long as one alone is known, no cue has a label.
            labels: leave room for the label of whoever begins to speak, for formats that write it as text.
            speaker_style: how such formats write the label.
            bounded: close a cue when it has waited for the profile's longest time.
            step: look for closed cues after so many words, by default `STEP` if bounded, else 1: then none comes later than it
                could, for three times the work.
            strict: raise at a word time that needs repair, instead of repairing it.

        Raises:
            InputError, ProfileError, UnknownNameError: the profile cannot be had; there is no such style of labels, or
                no such language.
        """
        self.profile = settled(profile if isinstance(profile, Profile) else Profile.load(profile))
        self.language: str | None = None
        self.repairs: list[Repair] = []
        self.forced = self.hurried = 0
        self.heard = 0
        self._options = Options(label_style=chosen(speaker_style, speakers=labels), share=True)
        self._voices = Voices(speakers)
        self._bounded, self._strict = bounded, strict
        self._step = step or (STEP if bounded else 1)
        self._unread: list[Token] = []
        self._intake: Intake | None = None
        self._window = Window()
        self._since = 0
        self._deadline: int | None = None
        self._floor = 0
        if language and not is_unsaid(language):
            self._begin(checked(language))

    def feed(self, tokens: Iterable[Token]) -> list[Cue]:
        """Hear words, with the pause markers between them, and give the cues that are closed now.

        However a stream is divided, the cues are the same.

        Args:
            tokens: what was said since, in order. Line breaks mean nothing.

        Raises:
            PayloadError: a word time needs a repair (only if strict).
        """
        cues: list[Cue] = []
        for token in tokens:
            if type(token) is Word:
                self.heard = max(self.heard, token.end or token.start or 0)
            if self._intake is None:
                self._unread.append(token)
                if sum([type(one) is Word for one in self._unread]) >= LANGUAGE_WORDS:
                    cues += self._begin(self._guessed())
            else:
                cues += self._hear(self._intake.take(token))
        return cues

    def understand(self, language: str) -> list[Cue]:
        """Learn the language that the stream itself names, unless it is known; what has waited for it may close cues.

        Raises:
            UnknownNameError: it is no language.
        """
        if self._intake is not None or is_unsaid(language):
            return []
        return self._begin(checked(language))

    def introduce(self, speakers: Iterable[Speaker]) -> None:
        """Learn the labels of some who may speak; a label that was given is not changed."""
        for speaker in speakers:
            self._voices.introduce(speaker)

    def take_back(self, since: int) -> None:
        """Forget the words from a time on that are in no cue yet: the recogniser has heard them better.

        Args:
            since: in ms. `heard` is then the end of the last word that stays: what is fed now goes on there.
        """
        self._unread = [
            token for token in self._unread if type(token) is not Word or (token.start or 0) < since
        ]
        last = next((token for token in reversed(self._unread) if type(token) is Word), None)
        if self._intake is not None:
            self._window.take_back(since)
            last = self._intake.take_back(since, self._window.last) or self._window.last
        self.heard = 0 if last is None else last.end or last.start or 0

    def flush(self) -> list[Cue]:
        """Give what is left as if nothing more were said; if more is said, it begins a cue."""
        cues = [] if self._intake else self._begin(self._guessed())
        if self._intake is not None:
            cues += self._hear(self._intake.rest())
        if self._window.is_open:
            cues += self._look(at_end=True)
        return cues

    close = flush

    def _guessed(self) -> str | None:
        return guess([token.text for token in self._unread if type(token) is Word])

    def _begin(self, tag: str | None) -> list[Cue]:
        """Hear what has waited for its language."""
        self.language = tag
        self._spoken = Language.load(tag)
        self.profile = self.profile.for_language(self._spoken)
        self._intake = Intake(self._spoken, self.profile.max_line_length, strict=self._strict)
        self._intake.repairs = self.repairs
        waiting, self._unread = self._unread, []
        return [cue for token in waiting for cue in self._hear(self._intake.take(token))]

    def _hear(self, tokens: list[Token]) -> list[Cue]:
        """Take usable words in; look for cues where one may be closed now."""
        cues: list[Cue] = []
        for token in tokens:
            before = self._window.last
            self._window.add(token)
            if type(token) is Word:
                self._voices.hear(token.speaker)
                self._since += 1
                if self._is_time(before, token):
                    cues += self._look()
        return cues

    def _is_time(self, before: Word | None, word: Word) -> bool:
        """Whether to look for cues that are closed: after some words, at a pause, at a turn, and before it is too late."""
        if before is None or before.end is None or word.start is None or word.end is None:
            return False
        return (
            self._since >= self._step
            or word.start - before.end >= self.profile.max_pause
            or word.speaker != before.speaker
            or (self._deadline is not None and self.heard > self._deadline)
        )

    def _look(self, *, at_end: bool = False) -> list[Cue]:
        """The cues that are closed now."""
        self._since = 0
        window = self._window
        heard = text.columns(window.transcript(), self._spoken)
        heard = replace(heard, part=True, labels=self._voices.labels)
        ready = problem(heard, self.profile, self._spoken, self._options)
        cues = self._closed(heard, ready, at_end=at_end)
        window.trim(heard.sounds)
        return cues

    def _closed(self, heard: Text, ready: Problem, *, at_end: bool) -> list[Cue]:
        """Cut what can be cut, and give what can be given."""
        window, profile, spoken = self._window, self.profile, self._spoken
        known = 0 if at_end else horizon(heard, ready, profile, spoken)
        found = decided(ready, window.begin, known, self._walls(heard, ready))
        dashes = _with_dashes(ready, spoken.dual_dash)
        window.cut(dashes(found.final))
        likely = dashes(found.likely)
        if at_end:
            window.cut(likely)
            likely = []
        cues: list[Cue] = []
        if window.waiting:
            made, count = shown(heard, window.pieces, profile, spoken)
            cues += self._given(made[window.given : count])
        while self._bounded and (first := next(iter([*window.waiting, *likely]), None)):
            end = heard.ends[first.end - 1]
            self._deadline = end + profile.max_duration - profile.max_pause
            if self.heard <= self._deadline:
                break
            if window.waiting:
                self.hurried += 1
            elif first.end > open_sound(heard):
                break
            else:
                window.cut([likely.pop(0)])
                self.forced += 1
            made, following = prompt(heard, window.pieces[: window.given + 1], profile, spoken)
            cues += self._given(made[-1:])
            self._floor = max(self._floor, following)
        else:
            self._deadline = None
        return cues

    def _given(self, cues: list[Cue]) -> list[Cue]:
        """The cues as they are given: never before what was given before."""
        given: list[Cue] = []
        for cue in cues:
            start = max(cue.start, self._floor)
            given.append(replace(cue, start=start, end=max(cue.end, start + 1)) if start > cue.start else cue)
            self._floor = given[-1].end
        self._window.given += len(given)
        return given

    def _walls(self, heard: Text, ready: Problem) -> set[int]:
        """The words with which a cue begins in every way: not those at which two speakers may share one."""
        if not self.profile.dual_speakers:
            return set(ready.forced)
        starts, ends, linger = heard.starts, heard.ends, self.profile.linger
        return {at for at in ready.forced if not at or starts[at] - ends[at - 1] > linger}


def _with_dashes(ready: Problem, dashes: tuple[str, str]) -> Callable[[list[Piece]], list[Piece]]:
    """What gives the dashes to the pieces that two speakers share."""
    turns = set(ready.forced)
    return lambda pieces: [
        replace(piece, dashes=dashes) if not turns.isdisjoint(piece.lines[1:]) else piece for piece in pieces
    ]
