"""``python -m subkit`` is the program ``subkit``."""

import sys

from subkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
