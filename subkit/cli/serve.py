"""The command ``subkit serve``: the receiver of providers' webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.caption_options import caption_options, writing_options
from subkit.cli.messages import Messages
from subkit.cli.online.options import open_store, state_dir_option

if TYPE_CHECKING:
    from subkit.cli.caption_options import Captioning, WritingOptions

_HELP = """Receive providers' webhooks, and bring each result onto the disk as soon as it is there.

Calls come to http://HOST:PORT/hooks/PROVIDER/TOKEN. TOKEN is what SUBKIT_WEBHOOK_TOKEN holds (or the file that
SUBKIT_WEBHOOK_TOKEN_FILE names): 22 characters or more, made by chance; SUBKIT_WEBHOOK_TOKEN_OLD holds as well while you
change it. Put a proxy with TLS before it, and give providers its https address. A call is a hint and no more: it is put on
disk and answered, and the provider is asked, with your credentials. GET /health tells whether hints can be kept.

With --output-dir captions are written there, too, as MEDIA-JOB.srt; with --run a command is run then, again later if it fails.
With --notify a URL of yours is told of each job, again for a day until it answers with success.
SIGINT and SIGTERM end it once all calls are answered; what is open is taken up at the next start. It needs the extra
'server'.

\b
Examples:
  subkit serve --port 8787
  subkit serve --output-dir captions --to srt,vtt --profile netflix-en"""


@light.command("serve", help=_HELP, short_help=SHORT_HELPS["serve"])
@light.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@light.option(
    "--port", type=click.IntRange(0, 65535), default=8787, show_default=True, help="The port; 0: any."
)
@light.option(
    "--allow-network",
    "networks",
    multiple=True,
    metavar="CIDR",
    help="Take calls from this network only; may be given several times.",
)
@light.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="CIDR",
    help="Believe the proxy there when it says who calls (X-Forwarded-For).",
)
@light.option(
    "--verify",
    "signing",
    multiple=True,
    metavar="PROVIDER",
    help="Take calls of PROVIDER only if they are signed (Standard Webhooks).",
)
@state_dir_option
@light.option("--output-dir", metavar="DIR", help="Write captions into DIR, made if need be.")
@light.option(
    "--to",
    multiple=True,
    metavar="FORMAT,...",
    help="srt, vtt or another (see 'subkit formats'), or several.",
)
@light.option(
    "--run",
    "hook",
    metavar="COMMAND",
    help="Run COMMAND for each result, with the job and the files written.",
)
@light.option(
    "--notify",
    metavar="URL",
    help="Tell URL of each job that is done or has failed, signed with SUBKIT_NOTIFY_SECRET.",
)
@light.option("--drafts", is_flag=True, help="Write captions of drafts, too, as MEDIA-JOB.draft.srt.")
@light.option(
    "--at-once",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    metavar="N",
    help="Deal with so many jobs at once.",
)
@caption_options
@writing_options
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
def command(
    *,
    host: str,
    port: int,
    networks: tuple[str, ...],
    proxies: tuple[str, ...],
    signing: tuple[str, ...],
    state_dir: str | None,
    output_dir: str | None,
    to: tuple[str, ...],
    hook: str | None,
    notify: str | None,
    drafts: bool,
    at_once: int,
    captioning: Captioning,
    writing: WritingOptions,
    quiet: bool,
) -> None:
    """Put the receiver together and serve it."""
    from subkit.cli.online.hook import Hook
    from subkit.cli.online.receiver import Doors, Pace, receive
    from subkit.cli.online.receiving import Wanted
    from subkit.cli.outputs import formats_wanted

    if drafts and output_dir is None:
        raise click.UsageError("--drafts needs --output-dir, where they go")
    doors = Doors(host, port, networks, proxies, signing)
    formats = formats_wanted(to, None, writing.aim.format)
    messages = Messages(quiet=quiet)
    settings = captioning.settings(writing, (), messages, adapter=None, scorer=None, replace=True)
    command_of_user = Hook(hook) if hook is not None else None
    _log_to(messages, quiet=quiet)
    with open_store(state_dir) as store:
        settings = settings._replace(state_dir=str(store.folder))
        wanted = Wanted(settings, formats, output_dir, command_of_user, drafts)
        receive(doors, store, wanted, Pace(at_once, notify), messages)


def _log_to(messages: Messages, *, quiet: bool) -> None:
    """Say on stderr what the receiver logs."""
    import logging

    class Says(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say = messages.error if record.levelno >= logging.WARNING else messages.note
            say(record.getMessage())

    log = logging.getLogger("subkit.receiver")
    log.setLevel(logging.WARNING if quiet else logging.INFO)
    log.propagate = False
    log.handlers = [Says()]
