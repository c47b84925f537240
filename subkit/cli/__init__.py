"""The program ``subkit``: its way in, kept so light that ``--version`` loads nothing else."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # as checkers know it; typing itself takes longer to load than this file
if TYPE_CHECKING:
    from subkit.jobs.clock import Clock

_ENDED_IN_ORDER = frozenset({"asyncio", "logging", "multiprocessing", "sqlite3", "tempfile"})
"""Who loads one of these may hold what Python closes when it ends."""

_MANY = 100_000
"""So many new objects the collector of cycles waits for in a process of our own: most runs make fewer, all of use."""


def program() -> int:
    """The program in a process of its own, which it ends at once where nothing is left to be done."""
    code = main()
    if _is_over():
        # Python would now free every object by itself, which takes longer than many a command.
        os._exit(code)
    return code


def main(arguments: list[str] | None = None, clock: Clock | None = None) -> int:
    """Run the program and return its exit code (see `subkit.cli.exits`).

    Args:
        arguments: what stands after the program's name; by default, that of this process.
        clock: the time and sleep of those who wait for providers; by default, the machine's.
    """
    given = sys.argv[1:] if arguments is None else arguments
    if arguments is None:
        gc.set_threshold(_MANY)
    try:
        if given == ["--version"]:
            # Asked by build scripts and prompts: click alone would cost several times the start of Python.
            return _version()
        if given in (["--help"], ["-h"]) and not os.environ.get("_SUBKIT_COMPLETE"):
            return _help()
        if arguments is None:
            from subkit.cli import deferred

            deferred.defer()
            if {"-h", "--help"}.isdisjoint(given):
                deferred.load_msgspec()
        from subkit.cli.app import run
        from subkit.cli.interrupts import Interrupts

        interrupts = Interrupts()
        if arguments is None:  # else this is another program's process
            interrupts.hear()
        try:
            return run(given, clock)
        finally:
            interrupts.end()
            if arguments is None:
                gc.freeze()  # what is left goes with the process: looking through it once more is of no use
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001 - the outermost frame: every end gets its line and its code
        from subkit.cli import failures

        return failures.told(error, given)


def _version() -> int:
    from subkit.compiled import version

    print(f"subkit {version()}", flush=True)  # noqa: T201 - the way to stdout that loads nothing
    return 0


def _help() -> int:
    from subkit.cli import front_page

    print(front_page.page(front_page.columns()), end="", flush=True)  # noqa: T201 - as above
    return 0


def _is_over() -> bool:
    """Whether all output has left, and no thread, function or module waits for Python's own end."""
    import atexit

    if _is_watched() or not sys.modules.keys().isdisjoint(_ENDED_IN_ORDER):
        return False
    threading = sys.modules.get("threading")
    if atexit._ncallbacks() or (threading is not None and threading.active_count() > 1):  # noqa: SLF001 - nothing else tells
        return False
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):  # Python tells it when it ends
        return False
    return True


def _is_watched() -> bool:
    """Whether a debugger, a profiler or a person at ``python -i`` has plans for after the end."""
    if sys.flags.interactive or sys.gettrace() or sys.getprofile():
        return True
    monitoring = getattr(sys, "monitoring", None)  # since Python 3.12
    return monitoring is not None and any(map(monitoring.get_tool, range(6)))
