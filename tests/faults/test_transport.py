"""Group T of the fault matrix: what breaks on the way, at each call, for the program and for the asynchronous library."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from canary import leaks
from cells import check_done, check_end, check_kept, share
from fault_house import DEADLINE, FOREVER, MEDIA, NOBODY, OUTPUT, PATHS, untrusted
from starlette.responses import PlainTextResponse

from subkit.cli.exits import Exit
from subkit.providers_dev import faults
from subkit.providers_dev.faults import Fault
from subkit.providers_dev.serving import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cells import Ended
    from fault_house import House
    from starlette.types import Receive, Scope, Send

pytestmark = pytest.mark.usefixtures("unmeasured")

CLOSED, NO_TLS, NO_TRUST, FULL, NO_NAME, AWAY = (
    "refused",
    "plain-instead-of-tls",
    "untrusted-tls",
    "connect-timeout",
    "dns",
    "redirect-off-host",
)
NEVER_SENT = {CLOSED, NO_TLS, NO_TRUST, FULL, NO_NAME}
TLS = {NO_TLS, NO_TRUST}
NOT_ARRIVED = {*NEVER_SENT, Fault.SILENT, Fault.RESET_BEFORE}
SLOW = {FULL, Fault.SILENT, Fault.DRIP}
ANSWERED = {Fault.BAD_GZIP, Fault.REDIRECT_LOOP, AWAY}
"""There is an answer, and it is none: the provider's fault, not the network's."""

FAULTS = [
    *sorted(NEVER_SENT),
    *(fault for fault in Fault if fault is not Fault.BOMB),  # a bomb is a payload: group P
    AWAY,
]
CELLS = [
    (fault, call, provider, how)
    for fault in FAULTS
    for call in ("submit", "poll", "fetch")
    for provider in ("verbit", "pictory")
    for how in ("program", "async")
]


def expected(fault: str, call: str, *, alone: bool = True) -> int:
    """The exit code of the first run."""
    if fault in SLOW:
        return Exit.DEADLINE
    if call == "submit" and fault not in NOT_ARRIVED:
        # The start took, and only its answer was lost: the job is looked up.
        return Exit.OK if alone else Exit.PROVIDER
    if call == "submit" and fault == Fault.RESET_BEFORE and not alone:
        return Exit.PROVIDER
    return Exit.PROVIDER if fault in ANSWERED else Exit.NETWORK


class Trap:
    """Another host, as an ASGI app; it takes down what it is told."""

    def __init__(self) -> None:
        self.seen: list[Scope] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.seen.append(scope)
            await PlainTextResponse("Sign in")(scope, receive, send)


@contextmanager
def broken(house: House, fault: str, call: str) -> Iterator[None]:
    """The fault as long as the block lasts."""
    path = PATHS[house.provider, call]
    if fault == CLOSED:
        house.shut(faults.refusing)
    elif fault == FULL:
        house.shut(faults.unaccepting)
    elif fault == NO_TLS:
        house.plain()
    elif fault == NO_TRUST:
        house.open(untrusted())
    elif fault == AWAY:
        trap = Trap()
        with running(trap) as elsewhere:
            house.relay.spoil(faults.redirect(f"{elsewhere}/there"), path, times=FOREVER, arrives=True)
            yield
        assert bool(trap.seen) is (call != "submit"), "the redirect of a GET alone is followed"
        assert not leaks(str(trap.seen)), "credentials went to another host"
    elif fault != NO_NAME:
        house.relay.spoil(Fault(fault), path, times=FOREVER)
    if fault != AWAY:
        yield
    house.open()


def run(house: House, fault: str, how: str) -> Ended:
    """The whole work, in the way that is asked for; a name that nobody has can be given to the library alone."""
    deadline = DEADLINE if fault in SLOW else None
    if fault == NO_NAME:
        return house.called("sync" if how == "program" else "async", base=NOBODY)
    return house.transcribe(deadline) if how == "program" else house.called(deadline=deadline)


@pytest.mark.parametrize(("fault", "call", "provider", "how"), share(CELLS))
def test_a_broken_connection_costs_neither_money_nor_the_result(
    house: Callable[..., House], fault: str, call: str, provider: str, how: str
) -> None:
    one = house(provider, alone=fault not in NEVER_SENT, tls=fault in TLS)
    one.before(call)
    with broken(one, fault, call):
        first = run(one, fault, how)
        check_end(
            first, {expected(fault, call)}, named=MEDIA if how == "program" and fault != NO_NAME else ""
        )
        check_kept(one.place)
    again = one.transcribe() if how == "program" else one.called()
    check_done(again, one.place, OUTPUT)


LOST = [fault for fault in FAULTS if fault not in NEVER_SENT and fault not in SLOW]


@pytest.mark.parametrize("fault", share(LOST))
def test_where_nobody_can_tell_if_a_job_was_started_people_are_asked_and_it_is_not_paid_for_again(
    house: Callable[..., House], fault: str
) -> None:
    one = house("pictory", alone=False)
    one.before("submit")
    with broken(one, fault, "submit"):
        check_end(one.transcribe(), {expected(fault, "submit", alone=False)}, named=MEDIA)
        check_kept(one.place)
    check_end(one.transcribe(), {Exit.PROVIDER}, named=MEDIA)
    check_kept(one.place)
    one.settle()
    check_done(one.transcribe(), one.place, OUTPUT)
