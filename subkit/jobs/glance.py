"""The jobs on disk at a glance: read without making, changing or waiting for anything, as a shell's completion must."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from subkit.jobs.database import state_folder

if TYPE_CHECKING:
    import os

_MOST = 200
_DIGITS = 8


def glance(folder: str | os.PathLike[str] | None = None) -> list[tuple[str, str]]:
    """Each job's key, shortened as far as it still tells the job from the others, and what the job is; the newest first.

    Args:
        folder: of the jobs; by default the platform's.

    A store that is not there, or cannot be read at once, has no jobs to show.
    """
    path = Path(folder or state_folder()) / "jobs.sqlite3"
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
        ) as connection:
            query = "SELECT key, adapter, state, source FROM job ORDER BY made DESC, rowid DESC LIMIT ?"
            rows = connection.execute(query, (_MOST,)).fetchall()
    except sqlite3.Error:
        return []
    begun = [str(key)[:_DIGITS] for key, *_ in rows]
    return [
        (key if begun.count(key[:_DIGITS]) > 1 else key[:_DIGITS], f"{adapter}, {state}: {_media(source)}")
        for key, adapter, state, source in rows
    ]


def _media(source: bytes) -> str:
    """What the media is called."""
    try:
        return str(json.loads(source)["name"])
    except (ValueError, KeyError, TypeError):
        return ""
