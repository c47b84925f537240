"""Ids and confidences that look like a provider's and are the same on every run."""

from __future__ import annotations

import uuid

_SUBKIT = uuid.UUID("b7a1c0de-5b17-4c0d-9f00-5ab71713d5e7")


def identity(*about: object) -> str:
    """A uuid of version 4 in looks, made from what it is the id of."""
    number = uuid.uuid5(_SUBKIT, "/".join(map(str, about))).int
    return str(uuid.UUID(int=number, version=4))


def confidence(*about: object) -> float:
    """A figure between 0.72 and 0.99, as recognisers give."""
    return round(0.99 - uuid.uuid5(_SUBKIT, "/".join(map(str, about))).int % 1000 / 1000 * 0.27, 2)


def seconds(milliseconds: int) -> float:
    """Seconds with two decimals, as both providers write them."""
    return round(milliseconds / 1000, 2)
