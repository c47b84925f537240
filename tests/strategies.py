"""Hypothesis strategies for transcripts, payloads and captions."""

from __future__ import annotations
