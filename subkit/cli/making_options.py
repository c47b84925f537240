"""What the commands share that have ffmpeg make a file: where it goes, whether it is made at all, and how that is told."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from subkit.cli import light
from subkit.cli.inputs import STDIN
from subkit.cli.option_groups import bundle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.messages import Messages
    from subkit.video import Probe
    from subkit.video.work import Work


_TOLD = 3
"""How many of ffmpeg's complaints are told: a damaged file has one for each frame."""


class Making(Struct, frozen=True, dict=True):
    """Where the file goes that is made, and how much is said of it.

    Attributes:
        output: its path; ``None`` where the command names it.
        overwrite: whether an existing file may be replaced; ``None`` if that is not said: then one that is named is.
        dry_run: print the command for ffmpeg, and do nothing.
        quiet: say errors only.
        verbose: say also what ffmpeg is asked to do.
    """

    output: str | None
    overwrite: bool | None
    dry_run: bool
    quiet: bool
    verbose: bool

    @cached_property
    def messages(self) -> Messages:
        """The program's voice."""
        from subkit.cli.messages import Messages

        return Messages(quiet=self.quiet, verbose=self.verbose)

    def make(self, work: Work, target: str, label: str, duration: int | None) -> None:
        """Have ffmpeg do its work, or print the command.

        Args:
            work: what there is to do.
            target: the file to be made.
            label: what is done, for the progress.
            duration: how long the file will be, in ms; ``None`` if nobody knows.

        Raises:
            OutputError: the file cannot be made there.
            ToolError, ToolMissingError: ffmpeg failed, hung, or is not installed.
        """
        from subkit.cli import stdout
        from subkit.cli.measures import amount
        from subkit.cli.progress import Progress

        if self.dry_run:
            stdout.write_text(f"{work.command(target)}\n")
            return
        self.messages.detail(work.command(target), event="command", file=target)
        overwrite = self.output is not None if self.overwrite is None else self.overwrite
        with Progress(self.messages, f"{label} {target}", unit="ms") as progress:
            complaints = work.done(
                target, overwrite=overwrite, on_time=lambda done: progress.at(done, duration)
            )
        for complaint in complaints[:_TOLD]:
            self.messages.note(f"{work.source}: ffmpeg: {complaint}", event="complaint", file=work.source)
        size = os.stat(target).st_size  # noqa: PTH116 - the path as it was given
        self.messages.detail(f"wrote {target} ({amount(size)})", event="written", file=target)


def media_at(path: str, used: Sequence[str], target: str) -> Probe:
    """The media at a path, once it is sure that making the target loses none of what is read.

    Raises:
        click.UsageError: the media are stdin, or the target is one of the files that are read.
        InputError, ToolError, ToolMissingError: it cannot be probed.
    """
    from subkit.cli.outputs import refuse_collisions
    from subkit.video import probe

    if path == STDIN:
        raise click.UsageError("media cannot come from stdin: they are read more than once; name a file")
    sources = [path, *used]
    refuse_collisions(sources, [()] * len(sources), [("-o", target)])
    return probe(path)


def target_of(output: str | None) -> str:
    """The file to be made, once it is sure that it is named, and by a suffix.

    Raises:
        click.UsageError: it is not, or is stdout.
    """
    from subkit.cli.outputs import STDOUT

    if output is None:
        raise click.UsageError("-o says which file to make: give that too")
    if output == STDOUT:
        raise click.UsageError("-o - is stdout, and media cannot go there: name a file")
    if not PurePath(output).suffix:
        raise click.UsageError(f"-o {output}: a suffix has to say what is made, as in talk.mp4")
    return output


making_options = bundle(
    "making",
    Making,
    light.option("-o", "--output", metavar="OUT", help="The file to make; its suffix says the container."),
    light.option(
        "--overwrite/--no-overwrite",
        default=None,
        help="Replace an existing OUT, or do not. [default: one named with -o is replaced]",
    ),
    light.option("--dry-run", is_flag=True, help="Print the command for ffmpeg on stdout, and do nothing."),
    light.option("-q", "--quiet", is_flag=True, help="Say errors only."),
    light.option("-v", "--verbose", is_flag=True, help="Say what ffmpeg is asked to do."),
)
"""Gives a command the argument ``making``."""
