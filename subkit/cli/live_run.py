"""One run of ``subkit live``: lines in, cues out, what was wrong with a line, and how long cues had to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.cli import stdout
from subkit.cli.inputs import shown
from subkit.errors import InputError, SubkitError
from subkit.language import primary
from subkit.live import tokens_of
from subkit.live.word_lines import words_of_line
from subkit.mending import NOISE
from subkit.model import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from subkit.cli.messages import Messages
    from subkit.live import Captioner
    from subkit.live.writing import Written
    from subkit.model import Cue, Token, Transcript


class Run:
    """What is done with each line.

    Args:
        captioner: hears the words.
        written: how cues are printed.
        messages: the program's voice.
        adapter: what lines are: ``jsonl``, or messages of a provider.
        source: where they come from.
        strict: stop at the first line that is not right.
    """

    def __init__(
        self,
        captioner: Captioner,
        written: Written,
        messages: Messages,
        adapter: str,
        source: str,
        *,
        strict: bool,
    ) -> None:
        self._captioner, self._written, self._messages = captioner, written, messages
        self._adapter, self._name, self._strict = adapter, shown(source), strict
        self._delays = _Delays()
        self._language: str | None = None

    def follow(self, lines: Iterable[bytes | None]) -> None:
        """Caption the stream to its end.

        Raises:
            InputError: the stream cannot be read; or a line is not right (only if strict): what was closed before is printed.
            PayloadError: a word time needs a repair (only if strict).
            OutputError: stdout cannot be written.
        """
        stdout.write_text(self._written.head())
        number = 0
        for line in lines:
            if line is None:
                self._put(self._captioner.flush())
                continue
            number += 1
            if line.strip():
                self._heard(line, f"line {number}")
        self._put(self._captioner.close())

    def tell_latency(self) -> None:
        """Say how long cues had to wait, by the clock of the words."""
        captioner, delays = self._captioner, self._delays
        figures = delays.figures()
        self._messages.note(
            f"{self._name}: {delays.count} cues, printed {figures['median'] / 1000:.1f} s after their last word (median), "
            f"{figures['p99'] / 1000:.1f} s (99 %), {figures['most'] / 1000:.1f} s (most); "
            f"{captioner.forced} cut and {captioner.hurried} timed before it was certain",
            event="latency",
            file=self._name,
            more={"cues": delays.count, **figures, "forced": captioner.forced, "hurried": captioner.hurried},
        )

    def _heard(self, line: bytes, place: str) -> None:
        """Take one line in, or say what is wrong with it."""
        try:
            tokens = self._tokens(line, place)
        except SubkitError as error:
            if not line.endswith(b"\n"):
                place = f"{place}, the last, which may be cut off"
            if self._strict:
                raise InputError(f"{self._name}: {place}", str(error)) from error
            self._messages.note(f"{self._name}: {place}: {error}; passed over", event="line", file=self._name)
            return
        self._put(self._captioner.feed(tokens))
        for repair in self._captioner.repairs:
            self._messages.note(f"{self._name}: {repair}", event="repair", file=self._name)
        self._captioner.repairs.clear()

    def _tokens(self, line: bytes, place: str) -> Iterable[Token]:
        if self._adapter == "jsonl":
            return words_of_line(line)
        from subkit.reading import read

        return self._new(read(line, adapter=self._adapter, strict=self._strict), place)

    def _new(self, message: Transcript, place: str) -> Iterator[Token]:
        """What a provider's message says, in the stream's own language: in place of what was heard of that time before.

        For what is in a cue already it comes too late, for cues never change.
        """
        tag = message.language
        if tag is not None:
            if self._language is None:
                self._language = tag
                self._put(self._captioner.understand(tag))
            elif primary(tag) != primary(self._language):
                self._messages.note(
                    f"{self._name}: {place}: in {tag}, not in {self._language}; passed over", event="line"
                )
                return
        self._captioner.introduce(message.speakers)
        tokens = list(tokens_of(message))
        starts = [token.start for token in tokens if type(token) is Word and token.start is not None]
        if starts and starts[0] < self._captioner.heard:
            self._captioner.take_back(starts[0])
        heard, late = self._captioner.heard - NOISE, 0
        for token in tokens:
            if type(token) is Word and token.start is not None and token.start < heard:
                late += 1
            else:
                yield token
        if late:
            self._messages.detail(
                f"{self._name}: {place}: {late} words of time that is captioned already; passed over",
                event="line",
            )

    def _put(self, cues: list[Cue]) -> None:
        """Print cues, and see that they have left."""
        if cues:
            stdout.write_text(self._written.cues(cues))
            self._delays.add(cues, self._captioner.heard)


class _Delays(Struct):
    """How long cues waited: by tenths of a second, so that a stream without end needs no more room."""

    count: int = 0
    most: int = 0
    tenths: dict[int, int] = {}

    def add(self, cues: list[Cue], heard: int) -> None:
        """Count cues that are given when a word was heard that ended at a time, in ms."""
        for cue in cues:
            delay = max(0, heard - (cue.words[-1].end or cue.end))
            self.count += 1
            self.most = max(self.most, delay)
            self.tenths[delay // 100] = self.tenths.get(delay // 100, 0) + 1

    def figures(self) -> dict[str, int]:
        """The median, the 99th percentile (each to a tenth of a second) and the longest, in ms."""
        return {"median": self._quantile(50), "p99": self._quantile(99), "most": self.most}

    def _quantile(self, percent: int) -> int:
        seen = 0
        for tenth in sorted(self.tenths):
            seen += self.tenths[tenth]
            if 100 * seen >= percent * self.count:
                return tenth * 100
        return 0
