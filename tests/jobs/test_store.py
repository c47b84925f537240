"""The store against a plain dictionary, and many processes at once."""

from __future__ import annotations

import sqlite3
import stat
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from subkit.adapter import Job, Source, State
from subkit.errors import InputError, OutputError, StoreError, UnknownNameError
from subkit.jobs.database import Database, state_folder
from subkit.jobs.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.jobs.records import Record


class Options(msgspec.Struct, frozen=True):
    language: str = "en"


TALK = Source("talk.mp4", url="https://example.com/talk.mp4", duration=60_000)


def wanted(store: Store, source: Source = TALK, language: str = "en", **settings: object) -> Record:
    return store.intend("toy", source, Options(language), **settings)  # type: ignore[arg-type]  # as they come


def claimed(store: Store, record: Record, **changes: object) -> Job:
    assert store.claim(record.key)
    job = msgspec.structs.replace(record.job, **changes)
    store.save(job)
    store.release(record.key)
    return job


def test_the_same_work_is_the_same_job(tmp_path: Path) -> None:
    first, second = tmp_path / "a.mp4", tmp_path / "b.mp4"
    first.write_bytes(b"media")
    second.write_bytes(b"media")
    with Store(tmp_path / "s") as store:
        record = wanted(store, Source("a", path=first))
        assert record == wanted(store, Source("b", path=second))
        assert record == store.same("toy", Source("b", path=second), Options())
        assert store.same("toy", Source("b", path=second), Options("de")) is None
        keys = {
            record.key,
            wanted(store, Source("a", path=first), "de").key,
            wanted(store, Source("a", path=first), place="https://sandbox.example.com").key,
            wanted(store).key,
            store.intend("other", Source("a", path=first), Options()).key,
        }
        second.write_bytes(b"other media")
        keys.add(wanted(store, Source("b", path=second)).key)
    assert 6 == len(keys)


def test_a_job_remembers_all_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    media = tmp_path / "talk.mp4"
    media.write_bytes(b"media")
    monkeypatch.chdir(tmp_path)
    with Store("s") as store:
        key = wanted(store, Source("talk.mp4", path=Path("talk.mp4"), duration=7)).key
        claimed(store, store.get(key), id="17", stage="made", notes={"asset": "x"})
    monkeypatch.chdir("/")
    with Store(tmp_path / "s") as store:
        record = store.get("17")
        assert Job("toy", "17", State.NEW, external_id=key, stage="made", notes={"asset": "x"}) == record.job
        assert (Source("talk.mp4", media, None, 7), b'{"language":"en"}') == (record.source, record.options)


def test_media_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        for path in (tmp_path / "missing", tmp_path, tmp_path / "a\0b"):
            with pytest.raises(InputError):
                wanted(store, Source("x", path=path))
        assert [] == store.records()


