"""Captions a dataset of Ray Data: rows in, rows with captions out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit import __version__
from subkit.corpus import Task
from subkit.ray.clusters import library
from subkit.ray.tables import Columns, captioned

if TYPE_CHECKING:
    from ray.data import Dataset

    from subkit.profile import Profile

_BATCH = 16


def caption_dataset(
    dataset: Dataset,
    profile: Profile | str = "default",
    formats: tuple[str, ...] = ("srt",),
    *,
    language: str | None = None,
    columns: Columns = Columns(),  # noqa: B008 - cannot be changed
    batch_size: int = _BATCH,
) -> Dataset:
    """Caption each row of a dataset.

    Nothing is done before the dataset is read or written. What is wrong with a row is its ``error``, and raises nothing.

    Args:
        dataset: the rows, of ``ray.data.read_binary_files(..., include_paths=True)``, ``read_parquet`` or whatever else.
        profile: the house style: a name, the path of a file (which need be on this machine alone), or a profile.
        formats: the names of the formats to write, each a column of bytes.
        language: a BCP 47 tag, where neither a row nor its content says.
        columns: which columns are read; see `subkit.ray.tables.Columns`.
        batch_size: how many rows are turned into captions together. So many contents, and their captions, are in the memory of one
            worker at once, beside the block that they are of.

    Returns:
        The rows without their contents; see `subkit.ray.tables.captioned` for the columns that are added.

    Raises:
        ConfigError: Ray is not installed.
        SubkitError: there is no such profile or format, see `subkit.corpus.Task`.
    """
    task = Task(profile=profile, formats=tuple(formats), language=language)
    return map_task(dataset, task, columns=columns, batch_size=batch_size)


def map_task(
    dataset: Dataset,
    task: Task,
    *,
    columns: Columns = Columns(),  # noqa: B008 - cannot be changed
    batch_size: int = _BATCH,
    cpus: float = 1,
) -> Dataset:
    """The same by all settings that a task has.

    Args:
        dataset: the rows.
        task: how they are captioned.
        columns: which columns are read.
        batch_size: how many rows are turned into captions together.
        cpus: how many cores one worker counts as; captioning takes one.

    Raises:
        ConfigError: Ray is not installed.
    """
    library()
    return dataset.map_batches(
        captioned,
        fn_kwargs={"task": task, "columns": columns, "version": __version__},
        batch_format="pyarrow",
        batch_size=batch_size,
        zero_copy_batch=True,
        num_cpus=cpus,
    )
