"""What all tests share: the strategies, the golden files, and hypothesis profiles."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parent.parent / "samples"))
# Last, so that an installed subkit comes before the one in this folder; for `benchmarks`.
sys.path.append(str(Path(__file__).parent.parent))

settings.register_profile(
    "ci", max_examples=20, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", settings.get_profile("dev"), max_examples=500)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=10)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_configure(config: pytest.Config) -> None:
    # What a script starts in the background ignores Ctrl-C, and so does all that starts in turn: tests that press it
    # would wait for ever.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    import canary  # noqa: PLC0415 - the path to it is set above

    config.pluginmanager.register(canary, "canary")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write the golden files anew instead of comparing with them",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a golden file, or writes the file; a text that is empty has no file."""
    rewrite = request.config.getoption("--rewrite-golden")

    def compare(path: Path, text: str) -> None:
        if rewrite and text:
            path.write_bytes(text.encode())
        elif rewrite:
            path.unlink(missing_ok=True)
        expected = path.read_bytes().decode() if path.exists() else ""
        assert expected == text, f"{path.name}: look at the change; --rewrite-golden accepts it"

    return compare


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one for all tests that drive it."""
    sys.path.insert(0, str(Path(__file__).parent / "interop"))
    from interop_chromium import chromium  # noqa: PLC0415 - few tests need it, and not everyone has it

    with chromium() as launched:
        yield launched
