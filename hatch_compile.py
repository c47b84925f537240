"""Compiles the modules that pyproject.toml lists, with mypyc, for a wheel of one machine."""

from __future__ import annotations

import os
from pathlib import Path

from mypyc.build import mypycify
from setuptools import Distribution
from setuptools.command.build_ext import build_ext

_GROUP = "subkit_core"
"""The name of the library that holds all compiled modules; the others only point to it."""


def compiled(root: str, modules: list[str], folder: str) -> dict[str, str]:
    """The files of the compiled modules, made in a folder, each with its place in the wheel.

    Args:
        root: where the source is.
        modules: the paths of their sources, from there.
        folder: where to work and to leave the files.
    """
    before = Path.cwd()
    os.chdir(root)
    try:
        # None of the project's own settings of mypy: what is to be checked is checked elsewhere.
        extensions = mypycify(
            ["--config-file=", "--follow-imports=silent", "--ignore-missing-imports", *modules],
            opt_level="3",
            debug_level="0",
            target_dir=f"{folder}/c",
            group_name=_GROUP,
        )
        for extension in extensions:
            # Some processors multiply and add in one step, which rounds once where Python rounds twice.
            extension.extra_compile_args.append("-ffp-contract=off")
        command = build_ext(Distribution({"name": _GROUP, "ext_modules": extensions}))
        command.build_lib, command.build_temp = f"{folder}/lib", f"{folder}/temp"
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(before)
    made = Path(folder, "lib")
    return {
        str(path): path.relative_to(made).as_posix() for path in sorted(made.rglob("*")) if path.is_file()
    }
