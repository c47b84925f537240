"""The command ``subkit transcribe``: from media to captions, by a provider's service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subkit.cli import accounts, light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.caption_options import caption_options, place_options, writing_options
from subkit.cli.messages import Messages
from subkit.cli.online.options import (
    deadline_option,
    open_store,
    seconds_of,
    sending_options,
    state_dir_option,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.cli.caption_options import Captioning, WritingOptions
    from subkit.cli.conversions import Conversions
    from subkit.cli.online.options import Sending
    from subkit.cli.online.running import Run
    from subkit.cli.outputs import Output
    from subkit.jobs.records import Record

_HELP = """Have media transcribed by a provider, and turn the transcripts into captions.

MEDIA are files, or https addresses that the provider can fetch. The same media with the same options is the same job: it
is sent, and paid, once, however often this is run. If it is broken off, the same command goes on; so does
'subkit jobs wait'. The result stays on disk: 'subkit convert JOB' makes other captions of it, offline.

\b
Examples:
  subkit transcribe talk.mp4 --provider verbit -o talk.srt
  subkit transcribe talks/*.mp4 --provider pictory --to srt,vtt --output-dir captions --max-minutes 600
  subkit transcribe talk.mp4 --provider verbit --no-wait
  subkit transcribe talk.mp4 --provider verbit --dry-run

The token is taken from the environment (SUBKIT_VERBIT_TOKEN, SUBKIT_PICTORY_KEY, or the same with _FILE), or from the
keyring; no option takes it."""


@light.command("transcribe", help=_HELP, short_help=SHORT_HELPS["transcribe"])
@click.argument("media", nargs=-1, metavar="MEDIA...")
@sending_options
@deadline_option
@light.option("--no-wait", is_flag=True, help="Send the media and print the jobs as JSON; wait for none.")
@state_dir_option
@place_options
@caption_options
@writing_options
@light.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object on stdout.")
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@light.option("-v", "--verbose", is_flag=True, help="Say what was written.")
def command(
    *,
    media: tuple[str, ...],
    sending: Sending,
    deadline: int | None,
    no_wait: bool,
    state_dir: str | None,
    output: str | None,
    output_dir: str | None,
    to: tuple[str, ...],
    captioning: Captioning,
    writing: WritingOptions,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check all that can be wrong with the command before anything is sent; then send, wait and caption."""
    from subkit.cli.conversions import Conversions
    from subkit.cli.exits import Exit
    from subkit.cli.online.places import ready
    from subkit.cli.online.rehearsal import rehearse
    from subkit.cli.online.running import Run
    from subkit.cli.online.sending import agree, given, named, sent, told
    from subkit.cli.outputs import formats_wanted, planned, refuse_collisions

    agree(sending, captioning.language)
    if sending.dry_run:
        return rehearse(media, sending, state_dir)
    media = tuple(dict.fromkeys(media))
    aim = writing.aim
    formats = formats_wanted(to, output, aim.format)
    plan = planned([_stem(one) for one in media], formats, output, output_dir, aim.tag(captioning.language))
    refuse_collisions(
        [told(one) for one in media], plan, accounts.places(None, None, as_json=as_json or no_wait)
    )
    messages = Messages(quiet=quiet, verbose=verbose)
    settings = captioning.settings(
        writing, media, messages, adapter=named(sending), scorer=None, replace=output is not None
    )
    with (
        open_store(state_dir) as store,
        Run(
            store,
            messages,
            quiet=quiet,
            deadline=seconds_of(deadline),
            max_minutes=sending.max_minutes,
            given=given(sending),
        ) as run,
    ):
        if not no_wait:
            ready(plan, settings, output_dir)
        records = sent(media, sending, store, run)
        if no_wait:
            from subkit.cli import stdout
            from subkit.cli.online.shown import encoded_jobs

            stdout.write(encoded_jobs(records.values()))
            return run.exit
        outputs = dict(zip(map(told, media), plan, strict=True))
        jobs = {told(one): record for one, record in records.items()}
        settings = settings._replace(
            jobs={name: record.key for name, record in jobs.items()}, state_dir=str(store.folder)
        )
        conversions = Conversions(settings, messages, keep_accounts=False)
        _caption(jobs, outputs, conversions, run)
        _give(conversions, list(outputs), jobs, run, as_json=as_json)
        codes = {code for code in (run.exit, conversions.exit) if code is not Exit.OK}
        return next(iter(codes), Exit.OK) if len(codes) < 2 else Exit.FAILED  # noqa: PLR2004


def _caption(
    jobs: dict[str, Record], outputs: dict[str, tuple[Output, ...]], conversions: Conversions, run: Run
) -> None:
    """Wait for all jobs at once, and write the captions of each as soon as its result is there."""
    names: dict[str, list[str]] = {}  # the same media under two names are one job
    for name, record in jobs.items():
        names.setdefault(record.key, []).append(name)

    def ended(record: Record) -> None:
        these = names[record.key]
        conversions.run(these, [outputs[name] for name in these])

    run.finish_all(list({record.key: record for record in jobs.values()}.values()), ended)


def _give(
    conversions: Conversions, names: Sequence[str], jobs: dict[str, Record], run: Run, *, as_json: bool
) -> None:
    """Print the summary, if asked to: each of the media in the order given, those that failed with their reason."""
    from subkit.cli.summary import Result

    results = {result.input: result for result in conversions.results}
    for name in names:
        failure = run.failures.get(jobs[name].key if name in jobs else name)
        if name not in results:
            results[name] = Result(input=name, error=failure)
    conversions.results[:] = [results[name] for name in names]
    accounts.give(conversions, None, None, as_json=as_json)


def _stem(one: str) -> str:
    """What captions of the media are called after: its path, or the last name of its address."""
    if "://" not in one:
        return one
    from pathlib import PurePosixPath
    from urllib.parse import unquote, urlsplit

    from subkit.jobs.file_names import file_name

    return file_name(unquote(PurePosixPath(urlsplit(one).path).name), "media")
