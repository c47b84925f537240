"""Puts into the wheel what is made from the source: the man pages, the tables that its TOML holds, and, where ``SUBKIT_COMPILE`` asks for it, the compiled core.

Installers lay the man pages into share/man. A wheel with the compiled core is one for this machine and this Python, and
needs the runtime of mypyc, whose packed vectors hold its columns.
"""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Made(BuildHookInterface):  # type: ignore[type-arg]  # hatchling gives its own, and takes any
    """What hatchling calls as it builds a wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What building takes besides what pyproject.toml asks for."""
        wanted = os.environ.get("SUBKIT_COMPILE", "") not in {"", "0"}
        return ["mypy[mypyc]>=2.4", "setuptools>=75"] if wanted else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files, and say where they go; an editable installation brings none."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        if os.environ.get("SUBKIT_COMPILE", "") not in {"", "0"}:
            from hatch_compile import compiled  # noqa: PLC0415 - only who compiles has mypyc

            made = compiled(self.root, self.config["compiled"], f"{self.directory}/compiled")
            build_data["force_include"].update(made)
            build_data["pure_python"], build_data["infer_tag"] = False, True
            build_data["dependencies"] = [f"librt>={version_of('librt')}", "mypy_extensions>=1.1"]
        from subkit.cli import manual  # noqa: PLC0415 - the source that is being built
        from subkit.cli.app import root  # noqa: PLC0415 - as above

        folder = Path(self.directory) / "man1"
        folder.mkdir(parents=True, exist_ok=True)
        build_data["force_include"].update(_tables(self.root, f"{self.directory}/tables"))
        for name, text in manual.pages(root):
            (folder / name).write_bytes(text.encode("ascii"))
            build_data["shared_data"][str(folder / name)] = f"share/man/man1/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's signature
        """Leave nothing behind but the wheel."""
        for name in ("man1", "compiled", "tables"):
            shutil.rmtree(Path(self.directory, name), ignore_errors=True)


def _tables(root: str, folder: str) -> dict[str, str]:
    """The tables of what is shipped as TOML, made in a folder, each with its place in the wheel."""
    from subkit import tables  # noqa: PLC0415 - the source that is being built

    made = {}
    for path in sorted(Path(root, "subkit").glob("*/*.toml")):
        text = path.read_text("utf-8")
        file = Path(folder, path.parent.name, f"{path.stem}.json")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(tables.prepared(text, tomllib.loads(text)))
        made[str(file)] = tables.place(path.relative_to(root).as_posix())
    return made
