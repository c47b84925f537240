"""Whether a stream is written in colour: what the user said, then what the surroundings say, then whether a person watches."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from subkit.cli.manner import current

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO


def coloured(stream: TextIO | None, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to write colours to the stream.

    The first of these that is there decides: ``--no-color``; ``NO_COLOR`` (no-color.org: not empty, no colour); ``FORCE_COLOR``
    and ``CLICOLOR_FORCE`` (force-color.org, bixense.com/clicolors: colour even into a file, unless ``0``); ``TERM=dumb``;
    ``CLICOLOR=0``. Else a terminal is written in colour and nothing else is.
    """
    if current().plain or environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if environ.get("TERM") == "dumb" or environ.get("CLICOLOR") == "0":
        return False
    return stream is not None and stream.isatty()
