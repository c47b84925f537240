"""A file that ffmpeg is to make: what goes in, the arguments, and the run that leaves the whole file or none."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

from subkit.errors import OutputError, ToolError, ToolTimeoutError
from subkit.video.making import making
from subkit.video.programs import ffmpeg, made_by_ffmpeg, patience_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from os import PathLike

_PLACE = re.compile(r"^\[[^\]]* @ 0x[0-9a-f]+\] |\(0x[0-9a-f]+\)")
_FULL = ("No space left on device", "Disk quota exceeded", "File too large")
_BYTES_A_SECOND = 5_000_000
"""How fast a slow disk is: an MP4 file is moved once more when it is finished, and nothing tells how far that is."""


class Work(NamedTuple):
    """What ffmpeg is to do.

    Attributes:
        source: the media, as messages name it.
        size: of the media, in bytes.
        arguments: all but the output's name; other files than the media are named without a path.
        files: those files, by name; they lie beside the output while ffmpeg runs.
    """

    source: str
    size: int
    arguments: tuple[str, ...]
    files: Mapping[str, bytes]

    def command(self, target: str | PathLike[str]) -> str:
        """The command, as a shell would be given it, to be read by people."""
        return shlex.join(["ffmpeg", *self.arguments, str(target)])

    def done(
        self,
        target: str | PathLike[str],
        *,
        overwrite: bool = True,
        patience: float | None = None,
        on_time: Callable[[int], None] | None = None,
    ) -> list[str]:
        """Make the file, whole or not at all; what ffmpeg complained of on the way, each complaint once.

        Args:
            target: where.
            overwrite: whether an existing file may be replaced.
            patience: seconds that ffmpeg may go on without getting any further, by default `patience_of`; more for large media.
            on_time: is told how far the output has come, in ms.

        Raises:
            OutputError: it cannot be written there.
            ToolError, ToolMissingError: ffmpeg failed, hung, or is not installed.
        """
        allowed = patience_of() if patience is None else patience
        with making(target, overwrite=overwrite) as unfinished:
            folder = unfinished.parent
            try:
                for name, content in self.files.items():
                    (folder / name).write_bytes(content)
                ended = ffmpeg(
                    self.source,
                    [*self.arguments, f"file:{unfinished.name}"],
                    folder=folder,
                    patience=allowed + self.size / _BYTES_A_SECOND,
                    on_time=on_time,
                )
                made_by_ffmpeg(unfinished, self.source)
            except OSError as error:
                raise OutputError(str(target), (error.strerror or str(error)).lower()) from error
            except ToolTimeoutError:
                raise
            except ToolError as error:
                if error.reason.endswith(_FULL):
                    raise OutputError(str(target), "no space left on the disk") from error
                raise
        return list(
            dict.fromkeys(_PLACE.sub("", line).strip() for line in ended.errors.splitlines() if line.strip())
        )
