"""whisper-timestamped: github.com/linto-ai/whisper-timestamped#example-output."""

from __future__ import annotations

from subkit_adapters.whisper import kinship
from subkit_adapters.whisper.reading import Program

adapter = Program(kinship.TIMESTAMPED, "whisper-timestamped")
