"""Where the modules are that tests in a browser share with those that have others read what subkit writes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "interop"))
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's speech with a quiet picture."""
    from review_pages import film  # noqa: PLC0415 - the path to it is set above

    return film(tmp_path_factory.mktemp("video"))