def test_a_job_is_found_by_key_beginning_and_id(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        record = wanted(store)
        claimed(store, record, id="17")
        found = {store.get(name).key for name in (record.key, record.key[:4], record.key[:9], "17")}
        assert {record.key} == found
        for name in ("", "1", record.key[:3], "*", "????", "x" * 32, record.key + "0"):
            with pytest.raises(UnknownNameError, match="unknown job"):
                store.get(name)


def test_all_is_for_this_user_alone(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        store.put_result(wanted(store).key, b"result")
        paths = [store.folder, *store.folder.rglob("*")]
        modes = {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_dir()}
        files = {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_file()}
    assert ({0o700}, {0o600}) == (modes, files)


def test_only_one_works_on_a_job(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store, Store(tmp_path / "s") as other:
        record = wanted(store)
        assert store.claim(record.key)
        assert not store.claim(record.key)
        assert not other.claim(record.key)
        for change in (lambda: other.save(record.job), lambda: other.forget(record.key)):
            with pytest.raises(StoreError):
                change()
        store.release(record.key)
        assert other.claim(record.key)
        assert not store.claim(record.key)


def test_the_claims_of_the_closed_are_free(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as other:
        with Store(tmp_path / "s") as store:
            record = wanted(store)
            assert store.claim(record.key)
        assert other.claim(record.key)


def test_a_claim_may_be_released_after_its_store_is_closed(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        record = wanted(store)
        assert store.claim(record.key)
    store.release(record.key)
    with Store(tmp_path) as other:
        assert other.claim(record.key)


def test_a_result_is_kept_byte_for_byte(tmp_path: Path) -> None:
    raw = bytes(range(256)) * 1000
    with Store(tmp_path / "s") as store:
        key = wanted(store).key
        assert None is store.result(key)
        store.put_result(key, raw)
    with Store(tmp_path / "s") as store:
        assert raw == store.result(key)
        next((tmp_path / "s" / "results").iterdir()).write_bytes(raw[:-1])
        with pytest.raises(StoreError, match="is not the result"):
            store.result(key)
        store.drop_result(key)
        assert None is store.result(key)


def test_a_forgotten_job_leaves_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        record = wanted(store)
        store.put_result(record.key, b"x")
        store.forget(record.key)
        assert ([], [], []) == (
            store.records(),
            store.events(record.key),
            list((tmp_path / "s/results").iterdir()),
        )
        assert record.key != wanted(store).key


def test_only_a_doubt_can_be_resolved(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        record = wanted(store)
        with pytest.raises(StoreError, match="no doubt"):
            store.resolve(record.key, "1")
        claimed(store, record, id="1", state=State.UNKNOWN, status="Simmering")
        with pytest.raises(StoreError, match="no doubt"):
            store.resolve(record.key, "1")
        claimed(store, record, state=State.STARTING)
        assert (State.WAITING, "5") == (store.resolve(record.key, "5").job.state, store.get("5").job.id)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_store_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "jobs.sqlite3").write_bytes(content)
    with pytest.raises(StoreError, match=r"jobs\.sqlite3: .*--state-dir") as caught:
        Store(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    Store(tmp_path).close()
    with sqlite3.connect(tmp_path / "jobs.sqlite3") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StoreError, match="newer subkit"):
        Store(tmp_path)


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "s"):
        with pytest.raises(StoreError):
            Store(folder)


def test_a_store_that_cannot_be_claimed_from_is_told(tmp_path: Path) -> None:
    Store(tmp_path / "s").close()
    (tmp_path / "s" / "processes").rmdir()
    (tmp_path / "s" / "processes").touch()
    with pytest.raises(StoreError, match="processes"):
        Store(tmp_path / "s")


def test_a_database_kept_locked_is_told(tmp_path: Path) -> None:
    first = Database(tmp_path / "jobs.sqlite3")
    second = Database(tmp_path / "jobs.sqlite3", patience=0.01)
    with first.change():
        with pytest.raises(StoreError, match="locked by another process"), second.change():
            pass
        assert [] == second.rows("SELECT * FROM job")
    with second.change():
        pass
    first.close()
    second.close()


def test_what_cannot_be_put_on_disk_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    database = Database(tmp_path / "jobs.sqlite3")
    pages = database.rows("PRAGMA page_count")[0][0]
    database.rows(f"PRAGMA max_page_count = {pages + 2}")
    for _ in range(2):  # the second time shows that nothing is left open from the first
        with pytest.raises(StoreError, match="the disk is full; make room"), database.change() as connection:
            connection.execute("INSERT INTO event VALUES ('k', 0, 'large', ?)", ("x" * 100_000,))
    with database.change() as connection:
        connection.execute("INSERT INTO event VALUES ('k', 0, 'small', '')")
    assert ["small"] == [row["what"] for row in database.rows("SELECT what FROM event")]
    database.close()


@pytest.mark.parametrize("column", ["job", "source"])
def test_a_job_that_cannot_be_read_is_told(tmp_path: Path, column: str) -> None:
    with Store(tmp_path) as store:
        key = wanted(store).key
        with Database(tmp_path / "jobs.sqlite3").change() as database:
            database.execute(f"UPDATE job SET {column} = ?", (b'{"state": "of tomorrow"}',))  # noqa: S608  # ours
        for look in (lambda: store.get(key), store.records, lambda: wanted(store)):
            with pytest.raises(StoreError, match=f"{key}, that cannot be read .*newer subkit") as caught:
                look()
            assert "\n" not in str(caught.value)


def test_a_store_on_a_network_drive_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"36 27 0:32 / {tmp_path} rw,relatime shared:1 - nfs4 server:/export rw\n")
    with pytest.raises(StoreError, match=r"network drive \(nfs4\).*--state-dir"):
        Database(tmp_path / "jobs.sqlite3", mounts=mounts)
    assert [mounts] == list(tmp_path.iterdir())


def test_a_result_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        key = wanted(store).key
        (tmp_path / "s" / "results" / f"{key}.raw").mkdir()
        with pytest.raises(OutputError):
            store.put_result(key, b"x")
        assert None is store.get(key).digest


def test_the_platform_says_where_state_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/somewhere")
    assert Path("/somewhere/subkit") == state_folder()
    monkeypatch.delenv("XDG_STATE_HOME")
    assert Path.home() in state_folder().parents


class StoreMachine(RuleBasedStateMachine):
    """Two stores on one folder, in any order, against a plain dictionary."""

    keys: Bundle[str] = Bundle("keys")

    folders: Iterator[Path]

    @initialize()
    def begin(self) -> None:
        folder = next(self.folders)
        self.stores = [Store(folder), Store(folder)]
        self.current: dict[str, str] = {}
        self.jobs: dict[str, Job] = {}
        self.claims: dict[str, int] = {}
        self.results: dict[str, bytes] = {}

    @rule(target=keys, who=st.integers(0, 1), language=st.sampled_from(["en", "de"]), force=st.booleans())
    def intend(self, who: int, language: str, force: bool) -> str:
        record = wanted(self.stores[who], language=language, force=force)
        if force or language not in self.current:
            assert record.key not in self.jobs
            self.current[language] = record.key
            self.jobs[record.key] = record.job
        assert self.current[language] == record.key
        return record.key

    @rule(key=keys, who=st.integers(0, 1))
    def claim(self, key: str, who: int) -> None:
        free = key in self.jobs and key not in self.claims
        assert free is self.stores[who].claim(key)
        if free:
            self.claims[key] = who

    @rule(key=keys, who=st.integers(0, 1))
    def release(self, key: str, who: int) -> None:
        self.stores[who].release(key)
        if self.claims.get(key) == who:
            del self.claims[key]

    @rule(key=keys, who=st.integers(0, 1), state=st.sampled_from(State))
    def save(self, key: str, who: int, state: State) -> None:
        job = Job("toy", None, state, external_id=key)
        if self.claims.get(key) == who:
            self.stores[who].save(job)
            self.jobs[key] = job
        else:
            with pytest.raises(StoreError):
                self.stores[who].save(job)

    @rule(key=keys, who=st.integers(0, 1), raw=st.binary(max_size=9))
    def put(self, key: str, who: int, raw: bytes) -> None:
        if key in self.jobs:
            self.stores[who].put_result(key, raw)
            self.results[key] = raw

    @rule(key=keys, who=st.integers(0, 1))
    def forget(self, key: str, who: int) -> None:
        if key in self.jobs and key not in self.claims:
            self.stores[who].forget(key)
            del self.jobs[key]
            self.results.pop(key, None)
            self.current = {language: one for language, one in self.current.items() if one != key}

    @rule(who=st.integers(0, 1))
    def come_back(self, who: int) -> None:
        self.stores[who].close()
        self.claims = {key: one for key, one in self.claims.items() if one != who}
        self.stores[who] = Store(self.stores[who].folder)

    @invariant()
    def both_see_the_same(self) -> None:
        for store in getattr(self, "stores", []):
            assert self.jobs == {record.key: record.job for record in store.records()}
            for key in self.jobs:
                assert self.results.get(key) == store.result(key)

    def teardown(self) -> None:
        for store in getattr(self, "stores", []):
            store.close()


def test_the_store_is_what_its_methods_say(tmp_path: Path) -> None:
    StoreMachine.folders = (tmp_path / str(number) for number in count())
    run_state_machine_as_test(
        StoreMachine, settings=settings(max_examples=15, stateful_step_count=20, deadline=None)
    )
