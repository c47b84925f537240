"""All that is measured of speed, one part after the other: subkit and its peers in races, then our own parts in processes of their own.

`python -m benchmarks.speed --all` runs it.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from benchmarks import memory, standings, standings_text, startup, wanted
from benchmarks.race import COMPILED, ROOT, Result, ours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

START_UP_RUNS = 5


def run(hours: Sequence[float], peers: Path | None, runs: int, patience: float, *, as_json: bool) -> None:
    """Measure and print, each part as soon as it is done, or everything as JSON at the end."""
    begun = time.perf_counter()
    found: dict[str, Any] = {"machine": _machine()}

    def say(*text: str) -> None:
        if not as_json:
            print(*text, sep="\n", end="\n\n", flush=True)

    say(f"{found['machine']}; medians and ranges of {runs} runs, in turns")
    raced = standings.cutters(hours, peers, runs, patience)
    say(standings_text.cutters(raced), _differences(raced), *_absent(raced.missing))
    files, missing = standings.files(peers, runs)
    say(standings_text.files(files), *_absent(missing))
    lengths = ",".join(f"{one:g}" for one in hours)
    for entry in ours("subkit", "pictory"):
        place = {"PYTHONPATH": entry.path} if entry.path else {"SUBKIT_PURE": "1"}
        found[entry.title] = _own(
            "speed", "--hours", lengths, "--runs", str(runs), start=entry.command, place=place
        )
        say(found[entry.title])
    rows = json.loads(_own("memory", "--hours", lengths, "--json"))
    say("Memory, file to file", memory.printed(rows))
    starts = json.loads(_own("startup", "--helps", "--runs", str(START_UP_RUNS), "--json"))
    say(startup.printed(starts, START_UP_RUNS))
    for name in ("check", "reading", "awkward"):
        found[name] = _own(name)
        say(found[name])
    figures = [
        *wanted.of_races(raced),
        *wanted.of_memory(rows),
        *wanted.of_start_up(starts),
        _awkward(found["awkward"]),
    ]
    say(wanted.printed(figures), f"{time.perf_counter() - begun:.0f} s in all")
    if as_json:
        by_length = {
            f"{length:g}": {title: _plain(one) for title, one in results.items()}
            for length, results in raced.by_length.items()
        }
        found |= {"cutters": by_length, "files": {title: _plain(one) for title, one in files.items()}}
        found |= {"missing": raced.missing + missing, "memory": rows, "startup": starts}
        print(
            json.dumps(found | {"wanted": [{**one._asdict(), "met": one.met} for one in figures]}, indent=1)
        )


def _own(
    name: str, *arguments: str, start: Sequence[str] = (sys.executable,), place: dict[str, str] | None = None
) -> str:
    """What one of our benchmarks prints, in a process of its own; `awkward` ends with 1 when something grows faster."""
    command = [*start, "-m", f"benchmarks.{name}", *arguments]
    environment = {key: value for key, value in os.environ.items() if key != "SUBKIT_PURE"} | (place or {})
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, text=True)
    if not done.stdout:
        raise SystemExit(f"{' '.join(command)} exited with {done.returncode}: {done.stderr.strip()}")
    return done.stdout.rstrip()


def _awkward(shown: str) -> wanted.Figure:
    """The fastest growth among what takes more than a millisecond, from the printed rows."""
    cells = [line.split()[-2:] for line in shown.splitlines()[2:]]
    grown = [float(times) for spent, times in cells if float(spent) > 1]
    return wanted.Figure("awkward input, time at four times the size", 5, max(grown), at_most=True)


def _differences(found: standings.Standings) -> str:
    """Whether all of ours wrote the same: a compiled core of other source is no measure."""
    for hours, results in found.by_length.items():
        own = (standings.PLAIN, standings.COMPILED, standings.FLOOR)
        written = {one.digest for title, one in results.items() if title in own and isinstance(one, Result)}
        if len(written) > 1:
            return f"At {hours:g} h the captions are not the same: run scripts/build-compiled again."
    built = (
        "the compiled core writes the same as plain Python"
        if list(COMPILED.glob("*__mypyc*"))
        else "no compiled core: scripts/build-compiled"
    )
    return f"The floor is a typed decode and writing the same cues; {built}."


def _absent(missing: Sequence[str]) -> list[str]:
    return [f"Without an environment: {', '.join(missing)}"] if missing else []


def _plain(one: Result | str) -> Any:
    return one if isinstance(one, str) else one._asdict()


def _machine() -> str:
    return f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
