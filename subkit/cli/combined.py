"""What the commands that make one caption file of several share: the files they read, the one they write, what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli import light
from subkit.cli.inputs import STDIN, shown
from subkit.cli.option_groups import bundle
from subkit.cli.outputs import STDOUT, Output, formats_wanted, refuse_collisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.messages import Messages
    from subkit.cli.reading_options import Reading
    from subkit.formats import Writing
    from subkit.model import Captions


class OneFile(NamedTuple):
    """Where the one file goes, and how much is said of it.

    Attributes:
        output: its path, or ``-``.
        to: its format, if that is said.
        overwrite: whether an existing file may be replaced.
        quiet: say errors only.
        verbose: say each repair.
    """

    output: str
    to: str | None
    overwrite: bool
    quiet: bool
    verbose: bool

    def planned(self, sources: Sequence[str]) -> Output:
        """The file and its format.

        Raises:
            click.UsageError: it has several formats, or stands where an input does, or stdin is wanted twice.
        """
        if list(sources).count(STDIN) > 1:
            raise click.UsageError("stdin can be one of the files, not several")
        named = formats_wanted([self.to] if self.to else [], self.output)
        if len(named) > 1:
            raise click.UsageError("--to takes one format")
        refuse_collisions(sources, [()] * len(sources), [("-o", self.output)])
        return Output(self.output, named[0])

    def put(self, captions: Captions, output: Output, how: Writing) -> None:
        """Write the captions whole or not at all, and say what was repaired.

        Raises:
            OutputError: they cannot be written.
            FormatError: the format cannot hold them.
        """
        from subkit.cli import stdout
        from subkit.formats import alterations, encode

        stdout.put(encode(captions, output.format, how), output.path, overwrite=self.overwrite)
        messages = self._messages
        repairs = [*captions.repairs, *alterations(captions, output.format, how)]
        for repair in repairs:
            messages.detail(str(repair))
        if repairs:
            messages.note(f"{len(repairs)} {'repair' if len(repairs) == 1 else 'repairs'} (-v lists them)")

    def read(self, sources: Sequence[str], reading: Reading) -> list[Captions]:
        """The captions of each file; what was guessed of it is said.

        Raises:
            InputError, FormatError: one cannot be read, or holds none.
        """
        from subkit.cli.caption_files import captions_of, tell_repairs

        parts = [captions_of(source, reading) for source in sources]
        for source, part in zip(sources, parts, strict=True):
            tell_repairs(part.repairs, shown(source), reading, self._messages)
        return parts

    @property
    def _messages(self) -> Messages:
        from subkit.cli.messages import Messages

        return Messages(quiet=self.quiet, verbose=self.verbose)


def names(sources: Sequence[str]) -> str:
    """What to call several files in a message."""
    return ", ".join([shown(source) for source in sources])


one_file_options = bundle(
    "place",
    OneFile,
    light.option("-o", "--output", default=STDOUT, metavar="OUT", help="Write to OUT. [default: stdout]"),
    light.option(
        "--to", metavar="FORMAT", help="The format; see 'subkit formats'. [default: as -o ends; else srt]"
    ),
    light.option("--overwrite/--no-overwrite", default=True, help="Replace an existing OUT, or do not."),
    light.option("-q", "--quiet", is_flag=True, help="Say errors only."),
    light.option("-v", "--verbose", is_flag=True, help="Say each repair."),
)
"""Gives a command the argument ``place``."""
