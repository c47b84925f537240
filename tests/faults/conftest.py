"""The house for each cell of the matrix; and how many cells were run, in one line at the end."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cells import WHOLE
from fault_house import Heard, housed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fault_house import House


@pytest.fixture
def heard(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Heard:
    """All that is said: printed, and logged by anyone at any level."""
    caplog.set_level("DEBUG")
    return Heard(capsys, caplog)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heard: Heard) -> Iterator[Callable[..., House]]:
    """Makes the house, of a provider."""
    with ExitStack() as stack:
        yield lambda provider, **more: stack.enter_context(
            housed(provider, tmp_path, monkeypatch, heard, **more)
        )


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """No ffprobe is found: to ask it how long the media is would be much of the time of a cell."""
    monkeypatch.setenv("PATH", "")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where not all cells are run, leave a sample of the modules that say which share of theirs: each ``EVERY``-th."""
    if WHOLE:
        return
    seen: Counter[object] = Counter()
    left, out = [], []
    for item in items:
        module = getattr(item, "module", None)
        every = getattr(module, "EVERY", 1)
        (out if seen[module] % every else left).append(item)
        seen[module] += 1
    items[:] = left
    if out:
        config.hook.pytest_deselected(items=out)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Count the cells, by the file they stand in."""
    passed = [report for report in terminalreporter.stats.get("passed", ()) if report.when == "call"]
    files = Counter(Path(report.location[0]) for report in passed)
    groups = {
        path.stem.removeprefix("test_"): count
        for path, count in files.items()
        if "faults" in path.parts or WHOLE
    }
    if groups:
        listed = ", ".join(f"{group} {count}" for group, count in sorted(groups.items()))
        terminalreporter.write_line(f"fault matrix: {sum(groups.values())} cells hold ({listed})")
