"""All stand-ins as one ASGI app, each under its own path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Mount

from subkit.providers_dev.clock import Clock
from subkit.providers_dev.pictory import Pictory
from subkit.providers_dev.verbit import VerbitStandIn
from subkit.providers_dev.verbit_calls import VerbitSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp

KEY = "stand-in-key"
"""The key that all of `stand_ins` take."""


def application(providers: Mapping[str, ASGIApp]) -> Starlette:
    """The app that has each provider's stand-in under ``/NAME``, e.g. ``/verbit/api/job/new``."""
    return Starlette(routes=[Mount(f"/{name}", app=app) for name, app in providers.items()])


def stand_ins(*, work_time: float = 5.0, speed: float = 1.0) -> dict[str, ASGIApp]:
    """Every provider, Verbit's sandbox included, living by one clock and taking one `KEY`.

    Args:
        work_time: how long a job takes, in the stand-ins' seconds; in the sandbox the job itself says so.
        speed: how many of their seconds pass in a real one.
    """
    clock, keys = Clock(speed), frozenset({KEY})
    return {
        "verbit": VerbitStandIn(VerbitSettings(keys=keys, work_time=work_time), clock),
        "verbit-sandbox": VerbitStandIn(VerbitSettings(keys=keys, sandbox=True), clock),
        "pictory": Pictory(KEY, seconds=work_time, clock=clock),
    }
