"""The tests' own guard against shown secrets bites."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import canary
from canary import CANARY

if TYPE_CHECKING:
    import pytest

LEAKING = """
import logging, subprocess, sys, warnings
import pytest
from canary import CANARY as secret

def test_stdout():
    print(secret)

def test_stderr():
    print("before", secret, file=sys.stderr)

def test_output_of_a_child():
    subprocess.run(["echo", secret], check=True)

def test_log():
    logging.getLogger("x").warning("called with %s", secret)

def test_a_part_of_it():
    print(secret[:20])

def test_file(tmp_path):
    (tmp_path / "jobs.sqlite3").write_bytes(b"\\0" + secret.encode())

@pytest.fixture
def untidy():
    yield
    print(secret)

def test_teardown(untidy):
    pass
"""
WARNING = """
import warnings
from canary import CANARY as secret

def test_warning():
    warnings.warn(secret, stacklevel=1)
"""
KEEPING = """
import pytest
from canary import CANARY as secret

def test_its_length(tmp_path):
    print(len(secret), "canary", "********")
    (tmp_path / "mask").write_text("********")

@pytest.mark.writes_secrets
def test_a_file_of_its_own(tmp_path):
    (tmp_path / "token").write_text(secret)
"""
SAID = "the secret of the tests was shown: "


def ran(folder: Path, source: str) -> tuple[int, str]:
    """How pytest ends with these tests, and what it says."""
    (folder / "test_one.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "canary", "-p", "no:cacheprovider", "test_one.py"]
    path = str(Path(canary.__file__).parent)
    done = subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_tests_that_show_their_secret_fail_although_they_would_pass(tmp_path: Path) -> None:
    code, said = ran(tmp_path, LEAKING)
    assert (1, 7) == (code, said.count(f"\n{SAID}")), said
    assert "\n6 failed, 1 passed, 1 error in " in said


def test_a_warning_that_shows_the_secret_fails_the_run(tmp_path: Path) -> None:
    code, said = ran(tmp_path, WARNING)
    assert (1, True) == (code, f"{SAID}warning of test_one.py::test_warning" in said), said


def test_tests_that_keep_their_secret_pass(tmp_path: Path) -> None:
    code, said = ran(tmp_path, KEEPING)
    assert (0, False) == (code, SAID in said), said


def test_the_guard_is_on_in_this_run(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.pluginmanager.has_plugin("canary")
    assert canary.leaks(f"x{CANARY}", b"") != canary.leaks("canary", CANARY[::-1].encode())
