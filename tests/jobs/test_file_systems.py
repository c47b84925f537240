"""Which folders lie on network drives, by what Linux says is mounted."""

from __future__ import annotations

from pathlib import Path

import pytest

from subkit.jobs.file_systems import MOUNTS, network_drive

LIST = r"""22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
23 22 0:41 / /home rw,relatime shared:12 - nfs4 server:/export/home rw,vers=4.2
24 23 254:1 / /home/me/fast rw - xfs /dev/vdb rw
25 22 0:50 / /mnt/my\040drive rw - fuse.sshfs me@host:/ rw
26 22 0:51 / /mnt/c rw - 9p drvfs rw
27 22 0:52 / /win rw - cifs //server/share rw
28 22 0:53 / /twice rw - nfs server:/x rw
29 22 0:54 / /twice rw - tmpfs tmpfs rw
30 22 0:55 / /disk rw - fuse.ntfs-3g /dev/sdb1 rw
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/var/state", ""),
        ("/home/me/.local/state/subkit/jobs.sqlite3", "nfs4"),
        ("/home/me/fast/subkit", ""),
        ("/homes", ""),
        ("/mnt/my drive/subkit", "fuse.sshfs"),
        ("/mnt/c/Users/me", ""),
        ("/win", "cifs"),
        ("/twice/subkit", ""),
        ("/disk/subkit", ""),
        ("/", ""),
    ],
)
def test_the_kind_of_a_network_drive_is_that_of_the_nearest_mount(
    tmp_path: Path, path: str, expected: str
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(LIST)
    assert expected == network_drive(Path(path), mounts)


@pytest.mark.parametrize("text", ["", "\n\n", "rubbish", " - ", "1 2 3 4 /home", "1 2 3 4 /home - "])
def test_a_list_that_says_nothing_refuses_nothing(tmp_path: Path, text: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(text)
    assert "" == network_drive(Path("/home/me"), mounts) == network_drive(Path("/home"), tmp_path / "none")


def test_a_link_is_followed_to_where_it_leads(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"23 22 0:41 / {tmp_path}/far rw - nfs4 server:/ rw\n")
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    assert "nfs4" == network_drive(tmp_path / "near" / "subkit", mounts)


def test_processes_have_their_own_files_on_no_network_drive() -> None:
    assert "" == network_drive(MOUNTS)
