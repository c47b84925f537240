"""The command ``subkit serve``: the receiver of providers' webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli.app import SHORT_HELPS
from subkit.cli.caption_options import caption_options, writing_options
from subkit.cli.messages import Messages
from subkit.cli.online.options import open_store, state_dir_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.adapter import WebhookAdapter
    from subkit.cli.caption_options import Captioning, Writing
    from subkit.cli.conversion import Settings
    from subkit.cli.online.hook import Hook
    from subkit.jobs.records import Record

_HELP = """Receive providers' webhooks, and bring each result onto the disk as soon as it is there.

Calls come to http://HOST:PORT/hooks/PROVIDER/TOKEN. TOKEN is what SUBKIT_WEBHOOK_TOKEN holds (or the file that
SUBKIT_WEBHOOK_TOKEN_FILE names): 22 characters or more, made by chance. Put a proxy with TLS before it, and give
providers its https address. A call is a hint and no more: it is put on disk and answered, and the provider is asked, with
your credentials. GET /health tells whether hints can be kept.

With --output-dir captions are written there, too, as MEDIA-JOB.srt; with --run a command is run then, again later if it fails.
SIGINT and SIGTERM end it once all calls are
answered; what is open is taken up at the next start. It needs the extra 'server'.

\b
Examples:
  subkit serve --port 8787
  subkit serve --output-dir captions --to srt,vtt --profile netflix-en"""


@click.command("serve", help=_HELP, short_help=SHORT_HELPS["serve"])
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8787, show_default=True, help="The port; 0: any."
)
@state_dir_option
@click.option("--output-dir", metavar="DIR", help="Write captions into DIR, made if need be.")
@click.option("--to", multiple=True, metavar="FORMAT,...", help="srt, vtt, txt, json, or several.")
@click.option(
    "--run",
    "hook",
    metavar="COMMAND",
    help="Run COMMAND for each result, with the job and the files written.",
)
@caption_options
@writing_options
@click.option("-q", "--quiet", is_flag=True, help="Say errors only.")
def command(
    *,
    host: str,
    port: int,
    state_dir: str | None,
    output_dir: str | None,
    to: tuple[str, ...],
    hook: str | None,
    captioning: Captioning,
    writing: Writing,
    quiet: bool,
) -> None:
    """Put the receiver together and serve it."""
    import threading
    from contextlib import closing

    from subkit.cli.online.hook import Hook
    from subkit.cli.online.running import Run
    from subkit.cli.outputs import formats_wanted
    from subkit.errors import ConfigError
    from subkit.jobs import credentials
    from subkit.jobs.credentials import Secret
    from subkit.jobs.following import Follower
    from subkit.jobs.inbox import Inbox

    try:
        from subkit.jobs.serving import listener, serve
        from subkit.jobs.webhook import Receiver
    except ModuleNotFoundError as error:
        raise ConfigError("serve", f"needs the extra 'server' (no module {error.name})") from None
    token = credentials.find("webhook", ("token",), keyring=False).reveal("token") or ""
    formats = formats_wanted(to, None)
    settings = captioning.settings(writing, (), adapter=None, scorer=None, replace=True)
    messages = Messages(quiet=quiet)
    _log_to(messages)
    with (
        open_store(state_dir) as store,
        closing(Inbox(store.folder)) as inbox,
        Run(store, messages, quiet=True) as run,
        listener(host, port) as where,
    ):
        settings = settings._replace(state_dir=str(store.folder))
        bell = threading.Event()
        receiver = Receiver(_callers(), [Secret(token)], inbox, wake=bell.set)
        done = _writer(settings, formats, output_dir, Hook(hook) if hook is not None else None)
        follower = Follower(inbox, store, run.fetch, done, log=messages.note)
        messages.note(f"listening at {where.getsockname()[0]}:{where.getsockname()[1]}")
        serve(receiver, follower, bell, where)


def _callers() -> list[WebhookAdapter]:
    """The providers that call back."""
    from subkit import registry
    from subkit.adapter import WebhookAdapter

    return [adapter for adapter in registry.adapters().values() if isinstance(adapter, WebhookAdapter)]


def _writer(
    settings: Settings, formats: tuple[str, ...], output_dir: str | None, hook: Hook | None
) -> Callable[[Record], None]:
    """What is done with a job whose result has come: captions are written, then the user's command is run."""
    from subkit.cli import conversion
    from subkit.cli.online.shown import short
    from subkit.cli.outputs import planned
    from subkit.files import make_folder
    from subkit.jobs.file_names import file_name

    def write(record: Record, folder: str) -> list[str]:
        make_folder(folder)
        stem = file_name(record.source.name, "media").rpartition(".")
        # Two media may have the same name; a job whose result comes again must not become a second file.
        name = f"{stem[0] or stem[2]}-{short(record)}.media"
        ((*outputs,),) = planned([name], formats, None, folder)
        these = settings._replace(jobs={name: record.key})
        return list(conversion.written(conversion.captioned(name, these), outputs, these))

    def done(record: Record) -> None:
        files = [] if output_dir is None else write(record, output_dir)
        if hook is not None:
            hook.run([record.key, *files])

    return done


def _log_to(messages: Messages) -> None:
    """Say on stderr what the receiver logs."""
    import logging

    class Says(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say = messages.error if record.levelno >= logging.WARNING else messages.note
            say(record.getMessage())

    log = logging.getLogger("subkit.receiver")
    log.setLevel(logging.INFO)
    log.propagate = False
    log.handlers = [Says()]
