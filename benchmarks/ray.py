"""What a corpus costs on Ray: CPU of the work itself for 1,000 h of speech, and how long a cluster of this machine takes by cores.

python -m benchmarks.ray [--hours N] [--cores N ...] [--price P]    (in the environment of scripts/test-scale)
"""

from __future__ import annotations

import argparse
import os
import time

from benchmarks import generated
from benchmarks.table import table
from subkit.corpus import Record, Task
from subkit.ray import map_task
from subkit.ray.clusters import cluster


def own(payload: bytes, task: Task, hours: int) -> float:
    """CPU seconds for 1,000 h of speech, of the work alone, warm, in one process."""
    record = Record("talk.json", payload)
    task.run(record)
    began = time.process_time()
    for _ in range(hours):
        task.run(record)
    return (time.process_time() - began) / hours * 1000


def by_ray(payload: bytes, task: Task, hours: int, cores: int) -> float:
    """Seconds that a cluster of so many cores takes for so many hours of speech, once its workers are warm."""
    with cluster("local", cores=cores) as ray:
        ray.data.DataContext.get_current().enable_progress_bars = False
        items = [{"id": at, "bytes": payload} for at in range(hours)]
        blocks = ray.data.from_items(items, override_num_blocks=max(1, hours // 5))
        for _ in range(2):
            began = time.perf_counter()
            rows = map_task(blocks, task).take_all()
            took = time.perf_counter() - began
        if len(rows) != hours or any(row["error"] for row in rows):
            raise SystemExit("not all was captioned")
    return took


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hours", type=int, default=100)
    options.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    options.add_argument("--price", type=float, default=0.04, help="of a core for an hour")
    given = options.parse_args()
    payload, task = generated.payload(1, "verbit"), Task()
    alone = own(payload, task, min(given.hours, 20))
    rows = [["the work alone, CPU", f"{alone:.0f}", f"{alone / 3600 * given.price:.4f}"]]
    for cores in given.cores:
        wall = by_ray(payload, task, given.hours, cores) / given.hours * 1000 * cores
        rows.append([f"Ray, {cores} cores, cores x clock", f"{wall:.0f}", f"{wall / 3600 * given.price:.4f}"])
    print(
        f"load {os.getloadavg()[0]:.1f}; {given.hours} h in records of 1 h; price {given.price} a core-hour"
    )
    print(table(["", "core seconds for 1,000 h", "price for 1,000 h"], rows))


if __name__ == "__main__":
    main()
