"""What ttconv says in its log while it works, as values."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_logger = logging.getLogger("ttconv")


class _Listener(logging.Handler):
    """Takes the messages of its own thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread = threading.get_ident()
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take a message, once."""
        if record.thread == self.thread:
            self.messages[record.getMessage()] = None


@contextmanager
def told() -> Iterator[dict[str, None]]:
    """The messages of ttconv from here on, warnings and worse, each once and in order, as the keys."""
    listener = _Listener()
    _logger.addHandler(listener)
    try:
        yield listener.messages
    finally:
        _logger.removeHandler(listener)
