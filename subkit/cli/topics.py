"""What concerns every command: exit codes, variables, files and formats; for ``subkit help`` and for the man pages."""

from __future__ import annotations

from subkit.cli import exits

Rows = list[tuple[str, str]]

TOPICS = {
    "exit-codes": "How a run ended.",
    "environment": "The variables that are heeded.",
    "files": "The files that are read and kept.",
    "formats": "The formats, by name and by suffix.",
}

ENVIRONMENT = {
    "SUBKIT_PROFILE, _LANGUAGE, _AUDIENCE, _FRAME_RATE, _PROVIDER, _STATE_DIR, _MAX_MINUTES": "what the options of these names "
    "say where they are not given; see 'subkit config show --origin'",
    "SUBKIT_VERBIT_TOKEN, _KEY, _BEARER": "Verbit's credentials: one of them",
    "SUBKIT_PICTORY_KEY": "Pictory's key; old accounts have _CLIENT_ID, _CLIENT_SECRET and _USER",
    "SUBKIT_VERBIT_BASE_URL, SUBKIT_PICTORY_BASE_URL": "where the provider is: a sandbox, or a stand-in",
    "SUBKIT_WEBHOOK_TOKEN, _TOKEN_OLD": "what 'subkit serve' expects in the address that a provider calls",
    "SUBKIT_VERBIT_WEBHOOK_SECRET, SUBKIT_PICTORY_WEBHOOK_SECRET": "what a provider's webhooks are signed with (serve --verify)",
    "SUBKIT_NOTIFY_SECRET": "what 'subkit serve --notify' signs with",
    "..._FILE": "instead of any of these secrets: a file that holds it",
    "SUBKIT_LOG_FORMAT": "text or json: the form of messages, as --log-format",
    "SUBKIT_FFMPEG, SUBKIT_FFPROBE": "which ffmpeg and ffprobe are run",
    "SUBKIT_FFMPEG_PATIENCE": "the seconds in which they have to get further",
    "SUBKIT_PURE": "1: run as plain Python, where the core is compiled",
    "NO_COLOR, FORCE_COLOR, CLICOLOR, CLICOLOR_FORCE": "whether messages are in colour",
    "XDG_CONFIG_HOME, XDG_STATE_HOME": "the folders of configuration and of jobs, see 'subkit help files'",
}
"""Each variable (a name that begins with ``_`` replaces the last part of the one before), and what it says."""

FILES = {
    "subkit.toml, or [tool.subkit] of pyproject.toml": "what a project sets; in this folder or the nearest one above that has one",
    "~/.config/subkit/config.toml": "what you set for all projects",
    "~/.local/state/subkit": "jobs and their results, for you alone; on macOS ~/Library/Application Support/subkit",
}
"""Each file or folder, and what it holds."""


def rows(topic: str) -> Rows:
    """What there is to say of a topic: each thing, and what it means."""
    if topic == "exit-codes":
        return [(str(int(code)), meaning) for code, meaning in exits.MEANING.items()]
    if topic == "formats":
        return _formats()
    return list({"environment": ENVIRONMENT, "files": FILES}[topic].items())


def text(topic: str, width: int) -> str:
    """A topic for a terminal of so many columns."""
    import click

    formatter = click.HelpFormatter(width=width)
    with formatter.section(TOPICS[topic].rstrip(".")):
        formatter.write_dl(rows(topic))
    return formatter.getvalue()


def _formats() -> Rows:
    from subkit.formats.catalogue import formats

    uses = {(True, True): "read and written", (True, False): "read", (False, True): "written"}
    return [
        (
            f"{form.name}  {' '.join(form.suffixes)}",
            f"{form.title}: {uses[form.readable, form.writable]}{_needs(form.extra)}",
        )
        for form in formats().values()
    ]


def _needs(extra: str) -> str:
    return f" (extra '{extra}')" if extra else ""
