"""Where a figure comes from: its basis, its clause, its address."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where a figure comes from.

    Attributes:
        basis: ``first-party`` (read in the body's own text), ``secondary`` (agreeing third parties) or ``house`` (ours).
        clause: the clause, or the reason of a house figure.
        address: where the text stands.
    """

    basis: Literal["first-party", "secondary", "house"]
    clause: str = ""
    address: str = ""
