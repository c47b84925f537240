"""What subkit writes is read alike by everybody: its own reader, six libraries, W3C's parser, ffmpeg and Chromium."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from interop_chromium import by_chromium
from interop_cues import FORMATS, Document, Shown, ours
from interop_documents import drawings, tortures
from interop_faults import FAULTS, expected
from interop_libraries import LIBRARIES, read_by
from interop_programs import by_ffmpeg, by_webvtt_parser, ffmpeg_version, parser_version
from interop_tally import Row

import subkit

if TYPE_CHECKING:
    from interop_faults import Fault
    from interop_tally import Tally
    from playwright.sync_api import Browser

Readings = list[list[Shown] | str]
READERS = [
    *((name, format) for name, library in LIBRARIES.items() for format in library.formats),
    *(("ffmpeg", format) for format in FORMATS),
    ("webvtt-parser", "vtt"),
    ("Chromium", "vtt"),
]


def reading(reader: str, documents: tuple[Document, ...], browser: Browser) -> Readings:
    """What a reader has of each of the files; an error as its message."""
    format = documents[0].format
    texts = [document.text for document in documents]
    if reader == "ffmpeg":
        return [*by_ffmpeg(texts, format)]
    if reader == "webvtt-parser":
        return [*by_webvtt_parser(texts)]
    if reader == "Chromium":
        return [*by_chromium(browser, texts)]
    return [read_by(reader, text, format) for text in texts]


def version_of(reader: str, browser: Browser) -> str:
    programs = {
        "ffmpeg": ffmpeg_version,
        "webvtt-parser": parser_version,
        "Chromium": lambda: browser.version,
    }
    return programs[reader]() if reader in programs else LIBRARIES[reader].version


@pytest.mark.parametrize(("reader", "format"), READERS)
def test_every_reader_has_what_stands_in_the_file_but_for_its_known_faults(
    reader: str, format: str, browser: Browser, tally: Tally
) -> None:
    faults = tuple(fault for fault in FAULTS if fault.reader == reader and format in fault.formats)
    version = version_of(reader, browser)
    documents = (*tortures(format), *drawings(format))
    found = reading(reader, documents, browser)
    wrong = []
    alike = set()
    for document, cues in zip(documents, found, strict=True):
        if cues_of(cues) == sorted(document.cues):
            alike.add(document.name)
        elif expected(document, faults) not in (None, cues_of(cues)):
            wrong.append((document.name, document.text, cues))
    assert [] == wrong
    tally.add(row(reader, version, format, alike))


def row(reader: str, version: str, format: str, alike: set[str]) -> Row:
    """What a reader had alike, of the list and of the files drawn."""
    listed, drawn = ([document.name for document in files(format)] for files in (tortures, drawings))
    return Row(
        reader, version, format, len(listed), len(alike & {*listed}), len(drawn), len(alike & {*drawn})
    )


@pytest.mark.parametrize("format", FORMATS)
def test_subkit_reads_what_it_wrote(format: str, tally: Tally) -> None:
    """But for the marks of direction, which are players' business."""
    documents = (*tortures(format), *drawings(format))
    wrong = [
        (document.name, document.text, ours(document))
        for document in documents
        if _undirected(document.cues) != _undirected(ours(document))
    ]
    assert [] == wrong
    tally.add(row("subkit", subkit.__version__, format, {document.name for document in documents}))


def _undirected(cues: tuple[Shown, ...]) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, re.sub("[\u200f\u202b\u202c]", "", cue.text)) for cue in cues]


def cues_of(cues: list[Shown] | str) -> list[Shown] | str:
    return cues if isinstance(cues, str) else sorted(cues)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.reader}: {fault.reason}")
def test_a_known_fault_is_there_still(fault: Fault, browser: Browser) -> None:
    """Else it may be taken from the table, and what stands against it perhaps from subkit."""
    if not version_of(fault.reader, browser).startswith(fault.version):
        return
    for format in fault.formats:
        concerned = tuple(
            document for document in tortures(format) if expected(document, (fault,)) != sorted(document.cues)
        )
        found = reading(fault.reader, concerned, browser)
        assert any(
            cues_of(cues) != sorted(document.cues) for document, cues in zip(concerned, found, strict=True)
        )
