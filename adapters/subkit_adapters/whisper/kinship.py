"""Which of the programs around Whisper a document comes from, by its outline: at most one of them."""

from __future__ import annotations

from typing import Any

OPENAI = "whisper"
FASTER = "faster-whisper"
WHISPERX = "whisperx"
TIMESTAMPED = "whisper-timestamped"
STABLE = "stable-ts"

_OF_STABLE = {"ori_dict", "regroup_history", "nonspeech_sections"}
_OF_TIMESTAMPED = {"speech_activity", "language_probs"}
_OF_FASTER = {"language_probability", "duration_after_vad", "all_language_probs", "transcription_options"}
_OF_DECODING = {"avg_logprob", "no_speech_prob", "compression_ratio"}


def program(outline: Any) -> str | None:
    """The name of the adapter whose program wrote a document of that outline."""
    match outline:
        case [dict() as segment]:
            return FASTER if _is_segment(segment) and _is_decoded(segment) else None
        case {"segments": []}:
            return _of_silence(outline)
        case {"segments": [dict() as segment]} if _is_segment(segment):
            return _of_speech(outline, segment)
    return OPENAI if _is_apart(outline) else None


def _is_apart(outline: Any) -> bool:
    """Whether a document of OpenAI's service, or one like it, has no segments."""
    match outline:
        case {"text": str(), "words": [{"word": str(), "start": _, "end": _} as word]}:
            return "type" not in word
        case {"text": str(), "chunks": [{"text": str(), "timestamp": list()}]}:
            return True
        case {"error": {"message": str(), "type": str(), "param": _}}:
            return True
    return False


def _is_segment(segment: dict[str, Any]) -> bool:
    match segment:
        case {"start": _, "end": _, "text": str() | None}:
            return "tokens" not in segment or not _holds_objects(segment["tokens"])
        case {"start": _, "end": _, "words": [{"word": str()} | {"text": str(), "confidence": _}]}:
            return True
    return False


def _holds_objects(tokens: Any) -> bool:
    return isinstance(tokens, list) and any(isinstance(token, dict) for token in tokens)


def _of_speech(outline: dict[str, Any], segment: dict[str, Any]) -> str:
    word = _first_word(segment)
    if outline.keys() & _OF_STABLE or "segment_id" in word:
        return STABLE
    if "word_segments" in outline or "score" in word or "chars" in segment:
        return WHISPERX
    if outline.keys() & _OF_TIMESTAMPED or ("text" in word and "confidence" in word):
        return TIMESTAMPED
    if outline.keys() & _OF_FASTER or isinstance(outline.get("info"), dict):
        return FASTER
    return FASTER if "text" not in outline and _is_decoded(segment) else OPENAI


def _of_silence(outline: dict[str, Any]) -> str | None:
    """Who writes a document without speech."""
    if outline.keys() & _OF_STABLE:
        return STABLE
    if "word_segments" in outline:
        return WHISPERX
    if "text" in outline and "language" in outline:
        return TIMESTAMPED if outline.keys() & _OF_TIMESTAMPED else OPENAI
    return FASTER if outline.keys() & _OF_FASTER else None


def _is_decoded(segment: dict[str, Any]) -> bool:
    """Whether a segment tells how the model decoded it, or how sure it is of a word."""
    return bool(segment.keys() & _OF_DECODING) or "probability" in _first_word(segment)


def _first_word(segment: dict[str, Any]) -> dict[str, Any]:
    words = segment.get("words")
    first = words[0] if isinstance(words, list) and words else {}
    return first if isinstance(first, dict) else {}
