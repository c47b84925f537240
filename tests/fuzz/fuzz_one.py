"""Fuzzes one target in this process by atheris (libFuzzer with Python's coverage), until the time is over or it breaks."""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
_OWN = ["subkit", "subkit_adapters", "pysrt", "webvtt", "pysubs2", "ttconv"]


def main(name: str, arguments: list[str]) -> None:
    import atheris  # noqa: PLC0415 - not everybody has it, and the tests look into every file

    with atheris.instrument_imports(include=_OWN):
        from fuzz_mutations import mutated  # noqa: PLC0415 - instrumented while it is imported
        from fuzz_targets import targets  # noqa: PLC0415 - as above

        target = targets()[name]
        # Formats and adapters load what they need when it is needed.
        for seed in target.seeds:
            target.run(seed)

    def change(content: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.3:
            return bytes(atheris.Mutate(content, most))
        base = content or chance.choice(target.seeds)
        return mutated(base, chance, is_json=target.is_json, others=target.seeds)[:most]

    atheris.Setup([sys.argv[0], *arguments], target.run, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
