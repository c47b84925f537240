"""Measures caption files one after the other, and puts their statistics out in one of the forms."""

from __future__ import annotations

import locale
import sys
from typing import TYPE_CHECKING, Literal

import msgspec

from subkit import __version__
from subkit.cli import stdout
from subkit.cli.caption_files import blamed, captions_of, tell_repairs
from subkit.cli.colour import coloured
from subkit.cli.exits import Exit
from subkit.cli.failures import code_of
from subkit.cli.inputs import shown
from subkit.cli.outputs import STDOUT
from subkit.cli.progress import passing
from subkit.cli.summary import Failure
from subkit.errors import SubkitError
from subkit.statistics import Statistics
from subkit.statistics.measuring import Measures
from subkit.statistics.summing import summed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from subkit.cli.messages import Messages
    from subkit.cli.reading_options import Reading
    from subkit.profile import Profile

Form = Literal["text", "json", "svg"]


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What a file has.

    Attributes:
        input: its path, as given; ``-`` is stdin.
        statistics: its figures; ``None`` if it cannot be read.
        error: why not.
    """

    input: str
    statistics: Statistics | None = None
    error: Failure | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What ``--json`` prints.

    Attributes:
        schema: the shape of this, and its version.
        subkit: the version of the program.
        profile: the name of the house style.
        inputs: the files.
        together: the figures of all that could be read, together; ``None`` if there is none.
    """

    schema: str = "subkit.statistics/1"
    subkit: str = __version__
    profile: str
    inputs: tuple[Measured, ...]
    together: Statistics | None


class Outcome(msgspec.Struct, frozen=True):
    """A report, and the exit code."""

    report: Report
    exit: Exit


def measured(
    sources: Sequence[str], profile: Profile, language: str | None, reading: Reading, messages: Messages
) -> Outcome:
    """The figures of each file and of all; one that cannot be read is told and does not stop the others."""
    found: list[Measures] = []
    inputs: list[Measured] = []
    codes: set[Exit] = set()
    for source in passing(messages, "Measuring", sources, shown):
        name = shown(source)
        try:
            with blamed(name):
                captions = captions_of(source, reading)
                tell_repairs(captions.repairs, name, reading, messages)
                one = Measures.of(captions, profile, language)
        except SubkitError as error:
            code = code_of(error)
            codes.add(code)
            sentence = str(error)
            message = sentence if sentence.startswith(name) else f"{name}: {sentence}"
            messages.failed(error, code, text=message, file=name)
            inputs.append(Measured(input=source, error=Failure(type(error).__name__, message)))
        else:
            found.append(one)
            inputs.append(Measured(input=source, statistics=summed([one])))
    report = Report(profile=profile.name, inputs=tuple(inputs), together=summed(found) if found else None)
    return Outcome(report, Exit.FAILED if len(codes) > 1 else next(iter(codes), Exit.OK))


def put(report: Report, form: Form, output: str | None, *, overwrite: bool, drawn: Collection[str]) -> None:
    """Write a report to a file or to stdout; of nothing that could be read there is no text and no picture.

    Raises:
        OutputError: it cannot be written.
    """
    from subkit.cli.listing import encoded

    if form == "json":
        stdout.put(encoded(report), output, overwrite=overwrite)
        return
    if report.together is None:
        return
    if form == "svg":
        from subkit.statistics.svg import svg

        text = svg(_name(report), report.together)
    else:
        text = _text(report, drawn, on_stdout=output in {None, STDOUT})
    stdout.put(text.encode("utf-8", "backslashreplace"), output, overwrite=overwrite)


def _name(report: Report) -> str:
    read = [one.input for one in report.inputs if one.statistics is not None]
    return shown(read[0]) if len(read) == 1 else f"{len(read)} files together"


def _text(report: Report, drawn: Collection[str], *, on_stdout: bool) -> str:
    """Each file, and all together if there are several; bars are drawn once, of all."""
    from subkit.statistics.plain import lines

    ink: Literal["blocks", "ascii"] = "ascii" if on_stdout and not _has_blocks() else "blocks"
    colour = on_stdout and coloured(sys.stdout)
    parts = [(shown(one.input), one.statistics) for one in report.inputs if one.statistics is not None]
    several = len(parts) > 1
    if several and report.together is not None:
        parts.append((_name(report), report.together))
    written = [
        "\n".join(
            lines(
                name,
                found,
                drawn=drawn if place == len(parts) - 1 else (),
                ink=ink,
                colour=colour,
            )
        )
        for place, (name, found) in enumerate(parts)
    ]
    return "\n\n".join(written) + "\n"


def _has_blocks() -> bool:
    """Whether stdout shows blocks: a file does, and a terminal whose locale is UTF-8."""
    if sys.stdout is None or not sys.stdout.isatty():
        return True
    return locale.getpreferredencoding(do_setlocale=False).lower().replace("-", "") == "utf8"
