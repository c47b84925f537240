"""Hints on disk: kept once, whoever writes, until they are dealt with."""

from __future__ import annotations

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subkit.adapter import Notice
from subkit.errors import StoreError
from subkit.jobs.inbox import NAME, Inbox

if TYPE_CHECKING:
    from pathlib import Path

DONE = Notice("7", status="Completed")


def test_what_was_said_is_there_in_another_process(tmp_path: Path) -> None:
    with closing(Inbox(tmp_path, clock=lambda: 5.0)) as inbox:
        assert [True] == inbox.put([("verbit", DONE)])
    program = (
        "import sys; from subkit.jobs.inbox import Inbox; (hint,) = Inbox(sys.argv[1]).open(); "
        "print(hint.adapter, hint.id, hint.status, hint.came)"
    )
    told = subprocess.run([sys.executable, "-c", program, tmp_path], check=True, capture_output=True)
    assert b"verbit 7 Completed 5.0\n" == told.stdout


def test_a_repeat_is_counted_and_not_kept_even_when_the_hint_is_settled(tmp_path: Path) -> None:
    with closing(Inbox(tmp_path)) as inbox:
        assert [True, False] == inbox.put([("verbit", DONE)] * 2)
        inbox.settle(inbox.open(), "fetched")
        assert [False] == inbox.put([("verbit", DONE)])
        assert ([], {"open": 0, "fetched": 1, "repeats": 2}) == (inbox.open(), inbox.counts())


@pytest.mark.parametrize(
    "other",
    [
        ("pictory", DONE),
        ("verbit", Notice("8", status="Completed")),
        ("verbit", Notice("7", status="Failure")),
        ("verbit", Notice("7", status="Completed", draft=True)),
        ("verbit", Notice(None, "ours", status="Completed")),
    ],
)
def test_what_differs_is_another_hint(tmp_path: Path, other: tuple[str, Notice]) -> None:
    with closing(Inbox(tmp_path)) as inbox:
        assert [True, True] == inbox.put([("verbit", DONE), other])
        assert other[0] == inbox.open()[1].adapter


def test_settled_hints_are_forgotten_and_open_ones_never(tmp_path: Path) -> None:
    with closing(Inbox(tmp_path, clock=lambda: 100.0)) as inbox:
        inbox.put([("verbit", Notice(str(number))) for number in range(3)])
        inbox.settle(inbox.open(2), "fetched")
        assert 0 == inbox.forget(before=100.0)
        assert 2 == inbox.forget(before=100.1)
        assert ["2"] == [hint.id for hint in inbox.open()]


def test_hints_are_given_in_pages(tmp_path: Path) -> None:
    with closing(Inbox(tmp_path)) as inbox:
        inbox.put([("verbit", Notice(str(number))) for number in range(25)])
        first = inbox.open(10)
        assert [str(number) for number in range(10, 20)] == [
            hint.id for hint in inbox.open(10, after=first[-1].number)
        ]


def test_many_threads_and_two_objects_lose_and_double_nothing(tmp_path: Path) -> None:
    with closing(Inbox(tmp_path)) as one, closing(Inbox(tmp_path)) as two, ThreadPoolExecutor(8) as pool:
        notices = [[("verbit", Notice(str(number % 40)))] for number in range(160)]
        news = list(pool.map(lambda pair: pair[0].put(pair[1]), zip([one, two] * 80, notices, strict=True)))
        assert 40 == sum(map(sum, news))
        assert {"open": 40, "repeats": 120} == one.counts()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("123"), st.sampled_from(["", "done"]))))
def test_whatever_comes_each_hint_is_there_once(
    tmp_path_factory: pytest.TempPathFactory, calls: list[tuple[str, str, str]]
) -> None:
    with closing(Inbox(tmp_path_factory.mktemp("state"))) as inbox:
        news = inbox.put([(name, Notice(job, status=status)) for name, job, status in calls])
        kept = [(hint.adapter, hint.id, hint.status) for hint in inbox.open()]
    assert list(dict.fromkeys(calls)) == kept
    assert [call for call, new in zip(calls, news, strict=True) if new] == kept


def test_others_cannot_read_the_file(tmp_path: Path) -> None:
    with closing(Inbox(tmp_path)) as inbox:
        inbox.put([("verbit", DONE)])
        modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert {0o600} == modes


@pytest.mark.parametrize("content", [b"no database" * 100, None])
def test_a_file_that_cannot_be_one_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is None:
        (tmp_path / NAME).mkdir()
    else:
        (tmp_path / NAME).write_bytes(content)
    with pytest.raises(StoreError, match="hints of webhooks"):
        Inbox(tmp_path)


def test_a_file_that_is_broken_later_is_told_of(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    inbox.close()
    for call in (lambda: inbox.put([("verbit", DONE)]), inbox.open, inbox.counts, lambda: inbox.forget(1.0)):
        with pytest.raises(StoreError):
            call()
    with pytest.raises(StoreError):
        inbox.settle([], "fetched")  # even where there is nothing to settle
