"""Converts the inputs one after the other: one that fails is told and does not stop the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.cli import conversion, summary
from subkit.cli.caption_files import blamed, tell_repairs
from subkit.cli.exits import Exit
from subkit.cli.inputs import shown
from subkit.cli.media_options import tell_overrun
from subkit.cli.progress import passing
from subkit.errors import SubkitError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.conversion import Settings
    from subkit.cli.messages import Messages
    from subkit.cli.outputs import Output
    from subkit.cli.reasons import Explained
    from subkit.model import Captions
    from subkit.report import Repair


class Conversions:
    """The inputs of a run, and what became of them.

    Args:
        settings: what holds for every input.
        messages: where to say what happens.
        keep_accounts: keep every repair and finding for the report.
        keep_reasons: keep why captions are cut as they are.
    """

    def __init__(
        self, settings: Settings, messages: Messages, *, keep_accounts: bool, keep_reasons: bool = False
    ) -> None:
        self._settings = settings
        self._messages = messages
        self._keep_accounts = keep_accounts
        self._keep_reasons = keep_reasons
        self._codes: set[Exit] = set()
        self.results: list[summary.Result] = []
        self.accounts: list[summary.Account] = []
        self.reasons: list[Explained] = []

    @property
    def exit(self) -> Exit:
        """The exit code: what failed if all that failed is of one kind, else that something failed."""
        if len(self._codes) > 1:
            return Exit.FAILED
        return next(iter(self._codes), Exit.OK)

    def run(self, inputs: Sequence[str], plan: Sequence[Sequence[Output]]) -> None:
        """Convert each input to its outputs."""
        pairs = list(zip(inputs, plan, strict=True))
        for source, outputs in passing(self._messages, "Converting", pairs, lambda pair: shown(pair[0])):
            self._convert(source, outputs)

    def failed(self, error: SubkitError, source: str = "") -> summary.Failure:
        """Say an error, and remember its kind for the exit code."""
        from subkit.cli.failures import code_of

        code = code_of(error)
        self._codes.add(code)
        sentence = str(error)
        named = not source or sentence.startswith((source, "stdin:"))
        message = sentence if named else f"{shown(source)}: {sentence}"
        self._messages.failed(error, code, text=message, file=shown(source) if source else "")
        return summary.Failure(type(error).__name__, message)

    def _convert(self, source: str, outputs: Sequence[Output]) -> None:
        done: list[str] = []
        try:
            conversion.refuse_existing(outputs, self._settings)
            made = conversion.captioned(source, self._settings)
            with blamed(shown(source)):
                captions = conversion.placed(made, self._settings)
            why = [conversion.explained(source, made, self._settings)] if self._keep_reasons else []
            done.extend(conversion.written(captions, outputs, self._settings))
            self.reasons += why
        except SubkitError as error:
            failure = self.failed(error, source)
            self.results.append(summary.Result(input=source, outputs=tuple(done), error=failure))
            self.accounts.append(summary.Account(input=source, error=failure))
            self._explain_failure(source, failure)
        else:
            repairs = conversion.repaired(captions, outputs, self._settings)
            self._converted(source, tuple(done), captions, repairs)

    def _explain_failure(self, source: str, failure: summary.Failure) -> None:
        if self._keep_reasons:
            from subkit.cli.reasons import Explained

            self.reasons.append(Explained(input=source, error=failure))

    def _converted(
        self, source: str, done: tuple[str, ...], captions: Captions, repairs: tuple[Repair, ...]
    ) -> None:
        result = summary.result_of(source, done, captions, len(repairs))
        self.results.append(result)
        if self._keep_accounts:
            self.accounts.append(summary.Account(input=source, repairs=repairs, findings=captions.findings))
        name = shown(source)
        language = f", {captions.language} ({captions.language_source})" if captions.language else ""
        self._messages.detail(
            f"{name} -> {', '.join(done)}: {_count(len(captions), 'cue')}{language}",
            event="written",
            file=name,
            more={"outputs": done, "cues": len(captions), "language": captions.language},
        )
        from subkit.language import has_pack

        if captions.language and not has_pack(captions.language):
            self._messages.note(
                f"{name}: {captions.language} has no pack: lines break by marks and pauses alone", file=name
            )
        self._tell_of_file(captions, name)
        if self._settings.footage is not None and captions.cues:
            tell_overrun(self._settings.footage, captions.cues[-1].end, name, self._messages)
        if not captions.cues:
            self._messages.note(f"{name}: nothing is shown in that part; written without cues", file=name)
        if result.repairs:
            text = f"{name}: {_count(result.repairs, 'repair')}{self._way}"
            self._messages.note(text, event="repairs", file=name, more={"count": result.repairs})
        if result.findings:
            text = f"{name}: {_count(result.findings, 'limit')} could not be met{self._way}"
            self._messages.note(text, event="findings", file=name, more={"count": result.findings})

    def _tell_of_file(self, captions: Captions, name: str) -> None:
        """Say what was guessed of a caption file, and that its cues were kept where something else was asked for."""
        heard = captions.transcript
        if heard is None or heard.provider is None:
            tell_repairs(captions.repairs, name, self._settings.reading, self._messages)
        if heard is None and self._settings.of_cuts:
            self._messages.note(f"{name}: cues kept as they are; --recut cuts them by the profile", file=name)

    @property
    def _way(self) -> str:
        return "" if self._keep_accounts else " (--report FILE lists them)"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
