"""Where the tests' own modules are, and the table at the end."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from interop_tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

_tally = Tally()


@pytest.fixture
def tally() -> Tally:
    """Where the readers' results are counted."""
    return _tally


@pytest.fixture(autouse=True)
def quiet_libraries() -> Iterator[None]:
    """Readers log what they leave out; the comparison tells."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _tally.rows:
        terminalreporter.write_line(_tally.table())
