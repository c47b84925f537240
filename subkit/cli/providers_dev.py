"""The command ``subkit providers-dev``: stand-ins of the providers on this machine, to try and test with."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS

if TYPE_CHECKING:
    from subkit.providers_dev.relay import Spoiler

_HELP = """Play the providers on this machine: nothing leaves it, nothing costs, and every transcript is the same.

The stand-ins keep their jobs in memory and follow what the providers' pages say; docs/verbit.md and docs/pictory.md tell what
those leave open. What to set, so that other commands take them for the providers, is printed first. It needs the
extra 'server'. Ctrl-C ends it.

With --fault calls are spoiled on their way, on a real connection. FAULT is an HTTP status (503, or 503+7 to ask for 7
seconds) or one of silent, reset-before, early-close, drip, truncated, reset-mid, bad-chunk, bad-status-line,
huge-header, bad-gzip, bomb, redirect-loop, html, bad-json, empty. It may go on with @PATH, for calls whose path
holds PATH, and with *TIMES, for so many of them instead of one.

\b
Examples:
  subkit providers-dev
  subkit providers-dev --speed 60 --work-time 600
  subkit providers-dev --fault early-close@perform_transcription --fault '503+7@info*3'"""


def _faults(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> list[tuple[Spoiler, str, int]]:
    """What spoils, which calls, and how many, of each ``FAULT[@PATH][*TIMES]``."""
    return [_fault(one) for one in given]


def _fault(given: str) -> tuple[Spoiler, str, int]:
    spec, star, times = given.partition("*")
    kind, _, path = spec.partition("@")
    if star and not _is_number(times):
        raise click.BadParameter(f"{times!r} is no number of calls")
    return _spoiler(kind), path, int(times or 1)


def _spoiler(kind: str) -> Spoiler:
    from subkit.errors import UnknownNameError
    from subkit.providers_dev import faults

    answers = {"html": faults.HTML, "bad-json": faults.BAD_JSON, "empty": faults.EMPTY}
    status, plus, seconds = kind.partition("+")
    if _is_number(status) and 200 <= int(status) <= 599:  # noqa: PLR2004 - HTTP's own figures
        if plus and not _is_number(seconds):
            raise click.BadParameter(f"{seconds!r} is no number of seconds")
        return faults.status(int(status), int(seconds) if seconds else None)
    if kind in answers:
        return answers[kind]
    if kind not in list(faults.Fault):
        known = [*map(str, faults.Fault), *answers]
        raise click.BadParameter(str(UnknownNameError("fault", kind, known)))
    return faults.Fault(kind)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text[:9]) > 0


@light.command("providers-dev", help=_HELP, short_help=SHORT_HELPS["providers-dev"])
@light.option(
    "--port", type=click.IntRange(0, 65535), default=8790, show_default=True, help="The port; 0: any."
)
@light.option(
    "--work-time", type=click.FloatRange(0), default=5.0, show_default=True, help="Seconds that a job takes."
)
@light.option(
    "--speed", type=click.FloatRange(0.001, 1e6), default=1.0, show_default=True, help="How fast time passes."
)
@light.option("--fault", "faults", callback=_faults, multiple=True, help="Spoil calls: FAULT[@PATH][*TIMES].")
def command(
    *, port: int, work_time: float, speed: float, faults: tuple[tuple[Spoiler, str, int], ...]
) -> None:
    """Serve the stand-ins until the keyboard interrupts."""
    from subkit.errors import ConfigError

    try:
        from subkit.jobs.serving import listener
        from subkit.providers_dev.app import application, stand_ins
        from subkit.providers_dev.relay import relaying
        from subkit.providers_dev.serving import running
    except ModuleNotFoundError as error:
        raise ConfigError("providers-dev", f"needs the extra 'server' (no module {error.name})") from None
    app = application(stand_ins(work_time=work_time, speed=speed))
    with listener("127.0.0.1", port) as where, suppress(KeyboardInterrupt):
        told = _to_set(where.getsockname()[1])
        if not faults:
            with running(app, where):
                _until_interrupted(told)
        with running(app) as upstream, relaying(upstream, where) as relay:
            for spoiler, path, times in faults:
                relay.spoil(spoiler, path, times=times)
            _until_interrupted(told)


def _until_interrupted(told: str) -> NoReturn:
    """Say what to set, now that there is somebody who answers."""
    click.echo(told)
    while True:
        threading.Event().wait()


def _to_set(port: int) -> str:
    """What to set, as a shell takes it."""
    from subkit.providers_dev.app import KEY

    base = f"http://127.0.0.1:{port}"
    lines = [
        f"export SUBKIT_VERBIT_BASE_URL={base}/verbit SUBKIT_VERBIT_TOKEN={KEY}",
        f"export SUBKIT_PICTORY_BASE_URL={base}/pictory SUBKIT_PICTORY_KEY={KEY}",
        f"# Verbit's sandbox, where jobs end by themselves only with --option finish_in=SECONDS: {base}/verbit-sandbox",
    ]
    return "\n".join(lines)
