"""Captions of many files: one pure function from a record to an outcome, and what runs it over a corpus.

- ``records`` has the shapes: a `Record` goes in, an `Outcome` comes out; what went wrong is a `Failure` in it
- ``task`` has the function: `Task` is the settings as plain data, `Task.run` works on bytes alone, touches neither disk nor network,
  keeps no state, and raises for no record. A pool of processes, Ray and a dataset's ``.map`` all call it
- ``packing`` unpacks gzip and zstd

>>> task = Task(formats=("srt",), language="en")
>>> talk = b'{"transcript": [{"words": [{"word": "Hello.", "start_time": 0.5, "end_time": 1.1}]}]}'
>>> outcome = task.run(Record("talk.json", talk))
>>> print(outcome.outputs["srt"].decode(), end="")
1
00:00:00,500 --> 00:00:01,600
Hello.
>>> task.run(Record("torn.json", talk[:40])).error.kind
'PayloadError'
"""

from __future__ import annotations

from subkit.corpus.records import Failure, Outcome, Record
from subkit.corpus.task import Task

__all__ = ["Failure", "Outcome", "Record", "Task"]
