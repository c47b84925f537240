"""Group H of the fault matrix: what the provider's servers, and what stands before them, may answer at each call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cells import check_done, check_end, check_kept, share
from fault_house import FOREVER, MEDIA, OUTPUT, PATHS

from subkit.cli.exits import Exit
from subkit.providers_dev import faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from fault_house import House

    from subkit.providers_dev.faults import Answer

pytestmark = pytest.mark.usefixtures("unmeasured")

SHORT, LONG = 7, 4000  # seconds to wait; the second is more than anyone will
PLAIN = (400, 401, 402, 403, 404, 408, 409, 413, 422, 500, 502, 503, 504)
ANSWERS: dict[str, Callable[[], Answer]] = {
    **{str(code): lambda code=code: faults.status(code) for code in PLAIN},  # type: ignore[misc]
    "429-seconds": lambda: faults.status(429, SHORT),
    "429-date": lambda: faults.status(429, SHORT, as_date=True),
    "429": lambda: faults.status(429),
    "200-html": lambda: faults.HTML,
    "204": lambda: faults.NO_CONTENT,
}
OPEN = {"408", "409", "500", "502", "503", "504", "200-html", "204"}
"""A call that costs may have been taken although it is answered like this."""

CALLS = ("submit", "poll", "fetch")
PROVIDERS = ("verbit", "pictory")
CELLS = [(name, call, provider) for name in ANSWERS for call in CALLS for provider in PROVIDERS]
TAKEN = [
    (name, provider, alone) for name in sorted(OPEN) for provider in PROVIDERS for alone in (True, False)
]


def expected(name: str, provider: str) -> int:
    """The exit code where the answer stays the same whatever is done."""
    refused = {"401", "403"} if provider == "verbit" else {"401"}
    return Exit.CONFIGURATION if name in refused else Exit.PROVIDER


@pytest.mark.parametrize(("name", "call", "provider"), share(CELLS))
def test_a_refusal_is_told_and_when_it_is_over_the_same_command_ends_well(
    house: Callable[..., House], name: str, call: str, provider: str
) -> None:
    one = house(provider)
    one.before(call)
    one.relay.spoil(ANSWERS[name](), PATHS[provider, call], times=FOREVER)
    check_end(one.transcribe(), {expected(name, provider)}, named=MEDIA)
    check_kept(one.place)
    one.relay.heal()
    check_done(one.transcribe(), one.place, OUTPUT)


@pytest.mark.parametrize(("name", "provider", "alone"), share(TAKEN))
def test_a_start_that_took_all_the_same_is_found_or_asked_about_and_not_paid_for_again(
    house: Callable[..., House], name: str, provider: str, alone: bool
) -> None:
    one = house(provider, alone=alone)
    one.before("submit")
    one.relay.spoil(ANSWERS[name](), PATHS[provider, "submit"], times=FOREVER, arrives=True)
    known = provider == "verbit" or alone
    check_end(one.transcribe(), {Exit.OK if known else Exit.PROVIDER}, named=MEDIA)
    assert one.place.paid == 1
    one.relay.heal()
    if not known:
        one.settle()
    check_done(one.transcribe(), one.place, OUTPUT)


@pytest.mark.parametrize(("call", "provider"), share([(call, one) for call in CALLS for one in PROVIDERS]))
def test_who_is_asked_to_come_back_much_later_says_so_and_does_not_wait(
    house: Callable[..., House], call: str, provider: str
) -> None:
    one = house(provider)
    one.before(call)
    one.relay.spoil(faults.status(429, LONG), PATHS[provider, call], times=FOREVER)
    ended = one.transcribe()
    check_end(ended, {Exit.PROVIDER}, named=MEDIA)
    assert "4,000 s" in ended.said
    one.relay.heal()
    check_done(one.transcribe(), one.place, OUTPUT)
