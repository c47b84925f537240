"""The names that a shell can be offered, found quickly: no adapter is loaded, no folder made, no database written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click

    Named = Iterable[tuple[str, str]]

CAPTIONS = (
    ".srt", ".vtt", ".json", ".ttml", ".dfxp", ".xml", ".ebuttd", ".scc", ".stl", ".ass", ".ssa", ".sbv", ".lrc", ".tsv",
)  # fmt: skip
"""The suffixes of caption files that are read, and of providers' results; a test holds them against the formats."""

SERVICES = ("pictory", "verbit")
"""The shipped adapters that send media; to ask the adapters themselves would load them all. A test holds these against them."""


def fixed(*values: str) -> Callable[[click.Context], Named]:
    """Always the same names."""
    return lambda _: [(value, "") for value in values]


def profiles(_: click.Context) -> Named:
    """The house styles that are shipped."""
    from subkit.inheritance import names

    return [(name, "") for name in names()]


def targets(_: click.Context) -> Named:
    """Where captions can go."""
    from subkit.targeting import names

    return [(name, "") for name in names()]


def languages(_: click.Context) -> Named:
    """The languages that have a pack."""
    from subkit.language import shipped

    return [(name, "") for name in shipped()]


def written_formats(_: click.Context) -> Named:
    """The formats that can be written."""
    from subkit.formats.catalogue import formats

    return [(form.name, form.title) for form in formats().values() if form.writable]


def read(_: click.Context) -> Named:
    """What ``--from`` takes: the providers, then the formats that can be read."""
    from subkit.formats.catalogue import formats
    from subkit.plugins import names
    from subkit.registry import GROUP

    readable = [(form.name, form.title) for form in formats().values() if form.readable]
    return [*((name, "a provider's result") for name in names(GROUP)), *readable]


def scorers(_: click.Context) -> Named:
    """The break scorers that are installed."""
    from subkit.plugins import names
    from subkit.scorers import GROUP

    return [(name, "") for name in names(GROUP)]


def providers(_: click.Context) -> Named:
    """The providers that media can be sent to: the shipped ones, and those that the configuration names."""
    from subkit.config import load

    return [(name, "") for name in sorted({*SERVICES, *load().settings.providers})]


def states(_: click.Context) -> Named:
    """The states of jobs."""
    from subkit.adapter import State

    return [(str(state), "") for state in State]


def means(_: click.Context) -> Named:
    """What ``fix --rules`` can allow."""
    return [
        ("time", "other times"),
        ("lines", "other line breaks"),
        ("split", "cues begin and end elsewhere"),
    ]


def jobs(context: click.Context) -> Named:
    """The jobs that are on disk, the newest first, each by as much of its key as tells it from the others."""
    from subkit.jobs.glance import glance

    folder = context.params.get("state_dir")
    if folder is None:
        from subkit.config import load

        folder = load().settings.state_dir
    return glance(folder)


def commands(context: click.Context) -> Named:
    """The commands, or those of the group that the words so far name."""
    from subkit.cli.named import command_named

    words = context.params.get("words") or ()
    return list(getattr(command_named(context.find_root(), words).command, "short_helps", {}).items())


def topics(context: click.Context) -> Named:
    """What ``subkit help`` takes: the commands, and its topics."""
    from subkit.cli.topics import TOPICS

    return [*commands(context), *(() if context.params.get("words") else TOPICS.items())]
