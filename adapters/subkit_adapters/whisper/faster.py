"""faster-whisper's segments as JSON: github.com/SYSTRAN/faster-whisper/blob/master/faster_whisper/transcribe.py.

It is a library and has no file of its own; people save its segments as a list, as its maintainer shows in
github.com/SYSTRAN/faster-whisper/issues/94, or in an object with what ``TranscriptionInfo`` says.
"""

from __future__ import annotations

from subkit_adapters.whisper import kinship
from subkit_adapters.whisper.reading import Program

adapter = Program(kinship.FASTER, "faster-whisper")
