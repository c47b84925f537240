"""OpenAI's Whisper: ``whisper --output_format json``, github.com/openai/whisper/blob/main/whisper/transcribe.py.

And ``verbose_json`` and ``diarized_json`` of OpenAI's service and of those who speak like it, whisper.cpp's server
among them: platform.openai.com/docs/api-reference/audio/createTranscription. And ``chunks`` of the pipelines of
transformers: huggingface.co/docs/transformers/main_classes/pipelines#transformers.AutomaticSpeechRecognitionPipeline.
"""

from __future__ import annotations

from subkit_adapters.whisper import kinship
from subkit_adapters.whisper.reading import Program

adapter = Program(kinship.OPENAI, "OpenAI Whisper")
