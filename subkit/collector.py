"""The garbage collector switched off while a whole document is read, or its cues are made."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def waiting() -> Iterator[None]:
    """Leave garbage in cycles uncollected for a while.

    Reading and captioning make values by the ten thousand, none of which can be garbage yet and none of which is ever part
    of a cycle: the collector would look through all of them again and again, for a tenth of the whole time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
