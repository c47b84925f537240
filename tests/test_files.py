"""What a file holds after reading and writing went well, and after it went wrong."""

from __future__ import annotations

import io
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subkit.errors import InputError, OutputError
from subkit.files import _claim, make_folder, read_bytes, read_stream, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
OLD = b"old" * 1000
UNPRIVILEGED = f"""
import os, sys
from subkit.errors import SubkitError
from subkit.files import read_bytes, write_whole
if os.geteuid() == 0:
    os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})
def told(function, *args):
    try:
        print(function(*args))
    except SubkitError as error:
        print(f"{{type(error).__name__}}: {{error.args[1]}}")
"""


def run(code: str, *args: str | Path) -> str:
    command = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that any user can look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    assert read_bytes(tmp_path / "a") == OLD
    assert read_bytes(str(tmp_path / "a"), limit=len(OLD)) == OLD


def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        pool.submit(pipe.write_bytes, OLD)
        assert read_bytes(pipe) == OLD


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing", "no such file or folder"),
        (".", "is a folder; name a file in it"),
        ("file/below", "a part of the path is a file, not a folder"),
        ("n" * 300, "the name is too long"),
        ("loop", "symbolic links point at each other"),
        ("nul\0", "no path can be like this (embedded null byte)"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(InputError) as caught:
        read_bytes(f"{tmp_path}/{name}")
    assert caught.value.args == (f"{tmp_path}/{name}", reason)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    with pytest.raises(InputError, match="larger than 2,999 bytes"):
        read_bytes(tmp_path / "a", limit=2999)


def test_an_endless_stream_ends_at_the_limit() -> None:
    with pytest.raises(InputError, match="larger than 3,000,000 bytes"):
        read_bytes("/dev/zero", limit=3_000_000)


def test_a_stream_that_cannot_be_read_is_named() -> None:
    stream = io.BytesIO(b"data")
    stream.close()
    with pytest.raises(InputError, match=r"^stdin: .*closed file"):
        read_stream(stream, "stdin")


def test_a_file_that_may_not_be_read_is_named(public: Path) -> None:
    secret = public / "secret"
    secret.write_bytes(OLD)
    secret.chmod(0)
    assert run(UNPRIVILEGED + "told(read_bytes, sys.argv[1])", secret) == "InputError: permission denied\n"


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_new_file_holds_the_data_and_nothing_lies_beside_it(tmp_path: Path, overwrite: bool) -> None:
    write_whole(tmp_path / "new", b"data", overwrite=overwrite)
    assert (tmp_path / "new").read_bytes() == b"data"
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_name_without_folder_means_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_whole("a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_an_old_file_stays_where_it_may_not_be_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    with pytest.raises(OutputError, match="is there already and may not be overwritten"):
        write_whole(tmp_path / "a", b"new", overwrite=False)
    assert (tmp_path / "a").read_bytes() == OLD


def test_of_many_writers_that_may_not_overwrite_one_wins(tmp_path: Path) -> None:
    start = threading.Barrier(8)

    def writer(number: int) -> int | None:
        start.wait()
        try:
            write_whole(tmp_path / "a", b"%d" % number, overwrite=False)
        except OutputError:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        winners = [number for number in pool.map(writer, range(8)) if number is not None]
    assert [b"%d" % number for number in winners] == [(tmp_path / "a").read_bytes()]
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_without_hard_links_a_free_name_is_taken_and_a_taken_one_refused(tmp_path: Path) -> None:
    (tmp_path / "temporary").write_bytes(b"new")
    _claim(str(tmp_path / "temporary"), str(tmp_path / "free"))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("free", b"new")]
    (tmp_path / "temporary").write_bytes(b"newer")
    with pytest.raises(FileExistsError):
        _claim(str(tmp_path / "temporary"), str(tmp_path / "free"))
    assert (tmp_path / "free").read_bytes() == b"new"


def test_an_old_file_keeps_its_mode_and_owner(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.touch()
    owner = NOBODY if os.geteuid() == 0 else os.geteuid()
    os.chown(target, owner, -1)
    target.chmod(0o604)
    write_whole(target, b"new")
    assert (0o604, owner) == (stat.S_IMODE(target.stat().st_mode), target.stat().st_uid)


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "a", b"new")
    finally:
        os.umask(before)
    assert mode == stat.S_IMODE((tmp_path / "a").stat().st_mode)


def test_of_a_symbolic_link_the_file_behind_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/file").write_bytes(OLD)
    (tmp_path / "link").symlink_to("folder/file")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder/file").read_bytes() == b"new"


def test_a_symbolic_link_to_nothing_gets_its_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("folder", "is a folder; name a file in it"),
        ("new/", "is a folder; name a file in it"),
        ("missing/a", "no such folder"),
        ("file/a", "a part of the path is a file, not a folder"),
        ("n" * 300, "the name is too long"),
        ("loop", "symbolic links point at each other"),
        ("nul\0", "no path can be like this (embedded null byte)"),
        ("\ud800", "no path can be like this ('utf-8' codec can't encode character '\\ud800'"),
    ],
)
def test_what_cannot_be_written_is_named_with_the_reason(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(OutputError) as caught:
        write_whole(f"{tmp_path}/{name}", b"new")
    assert caught.value.target == f"{tmp_path}/{name}"
    assert caught.value.reason.startswith(reason)
    assert before == sorted(tmp_path.iterdir())


def test_a_folder_is_made_with_those_it_lies_in_and_may_be_there(tmp_path: Path) -> None:
    for _ in range(2):
        make_folder(tmp_path / "a/b")
    assert (tmp_path / "a/b").is_dir()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("file", "is a file, not a folder"),
        ("file/b", "a part of the path is a file, not a folder"),
        ("n" * 300, "the name is too long"),
        ("nul\0", "no path can be like this (embedded null byte)"),
    ],
)
def test_a_folder_that_cannot_be_made_is_named_with_the_reason(
    tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError) as caught:
        make_folder(f"{tmp_path}/{name}")
    assert caught.value.args == (f"{tmp_path}/{name}", reason)


