"""What is said where there is no Ray, or options that do not go together; the work itself is tested in tests/scale."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SAMPLE = str(Path(__file__).parents[2] / "samples" / "verbit" / "tea.json")
_WITHOUT_RAY = "import sys; sys.modules['ray'] = None; from subkit.cli import main; sys.exit(main())"


def _batch(folder: Path, *options: str) -> tuple[int, str]:
    command = [sys.executable, "-c", _WITHOUT_RAY, "batch", SAMPLE, "-o", "out", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    return done.returncode, done.stderr


def test_importing_what_uses_ray_loads_neither_it_nor_arrow() -> None:
    program = "import sys, subkit.ray, subkit.ray.engine; print({'ray', 'pyarrow'} & {*sys.modules})"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "set()\n" == told.stdout


def test_without_the_extra_the_command_names_it_and_does_nothing(tmp_path: Path) -> None:
    code, said = _batch(tmp_path, "--engine", "ray")
    assert 3 == code
    assert said.startswith("subkit: ray: needs the extra 'ray': pip install 'subkit[ray]'")
    assert [] == list(tmp_path.iterdir())


def test_an_address_without_the_engine_is_a_mistake(tmp_path: Path) -> None:
    code, said = _batch(tmp_path, "--address", "head:6379")
    assert 2 == code
    assert "--address is that of a Ray cluster: give --engine ray, too" in said
