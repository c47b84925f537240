"""Group J of the fault matrix: what may become of a job at its provider's, and of the processes that wait for it."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

import pytest
from canary import CANARY
from cells import Ended, check_done, check_end, check_kept
from fault_house import FOREVER, MEDIA, OUTPUT, PATHS, Skipping
from hasty_program import program
from standins import SOON

from subkit.cli.exits import Exit
from subkit.formats import load
from subkit.providers_dev import faults
from subkit.providers_dev.faults import Answer
from subkit.providers_dev.verbit_calls import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from fault_house import House

    Making = Callable[..., House]

EVERY = 13
"""Of the cells, these many to one of the sample."""

PROVIDERS = ("verbit", "pictory")
HOUR = 3600.0
PATIENCE = 120  # seconds; for what is sure to come, if late on a busy machine
GONE_VERBIT = {"ErrorType": "ITEM_NOT_FOUND", "ErrorComment": "job not found"}
EXPIRED = Answer(403, (("Content-Type", "application/xml"),), b"<Error><Code>AccessDenied</Code></Error>")


def told(status: int = 200, /, **fields: Any) -> Answer:
    """An answer with a JSON object."""
    return Answer(status, (("Content-Type", "application/json"),), json.dumps(fields).encode())


def stands(provider: str, status: str, **more: Any) -> Answer:
    """The answer to a question of how the job is."""
    if provider == "verbit":
        return told(job_status=status, **more)
    return told(success=True, data={"status": status, **more})


def poll(house: House, *answers: Answer, times: int = 1) -> None:
    """Let the next questions of how the job is be answered like this, one after the other."""
    for answer in answers:
        house.relay.spoil(answer, PATHS[house.provider, "poll"], times=times)


def running(house: House) -> Answer:
    return stands(house.provider, "In Progress" if house.provider == "verbit" else "in-progress")


def asked(house: House) -> int:
    """How often it was asked how the job is."""
    path = PATHS[house.provider, "poll"]
    return sum(path in called for _, called, _ in house.relay.calls)


def arguments(house: House, *more: str) -> tuple[str, ...]:
    """The command that does it all."""
    return ("transcribe", MEDIA, *house.options, "-o", OUTPUT, *more)


def process(house: House, *more: str) -> subprocess.Popen[str]:
    """The same command in a process of its own."""
    command = program(*arguments(house, *more))
    return subprocess.Popen(
        command, cwd=house.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def ended(one: subprocess.Popen[str]) -> Ended:
    """How a process ended."""
    with one:
        said = one.communicate(timeout=PATIENCE)[0]
        # A signal may come when Python is shutting down already; shells make 130 of that, too.
        killed = one.returncode == -signal.SIGINT
        return Ended(Exit.INTERRUPTED if killed else one.returncode, said)


def check_done_anew(house: House, first: Ended, *words: str) -> None:
    """The job ended badly: that is told as often as one asks, and costs nothing; by force there is another job."""
    for end in (first, house.command(*arguments(house))):
        check_end(end, {Exit.PROVIDER}, named=MEDIA)
        assert all(word in end.said for word in words), end.said
        check_kept(house.place)
        assert 1 == house.place.paid
    house.relay.heal()
    forced = house.command(*arguments(house, "--force"))
    check_end(forced, {Exit.OK})
    check_kept(house.place, jobs=2)
    assert 2 == house.place.paid
    assert len(load(house.folder / OUTPUT)) > 0


@pytest.fixture(params=PROVIDERS)
def house(request: pytest.FixtureRequest, house: Making) -> House:
    return house(request.param)


def test_a_job_that_never_finishes_is_given_up_in_time_and_taken_up_again(house: House) -> None:
    poll(house, running(house), times=FOREVER)
    limit = ("--deadline", "86400") if house.provider == "verbit" else ()
    check_end(house.command(*arguments(house, *limit)), {Exit.DEADLINE}, named=MEDIA)
    check_kept(house.place)
    assert asked(house) < 200  # Verbit is asked every ten minutes, Pictory every half
    house.relay.heal()
    check_done(house.transcribe(), house.place, OUTPUT)


VERBIT_FAILURES = [
    (stands("verbit", status, errors=[{"code": code, "message": text}]), code)
    for status, (code, text) in zip(("Failure", "Error", "media_failure") * 3, MESSAGES.items(), strict=True)
]
WORDS = {"error_code": "5001", "error_message": "cannot be heard"}
PICTORY_FAILURES = [
    (told(success=False, data={"status": "failed", **WORDS}), "cannot be heard"),
    (told(success=False, data=WORDS), "cannot be heard"),
    (told(success=False, error=WORDS), "cannot be heard"),
    (told(success=False, error={"code": "5001", "message": "cannot be heard"}), "cannot be heard"),
    (told(success=False, error="cannot be heard"), "cannot be heard"),
    (told(success=False, code="5001", message="cannot be heard"), "cannot be heard"),
    (told(success=True, data={"status": "FAILED"}), "FAILED"),
    (told(success=False, data={}), "failed"),
    (told(success=False), "failed"),
]
FAILURES = [
    (provider, *failure)
    for provider, failures in (("verbit", VERBIT_FAILURES), ("pictory", PICTORY_FAILURES))
    for failure in failures
]


@pytest.mark.parametrize(("house", "answer", "word"), FAILURES, indirect=["house"])
def test_a_job_that_fails_is_told_with_its_reason(house: House, answer: Answer, word: str) -> None:
    poll(house, answer)
    check_done_anew(house, house.transcribe(), word)


def test_a_result_that_was_cleaned_away_is_told(house: House) -> None:
    if house.provider == "pictory":
        poll(house, stands("pictory", "cleaned"))
        check_done_anew(house, house.transcribe(), "removed its result")
        return
    # Verbit has no word for it: the call for the result is refused, which may not be for ever.
    house.relay.spoil(told(400, **GONE_VERBIT), PATHS["verbit", "fetch"], times=FOREVER)
    first = house.transcribe()
    check_end(first, {Exit.PROVIDER}, named=MEDIA)
    assert "removed its result" in first.said
    check_kept(house.place)
    house.relay.heal()
    check_done(house.transcribe(), house.place, OUTPUT)


def test_a_job_that_is_cancelled_has_failed(house: House) -> None:
    if house.provider == "verbit":
        poll(house, stands("verbit", "Canceled"))
    else:
        poll(house, told(success=False, data={"status": "canceled"}))
    check_done_anew(house, house.transcribe(), "ancel")


ODD = {
    "back to the queue": {
        "verbit": ("In Progress", "Pending", "PENDING", "Authorizing"),
        "pictory": ("in-progress", "pending", "queued"),
    },
    "case and typing errors": {
        "verbit": ("IN PROGRESS", "in_progress", "In  Process", "Procesing", "Compleet", ""),
        "pictory": ("In-Progress", "IN_PROGRESS", "in  progress", "inprogres", ""),
    },
}


@pytest.mark.parametrize("kind", ODD)
def test_a_status_that_goes_back_or_is_odd_is_waited_through(house: House, kind: str) -> None:
    poll(house, *(stands(house.provider, status) for status in ODD[kind][house.provider]))
    check_done(house.transcribe(), house.place, OUTPUT)
    assert asked(house) > len(ODD[kind][house.provider])


def test_completed_without_a_transcript_is_waited_for_a_while(house: House) -> None:
    if house.provider == "verbit":
        early = told(400, ErrorType="INVALID_QUERY", ErrorComment="job is not Completed")
        house.relay.spoil(early, PATHS["verbit", "fetch"], times=3)
    else:
        poll(house, stands("pictory", "completed"), times=3)
    check_done(house.transcribe(), house.place, OUTPUT)


def test_a_job_that_is_not_found_at_first_is_looked_for_again(house: House) -> None:
    missing = told(404, success=False, data={"error_code": "5000", "error_message": "JOB_NOT_FOUND"})
    poll(house, told(404, **GONE_VERBIT) if house.provider == "verbit" else missing, times=2)
    check_done(house.transcribe(), house.place, OUTPUT)


def test_an_address_of_a_result_that_has_expired_is_asked_for_anew(house: House) -> None:
    house.before("fetch")
    house.relay.spoil(faults.redirect(f"/expired?X-Amz-Signature={CANARY}"), PATHS[house.provider, "fetch"])
    house.relay.spoil(EXPIRED, "/expired")
    check_end(house.transcribe(), {Exit.PROVIDER, Exit.CONFIGURATION}, named=MEDIA)
    check_kept(house.place)
    check_done(house.transcribe(), house.place, OUTPUT)


REFUSED = told(401, ErrorType="BAD_API_TOKEN", ErrorComment="API token is invalid", message="Unauthorized")


def test_a_token_that_expires_while_waiting_ends_the_run_and_a_new_one_goes_on(house: House) -> None:
    poll(house, running(house), REFUSED)
    check_end(house.transcribe(), {Exit.CONFIGURATION}, named="SUBKIT_")
    check_kept(house.place)
    check_done(house.transcribe(), house.place, OUTPUT)


def test_a_token_that_we_can_renew_is_renewed_while_waiting(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.world.pictory.client = ("stand-in-id", CANARY, "stand-in-user")
    secrets = {"VERBIT_KEY": CANARY, "PICTORY_CLIENT_ID": "stand-in-id", "PICTORY_USER": "stand-in-user"}
    for name, value in {**secrets, "PICTORY_CLIENT_SECRET": CANARY}.items():
        monkeypatch.setenv(f"SUBKIT_{name}", value)
    monkeypatch.delenv("SUBKIT_VERBIT_TOKEN")
    monkeypatch.delenv("SUBKIT_PICTORY_KEY")
    poll(house, running(house), REFUSED)
    check_done(house.transcribe(), house.place, OUTPUT)
    exchange = "/v1/auth" if house.provider == "verbit" else "/v1/oauth2/token"
    assert 2 == sum(exchange in path for _, path, _ in house.relay.calls)


def test_two_processes_at_the_same_job_pay_once_and_both_end_well(house: House) -> None:
    poll(house, running(house), times=4)
    both = [process(house), process(house)]
    ends = [ended(one) for one in both]
    for end in ends:
        check_done(end, house.place, OUTPUT)


class Jumping(Skipping):
    """A clock that somebody sets while we wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.jump = seconds
        self.slept = 0.0

    def now(self) -> float:
        return super().now() + (self.jump if self.slept else 0.0)

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self.slept += seconds


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_set_an_hour_off_changes_no_wait(house: House, hours: int) -> None:
    clock = Jumping(hours * HOUR)
    date = faults.status(429, 20, as_date=True)
    dated = Answer(429, (*date.headers, ("Date", formatdate(time.time(), usegmt=True))))
    poll(house, running(house), dated, running(house))
    check_done(house.command(*arguments(house), clock=clock), house.place, OUTPUT)
    assert clock.slept < 300


def test_a_deadline_ends_the_program_and_not_the_job(house: House) -> None:
    poll(house, running(house), times=FOREVER)
    check_end(ended(process(house, *SOON)), {Exit.DEADLINE}, named=MEDIA)
    assert asked(house) < 3
    check_kept(house.place)
    house.relay.heal()
    check_done(house.transcribe(), house.place, OUTPUT)


@pytest.mark.parametrize("gap", [0.0, 0.02])
def test_interrupting_twice_ends_it_and_keeps_the_job(house: House, gap: float) -> None:
    poll(house, running(house), times=FOREVER)
    waiting = process(house)
    end = time.monotonic() + PATIENCE
    while asked(house) < 2:
        assert time.monotonic() < end
        time.sleep(0.01)
    waiting.send_signal(signal.SIGINT)
    time.sleep(gap)
    waiting.send_signal(signal.SIGINT)
    last = ended(waiting)
    # What is interrupted again when it should have ended long ago ends at once, and says nothing more.
    check_end(last, {Exit.INTERRUPTED}, named=MEDIA if "interrupted" in last.said else "")
    check_kept(house.place)
    house.relay.heal()
    check_done(house.transcribe(), house.place, OUTPUT)
