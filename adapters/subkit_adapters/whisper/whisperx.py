"""WhisperX, aligned and with speakers: github.com/m-bain/whisperX/blob/main/whisperx/schema.py.

What its alignment does not know, such as digits, has no times (github.com/m-bain/whisperX#limitations-%EF%B8%8F).
"""

from __future__ import annotations

from subkit_adapters.whisper import kinship
from subkit_adapters.whisper.reading import Program

adapter = Program(kinship.WHISPERX, "WhisperX")
