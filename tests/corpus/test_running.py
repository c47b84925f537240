"""A run over many inputs: whatever happens to workers, to the run or to the disk, every input ends right, and once."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import msgspec
import pytest
from deadly_work import Deadly
from program import payload

from subkit.corpus import Failure, Record, Task
from subkit.corpus.journal import Journal
from subkit.corpus.lines import Lines
from subkit.corpus.naming import Found, outputs, units
from subkit.corpus.pool import KILLED, Pool
from subkit.corpus.running import run, sweeping
from subkit.corpus.units import Entry, Unit
from subkit.corpus.working import Work
from subkit.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

TASK = Task(language="en")


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Unit]]:
    """Writes talks into the current folder, and gives the units they are."""
    monkeypatch.chdir(tmp_path)

    def writing(*names: str) -> list[Unit]:
        for name in names:
            Path(name).write_bytes(msgspec.json.encode(payload("Talk", f"{name}.")))
        return list(units([Found(name, name) for name in names], TASK.formats, "out"))

    return writing


def expected(name: str) -> bytes:
    content = msgspec.json.encode(payload("Talk", f"{name}."))
    return TASK.run(Record(name, content)).outputs["srt"]


def test_an_input_that_kills_its_worker_twice_fails_and_all_others_are_done(
    talks: Callable[..., list[Unit]], tmp_path: Path
) -> None:
    names = [*(f"talk-{number}.json" for number in range(20)), "deadly-1.json", "deadly-2.json"]
    entries = {
        entry.input: entry for entry in run(talks(*names), Deadly(task=TASK, folder=str(tmp_path)), jobs=2)
    }
    assert sorted(names) == sorted(entries)
    failed = {name: entry.error for name, entry in entries.items() if entry.error is not None}
    assert ["deadly-2.json"] == list(failed)
    assert (KILLED, "deadly-2.json: its worker process was killed twice (SIGKILL); out of memory?") == (
        failed["deadly-2.json"].kind,
        failed["deadly-2.json"].message,
    )
    for name in set(names) - set(failed):
        assert expected(name) == Path("out", name).with_suffix(".srt").read_bytes()


def test_a_plug_in_that_leaves_the_program_costs_its_input_alone(
    talks: Callable[..., list[Unit]], tmp_path: Path
) -> None:
    names = ["a.json", "leaving.json", "b.json", "c.json"]
    work = Deadly(task=TASK, folder=str(tmp_path))
    errors = {entry.input: entry.error for entry in run(talks(*names), work, jobs=1)}
    assert {*names} == {*errors}
    assert ["leaving.json"] == [name for name, error in errors.items() if error is not None]
    assert "leaving.json: its worker process was killed twice (exit code 1)" in str(errors["leaving.json"])


def test_what_waits_to_be_written_keeps_no_other_from_being_captioned(
    talks: Callable[..., list[Unit]],
) -> None:
    planned = talks("slow.json", "a.json", "b.json")
    Path("out").mkdir()
    os.mkfifo("out/slow.srt")  # whoever writes to it waits for a reader
    reader = Timer(120, Path("out/slow.srt").read_bytes)
    reader.start()
    ended = run(planned, Work(task=TASK), jobs=1)
    others = {next(ended).input, next(ended).input}
    reader.cancel()
    assert {"a.json", "b.json"} == others
    assert expected("slow.json") == Path("out/slow.srt").read_bytes()
    assert ["slow.json"] == [entry.input for entry in ended]


def test_a_run_that_is_left_leaves_no_process(talks: Callable[..., list[Unit]]) -> None:
    pool = Pool(Work(task=TASK), 2)
    entries = pool.run(talks("a.json", "b.json", "c.json"))
    next(entries)
    workers = [worker.process for worker in pool._workers]  # noqa: SLF001 - who they are is nobody's business else
    entries.close()
    assert workers
    assert all(worker.exitcode is not None for worker in workers)


def test_what_is_done_and_unchanged_is_not_done_again(talks: Callable[..., list[Unit]]) -> None:
    (unit,) = talks("a.json")
    work = Work(task=TASK)
    first = work.done(unit)
    again = msgspec.structs.replace(unit, last=first)
    assert not first.kept
    assert msgspec.structs.replace(first, kept=True) == work.done(again)
    os.utime("a.json", (1, 1))
    assert work.done(again).kept
    assert Work(task=TASK, checksum=True).done(again).kept
    Path("out/a.srt").write_bytes(b"something else, of another length")
    assert not work.done(again).kept
    Path("out/a.srt").unlink()
    assert not work.done(again).kept
    assert not Work(task=Task(language="de")).done(again).kept
    talks("a.json")
    Path("a.json").write_bytes(Path("a.json").read_bytes().replace(b"Talk", b"Walk"))
    assert not work.done(again).kept
    assert b"Walk" in Path("out/a.srt").read_bytes()


def test_what_failed_of_itself_is_tried_again_only_if_asked_and_what_could_not_be_read_always(
    talks: Callable[..., list[Unit]],
) -> None:
    (unit,) = talks("a.json")
    Path("a.json").write_bytes(b"{}")
    broken = Work(task=TASK).done(unit)
    assert broken.error is not None
    assert broken.lasting
    again = msgspec.structs.replace(unit, last=broken)
    assert Work(task=TASK).done(again).kept
    assert not Work(task=TASK, retry_failed=True).done(again).kept
    Path("a.json").unlink()
    missing = Work(task=TASK).done(unit)
    assert missing.error is not None
    assert ("InputError", "a.json: no such file or folder") == (missing.error.kind, missing.error.message)
    assert not missing.lasting


def test_a_journal_remembers_the_last_of_each_and_loses_only_the_line_that_was_cut(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal = Journal(str(path))
    for entry in (Entry(input="a", words=1), Entry(input="b", words=2), Entry(input="a", words=3)):
        journal.add([entry])
    journal.close()
    whole = path.read_bytes()
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        journal = Journal(str(path))
        lines = whole[:cut].count(b"\n")
        assert [None, 1, 1, 3][lines] == (found.words if (found := journal.last("a")) else None)
        journal.add([Entry(input="c")])
        journal.close()
        assert lines + 1 == len(
            [msgspec.json.decode(line, type=Entry) for line in path.read_bytes().splitlines()]
        )


def test_what_is_kept_makes_no_journal_longer(talks: Callable[..., list[Unit]]) -> None:
    planned = talks("a.json", "b.json")

    def lines() -> int:
        journal = Journal("journal")
        for _ in run(planned, Work(task=TASK), jobs=1, journal=journal):
            pass
        journal.close()
        return Path("journal").read_bytes().count(b"\n")

    assert [2, 2] == [lines(), lines()]
    os.utime("b.json", (1, 1))
    assert [3, 3] == [lines(), lines()]


def test_a_name_that_is_no_text_fails_as_others_do_and_is_remembered(
    talks: Callable[..., list[Unit]],
) -> None:
    odd, none = os.fsdecode(b"odd-\xff.json"), os.fsdecode(b"none-\xff.json")
    Path(odd).write_bytes(b"{}")
    planned = [*talks("a.json"), *units([Found(odd, odd), Found(none, none)], TASK.formats, "out")]
    journal = Journal("journal")
    entries = {entry.input: entry for entry in run(planned, Work(task=TASK), jobs=1, journal=journal)}
    assert {"a.json", r"odd-\xff.json", r"none-\xff.json"} == {*entries}
    assert (
        Failure("InputError", r"none-\xff.json: no such file or folder") == entries[r"none-\xff.json"].error
    )
    assert entries[r"odd-\xff.json"] == journal.last(r"odd-\xff.json")
    journal.close()


def test_odd_lines_of_a_journal_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b'\xff\n{"input": 7}\n[]\n{"input": "a", "words": "many"}\n\n{"input": "b"}\n')
    journal = Journal(str(path))
    assert (None, Entry(input="b")) == (journal.last("a"), journal.last("b"))
    journal.close()


def test_two_runs_do_not_work_in_one_folder(tmp_path: Path) -> None:
    journal = Journal(str(tmp_path / "journal"))
    with pytest.raises(OutputError, match="another run writes to this folder"):
        Journal(str(tmp_path / "journal"))
    journal.close()
    Journal(str(tmp_path / "journal")).close()


def test_a_line_that_finds_no_room_is_not_there_in_part(tmp_path: Path) -> None:
    with Lines("/dev/full", fresh=False) as full, pytest.raises(OutputError, match="no space left"):
        full.add(b"line")
    with pytest.raises(OutputError, match="no such folder"):
        Lines(str(tmp_path / "none" / "lines"), fresh=True)


def test_temporary_files_of_killed_runs_are_swept_and_nothing_else(talks: Callable[..., list[Unit]]) -> None:
    planned = talks("a.json", "b.json")
    Path("out").mkdir()
    for name in (".subkit-0123456789abcdef.tmp", ".subkit-batch.jsonl", "a.srt", ".subkit-mine.tmp"):
        Path("out", name).touch()
    assert planned == list(sweeping(planned))
    assert {".subkit-batch.jsonl", "a.srt", ".subkit-mine.tmp"} == {
        path.name for path in Path("out").iterdir()
    }


def test_outputs_keep_their_way_and_lose_one_suffix_and_that_of_packing() -> None:
    assert (("vtt", "s3://b/out/day.1/talk.a.vtt"),) == outputs(
        "day.1/talk.a.json.zst", ("vtt",), "s3://b/out/"
    )
