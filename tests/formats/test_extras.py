"""Formats whose libraries are extras: without them subkit still runs, and says which extra is missing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from subkit import formats
from subkit.errors import FormatError
from subkit.formats import formats as known

EXTRAS = sorted((form.name, form.extra) for form in known().values() if form.extra)


@pytest.mark.parametrize(("name", "extra"), EXTRAS)
def test_a_missing_library_is_told_with_the_extra_that_brings_it(name: str, extra: str) -> None:
    library = {"ass": "pysubs2", "broadcast": "ttconv"}[extra]
    code = f"""
import sys
sys.modules[{library!r}] = None  # as if it were not installed
from subkit.errors import FormatError
from subkit.formats import formats, parse
try:
    parse(b"x", {name!r}, source="talk")
except FormatError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    title = known()[name].title
    assert f"talk: {title} needs the extra '{extra}': pip install 'subkit[{extra}]'\n" == run.stdout


def test_a_missing_library_is_told_before_anything_is_read() -> None:
    code = """
import sys
sys.modules["pysubs2"] = None  # as if it were not installed
from subkit.cli import main
sys.exit(main(["convert", "gone.json", "--to", "srt,ass"]))
"""
    run = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60
    )
    expected = "subkit: ass: Advanced SubStation Alpha needs the extra 'ass': pip install 'subkit[ass]'\n"
    assert (3, expected) == (run.returncode, run.stderr)


@pytest.mark.parametrize("name", [form.name for form in known().values() if form.binary])
def test_text_that_no_encoding_holds_is_refused(name: str) -> None:
    with pytest.raises(FormatError):
        formats.parse("\ud800", name)