def test_a_failure_in_the_middle_leaves_the_old_file_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    with pytest.raises(TypeError):
        write_whole(tmp_path / "a", "text")  # type: ignore[arg-type]  # that is the failure
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", OLD)]


def test_a_folder_and_a_file_that_may_not_be_written_are_named(public: Path) -> None:
    closed = public / "closed"
    closed.mkdir(0o555)
    protected = public / "protected"
    protected.write_bytes(OLD)
    protected.chmod(0o444)
    public.chmod(0o777)
    code = UNPRIVILEGED + "[told(write_whole, path, b'new') for path in sys.argv[1:]]"
    refused = "OutputError: permission denied\n"
    assert refused + refused + "None\n" == run(code, closed / "a", protected, public / "allowed")
    assert protected.read_bytes() == OLD


def test_a_device_is_written_through_and_stays_a_device() -> None:
    before = os.stat("/dev/full")  # noqa: PTH116  # the device itself
    with pytest.raises(OutputError, match=r"^/dev/full: no space left on the disk$"):
        write_whole("/dev/full", b"new")
    write_whole("/dev/null", b"new", overwrite=False)
    assert stat.S_ISCHR(before.st_mode)
    assert before.st_ino == Path("/dev/full").stat().st_ino


def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    data = os.urandom(300_000)
    with ThreadPoolExecutor() as pool:
        received = pool.submit(pipe.read_bytes)
        write_whole(pipe, data)
        assert data == received.result()
    assert pipe.is_fifo()


def test_standard_output_by_its_device_goes_where_it_was_sent(tmp_path: Path) -> None:
    code = "from subkit.files import write_whole\nwrite_whole('/dev/stdout', b'captions')"
    assert run(code) == "captions"
    log = tmp_path / "log"
    log.write_bytes(b"before ")
    with log.open("ab") as stream:
        subprocess.run([sys.executable, "-c", code], check=True, stdout=stream, timeout=60)
    assert log.read_bytes() == b"before captions"


# Mounting a small file system takes rights; where they lack, the kernel stops files at the same size.
_ON_A_SMALL_DISK = """
import resource, signal, sys
from subkit.errors import OutputError
from subkit.files import write_whole
if sys.argv[2] == "limited":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
try:
    write_whole(sys.argv[1], bytes(100_000))
except OutputError as error:
    print(error.reason)
"""


def test_a_full_disk_leaves_the_old_file_and_no_part_of_the_new(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    mounted = (
        shutil.which("mount") and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    )
    try:
        (disk / "a").write_bytes(OLD)
        reason = run(_ON_A_SMALL_DISK, disk / "a", "mounted" if mounted else "limited")
        files = [(path.name, path.read_bytes()) for path in disk.iterdir()]
    finally:
        if mounted:
            subprocess.run(["umount", str(disk)], check=True)  # noqa: S607  # the partner of mount
    full = "no space left on the disk" if mounted else "the file would be larger than allowed here"
    assert (full + "\n", [("a", OLD)]) == (reason, files)


_FOREVER = """
import sys
from subkit.files import write_whole
contents = [bytes([digit]) * 4_000_000 for digit in b"01"]
print(flush=True)
while True:
    for content in contents:
        print("(", flush=True)
        write_whole(sys.argv[1], content)
        print(")", flush=True)
"""


def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "a"
    whole = (b"0" * 4_000_000, b"1" * 4_000_000)
    write_whole(target, whole[0])
    interrupted = 0
    for kill in range(12):
        with subprocess.Popen([sys.executable, "-c", _FOREVER, target], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.003 * kill)
            writer.send_signal(signal.SIGKILL)
            interrupted += writer.stdout.read().endswith(b"(\n")
        assert target.read_bytes() in whole
        if sys.platform == "linux":  # where a file gets its name when it is whole
            assert all(path.read_bytes() in whole for path in tmp_path.glob(".subkit-*.tmp"))
    assert interrupted > 0, "no kill came in the middle of writing: the test has shown nothing"
