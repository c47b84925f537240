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
    assert f"{name}: {title} needs the extra '{extra}': pip install 'subkit[{extra}]'\n" == run.stdout


@pytest.mark.parametrize("name", [form.name for form in known().values() if form.binary])
def test_text_that_no_encoding_holds_is_refused(name: str) -> None:
    with pytest.raises(FormatError):
        formats.parse("\ud800", name)
