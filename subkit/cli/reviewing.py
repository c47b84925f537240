"""Puts together what ``subkit review`` shows, from files that may change while it is served."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from subkit.cli import stdout
from subkit.cli.caption_files import blamed, captions_of, tell_repairs
from subkit.cli.inputs import shown
from subkit.cli.outputs import STDOUT
from subkit.review.book import Book, place_of
from subkit.review.embedding import embedded
from subkit.review.gathering import Subject, gathered

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.cli.messages import Messages
    from subkit.cli.reading_options import Reading
    from subkit.model import Transcript
    from subkit.profile import Profile
    from subkit.review.contents import Contents, Film
    from subkit.review.embedding import Made


class Sources(NamedTuple):
    """What a page is made of.

    Attributes:
        captions: the caption file, or ``-``.
        other: another version; ``None`` for none.
        reading: how both are to be read.
        style: the house style.
        transcript: what was heard; ``None`` if nobody says.
        language: a BCP 47 tag; ``None`` if the option is not given.
        shots: the shot changes, in ms.
        film: the video; ``None`` if there is none.
        video: the video's path.
    """

    captions: str
    other: str | None
    reading: Reading
    style: Profile
    transcript: Transcript | None
    language: str | None
    shots: tuple[int, ...]
    film: Film | None
    video: str | None

    def contents(self, messages: Messages, book: Book | None = None) -> Contents:
        """What the page shows, as the files are now; notes can be written where there is a book for them.

        Raises:
            SubkitError: a file cannot be read, or holds what cannot be shown.
        """
        names = [shown(one) for one in (self.captions, self.other) if one is not None]
        read = [captions_of(one, self.reading) for one in (self.captions, self.other) if one is not None]
        for name, captions in zip(names, read, strict=True):
            tell_repairs(captions.repairs, name, self.reading, messages)
        subject = Subject(
            read[0],
            Path(names[0]).name,
            transcript=self.transcript,
            language=self.language,
            shots=self.shots,
            other=read[1] if len(read) > 1 else None,
            other_name=Path(names[-1]).name,
            film=self.film,
            review=(book or self.book).read(),
            writable=book is not None,
        )
        with blamed(names[0]):
            return gathered(subject, self.style)

    @property
    def book(self) -> Book:
        """Where notes on the captions are kept."""
        return Book(place_of(self.captions), Path(self.captions).name)


class Stand(NamedTuple):
    """Where a page is served: host and port (0: any); and what is called with its address, if anything is."""

    host: str
    port: int
    visit: Callable[[str], object] | None


def write_page(sources: Sources, target: str, messages: Messages, *, overwrite: bool) -> None:
    """Write the page to a file, or to stdout (``-``), and say where its video is, and what is odd.

    Raises:
        OutputError: it cannot be written.
        SubkitError: a file cannot be read, or holds what cannot be shown.
    """
    contents = sources.contents(messages)
    stdout.put(embedded(contents).text.encode(), target, overwrite=overwrite)
    for warning in contents.warnings:
        messages.note(f"{shown(sources.captions)}: {warning}")
    messages.note(f"{'stdout' if target == STDOUT else target}: {_told(sources.film)}")


def _told(film: Film | None) -> str:
    if film is None:
        return "without a video; the captions run by a clock"
    if film.kind == "embedded":
        return f"{film.name} is in the page"
    return f"{film.name} is not in the page, which looks for it at {film.address}; keep the two together"


def serve_page(sources: Sources, stand: Stand, messages: Messages) -> None:
    """Serve the page until the program is asked to end.

    Raises:
        ConfigError: nothing can listen there, or the extra is missing.
        SubkitError: a file cannot be read.
        KeyboardInterrupt: it was ended from the keyboard.
    """
    from subkit.errors import ConfigError
    from subkit.review.film import media_type

    try:
        from subkit.jobs.serving import listener
        from subkit.review.serving import Desk, serve
    except ModuleNotFoundError as missing:
        raise ConfigError("review --serve", f"needs the extra 'server' (no module {missing.name})") from None
    book, token = sources.book, secrets.token_urlsafe(24)
    film = None if sources.video is None else (sources.video, media_type(sources.video))
    pages = Pages(sources, book, messages)
    pages.made()
    with listener(stand.host, stand.port) as where:
        host, port = where.getsockname()[:2]
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/{token}/"
        stdout.write_text(f"{address}\n")
        messages.note(f"notes go to {book.path}; Ctrl-C ends it")
        if stand.visit is not None:
            stand.visit(address)
        serve(Desk(token, pages.made, book, film).app, where)


class Pages:
    """The page as the files are: it is made again when one of them was written.

    Args:
        sources: what it is made of.
        book: where notes are kept.
        messages: where repairs are told.
    """

    def __init__(self, sources: Sources, book: Book, messages: Messages) -> None:
        self._sources, self._book, self._messages = sources, book, messages
        self._stamp: tuple[object, ...] = ()
        self._made: Made | None = None

    def made(self) -> Made:
        """The page.

        Raises:
            SubkitError: a file cannot be read, or holds what cannot be shown.
        """
        stamp = tuple(_stamp(one) for one in (self._sources.captions, self._sources.other, self._book.path))
        if self._made is None or stamp != self._stamp:
            self._made, self._stamp = embedded(self._sources.contents(self._messages, self._book)), stamp
        return self._made


def _stamp(path: str | None) -> tuple[int, int] | None:
    """What tells that a file was written."""
    try:
        status = None if path is None else Path(path).stat()
    except OSError:
        return None
    return None if status is None else (status.st_mtime_ns, status.st_size)
