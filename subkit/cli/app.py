"""The program as click has it: the commands, the options before them, and what is set where no option is given."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from subkit.cli import exits, light
from subkit.cli.front_page import EPILOG, HELP, OPTION_HELPS, SHORT_HELPS, columns, width_on
from subkit.cli.lazy import LazyGroup
from subkit.cli.manner import VARIABLE, current, manner_options

if TYPE_CHECKING:
    from subkit.jobs.clock import Clock

__all__ = ["SHORT_HELPS", "root", "run"]


def _show_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    from subkit.compiled import version

    if asked and not context.resilient_parsing:
        click.echo(f"subkit {version()}")
        context.exit()


@click.group(
    cls=LazyGroup,
    package="subkit.cli",
    short_helps=SHORT_HELPS,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    params=[*manner_options(variable=VARIABLE)],
    help=HELP,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@light.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    help=OPTION_HELPS["--version"],
    callback=_show_version,
)
@click.pass_context
def root(context: click.Context) -> None:
    """Show the help where no command is named."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(exits.Exit.USAGE)


def run(arguments: list[str], clock: Clock | None = None) -> int:
    """Run the command that the arguments name, and return its exit code; whatever goes wrong is raised.

    Unlike click's own ``main``, which ends the program by itself, in several lines and with no codes but 1 and 2.
    """
    if os.environ.get("_SUBKIT_COMPLETE"):
        from subkit.cli import completing, stdout

        stdout.write_text(completing.answer(root, arguments))
        return exits.Exit.OK
    try:
        width = width_on(columns())  # which click would load shutil for
        with root.make_context("subkit", list(arguments), obj=clock, terminal_width=width) as context:
            context.default_map = _defaults(arguments)
            return root.invoke(context) or exits.Exit.OK
    except click.exceptions.Exit as end:
        return end.exit_code


def _defaults(arguments: list[str]) -> dict[str, Any] | None:
    """What the options that are not given are set to, by the names of their parameters, for every command alike."""
    asked = current()
    # What is said before the command's name holds for a command that has such an option of its own, too.
    said = {"quiet": asked.quiet or None, "verbose": asked.verbose or None, **_settings(arguments)}
    known = {name: value for name, value in said.items() if value is not None}
    # A command of a group looks among the group's values for its own, by its name.
    inner: dict[str, Any] = {
        **known,
        **dict.fromkeys(("list", "show", "wait", "fetch", "resolve", "forget"), known),
    }
    return dict.fromkeys(SHORT_HELPS, inner) if known else None


def _settings(arguments: list[str]) -> dict[str, Any]:
    """What the configuration sets; nothing where only help is asked for, or what the configuration is."""
    command = next((one for one in arguments if one in SHORT_HELPS), "config")
    if not {"-h", "--help", "--version"}.isdisjoint(arguments) or command == "config":
        return {}
    from subkit.config import load

    settings = load().settings
    return {
        "profile": settings.profile,
        "language": settings.language,
        "audience": settings.audience,
        "frame_rate": None if settings.frame_rate is None else str(settings.frame_rate),
        "provider": settings.provider,
        "state_dir": settings.state_dir,
        "max_minutes": settings.max_minutes,
    }
