"""What each parameter can be: the table behind completion. No adapter is loaded to answer from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from subkit.cli.completing import names
from subkit.cli.completing.paths import ANY, FOLDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def _none(_: click.Context) -> Iterable[tuple[str, str]]:
    return ()


class Values(NamedTuple):
    """What can stand for a value.

    Attributes:
        names: gives the names, each with what it is, for the command as far as it is typed.
        files: the suffixes of the files that can; ``None`` for no files.
        several: whether commas part several of them.
    """

    names: Callable[[click.Context], Iterable[tuple[str, str]]] = _none
    files: tuple[str, ...] | None = None
    several: bool = False


_MEDIA = (
    ".mp4",
    ".m4a",
    ".m4v",
    ".mov",
    ".mkv",
    ".webm",
    ".ts",
    ".mxf",
    ".avi",
    ".mp3",
    ".wav",
    ".flac",
    ".aac",
    ".ogg",
    ".opus",
)
_RATES = names.fixed("23.976", "24", "25", "29.97", "30", "47.952", "48", "50", "59.94", "60")
_TO = Values(names.written_formats)
_LISTS = Values(files=(".txt", ".tsv", ".csv", ".toml", ".json"))

OPTIONS = {
    "--profile": Values(names.profiles, (".toml",)),
    "--for": Values(names.targets, (".toml",)),
    "--provider": Values(names.providers),
    "--verify": Values(names.providers),
    "--scorer": Values(names.scorers),
    "--language": Values(names.languages),
    "--encoding": Values(
        names.fixed(
            "utf-8",
            "utf-16",
            "cp1250",
            "cp1251",
            "cp1252",
            "cp1256",
            "latin-1",
            "shift_jis",
            "gb18030",
            "big5",
        )
    ),
    "--frame-rate": Values(_RATES),
    "--from-frame-rate": Values(_RATES),
    "--to-frame-rate": Values(_RATES),
    "--state": Values(names.states),
    "--rules": Values(names.means, several=True),
    "--shots": Values(files=(".txt", ".csv", ".json", ".xml")),
    "--mask": _LISTS,
    "--replace": _LISTS,
    "--media": Values(files=_MEDIA),
    "--video": Values(files=(*_MEDIA, ".m3u8")),
}
ARGUMENTS = {
    ("convert", "inputs"): Values(names.jobs, names.CAPTIONS),
    ("explain", "source"): Values(names.jobs, names.CAPTIONS),
    ("transcribe", "media"): Values(files=_MEDIA),
    ("submit", "media"): Values(files=_MEDIA),
    ("probe", "files"): Values(files=_MEDIA),
    ("profiles", "name"): Values(names.profiles, (".toml",)),
    ("targets", "name"): Values(names.targets, (".toml",)),
    ("provider", "name"): Values(names.providers),
    ("man", "words"): Values(names.commands),
    ("help", "words"): Values(names.topics),
}
_CAPTIONS = frozenset(
    {"files", "captions", "examples", "first", "second", "source", "sources", "reference", "words", "against"}
)
"""Parameters, by name, that are caption files or providers' results in every command that has them."""
_BY_NAME = {
    "adapter": Values(names.read),
    "job": Values(names.jobs),
    "jobs": Values(names.jobs),
    "video": Values(files=(*_MEDIA, ".m3u8")),
    "media": Values(files=_MEDIA),
    **dict.fromkeys(_CAPTIONS, Values(files=names.CAPTIONS)),
}
"""Other parameters that mean the same wherever they are; ``--from`` is a time in some commands, and only here a name."""


def values_of(parameter: click.Parameter, context: click.Context) -> Values:
    """What a parameter of the command can be: by its choices, by the tables, else by what its metavar says."""
    choices = getattr(parameter.type, "choices", None)
    if choices is not None:
        return Values(names.fixed(*map(str, choices)))
    if isinstance(parameter, click.Argument):
        known = ARGUMENTS.get((context.info_name or "", parameter.name or ""))
    else:
        known = next((OPTIONS[name] for name in parameter.opts if name in OPTIONS), None)
    return known or _by_name(parameter)


def _by_name(parameter: click.Parameter) -> Values:
    name, metavar = parameter.name or "", (parameter.metavar or "").strip("[].")
    if name == "to":
        return _TO._replace(several="," in metavar)
    if metavar == "DIR":
        return Values(files=FOLDERS)
    written_here = metavar in {"FILE", "OUT", "NAME|FILE", "FILE|DIR"} or isinstance(
        parameter, click.Argument
    )
    return _BY_NAME.get(name, Values(files=ANY if written_here else None))
