"""Reading takes memory in proportion to the file: ten times as much at most, but for formats that others read for us."""

from __future__ import annotations

import tracemalloc

import pytest

from subkit.formats import encode, formats, parse
from subkit.model import Captions, Cue

TIMES = {"ass": 15, "ttml": 40, "ebu-tt-d": 40}
"""pysubs2 and ttconv make several objects of each cue."""
CAPTIONS = Captions(
    tuple(
        Cue(2000 * at, 2000 * at + 1500, ("and so we went down", "to the river, one, two, three"))
        for at in range(200)
    )
)
FORMATS = [name for name, known in formats().items() if known.readable and known.writable and name != "scc"]


@pytest.mark.parametrize("lenient", [False, True], ids=["strict", "lenient"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_read_in_ten_times_its_size(name: str, lenient: bool) -> None:
    content = encode(CAPTIONS, name)
    parse(content, name, lenient=lenient)  # what is loaded once is no matter of size
    tracemalloc.start()
    try:
        read = parse(content, name, lenient=lenient)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(read) == len(CAPTIONS)
    assert peak <= TIMES.get(name, 10) * len(content)
