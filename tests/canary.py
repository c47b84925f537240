"""The one secret of all tests, and a plug-in for pytest: no test may pass that shows it, or leaves it in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import warnings
    from collections.abc import Generator
    from pathlib import Path

CANARY = "canary-5b1f0c77-never-to-be-shown"
"""What every test uses for a token, a key or a signature."""

MARK = CANARY[:15]
"""Enough of it to know it by."""


def leaks(*texts: str | bytes) -> bool:
    """Whether the secret stands in any of the texts, or a good part of it."""
    return any((MARK.encode() if isinstance(text, bytes) else MARK) in text for text in texts)


def leaking(folder: Path) -> list[str]:
    """The files below a folder that hold the secret."""
    return [str(path) for path in sorted(folder.rglob("*")) if path.is_file() and leaks(path.read_bytes())]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "writes_secrets: the test itself puts its secret into a file")
    config.pluginmanager.register(_Warned(config), "canary-in-warnings")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a test fail whose output, log or files hold the secret; one that fails anyway fails loud enough."""
    report = yield
    # A report has the sections of those before it, too.
    places = [name for name, text in report.sections if name.endswith(report.when) and leaks(text)]
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    if report.when == "call" and folder and not item.get_closest_marker("writes_secrets"):
        places += leaking(folder)
    if places and report.outcome != "failed":
        report.outcome = "failed"
        report.longrepr = f"the secret of the tests was shown: {', '.join(places)}"
    return report


class _Warned:
    """Lets the run fail if a warning holds the secret; warnings come apart from reports."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._places: list[str] = []

    def pytest_warning_recorded(self, warning_message: warnings.WarningMessage, nodeid: str) -> None:
        if leaks(str(warning_message.message)):
            self._places.append(nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._places:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for place in self._places:
            terminalreporter.line(f"the secret of the tests was shown: warning of {place}", red=True)
