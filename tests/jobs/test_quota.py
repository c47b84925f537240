"""Further tries of all jobs of a process are limited together: a dead provider is left in peace, a living one is not."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_provider import Request, Server, http

from subkit.errors import UnreachableError
from subkit.jobs.clock import Clock
from subkit.jobs.drivers import AsyncDriver, Driver
from subkit.jobs.flow import Ask, Flow, Response
from subkit.jobs.quota import CAPACITY, COST, SHARED, Quota
from subkit.jobs.retry import PATIENCE, ask

JOBS = 60


class Hasty(Clock):
    def sleep(self, seconds: float) -> None:
        del seconds

    async def sleep_async(self, seconds: float) -> None:
        await asyncio.sleep(0 * seconds)


def asking(url: str) -> Flow[Response]:
    return (yield from ask(Ask("GET", url)))


def outcome(error: UnreachableError | Response) -> str:
    return type(error).__name__


@given(st.lists(st.sampled_from(["take", "give"]), max_size=60), st.integers(0, 40))
def test_an_account_is_never_overdrawn_nor_filled_above_its_beginning(
    moves: list[str], capacity: int
) -> None:
    quota, left = Quota(capacity), capacity
    for move in moves:
        if move == "take":
            assert (left >= COST) is quota.take("host")
            left -= COST if left >= COST else 0
        else:
            quota.give("host", 3)
            left = min(capacity, left + 3)


def test_hosts_have_accounts_of_their_own() -> None:
    quota = Quota(COST)
    assert [True, False, True] == [quota.take("a"), quota.take("a"), quota.take("b")]


def test_all_drivers_have_the_same_account_unless_told_otherwise() -> None:
    with httpx.Client() as client:
        assert Driver(client)._quota is SHARED is AsyncDriver(httpx.AsyncClient())._quota  # noqa: SLF001  # nobody else tells


def play_many(url: str, quota: Quota, jobs: int = JOBS) -> list[Any]:
    with httpx.Client() as client:
        drivers = [Driver(client, local=True, clock=Hasty(), quota=quota) for _ in range(jobs)]
        found: list[Any] = []
        for number, driver in enumerate(drivers):
            try:
                found.append(driver.play(asking(f"{url}/{number}")))
            except UnreachableError as error:
                found.append(error)
        return found


def play_many_at_once(url: str, quota: Quota, jobs: int = JOBS) -> list[Any]:
    async def run() -> list[Any]:
        async with httpx.AsyncClient() as client:
            driver = AsyncDriver(client, local=True, clock=Hasty(), quota=quota)
            flows = (driver.play(asking(f"{url}/{number}")) for number in range(jobs))
            return await asyncio.gather(*flows, return_exceptions=True)

    return asyncio.run(run())


@pytest.mark.parametrize("play", [play_many, play_many_at_once])
@pytest.mark.parametrize(("answer", "kind"), [(b"", "UnreachableError"), (http(b"", 503), "Response")])
def test_a_dead_provider_is_asked_little_more_than_once_for_each_job(
    play: Any, answer: bytes, kind: str
) -> None:
    with Server(lambda *_: answer) as server:
        found = play(server.url, Quota())
    assert {kind} == {outcome(one) for one in found}
    assert JOBS + CAPACITY // COST == len(server.requests) < JOBS * PATIENCE.tries


@pytest.mark.parametrize("play", [play_many, play_many_at_once])
def test_a_provider_that_fails_now_and_then_is_asked_as_often_as_it_takes(play: Any) -> None:
    failed: set[str] = set()

    def answer(request: Request, _: object) -> bytes:
        if int(request.path[1:]) % 5 or request.path in failed:
            return http(b"hello")
        failed.add(request.path)
        return http(b"", 502)

    # Less than 20 jobs that fail once would take; enough where of 50 calls at once all failures are heard of first.
    with Server(answer) as server:
        found = play(server.url, Quota(15 * COST), 100)
    assert ([200] * 100, 20) == ([one.status for one in found], len(failed))
