"""What the program says on stderr: each message one line, escaped, so that no payload can speak to the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from subkit.cli.live_line import LiveLine
from subkit.cli.manner import current

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.cli.manner import Manner

_LONGEST = 400
_NOTHING: Mapping[str, object] = {}


def escaped(text: str) -> str:
    r"""The text with everything that is not plainly printable written as an escape, and its middle cut if it is long.

    >>> print(escaped("red \x1b[31m and\nmore"))
    red \x1b[31m and\nmore
    """
    if len(text) > _LONGEST:
        half = _LONGEST // 2
        text = f"{text[:half]} ... {text[-half:]}"
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text
    )


class Messages:
    """The program's voice for one run: lines of text, or with ``--log-format json`` one JSON object a line.

    Each message may name what happened (``event``), the ``file`` it is about, and ``more`` figures; only JSON shows those.

    Args:
        quiet: say errors only.
        verbose: say also what was written; a person at a terminal is told without asking.
        manner: what the user asked of every command; by default, of the run that is under way.

    Attributes:
        quiet: whether only errors are said.
        as_json: whether messages are JSON.
        line: the line that shows how work gets on; every message takes it away first.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False, manner: Manner | None = None) -> None:
        asked = current() if manner is None else manner
        self.quiet = quiet or asked.quiet
        self.as_json = asked.form == "json"
        self.line = LiveLine(wanted=not (self.quiet or self.as_json))
        watched = sys.stderr is not None and sys.stderr.isatty()
        self._verbose = verbose or asked.verbose or watched

    def error(self, text: str, *, file: str = "", more: Mapping[str, object] = _NOTHING) -> None:
        """Say what failed, always."""
        if self.as_json:
            self._object("error", "error", text, file, more)
        else:
            self._write(f"subkit: {escaped(text)}")

    def failed(self, error: BaseException, code: int, *, text: str = "", file: str = "") -> None:
        """Say an error, always.

        Args:
            error: its class is told in JSON.
            code: the exit code of its kind, told there, too.
            text: what to say, if not what the error says itself.
            file: what it is about.
        """
        self.error(text or str(error), file=file, more={"error": type(error).__name__, "code": int(code)})

    def bug(self, error: BaseException, code: int) -> None:
        """Show the traceback of a bug, always; what a payload put into it is escaped, too."""
        import traceback

        lines = "".join(traceback.format_exception(error)).splitlines()
        please = "this is a bug, in subkit or in a plug-in; please report it with"
        if self.as_json:
            self._object("error", "bug", f"{please} its traceback", "", {"code": code, "traceback": lines})
            return
        for line in lines:
            self._write(escaped(line))
        self.error(f"{please} the lines above")

    def note(
        self, text: str, *, event: str = "note", file: str = "", more: Mapping[str, object] = _NOTHING
    ) -> None:
        """Say what the user should know."""
        if not self.quiet:
            self._say("info", event, text, file, more)

    def detail(
        self, text: str, *, event: str = "detail", file: str = "", more: Mapping[str, object] = _NOTHING
    ) -> None:
        """Say what was done, to those who asked and to those who watch."""
        if self._verbose and not self.quiet:
            self._say("debug", event, text, file, more)

    def _say(self, level: str, event: str, text: str, file: str, more: Mapping[str, object]) -> None:
        if self.as_json:
            self._object(level, event, text, file, more)
        else:
            self._write(escaped(text))

    def _object(self, level: str, event: str, text: str, file: str, more: Mapping[str, object]) -> None:
        import json

        told = {"level": level, "event": event, "message": text, **({"file": file} if file else {}), **more}
        # JSON's own escapes keep controls from a terminal: all that is not ASCII is written as one, but for DEL.
        self._write(json.dumps(told).replace("\x7f", "\\u007f"))

    def _write(self, line: str) -> None:
        if sys.stderr is None:
            return
        self.line.clear()
        try:
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
        except OSError:
            # Nobody hears the message, and there is nowhere to say so; the exit code still tells.
            return
