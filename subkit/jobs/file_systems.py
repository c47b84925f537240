"""Which file system a folder lies on, and whether other machines may write to it at the same time."""

from __future__ import annotations

import os
import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
"""Where Linux says what is mounted (proc(5)); other systems have no such file."""

# SQLite's log is shared through memory, which these do not share between machines (sqlite.org/wal.html).
_NETWORKS = re.compile(
    r"nfs[0-9]?|cifs|smb[0-9fs]*|afs|ncpfs|ceph|gfs2|ocfs2|lustre|gpfs|beegfs|glusterfs|pvfs2|orangefs|coda"
    r"|fuse\.(sshfs|glusterfs|ceph|rclone|s3fs|goofys|gcsfuse|blobfuse2?|curlftpfs|davfs2?|smbnetfs)|davfs"
)


def network_drive(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of network drive that a path lies on, e.g. ``nfs4``; empty if it is none, or nobody says.

    Args:
        path: what there is.
        mounts: the list of what is mounted.
    """
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    kinds = dict(filter(None, map(_mount, lines)))  # what is mounted later hides what was there
    place = Path(os.path.realpath(path))
    kind = next((kinds[str(one)] for one in (place, *place.parents) if str(one) in kinds), "")
    return kind if _NETWORKS.fullmatch(kind) else ""


def _mount(line: str) -> tuple[str, str] | None:
    """A place and the kind of what is mounted there."""
    fields, _, rest = line.partition(" - ")
    parts, kinds = fields.split(" "), rest.split(" ")
    if len(parts) < 5 or not kinds[0]:  # noqa: PLR2004  # the place is the fifth of proc(5)'s fields
        return None
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), parts[4]), kinds[0]
