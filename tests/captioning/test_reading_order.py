"""The package's own account of its files is complete."""

from __future__ import annotations

import re
from pathlib import Path

from subkit import captioning


def test_every_file_of_captioning_is_named_once_where_its_reader_begins() -> None:
    names = sorted(file.stem for file in Path(captioning.__file__).parent.glob("[!_]*.py"))
    assert names == sorted(re.findall(r"``(\w+)``", captioning.__doc__ or ""))
