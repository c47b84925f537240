"""The command ``subkit batch``: its options, and what is refused before anything is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from subkit.cli import light
from subkit.cli.app import SHORT_HELPS
from subkit.cli.batch_options import task_options

if TYPE_CHECKING:
    from subkit.cli.batch_options import Asked
    from subkit.corpus.running import Engine
    from subkit.corpus.working import Work

_HELP = """Caption a whole corpus.

An INPUT is a provider's result or a caption file, as of 'subkit convert', packed with gzip or zstd or not; a folder, of
which all files are taken that end in --suffix; or a quoted pattern. Paths may be addresses such as s3://bucket/talks (extra
's3'). What is made keeps its way below DIR. Every core works. An input that fails is told, and the others are still done.

What is done, and has not changed since, is not done again: a run that was ended or killed goes on where it was. DIR belongs
to the run: a file there that is called as one of its outputs is replaced.

\b
Examples:
  subkit batch results -o captions
  subkit batch 'results/**/*.json.gz' -o captions --to srt,vtt --report report.jsonl
  find . -name '*.json' -print0 | subkit batch --files-from - -0 -o captions
  subkit batch --manifest cuts.jsonl.gz -o captions --manifest-out captioned.jsonl
  subkit batch s3://bucket/results -o s3://bucket/captions --journal captions.jsonl
  subkit batch s3://bucket/results -o s3://bucket/captions --journal captions.jsonl --engine ray --address auto

The exit code is 1 if any input failed, and 7 if all that failed was writing."""


@light.command("batch", help=_HELP, short_help=SHORT_HELPS["batch"])
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@light.option(
    "-o",
    "--output-dir",
    required=True,
    metavar="DIR",
    help="Write into DIR, made if need be; or below an address.",
)
@task_options
@light.option(
    "--suffix",
    "suffixes",
    multiple=True,
    metavar=".EXT,...",
    help="Of a folder, take the files that end so, packed or not. [default: .json]",
)
@light.option(
    "--base",
    metavar="FOLDER",
    help="Keep the way of each input from FOLDER. [default: see the docs on batch]",
)
@light.option("--files-from", metavar="FILE", help="Read more inputs from FILE, one a line; - is stdin.")
@light.option(
    "-0", "nul", is_flag=True, help="The paths of --files-from end in NUL, as find -print0 writes them."
)
@light.option(
    "--manifest",
    metavar="FILE",
    help="Caption the rows of FILE: JSON Lines as of NeMo or Lhotse, or Parquet. See the docs on batch.",
)
@light.option(
    "--column",
    "columns",
    multiple=True,
    metavar="ROLE=NAME",
    help="Of the rows, take the name, words, content, transcript or language from column NAME.",
)
@light.option(
    "--manifest-out",
    metavar="FILE",
    help="Write the rows with the paths of their captions to FILE, as JSON Lines.",
)
@light.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="So many processes at once. [default: one a core]",
)
@light.option(
    "--engine",
    type=click.Choice(["processes", "ray"]),
    default="processes",
    help="Work on this machine, or on a Ray cluster (extra 'ray'). [default: processes]",
)
@light.option(
    "--address",
    metavar="HOST:PORT",
    help="Of the Ray cluster. [default: RAY_ADDRESS, or a cluster of this machine alone]",
)
@light.option(
    "--journal",
    metavar="FILE",
    help="Keep what is done in FILE. [default: .subkit-batch.jsonl in DIR; none if DIR is an address]",
)
@light.option("--checksum", is_flag=True, help="Tell what has changed by contents, not by sizes and times.")
@light.option("--retry-failed", is_flag=True, help="Try unchanged inputs again that failed before.")
@light.option("--fail-fast", is_flag=True, help="End at the first input that fails.")
@light.option(
    "--report", metavar="FILE", help="Write what became of each input to FILE, a line of JSON each."
)
@light.option("-q", "--quiet", is_flag=True, help="Say errors only.")
@light.option("-v", "--verbose", is_flag=True, help="Say what was written.")
def command(
    *,
    inputs: tuple[str, ...],
    output_dir: str,
    asked: Asked,
    suffixes: tuple[str, ...],
    base: str | None,
    files_from: str | None,
    nul: bool,
    manifest: str | None,
    columns: tuple[str, ...],
    manifest_out: str | None,
    jobs: int | None,
    engine: Literal["processes", "ray"],
    address: str | None,
    journal: str | None,
    checksum: bool,
    retry_failed: bool,
    fail_fast: bool,
    report: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check all that can be wrong with the command, then caption, then say how it went."""
    from subkit.cli.batch_inputs import units_of
    from subkit.cli.batch_manifest import Manifest
    from subkit.cli.batch_run import BatchRun
    from subkit.cli.messages import Messages
    from subkit.corpus.working import Work

    if address is not None and engine != "ray":
        raise click.UsageError("--address is that of a Ray cluster: give --engine ray, too")
    with Manifest(manifest, columns, manifest_out) as rows:
        units = units_of(
            inputs,
            files_from,
            folder=output_dir,
            formats=asked.task.formats,
            tag=asked.tag,
            suffixes=suffixes,
            base=base,
            nul=nul,
            beside={"--report": report, "--journal": journal, "--manifest-out": manifest_out},
            read=asked.files,
            rows=rows,
        )
        work = Work(task=asked.task, retry_failed=retry_failed, checksum=checksum)
        run = BatchRun(work, Messages(quiet=quiet, verbose=verbose), fail_fast=fail_fast)
        crew = _cluster(work, address, jobs) if engine == "ray" else None
        code = run.over(
            units, output_dir, journal=journal, report=report, jobs=jobs, engine=crew, seen=rows.remember
        )
        rows.give()
        return code


def _cluster(work: Work, address: str | None, jobs: int | None) -> Engine:
    """What works on a Ray cluster.

    Raises:
        ConfigError: Ray is not installed.
    """
    from subkit.ray.clusters import library
    from subkit.ray.engine import RayEngine

    library()
    return RayEngine(work, address=address, cores=jobs)
