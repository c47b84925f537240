"""Puts a distribution with one module and one entry point into a folder, as an installer would."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def install(
    folder: Path, distribution: str, point: str, module: str, source: str, *, group: str = "subkit.adapters"
) -> None:
    """Write the module, and the metadata by which its entry point is found once the folder is on the path."""
    (folder / f"{module}.py").write_text(source, encoding="utf-8")
    metadata = folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n", encoding="utf-8"
    )
    (metadata / "entry_points.txt").write_text(f"[{group}]\n{point}\n", encoding="utf-8")
