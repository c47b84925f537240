"""Gives each peer a virtual environment of its own, so that its dependencies never meet ours.

python -m benchmarks.peers_setup DIR [PEER...]
"""

from __future__ import annotations

import argparse
import subprocess
import venv
from pathlib import Path

from benchmarks.contenders import CUTTERS
from benchmarks.peers import PACKAGES as CUTTING

PACKAGES = tuple(
    dict.fromkeys([*CUTTING, *(one.package for one in CUTTERS.values() if one.package != "subkit")])
)
ALONE = ("openai-whisper", "whisperx")
"""Only their writers are run, which need nothing else: their requirements are some gigabytes."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers_setup", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the environments shall lie, outside the project")
    parser.add_argument("peers", nargs="*", metavar="PEER", help=f"of: {', '.join(PACKAGES)}; default all")
    args = parser.parse_args()
    for package in args.peers:
        if package not in PACKAGES:
            parser.error(f"no peer is called {package!r}; there are: {', '.join(PACKAGES)}")
    for package in args.peers or PACKAGES:
        place = args.folder / package
        venv.create(place, with_pip=True)
        # stable-ts-whisperless brings torch, some gigabytes of it unless the index has a build for the CPU alone.
        options = ["--quiet", *(["--no-deps"] if package in ALONE else [])]
        subprocess.run([place / "bin/python", "-m", "pip", "install", *options, package], check=True)
        print(f"{package}: {place}")


if __name__ == "__main__":
    main()
