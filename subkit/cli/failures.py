"""How the program ends when something went wrong: what it says, and its exit code."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from subkit.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

    from subkit.errors import SubkitError

_TOO_MANY = frozenset({errno.EMFILE, errno.ENFILE})
_DEVICE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def code_of(error: SubkitError) -> Exit:
    """The exit code of one error of subkit's own."""
    from subkit import errors
    from subkit.errors import UnknownNameError

    kinds: tuple[tuple[type[SubkitError] | tuple[type[SubkitError], ...], Exit], ...] = (
        ((errors.OutputError, errors.StoreError), Exit.OUTPUT),
        (errors.ScoringError, Exit.FAILED),
        (errors.OptionError, Exit.USAGE),
        ((errors.ProfileError, errors.AdapterError, errors.ScorerError), Exit.CONFIGURATION),
        ((errors.ConfigError, errors.CredentialsError, errors.AddressError), Exit.CONFIGURATION),
        (errors.ToolMissingError, Exit.CONFIGURATION),
        ((errors.DeadlineError, errors.JobTimeoutError, errors.ToolTimeoutError), Exit.DEADLINE),
        (errors.UnreachableError, Exit.NETWORK),
        ((errors.ProviderError, errors.JobUnknownError), Exit.PROVIDER),
    )
    for kind, code in kinds:
        if isinstance(error, kind):
            return code
    if isinstance(error, UnknownNameError):
        return Exit.CONFIGURATION if error.kind == "profile" else Exit.USAGE
    return Exit.FAILED


def code_of_job(error: SubkitError) -> Exit:
    """The exit code of an error where jobs are run: there a job without a result is what failed, not an input."""
    from subkit.errors import JobFailedError, JobUnfinishedError, PayloadError, ResultGoneError

    if isinstance(error, JobFailedError | ResultGoneError | PayloadError):
        return Exit.PROVIDER
    return Exit.DEADLINE if isinstance(error, JobUnfinishedError) else code_of(error)


def told(error: BaseException, arguments: Sequence[str] = ()) -> Exit:
    """Say what ended the program, in one line (a bug: in a traceback), and return the exit code.

    Args:
        error: what was raised.
        arguments: the program's: they say in which form.
    """
    from subkit.cli import stdout
    from subkit.cli.manner import manner_of
    from subkit.cli.messages import Messages

    messages = Messages(manner=manner_of(arguments))
    if isinstance(error, BrokenPipeError):
        stdout.abandon()
        return Exit.OK
    known = _known(error)
    if known is None:
        messages.bug(error, Exit.BUG)
        return Exit.BUG
    text, code = known
    messages.failed(error, code, text=text)
    return code


def _known(error: BaseException) -> tuple[str, Exit] | None:
    """What to say of the error, and the exit code; ``None`` if it is a bug."""
    import click

    from subkit.errors import SubkitError

    if isinstance(error, SubkitError):
        return str(error), code_of(error)
    if isinstance(error, click.ClickException):
        return _usage(error), Exit.USAGE
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return "interrupted", Exit.INTERRUPTED
    return _system(error) if isinstance(error, OSError) else None


def _system(error: OSError) -> tuple[str, Exit] | None:
    """What the system refuses to any program, and the exit code; ``None`` if it may be our own fault."""
    from subkit.cli import stdout

    if error.errno in _TOO_MANY:
        return "too many files are open; allow more (ulimit -n)", Exit.FAILED
    if error.filename is None and error.errno in _DEVICE:
        stdout.abandon()
        return f"stdout: {error.strerror}", Exit.OUTPUT
    return None


def _usage(error: click.ClickException) -> str:
    from subkit.cli.typos import sentence

    context = getattr(error, "ctx", None)
    command = context.command_path if context else "subkit"
    said = sentence(error)
    start = said[:1] if said[1:2].isupper() else said[:1].lower()  # EDITED stays EDITED
    return f"{start}{said[1:]} (see '{command} --help')"
