"""The page of the licences: subkit's own, and those of everything that it brings along when it is installed."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from docs.making.markdown import code, page, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

MAKER = "licences"
ROOT = Path(__file__).parent.parent.parent
_NAME = re.compile(r"[\w.-]+")
# What old metadata calls licences, and what SPDX does.
_CLASSIFIED = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
}
# Those that not every environment of the tests has, as their pages on the index say.
_NOT_EVERYWHERE = {
    "fsspec": "BSD-3-Clause",
    "pyarrow": "Apache-2.0",
    "ray": "Apache-2.0",
    "s3fs": "BSD-3-Clause",
    "subtitle-edit-rate": "Apache-2.0",
    "zstandard": "BSD-3-Clause",
}
_OWN = """subkit's own code, its profiles, languages, targets and pages are under the MIT licence:"""
_OTHERS = """What `pip install subkit` brings, and what its extras bring, each under the licence that it names itself. What these need
in turn is not listed."""
_PYSRT = """SubRip is written by pysrt, which is under the GPL, version 3, and which subkit imports. So whoever passes on subkit together with
pysrt, in a bundle, an image or an installer, passes on the whole under the terms of the GPL-3. Installing subkit from its source or index
and using it is not touched by this, and neither is MIT code that you take from its repository without pysrt.

The samples are in the public domain ([CC0](https://creativecommons.org/publicdomain/zero/1.0/))."""


def made() -> str:
    """The page."""
    licence = (ROOT / "LICENSE").read_text("utf-8").strip()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    rows = [*_rows(project["dependencies"], "")]
    for extra, needed in sorted(project["optional-dependencies"].items()):
        rows += _rows(needed, extra)
    return page(
        "Licences", MAKER, _OWN, f"```text\n{licence}\n```", f"## What comes along\n\n{_OTHERS}",
        table(["package", "extra", "licence"], rows), f"## pysrt\n\n{_PYSRT}",
    )  # fmt: skip


def _rows(needed: list[str], extra: str) -> Iterator[tuple[str, str, str]]:
    for requirement in sorted(needed):
        name = _NAME.match(requirement)
        assert name is not None, requirement  # noqa: S101 - pip would refuse it
        yield (
            f"[{name[0]}](https://pypi.org/project/{name[0]}/)",
            code(extra) if extra else "",
            _licence(name[0]),
        )


def _licence(name: str) -> str:
    """What a package says of its licence: as SPDX writes it, or by its classifier."""
    if name in _NOT_EVERYWHERE:
        return _NOT_EVERYWHERE[name]
    found: Message = metadata(name)  # type: ignore[assignment]  # a message, whatever its protocol leaves out
    if found["License-Expression"]:
        return str(found["License-Expression"])
    ends = [
        line.rpartition(" :: ")[2]
        for line in found.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    return ", ".join(_CLASSIFIED.get(end, end) for end in ends) or str(found["License"]).partition("\n")[0]
