"""Runs the program ``subkit``, which may be made to die at a marked point while it makes and writes captions.

Usage: program_worker.py MARK ARGUMENT...; MARK as for toy_worker.py. The number of points is the last line on stderr.
"""

from __future__ import annotations

import sys

from marks import Marks, mark_calls, mark_files

from subkit import captioning, files, formats
from subkit.cli import accounts
from subkit.cli import main as program
from subkit.formats.srt import items, writing

FUNCTIONS = (
    (captioning.__file__, "caption"),
    (writing.__file__, "render"),
    (formats.__file__, "encode"),
    (items.__file__, "document"),
    (files.__file__, "write_whole"),
    (accounts.__file__, "give"),
    (accounts.__file__, "_put"),
)
"""Captioning, encoding (and the lines of all cues), the report, and the writing of each file."""


def main() -> None:
    mark = Marks(int(sys.argv.pop(1)))
    sys.argv[0] = "subkit"
    mark_files(mark)
    mark_calls(mark, *FUNCTIONS)
    code = program()
    sys.setprofile(None)
    sys.stderr.write(f"{mark.count}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
