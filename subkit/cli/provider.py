"""The command ``subkit provider``: what a provider's service can be asked beside transcription."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.messages import Messages
from subkit.cli.online.options import state_dir_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from subkit.adapter import Offer
    from subkit.cli.online.services import Service
    from subkit.jobs.flow import Flow

_HELP = """Ask a provider for what goes beyond transcription.

NAME alone lists what there is. A JOB is the key of a job here, its beginning, or the provider's own id of any job of the
account. Data is printed as JSON; files (drafts, captions) as they come.

\b
Examples:
  subkit provider verbit
  subkit provider verbit keywords 3f9a
  subkit provider verbit draft 3f9a --option format=srt -o draft.srt
  subkit provider pictory quota"""

_SECONDS = 600.0
"""The longest that a call may take, waits that the provider asks for included."""


@light.command("provider", help=_HELP, short_help=SHORT_HELPS["provider"])
@click.argument("name", metavar="NAME")
@click.argument("call", metavar="[CALL]", required=False)
@click.argument("job", metavar="[JOB]", required=False)
@light.option("--option", "given", multiple=True, metavar="NAME=VALUE", help="An option of the call.")
@light.option("-o", "--output", metavar="FILE", help="Write to FILE. [default: stdout]")
@state_dir_option
def command(
    *,
    name: str,
    call: str | None,
    job: str | None,
    given: tuple[str, ...],
    output: str | None,
    state_dir: str | None,
) -> int:
    """List the calls, or make one and print what it gives."""
    from subkit.cli.online.services import job_adapter, service

    offers: Mapping[str, Offer] = getattr(job_adapter(name), "offers", dict)()
    if call is None:
        _list(offers)
        return 0
    offer = _offer(name, call, offers)
    if offer.of_job != (job is not None):
        raise click.UsageError(f"{call} of {name} {'needs a JOB' if offer.of_job else 'takes no JOB'}")
    options = _options(call, offer.options, given)
    place, number = _place_of(name, job, state_dir)
    its = service(name, place)
    return _made(its, offer.ask(its.online, number, options), output)


def _list(offers: Mapping[str, Offer]) -> None:
    from subkit.cli.listing import print_rows

    rows = [
        (
            f"{call} JOB" if offer.of_job else call,
            ", ".join(offer.options.__struct_fields__) or "-",
            offer.title,
        )
        for call, offer in offers.items()
    ]
    if rows:
        print_rows([("call", "options", "what"), *rows])


def _offer(name: str, call: str, offers: Mapping[str, Offer]) -> Offer:
    from subkit.errors import UnknownNameError

    if call not in offers:
        raise click.UsageError(str(UnknownNameError(f"call of {name}", call, list(offers))))
    return offers[call]


def _options(call: str, kind: type[msgspec.Struct], given: Sequence[str]) -> msgspec.Struct:
    """The options of a call.

    Raises:
        click.UsageError: one of them is wrong.
    """
    from subkit.errors import UnknownNameError
    from subkit.wording import one_line

    values: dict[str, str] = {}
    for one in given:
        key, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(f"--option {one!r} is not of the form NAME=VALUE")
        if key not in kind.__struct_fields__:
            raise click.UsageError(str(UnknownNameError(f"option of {call}", key, kind.__struct_fields__)))
        values[key] = value
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise click.UsageError(f"an option of {call}: {one_line(str(error))}") from error


def _place_of(name: str, job: str | None, state_dir: str | None) -> tuple[str, str]:
    """Where the provider is, and its id of the job: of one that is here as it was sent, of any other as configured.

    Raises:
        click.UsageError: the job is another provider's.
        InputError: it was never started.
    """
    from subkit.cli.job_results import job_here
    from subkit.cli.online.services import place_of
    from subkit.config import load
    from subkit.errors import InputError

    record = None if job is None else job_here(job, state_dir)
    if record is None:
        return place_of(name, load()), job or ""
    if record.job.adapter != name:
        raise click.UsageError(f"job {job} is {record.job.adapter}'s, not {name}'s")
    if record.job.id is None:
        raise InputError(f"job {job}", f"is {record.job.state}: {name} has no job of it yet")
    return record.place, record.job.id


def _made(its: Service, flow: Flow[Any], output: str | None) -> int:
    """Make the call and write what it gives."""
    from subkit.cli import stdout
    from subkit.cli.failures import code_of_job
    from subkit.cli.listing import encoded
    from subkit.errors import SubkitError
    from subkit.jobs.drivers import Driver
    from subkit.jobs.pinning import client

    try:
        with client(loopback=its.local) as http:
            found = Driver(http, local=its.local).play(flow, deadline=_SECONDS)
    except SubkitError as error:
        code = code_of_job(error)
        Messages().failed(error, code, text=its.known.masked(str(error)))
        return code
    stdout.put(found if isinstance(found, bytes) else encoded(found), output)
    return 0
