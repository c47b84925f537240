"""All stand-ins as one ASGI app, each under its own path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Mount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp


def application(providers: Mapping[str, ASGIApp]) -> Starlette:
    """The app that has each provider's stand-in under ``/NAME``, e.g. ``/verbit/api/job/new``."""
    return Starlette(routes=[Mount(f"/{name}", app=app) for name, app in providers.items()])
