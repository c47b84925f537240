"""Finds ffmpeg and ffprobe and runs them safely: no shell, no stdin, no network, no end without limit."""

from __future__ import annotations

import os
import re
import selectors
import shutil
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, NamedTuple

from subkit.errors import ConfigError, ToolError, ToolKilledError, ToolMissingError, ToolTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from os import PathLike
    from pathlib import Path

Program = Literal["ffmpeg", "ffprobe"]

PATIENCE = 60.0
"""Seconds that a program may go on without getting any further before it counts as hanging; ``SUBKIT_FFMPEG_PATIENCE`` says others."""

ONLY_FILES = ("-protocol_whitelist", "file,pipe")
"""Stands before each input: a playlist, a list or a manifest may name what lies on the network."""

_VARIABLES = {"ffmpeg": "SUBKIT_FFMPEG", "ffprobe": "SUBKIT_FFPROBE"}
_CHUNK = 65536
_MOST_OUTPUT = 2**28  # bytes: what ffprobe prints of every packet of a day
_MOST_ERRORS = 2**16  # bytes of what the program complains of; the last ones say why it ended
_SAYS_HOW_FAR = re.compile(rb"^(?:frame|total_size|out_time_us)=(.*)$", re.MULTILINE)
_TIME = re.compile(rb"^out_time_us=(\d+)\s*$", re.MULTILINE)
_UNWRITTEN = re.compile(r"^(?:Error (?:writing|closing|muxing)|av_interleaved_write_frame).*", re.MULTILINE)
"""What ffmpeg 5.1 complains of when a disk is full, and ends with 0 all the same."""
_PLACE = re.compile(r"^\[[^\]]* @ 0x[0-9a-f]+\] ")


class Ended(NamedTuple):
    """What a program printed, on stdout and on stderr."""

    output: bytes
    errors: str


def find(program: Program) -> str:
    """The path of the program: what ``SUBKIT_FFMPEG`` or ``SUBKIT_FFPROBE`` names, else the first on the path.

    Raises:
        ToolMissingError: there is none.
    """
    named = os.environ.get(_VARIABLES[program])
    path = shutil.which(named or program)
    if path is None:
        raise ToolMissingError(program, named or "")
    return path


def address(path: str | PathLike[str]) -> str:
    """A file as ffmpeg is to be told of it: ``file:`` keeps ``a:b`` from being a protocol, and ``-x`` an option."""
    return f"file:{os.path.abspath(path)}"  # noqa: PTH100 - pathlib would follow no "..", too, but drop a last slash


def ffprobe(source: str, arguments: Sequence[str], *, patience: float | None = None) -> bytes:
    """What ffprobe prints on stdout of a file.

    Args:
        source: the file's path; it becomes the last argument.
        arguments: what is asked, without the program and the file.
        patience: seconds in which it has to end; by default `PATIENCE`.

    Raises:
        ToolMissingError: ffprobe is not installed.
        ToolError: it ended with an error, in its words.
        ToolTimeoutError: it did not end in time.
    """
    command = [find("ffprobe"), "-v", "error", *ONLY_FILES, *arguments, address(source)]
    return _run("ffprobe", source, command, patience).output


def ffmpeg(
    source: str,
    arguments: Sequence[str],
    *,
    folder: str | PathLike[str] | None = None,
    patience: float | None = None,
    on_time: Callable[[int], None] | None = None,
) -> Ended:
    """Run ffmpeg to its end.

    Args:
        source: the file that messages name.
        arguments: what it shall do, inputs (`given`) and outputs in their places.
        folder: where it runs, for filters and outputs that are named without a path.
        patience: seconds that it may go on without getting any further, by default `PATIENCE`; work that goes on may take
            as long as it takes.
        on_time: is told how far the output has come, in ms.

    Raises:
        ToolMissingError: ffmpeg is not installed.
        ToolError: it ended with an error, in its words, or was killed.
        ToolTimeoutError: it got no further for so long.
    """
    quiet = ("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error")
    command = [find("ffmpeg"), *quiet, "-progress", "pipe:1", "-y", *arguments]
    ended = _run("ffmpeg", source, command, patience, folder=folder, on_time=on_time)
    if unwritten := _UNWRITTEN.search(ended.errors):
        raise ToolError("ffmpeg", source, unwritten[0])
    return ended


