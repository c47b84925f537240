"""Payloads of other services, which no adapter but theirs may take for its own."""

from __future__ import annotations

from typing import Any

FOREIGN: tuple[Any, ...] = (
    {},
    [],
    [[]],
    None,
    17,
    "words",
    {"message": "Unauthorized"},
    {
        "segments": [{"id": 0, "start": 0.0, "end": 1.2, "text": " Hello.", "tokens": [50364, 2425, 13]}],
        "text": " Hello.",
    },
    {"segments": [{"start": 0.0, "end": 1.2, "words": [{"word": " Hello.", "start": 0.0, "end": 1.2}]}]},
    {"results": {"channels": [{"alternatives": [{"words": [{"word": "hello", "start": 0.1, "end": 0.5}]}]}]}},
    {
        "monologues": [
            {"speaker": 0, "elements": [{"type": "text", "value": "Hello", "ts": 0.1, "end_ts": 0.5}]}
        ]
    },
    {
        "results": {
            "items": [{"type": "pronunciation", "start_time": "0.1", "alternatives": [{"content": "Hello"}]}]
        }
    },
)
"""What other services answer, and what nobody does."""
