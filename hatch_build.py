"""Puts the man pages into the wheel, where installers lay them into share/man: made from the commands of the source itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPages(BuildHookInterface):  # type: ignore[type-arg]  # hatchling gives its own, and takes any
    """What hatchling calls as it builds a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the pages, and say where they go; an editable installation brings none."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from subkit.cli import manual  # noqa: PLC0415 - the source that is being built
        from subkit.cli.app import root  # noqa: PLC0415 - as above

        folder = Path(self.directory) / "man1"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in manual.pages(root):
            (folder / name).write_bytes(text.encode("ascii"))
            build_data["shared_data"][str(folder / name)] = f"share/man/man1/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's signature
        """Leave nothing behind but the wheel."""
        folder = Path(self.directory) / "man1"
        for path in sorted(folder.glob("*.1")):
            path.unlink()
        if folder.is_dir():
            folder.rmdir()
