"""Fuzzes one target in this process until the time is over or it breaks: led by coverage with atheris, else by chance."""

from __future__ import annotations

import faulthandler
import sys
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))
# Loaded before coverage is followed: nothing there reads what strangers send.
import subkit.captioning  # noqa: F401 - as said


def led(name: str, flags: list[str]) -> None:
    """By atheris, which is libFuzzer with the coverage of Python; it takes libFuzzer's flags."""
    import atheris  # noqa: PLC0415 - not everybody has it, and the tests look into every file

    with atheris.instrument_imports(include=["subkit", "subkit_adapters"]):
        from fuzz_mutations import mutated  # noqa: PLC0415 - as the next
        from fuzz_targets import targets  # noqa: PLC0415 - instrumented while it is imported

        target = targets()[name]
        # Formats and adapters load what they need when it is needed.
        for seed in target.seeds:
            target.run(seed)

    def change(content: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        if chance.random() < 0.3:
            return bytes(atheris.Mutate(content, most))
        base = content or chance.choice(target.seeds)
        return mutated(base, chance, is_json=target.is_json, others=target.seeds)[:most]

    atheris.Setup([sys.argv[0], *flags], target.run, custom_mutator=change)
    atheris.Fuzz()


def by_chance(name: str, seconds: int, longest: int, finding: Path) -> None:
    """Nearly right files and no coverage: many more runs in the time, and all that is needed is Python."""
    from fuzz_mutations import mutated  # noqa: PLC0415 - as in the other
    from fuzz_targets import targets  # noqa: PLC0415 - as in the other

    target = targets()[name]
    chance = Random()
    runs, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        content = mutated(chance.choice(target.seeds), chance, is_json=target.is_json, others=target.seeds)
        faulthandler.dump_traceback_later(longest, exit=True)
        try:
            target.run(content)
        except BaseException:
            finding.write_bytes(content)
            raise
        runs += 1
    faulthandler.cancel_dump_traceback_later()
    print(f"#{runs} runs")


if __name__ == "__main__":
    if sys.argv[1] == "by-chance":
        by_chance(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), Path(sys.argv[5]))
    else:
        led(sys.argv[2], sys.argv[3:])