def made_by_ffmpeg(path: Path, source: str) -> Path:
    """The path of a file that ffmpeg was to make of a source.

    Raises:
        ToolError: ffmpeg ended well, and it is not there.
    """
    if not path.exists():
        raise ToolError("ffmpeg", source, "ended well, and made nothing")
    return path


def given(path: str | PathLike[str]) -> list[str]:
    """The arguments that make a file an input of ffmpeg."""
    return [*ONLY_FILES, "-i", address(path)]


def patience_of(usual: float = PATIENCE) -> float:
    """The seconds that ``SUBKIT_FFMPEG_PATIENCE`` says, or else the usual ones.

    Raises:
        ConfigError: it says no number.
    """
    text = os.environ.get("SUBKIT_FFMPEG_PATIENCE", "")
    try:
        return float(text) if text else usual
    except ValueError as error:
        raise ConfigError("SUBKIT_FFMPEG_PATIENCE", f"{text!r} is no number of seconds") from error


def _run(
    program: Program,
    source: str,
    command: Sequence[str],
    patience: float | None,
    *,
    folder: str | PathLike[str] | None = None,
    on_time: Callable[[int], None] | None = None,
) -> Ended:
    with _started(program, source, command, folder) as process:
        ended = _listened(process, program, source, patience_of() if patience is None else patience, on_time)
    if process.returncode < 0:
        raise ToolKilledError(program, source, -process.returncode)
    if process.returncode:
        raise ToolError(program, source, _why(process.returncode, ended.errors, source))
    return ended


@contextmanager
def _started(
    program: Program, source: str, command: Sequence[str], folder: str | PathLike[str] | None
) -> Iterator[subprocess.Popen[bytes]]:
    """The running program; whatever goes wrong meanwhile, Ctrl-C too, it does not outlive us."""
    try:
        process = subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            start_new_session=True,  # Ctrl-C comes to us alone: we end it, and clear up
            env={**os.environ, "LC_ALL": "C.UTF-8", "AV_LOG_FORCE_NOCOLOR": "1"},
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ToolError(program, source, f"cannot be started: {reason.lower()}") from error
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def _listened(
    process: subprocess.Popen[bytes],
    program: Program,
    source: str,
    patience: float,
    on_time: Callable[[int], None] | None,
) -> Ended:
    """All that the program prints until it ends; ffprobe has to end in time, ffmpeg to get further."""
    assert process.stdout is not None and process.stderr is not None  # noqa: S101, PT018 - as `_started` made them
    output, errors = bytearray(), bytearray()
    furthest: list[bytes] = []
    late = time.monotonic() + patience
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ, output)
        selector.register(process.stderr, selectors.EVENT_READ, errors)
        while selector.get_map():
            for key, _ in selector.select(min(1.0, patience)):
                chunk = os.read(key.fd, _CHUNK)
                if not chunk:
                    selector.unregister(key.fileobj)
                key.data.extend(chunk)
                if key.data is output and program == "ffmpeg" and (report := _last_report(output)):
                    if (reached := _SAYS_HOW_FAR.findall(report)) != furthest:
                        furthest, late = reached, time.monotonic() + patience
                    if on_time and (at := _TIME.search(report)):
                        on_time(int(at[1]) // 1000)
            del errors[:-_MOST_ERRORS]
            if len(output) > _MOST_OUTPUT:
                raise ToolError(program, source, "prints more than can be meant")
            if time.monotonic() > late:
                raise ToolTimeoutError(program, source, patience)
    try:
        process.wait(max(0.0, late - time.monotonic()))
    except subprocess.TimeoutExpired as error:
        raise ToolTimeoutError(program, source, patience) from error
    return Ended(bytes(output), errors.decode("utf-8", "replace"))


def _last_report(output: bytearray) -> bytes:
    """The last whole report of ``-progress``, taken out of what was printed; empty while there is none."""
    reports = bytes(output).split(b"progress=")
    if len(reports) == 1:
        return b""
    del output[: len(output) - len(reports[-1])]
    return reports[-2]


def _why(code: int, errors: str, source: str) -> str:
    """Why a program ended with that code, from the last two things it complained of, without the file that it names."""
    lines = [_PLACE.sub("", line).replace(f"{address(source)}: ", "").strip() for line in errors.splitlines()]
    said = list(dict.fromkeys(line for line in lines if line and line != "Conversion failed!"))
    return "; ".join(said[-2:]) or f"ended with {code}"
