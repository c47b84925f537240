"""Which recording stands for what in the shapes of recognisers, and what their jobs say instead of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cloud_shapes as clouds
import scribe_shapes as scribes
from invented import identity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recording import Recording

_JOB = {"TranscriptionJobName": "call-1", "TranscriptionJobStatus": "FAILED", "LanguageCode": "en-US"}
_REASON = "The media format that you specified doesn't match the detected media format. Check the media format and try again."
_AZURE = "https://eastus.api.cognitive.microsoft.com/speechtotext/v3.2/transcriptions/"
_GOOGLE = "type.googleapis.com/google.cloud.speech.v1.LongRunningRecognizeMetadata"


def payloads(spoken: dict[str, Recording]) -> Iterator[tuple[str, Any]]:
    """Each payload with its path."""
    yield "aws/panel.json", clouds.aws(spoken["panel"])
    yield "aws/call.json", clouds.aws_channels(spoken["call"])
    yield "google/workshop.json", clouds.google(spoken["workshop"])
    yield "google/tea.json", clouds.google_readings(spoken["tea"])
    yield "google/product.json", clouds.google_batch(spoken["product"])
    yield "azure/call.json", clouds.azure(spoken["call"])
    yield "azure/product.json", clouds.azure(spoken["product"], shown=False)
    yield "ibm/bicycle.json", clouds.ibm(spoken["bicycle"])
    yield "ibm/panel.json", clouds.ibm(spoken["panel"], speakers=True)
    yield "speechmatics/workshop.json", scribes.speechmatics(spoken["workshop"])
    yield "gladia/horloge.json", scribes.gladia(spoken["horloge"])
    yield "elevenlabs/product.json", scribes.elevenlabs(spoken["product"], sound="(upbeat music)")
    yield "elevenlabs/call.json", scribes.elevenlabs_channels(spoken["call"])
    yield "kaltura/ferry.json", scribes.kaltura(spoken["ferry"])
    yield "cielo24/panel.json", scribes.cielo24(spoken["panel"])
    yield from _jobs()


def _jobs() -> Iterator[tuple[str, Any]]:
    yield "aws/failed.json", {"TranscriptionJob": _JOB | {"FailureReason": _REASON}}
    progress = {"@type": _GOOGLE, "progressPercent": 42, "startTime": "2025-05-24T13:37:05.362310Z"}
    yield "google/running.json", {"name": "4612202767953098955", "metadata": progress}
    fault = {"code": "InvalidAudioFormat", "message": "The audio format is not supported."}
    failed = {"status": "Failed", "displayName": "call", "properties": {"error": fault}}
    yield "azure/failed.json", {"self": _AZURE + identity("azure", "job"), **failed}
    about = {"id": identity("ibm", "job"), "created": "2025-08-17T19:11:04.298Z"}
    yield "ibm/processing.json", {**about, "updated": "2025-08-17T19:11:16.003Z", "status": "processing"}
    job = {"created_at": "2025-01-17T17:50:54.113Z", "data_name": "call.wav", "id": "yjbmf9kqub"}
    errors = [{"timestamp": "2025-01-17T17:51:24.113Z", "message": "fetch error: unsupported file type"}]
    yield "speechmatics/rejected.json", {"job": {**job, "status": "rejected", "errors": errors}}
    told = {"id": identity("gladia", "job"), "version": 2, "kind": "pre-recorded"}
    yield "gladia/error.json", {**told, "status": "error", "error_code": 422, "result": None}
    message = "The audio file is corrupted. Please ensure it is playable audio."
    yield "elevenlabs/invalid-audio.json", {"detail": {"status": "invalid_audio", "message": message}}
    yield "cielo24/in-process.json", {"JobId": "d4fb871e07514304b23131b45f8caa1f", "JobStatus": "In Process"}
