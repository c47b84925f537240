"""The marks of each provider's payloads: no other adapter than those they point to is loaded (see `subkit.marks`)."""

from __future__ import annotations

ASSEMBLYAI = (
    "id status",
    "id sentences.words",
    "id paragraphs.words",
    "id words.confidence",
    "transcript_id status",
)
AWS = (
    "results.items.alternatives",
    "results.transcripts",
    "results.channel_labels",
    "TranscriptionJob.TranscriptionJobStatus",
    "jobName accountId",
)
AZURE = (
    "recognizedPhrases",
    "combinedRecognizedPhrases",
    "combinedPhrases phrases",
    "self status",
    "successfulTranscriptionsCount details",
    "code message innerError",
    "RecognitionStatus Offset",
    "DisplayText NBest",
)
CIELO24 = ("segments.sequences", "JobId JobStatus")
DEEPGRAM = ("results.channels", "results.utterances", "err_code err_msg", "category message", "request_id")
ELEVENLABS = (
    "type data",
    "transcripts",
    "detail.status detail.message",
    "request_id transcription_id",
    "words.text words.type",
    "language_code language_probability",
)
GLADIA = (
    "result.transcription",
    "payload.transcription",
    "transcription.utterances",
    "full_transcript utterances",
    "kind status",
    "event id error",
    "utterances.words utterances.channel",
)
GOOGLE = (
    "name metadata",
    "name response",
    "error.code error.message",
    "response.results",
    "results.alternatives",
    "results.*.transcript",
    "results.*.inlineResult",
    "results.*.inline_result",
    "results.*.cloudStorageResult",
    "results totalBilledTime",
    "requestId totalBilledTime",
    "metadata.totalBilledDuration",
)
IBM = (
    "results.results",
    "results.alternatives",
    "results result_index",
    "results speaker_labels",
    "speaker_labels.from speaker_labels.speaker",
    "error code code_description",
    "id event",
    "id status created",
)
KALTURA = ("w s e",)
PICTORY = (
    "data.transcript",
    "transcript.words",
    "words.word",
    "words.is_pause",
    "words uid",
    "words speakerId",
    "success data",
    "success error",
    "success job_id",
    "success jobId",
    "items.success",
    "items.data",
)
REVAI = ("monologues", "id created_on status", "job.created_on", "title type")
SPEECHMATICS = ("message", "results.type results.alternatives", "results format metadata", "job.created_at")
SUBKIT = ("format",)
VERBIT = (
    "segments.tokens.kind",
    "segments version kind",
    "job_status",
    "ErrorType",
    "job_id draft_ready",
    "job_id status",
    "alternatives is_final",
    "alternatives.items type",
    "response.alternatives",
    "response.response",
)
YOUTUBE = ("wireMagic events",)

_SPEECH = "segments.start segments.end"
WHISPER = (_SPEECH, "segments text language", "text words", "text chunks", "error.message error.type")
FASTER_WHISPER = (
    _SPEECH,
    "start end",
    "segments language_probability",
    "segments duration_after_vad",
    "segments all_language_probs",
    "segments transcription_options",
)
WHISPERX = (
    f"{_SPEECH} word_segments",
    f"{_SPEECH} segments.words.score",
    f"{_SPEECH} segments.chars",
    "segments word_segments",
)
WHISPER_TIMESTAMPED = (_SPEECH, "segments text language")
STABLE_TS = (_SPEECH, "segments ori_dict", "segments regroup_history", "segments nonspeech_sections")
WHISPER_CPP = ("transcription.offsets", "systeminfo transcription", "result.language transcription")
