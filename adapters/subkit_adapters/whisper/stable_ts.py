"""stable-ts, ``WhisperResult.save_as_json``: github.com/jianfch/stable-ts/blob/main/stable_whisper/result.py."""

from __future__ import annotations

from subkit_adapters.whisper import kinship
from subkit_adapters.whisper.reading import Program

adapter = Program(kinship.STABLE, "stable-ts")
