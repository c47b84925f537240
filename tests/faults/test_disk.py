"""Group D of the fault matrix: disks, folders, files and databases that are not as one would wish; all of them real."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cells import Ended, Place, check_done, check_end, check_kept
from disks import small_disk
from fault_house import MEDIA, OUTPUT
from hasty_program import program
from standins import sound

from subkit.cli.exits import Exit
from subkit.formats import load
from subkit.jobs.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from disks import Disk
    from fault_house import House

EVERY = 100
"""Of the cells, these many to one of the sample."""

NO_RIGHTS = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all"]
"""Takes from root what makes the modes of files mean nothing to it; from anybody else, nothing."""

MOUNTED = 'mount --bind "$1" /proc/$$/mountinfo && shift && exec "$@"'
"""Lets a program, and no other, see other mounts than there are."""


@pytest.fixture
def house(house: Callable[..., House]) -> House:
    return house("verbit")  # disks know no providers


def transcribe(house: House, output: str | Path = OUTPUT, media: str = MEDIA) -> tuple[str, ...]:
    """The command that does it all."""
    return ("transcribe", media, *house.options, "-o", str(output))


def ran(house: House, command: Sequence[str], **options: object) -> Ended:
    """How a process ended that is given a command in the house's folder."""
    done = subprocess.run(
        command,
        cwd=house.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    return Ended(done.returncode, done.stdout)


def run(house: House, *arguments: str) -> Ended:
    """How the program ended."""
    return ran(house, program(*arguments))


def check_told(ended: Ended, *words: str) -> None:
    """It could not be written, which is told in a line."""
    check_end(ended, {Exit.OUTPUT})
    assert all(word in ended.said for word in words), ended.said


def place_on(disk: Disk, house: House, copy: Path) -> Place:
    """What the checker looks at: a copy of the store, for SQLite follows paths to their end, and finds no way in here."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(disk.seen / "state", copy)
    return house.place._replace(state=copy)


def test_a_symbolic_link_is_followed_unless_it_leads_in_circles(house: House) -> None:
    link, target = house.folder / OUTPUT, house.folder / "far.srt"
    link.symlink_to(link.name)
    check_told(run(house, *transcribe(house)), OUTPUT)
    assert 0 == house.place.paid
    link.unlink()
    link.symlink_to(target.name)
    check_done(run(house, *transcribe(house)), house.place, OUTPUT, target.name)
    assert link.is_symlink()


MOMENTS = ("at the start", "before the start", "while it is waited for")
SPOILED = {"full": (lambda disk: disk.fill(), lambda disk: disk.free())}
SPOILED["read-only"] = (lambda disk: disk.remount("ro"), lambda disk: disk.remount("rw"))


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("how", SPOILED)
def test_a_disk_that_takes_nothing_ends_the_run_and_the_same_command_goes_on_when_it_does(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, moment: str
) -> None:
    spoil, mend = SPOILED[how]
    monkeypatch.setenv("SUBKIT_STATE_DIR", str(tmp_path / "disk" / "state"))
    with small_disk(tmp_path / "disk") as disk:
        if moment != "at the start":
            command = {"before the start": "list", "while it is waited for": ""}[moment]
            first = ("jobs", command) if command else ("submit", MEDIA, *house.options)
            assert 0 == ran(house, disk.command(house.folder, *first)).code
        spoil(disk)
        check_told(ran(house, disk.command(house.folder, *transcribe(house))), str(disk.path))
        paid = house.place.paid
        assert paid == (moment == "while it is waited for")
        assert not (house.folder / OUTPUT).exists()
        mend(disk)
        if moment != "at the start":
            check_kept(place_on(disk, house, tmp_path / "copy"))
        again = ran(house, disk.command(house.folder, *transcribe(house)))
        check_done(again, place_on(disk, house, tmp_path / "copy"), OUTPUT)


@pytest.mark.parametrize("how", SPOILED)
def test_captions_that_a_disk_does_not_take_leave_no_part_and_no_debt(
    house: House, tmp_path: Path, how: str
) -> None:
    spoil, mend = SPOILED[how]
    with small_disk(tmp_path / "disk") as disk:
        output = disk.path / OUTPUT
        spoil(disk)
        check_told(ran(house, disk.command(house.folder, *transcribe(house, output))), str(output))
        assert {"ballast"} >= set(os.listdir(disk.seen))  # noqa: PTH208 - names are wanted
        check_kept(house.place)
        mend(disk)
        check_done(ran(house, disk.command(house.folder, *transcribe(house, output))), house.place)
        assert len(load(disk.seen / OUTPUT)) > 0


@pytest.mark.parametrize("which", ["captions", "jobs.sqlite3", "the folder above"])
def test_what_we_have_no_right_to_write_is_told(house: House, which: str) -> None:
    state = house.place.state
    folder, mode = house.folder / "captions", 0o500
    folder.mkdir()
    if which == "the folder above":
        state.parent.chmod(mode)
    elif which == "captions":
        folder.chmod(mode)
    else:
        Store(state).close()
        (state / which).chmod(0o400)
    command = program(*transcribe(house, f"captions/{OUTPUT}"))
    check_told(ran(house, [*NO_RIGHTS, *command]))
    assert 0 == house.place.paid or which == "captions"
    for path in (state.parent, folder):
        path.chmod(0o700)
    for path in state.glob("jobs.sqlite3*"):
        path.chmod(0o600)
    check_done(ran(house, [*NO_RIGHTS, *command]), house.place, f"captions/{OUTPUT}")


FILES = (8, 9, 10, 11, 12, 14)
"""How many files may be open: from too few for the database to nearly enough."""


@pytest.mark.parametrize("files", FILES)
def test_too_few_files_may_be_open(house: House, files: int) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

    ended = ran(house, program(*transcribe(house)), preexec_fn=limit)
    check_end(ended, {Exit.OK, Exit.OUTPUT, Exit.NETWORK, Exit.PROVIDER, Exit.FAILED})
    check_kept(house.place)
    check_done(run(house, *transcribe(house)), house.place, OUTPUT)


def test_a_target_that_is_a_folder_is_told_before_anything_is_sent(house: House) -> None:
    (house.folder / OUTPUT).mkdir()
    check_told(run(house, *transcribe(house)), "is a folder")
    assert 0 == house.place.paid
    (house.folder / OUTPUT).rmdir()
    check_done(run(house, *transcribe(house)), house.place, OUTPUT)


def test_captions_on_another_device_than_the_store_and_temporary_files_are_whole(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        command = disk.command(house.folder, *transcribe(house, disk.path / OUTPUT))
        check_done(ran(house, command), house.place)
        assert disk.seen.stat().st_dev != house.place.state.stat().st_dev
        assert [OUTPUT] == [path.name for path in disk.seen.iterdir()]
        assert len(load(disk.seen / OUTPUT)) > 0


def test_a_name_that_is_too_long_is_told_before_anything_is_sent(house: House) -> None:
    check_told(run(house, *transcribe(house, "a" * 252 + ".srt")), "too long")
    assert 0 == house.place.paid
    longest = "b" * 251  # and a suffix: 255 bytes, which is what a name may have
    sound(house.folder / f"{longest}.wav")
    ended = run(house, "transcribe", f"{longest}.wav", *house.options, "--output-dir", "captions")
    check_done(ended, house.place, f"captions/{longest}.srt")


@pytest.mark.parametrize("name", ["CON", "nul", "com1.2026", "..", "%2e%2e%2fup", "-rf"])
def test_a_name_that_is_no_good_as_a_file_s_is_made_one(house: House, name: str) -> None:
    address = f"https://media.example.com/{name}.mp4"
    ended = run(house, "transcribe", address, *house.options, "--output-dir", "captions")
    (made,) = (house.folder / "captions").iterdir()
    check_done(ended, house.place, f"captions/{made.name}")
    assert made.stem.partition(".")[0].casefold() not in {"con", "nul", "com1", ""}
    assert not made.name.startswith("-")
    assert {"captions", MEDIA} == {path.name for path in house.folder.iterdir()}


def test_a_database_that_is_locked_for_a_while_is_waited_for(house: House) -> None:
    Store(house.place.state).close()
    with closing(sqlite3.connect(house.place.state / "jobs.sqlite3", check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        timer = threading.Timer(1.0, other.rollback)
        began = time.monotonic()
        timer.start()
        check_done(run(house, *transcribe(house)), house.place, OUTPUT)
        assert time.monotonic() - began >= 1
        timer.join()


def test_a_database_that_stays_locked_is_told_and_nothing_is_sent(house: House) -> None:
    Store(house.place.state).close()
    with closing(sqlite3.connect(house.place.state / "jobs.sqlite3")) as other:
        other.execute("BEGIN EXCLUSIVE")
        check_told(run(house, *transcribe(house)), "kept locked by another process")
    assert 0 == house.place.paid
    check_done(run(house, *transcribe(house)), house.place, OUTPUT)


@pytest.mark.parametrize("how", ["no database", "a page of noise", "cut off", "newer"])
def test_a_database_that_is_damaged_is_told_and_left_as_it_is(house: House, how: str) -> None:
    assert 0 == run(house, "submit", MEDIA, *house.options).code
    path = house.place.state / "jobs.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = path.read_bytes()
    spoiled = {
        "no database": b"x" * len(whole),
        "a page of noise": whole[:4096] + os.urandom(len(whole) - 4096),
        "cut off": whole[: len(whole) // 2],
        "newer": whole[:60] + (99).to_bytes(4, "big") + whole[64:],
    }[how]
    path.write_bytes(spoiled)
    ended = run(house, *transcribe(house))
    check_told(ended, "jobs.sqlite3", "newer subkit" if how == "newer" else "is damaged")
    assert spoiled == path.read_bytes()
    assert 1 == house.place.paid
    for left in path.parent.glob(f"{path.name}-*"):
        left.unlink()
    path.write_bytes(whole)
    check_done(run(house, *transcribe(house)), house.place, OUTPUT)


def test_a_network_drive_is_refused_before_anything_is_sent(house: House, tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    here = Path("/proc/self/mountinfo").read_text(encoding="utf-8")
    state = house.place.state
    mounts.write_text(f"{here}99 1 0:99 / {state.parent} rw shared:1 - nfs4 server:/home rw\n")
    command = [*program(*transcribe(house))]
    enter = ["unshare", "--map-root-user", "--mount", "sh", "-c", MOUNTED, "sh", str(mounts)]
    check_told(ran(house, [*enter, *command]), "network drive (nfs4)", "--state-dir")
    assert 0 == house.place.paid
    check_done(run(house, *transcribe(house)), house.place, OUTPUT)
