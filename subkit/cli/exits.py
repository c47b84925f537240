"""The exit codes: one table for the program, its help and its tests."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a run ended."""

    OK = 0
    FAILED = 1
    USAGE = 2
    CONFIGURATION = 3
    PROVIDER = 4
    DEADLINE = 5
    NETWORK = 6
    OUTPUT = 7
    BUG = 70
    INTERRUPTED = 130


MEANING = {
    Exit.OK: "all was done",
    Exit.FAILED: "some input failed, or a check found what counts; the others were done",
    Exit.USAGE: "a wrong option or argument; nothing was done",
    Exit.CONFIGURATION: "a configuration, profile, token, extra, program, adapter or scorer that is missing or cannot be used; nothing was done",
    Exit.PROVIDER: "the provider refused a call, or its job failed or waits for you to look it up",
    Exit.DEADLINE: "a job is not finished, or not in the time it was given; it goes on, and so can waiting; or ffmpeg hung, and was ended",
    Exit.NETWORK: "the provider, or a cluster, cannot be reached; what was begun is kept",
    Exit.OUTPUT: "some output could not be written, and nothing else failed",
    Exit.BUG: "a bug in subkit or in a plug-in; its traceback is shown",
    Exit.INTERRUPTED: "interrupted from the keyboard",
}


def table() -> str:
    """The codes and what they mean, one a line, aligned.

    >>> print(table().splitlines()[0])
      0  all was done
    """
    return "\n".join(f"{code:>3}  {meaning}" for code, meaning in MEANING.items())
