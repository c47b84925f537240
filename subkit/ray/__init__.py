"""Captions of a corpus on many machines, by Ray: the same function from a record to an outcome, with the same results.

- ``datasets`` captions a dataset of Ray Data: rows in, the same rows with captions, or the reason why not, out
- ``tables`` is the function that it maps: an Arrow table in, one out; Ray is not needed for it
- ``engine`` does the work of ``subkit batch`` on a cluster
- ``clusters`` joins a cluster, or starts one on this machine

Needs the extra ``ray``. Importing this package does not import Ray.

::

    import ray
    from subkit.ray import caption_dataset

    talks = ray.data.read_binary_files("s3://bucket/talks/", include_paths=True)
    caption_dataset(talks, profile="netflix-en", formats=("srt", "vtt")).write_parquet("s3://bucket/captions/")
"""

from __future__ import annotations

from subkit.ray.datasets import caption_dataset, map_task

__all__ = ["caption_dataset", "map_task"]
