"""``python -m subkit`` is the program ``subkit``."""

import sys

from subkit.cli import program

if __name__ == "__main__":
    sys.exit(program())
