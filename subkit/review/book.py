"""Keeps reviewers' notes in a file beside the captions: whole, in order, and never one reviewer's words over another's."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from subkit.errors import InputError, SubkitError
from subkit.files import read_bytes, write_whole
from subkit.review.notes import LONGEST, SCHEMA, Note, Review, Verdict

_Time = Annotated[int, Meta(ge=0, le=360_000_000 * 24)]


class Change(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reviewer wants written; a note that says nothing any more is taken out.

    Attributes:
        key: the note that is changed; empty for a new one.
        base: the revision of that note that the reviewer saw; 0 for a new one.
        number, start, end, text: the cue that it is about, as the reviewer saw it.
        verdict, comment: what is said.
    """

    key: Annotated[str, Meta(max_length=64)] = ""
    base: int = 0
    number: Annotated[int, Meta(ge=1)]
    start: _Time
    end: _Time
    text: Annotated[str, Meta(max_length=100_000)]
    verdict: Verdict = ""
    comment: Annotated[str, Meta(max_length=LONGEST)] = ""


class ConflictError(SubkitError):
    """Somebody else has changed the note meanwhile; what both say is to be looked at.

    Attributes:
        review: the notes as they are.
    """

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self.review = review

    def __str__(self) -> str:
        return "the note was changed meanwhile; load the page again"


def place_of(captions: str) -> str:
    """The file of the notes on a caption file.

    >>> place_of("captions/talk.srt")
    'captions/talk.review.json'
    """
    return str(Path(captions).with_suffix(".review.json"))


class Book:
    """The notes on a caption file.

    Args:
        path: where they are kept; need not be there yet.
        captions: the name of the caption file.
    """

    def __init__(self, path: str, captions: str) -> None:
        self.path, self._captions, self._lock = path, captions, Lock()

    def read(self) -> Review:
        """The notes as they are on the disk.

        Raises:
            InputError: the file cannot be read, or is none of subkit's.
        """
        if not Path(self.path).exists():
            return Review(captions=self._captions)
        try:
            review = msgspec.json.decode(read_bytes(self.path), type=Review)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(self.path, f"is no file of review notes ({error})") from error
        if review.schema != SCHEMA:
            raise InputError(self.path, f"is of the form {review.schema}, and {SCHEMA} is known here")
        return review

    def write(self, change: Change) -> Review:
        """Write a change, and give all notes as they are then.

        Raises:
            ConflictError: the note is not the one that the reviewer saw.
            InputError, OutputError: the file cannot be read or written.
        """
        with self._lock:
            review = self.read()
            before = next((note for note in review.notes if note.key == change.key), None)
            if (before.revision if before else 0) != change.base:
                raise ConflictError(review)
            review = _changed(review, change)
            write_whole(self.path, msgspec.json.format(msgspec.json.encode(review), indent=2) + b"\n")
            return review


def _changed(review: Review, change: Change) -> Review:
    revision = review.revision + 1
    notes = [note for note in review.notes if note.key != change.key]
    if change.verdict or change.comment.strip():
        notes.append(
            Note(
                key=change.key or secrets.token_hex(8),
                number=change.number,
                start=change.start,
                end=change.end,
                text=change.text,
                verdict=change.verdict,
                comment=change.comment,
                revision=revision,
                changed=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        )
    notes.sort(key=lambda note: (note.start, note.number, note.key))
    return replace(review, revision=revision, notes=tuple(notes))
