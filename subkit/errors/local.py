"""What can go wrong here: with inputs, outputs, payloads, formats, profiles, plug-ins and configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.errors.suggesting import suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence


class SubkitError(Exception):
    """Anything subkit tells a user about; every other exception is a bug."""


_NO_NAME = "''"


class InputError(SubkitError):
    """An input that cannot be read, or holds nothing of use."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source or _NO_NAME}: {self.reason}"


class OutputError(SubkitError):
    """An output that cannot be written; what stood there before still stands."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(target, reason)
        self.target = target
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.target or _NO_NAME}: {self.reason}"


class PayloadError(SubkitError):
    """A payload that breaks its provider's contract, with the place.

    Args:
        path: where, as a JSON path, e.g. ``$.data.transcript[3].words[7].start_time``.
        expected: what the contract promises there.
        found: what stands there.
        source: the file or stream the payload came from.
    """

    def __init__(self, path: str, expected: str, found: str, source: str = "") -> None:
        super().__init__(path, expected, found, source)
        self.path = path
        self.expected = expected
        self.found = found
        self.source = source

    def __str__(self) -> str:
        place = f"{self.source}: {self.path}" if self.source else self.path
        return f"{place}: expected {self.expected}, found {self.found}"


class RecognitionError(SubkitError):
    """A payload that no adapter claims, or that several claim.

    Args:
        source: the file or stream the payload came from.
        claimants: the names of the adapters that claim it; empty if none does.
        known: the names of all installed adapters.
        broken: the names of those that are installed but cannot be used.
    """

    def __init__(
        self, source: str, claimants: Sequence[str], known: Sequence[str], broken: Sequence[str] = ()
    ) -> None:
        super().__init__(source, tuple(claimants), tuple(known), tuple(broken))
        self.source = source
        self.claimants = tuple(claimants)
        self.known = tuple(known)
        self.broken = tuple(broken)

    def __str__(self) -> str:
        if self.claimants:
            return f"{self.source}: claimed by {', '.join(self.claimants)}; name one of them with --from"
        unusable = f"; cannot be used: {', '.join(self.broken)}" if self.broken else ""
        known = ", ".join(self.known) or "none"
        return (
            f"{self.source}: no adapter knows this payload; if you know whose it is, --from NAME says what is wrong "
            f"with it (installed: {known}{unusable})"
        )


class FormatError(SubkitError):
    """A caption file that breaks its format, with file and line (1-based; 0 if the whole file is meant)."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file = file
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}"


class ProfileError(SubkitError):
    """A profile that contradicts itself, or says something no profile can say."""

    def __init__(self, profile: str, reason: str) -> None:
        super().__init__(profile, reason)
        self.profile = profile
        self.reason = reason

    def __str__(self) -> str:
        return f"profile {self.profile}: {self.reason}"


class UnknownNameError(SubkitError):
    """A name that nothing answers to.

    Args:
        kind: what was asked for: ``adapter``, ``format``, ``profile``.
        name: the name that was given.
        known: the names that would do.
    """

    def __init__(self, kind: str, name: str, known: Sequence[str]) -> None:
        super().__init__(kind, name, tuple(known))
        self.kind = kind
        self.name = name
        self.known = tuple(known)

    def __str__(self) -> str:
        return f"unknown {self.kind} {self.name!r}; {suggestion(self.name, self.known)}"


class AdapterError(SubkitError):
    """An installed adapter that cannot be used: it does not load, or its name is taken twice."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"adapter {self.name} {self.reason}"


class ConfigError(SubkitError):
    """A configuration file, or a variable, that says what none can say."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class ScorerError(SubkitError):
    """A break scorer that cannot be used: it does not load, its name is taken twice, or it is no scorer."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"scorer {self.name} {self.reason}"


class ScoringError(ScorerError):
    """A break scorer that failed at its work, or whose scores are none."""


class ToolError(SubkitError):
    """A program that subkit runs, and that failed.

    Args:
        tool: its name: ``ffmpeg``, ``ffprobe``.
        source: the file it worked on.
        reason: why it ended, in its own words.
    """

    def __init__(self, tool: str, source: str, reason: str) -> None:
        super().__init__(tool, source, reason)
        self.tool = tool
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source or _NO_NAME}: {self.tool}: {self.reason}"


class ToolTimeoutError(ToolError):
    """A program that got no further in the time it was given; it was ended."""

    def __init__(self, tool: str, source: str, seconds: float) -> None:
        super().__init__(tool, source, f"got no further for {round(seconds, 1):g} s, and was ended")
        self.args = (tool, source, seconds)
        self.seconds = seconds


class ToolKilledError(ToolError):
    """A program that was ended from outside: by a person, or by the system as memory ran out."""

    def __init__(self, tool: str, source: str, signal: int) -> None:
        super().__init__(tool, source, f"was killed (signal {signal})")
        self.args = (tool, source, signal)
        self.signal = signal


class ToolMissingError(SubkitError):
    """A program that is not installed.

    Args:
        tool: its name: ``ffmpeg``, ``ffprobe``.
        named: what the variable names that says where it is; empty if none does.
    """

    def __init__(self, tool: str, named: str = "") -> None:
        super().__init__(tool, named)
        self.tool = tool
        self.named = named

    def __str__(self) -> str:
        variable = f"SUBKIT_{self.tool.upper()}"
        if self.named:
            return f"{variable}: {self.named} is no program that can be run"
        return f"{self.tool} is not installed (Debian: apt-get install ffmpeg), or not on the path: {variable} can name it"
