"""What reviewers say: it is kept, stays with its cue while the captions are edited, and is nobody else's to overwrite."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from subkit.errors import InputError, OutputError
from subkit.model import Cue
from subkit.review.book import Book, Change, ConflictError
from subkit.review.notes import Note, placed

CUES = [Cue(1000 * at, 1000 * at + 900, (f"line {at % 3}",)) for at in range(6)]


def note_on(at: int, cue: Cue) -> Note:
    return Note(key=f"k{at}", number=at + 1, start=cue.start, end=cue.end, text=cue.text, comment=f"on {at}")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(str(tmp_path / "talk.review.json"), "talk.srt")


def change(at: int, comment: str = "", **more: object) -> Change:
    cue = CUES[at]
    said = Change(number=at + 1, start=cue.start, end=cue.end, text=cue.text, comment=comment)
    return replace(said, **more)


@given(st.lists(st.booleans(), min_size=6, max_size=6), st.integers(-400, 400))
def test_a_note_stays_with_its_cue_while_others_go_and_all_are_moved(kept: list[bool], by: int) -> None:
    notes = [note_on(at, cue) for at, cue in enumerate(CUES)]
    left = [
        replace(cue, start=max(0, cue.start + by), end=cue.end + by)
        for cue, stays in zip(CUES, kept, strict=True)
        if stays
    ]
    found = placed(notes, left)
    expected = {f"k{at}": place for place, at in enumerate(at for at, stays in enumerate(kept) if stays)}
    assert expected.items() <= found.items()
    assert len(found) == len(set(found.values()))


def test_a_note_stays_with_a_cue_whose_text_is_corrected() -> None:
    corrected = [replace(cue, lines=("something else",)) if at == 2 else cue for at, cue in enumerate(CUES)]
    assert {"k2": 2} == placed([note_on(2, CUES[2])], corrected)


def test_a_note_whose_cue_is_gone_has_no_place() -> None:
    assert {} == placed([note_on(2, CUES[2])], [Cue(60_000, 61_000, ("line 2",)), Cue(0, 900, ("line 0",))])


def test_what_is_written_is_read_by_the_next_who_opens_the_file(book: Book) -> None:
    written = book.write(change(1, "Hm."))
    assert written == Book(book.path, "talk.srt").read()
    assert [("Hm.", 2, 1)] == [(note.comment, note.number, note.revision) for note in written.notes]
    plain = json.loads(Path(book.path).read_bytes())
    assert ["subkit.review/1", "talk.srt", 1] == [plain[key] for key in ("schema", "captions", "revision")]


def test_a_note_that_says_nothing_any_more_is_taken_out(book: Book) -> None:
    (note,) = book.write(change(1, verdict="fix")).notes
    review = book.write(change(1, "  ", key=note.key, base=note.revision))
    assert ((), 2) == (review.notes, review.revision)


def test_a_change_of_what_somebody_else_has_changed_is_refused_with_what_stands_there(book: Book) -> None:
    (note,) = book.write(change(1, "mine")).notes
    book.write(change(1, "theirs", key=note.key, base=note.revision))
    with pytest.raises(ConflictError, match="changed meanwhile") as refused:
        book.write(change(1, "mine again", key=note.key, base=note.revision))
    assert ["theirs"] == [one.comment for one in refused.value.review.notes]
    assert ["theirs"] == [one.comment for one in book.read().notes]


def test_a_note_that_somebody_else_took_out_is_not_written_over_either(book: Book) -> None:
    (note,) = book.write(change(1, "mine")).notes
    book.write(change(1, key=note.key, base=note.revision))
    with pytest.raises(ConflictError):
        book.write(change(1, "again", key=note.key, base=note.revision))


def test_no_note_of_many_who_write_at_once_is_lost(book: Book) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda at: book.write(change(at % 6, f"note {at}")), range(24)))
    review = book.read()
    assert 24 == review.revision
    assert {f"note {at}" for at in range(24)} == {note.comment for note in review.notes}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "no file of review notes"),
        (b'{"notes": [{"key": 1}]}', r"\$.notes\[0\].key"),
        (b'{"schema": "subkit.review/9"}', "subkit.review/9"),
        (b"\xff\xfe", "no file of review notes"),
    ],
)
def test_a_file_that_holds_no_notes_is_refused_and_left_alone(
    book: Book, content: bytes, reason: str
) -> None:
    Path(book.path).write_bytes(content)
    with pytest.raises(InputError, match=reason):
        book.write(change(1, "mine"))
    assert content == Path(book.path).read_bytes()


def test_notes_that_cannot_be_written_are_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such folder"):
        Book(str(tmp_path / "nowhere" / "a.review.json"), "a.srt").write(change(1, "mine"))
