"""Work that is done apart, because workers died of it."""

from __future__ import annotations

import signal

from subkit.corpus import Record, Task
from subkit.ray.attempts import apart, attempt, mapped


def test_outside_of_ray_work_is_done_where_it_is_asked_for() -> None:
    assert 0 == attempt()
    assert [3, 4] == list(mapped(len, ["abc", "abcd"], lambda _, how: len(how)))


def test_what_is_done_apart_is_the_same() -> None:
    record = Record("talk.srt", b"1\n00:00:01,000 --> 00:00:02,000\nHello there.\n")
    done = apart(Task().run, lambda *_: None, record)
    assert done is not None
    assert Task().run(record).outputs == done.outputs


def test_of_an_item_that_kills_its_process_is_told_how_it_died() -> None:
    told = apart(signal.raise_signal, lambda item, how: (item, how), signal.SIGKILL)  # type: ignore[arg-type]  # never returns
    assert (signal.SIGKILL, "exit code -9") == told
