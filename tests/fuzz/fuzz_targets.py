"""What is given bytes from strangers: every reader of a format, strict and lenient, and every adapter.

A target may raise subkit's errors and no others, whatever the bytes. What was read can be written; what was written as
SubRip or WebVTT is read, strictly, says the same when it is written again, and from then on in the same bytes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from fuzz_seeds import captions_seeds, payload_seeds

from subkit import registry
from subkit.errors import FormatError, PayloadError, SubkitError
from subkit.formats import formats, parse, render
from subkit.formats.encoding import decoded
from subkit.formats.opening import opened
from subkit.payload import Payload

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.model import Captions

_ROUND = ("srt", "vtt")


class Target(NamedTuple):
    """A reader: its name, whether it reads JSON, what it does with bytes, and what it is begun with."""

    name: str
    is_json: bool
    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


@cache
def targets() -> dict[str, Target]:
    """All targets by name."""
    found = [
        Target("encoding", False, _encoding, _encodings()),
        Target("opening", False, _opening, _all_captions()),
    ]
    for name, known in formats().items():
        if known.readable:
            seeds = captions_seeds(name)
            found += [
                Target(f"{name} {_mode(lenient)}", name == "json", _reader(name, lenient=lenient), seeds)
                for lenient in (False, True)
            ]
    for name in registry.adapters():
        seeds = payload_seeds(name)
        found += [
            Target(f"{name} {_mode(not strict)}", True, _adapter(name, strict=strict), seeds)
            for strict in (True, False)
        ]
    found.append(Target("recognition", True, _recognition, payload_seeds("verbit")))
    return {target.name: target for target in found}


def _mode(lenient: bool) -> str:
    return "lenient" if lenient else "strict"


def _reader(name: str, *, lenient: bool) -> Callable[[bytes], None]:
    is_binary = formats()[name].binary

    def run(content: bytes) -> None:
        try:
            given = content if is_binary else content.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            given = content.decode("latin-1")
        try:
            captions = parse(given, name, lenient=lenient)
        except FormatError:
            return
        # Writing takes longer than reading, and has laws of its own elsewhere: one file of eight.
        if crc32(content) % 8 == 0:
            _write(captions)

    return run


def _write(captions: Captions) -> None:
    for name in _ROUND:
        try:
            once = render(captions, name)
        except FormatError:  # times that no format can say
            return
        try:
            read = parse(once, name)
        except FormatError:
            # Notes, styles and regions are kept as they stand, faults and all.
            assert captions.blocks
            continue
        twice = render(read, name)
        again = parse(twice, name)
        assert [(cue.start, cue.end, cue.text) for cue in read] == [
            (cue.start, cue.end, cue.text) for cue in again
        ]
        assert twice == render(again, name)


def _adapter(name: str, *, strict: bool) -> Callable[[bytes], None]:
    adapter = registry.adapter(name)

    def run(content: bytes) -> None:
        payload = Payload(content)
        adapter.recognises(payload)
        try:
            adapter.parse(payload, strict=strict)
        except PayloadError:
            return

    return run


def _recognition(content: bytes) -> None:
    try:
        registry.recognise(Payload(content))
    except SubkitError:
        return


def _encoding(content: bytes) -> None:
    try:
        decoded(content, "any")
    except FormatError:
        return


def _opening(content: bytes) -> None:
    try:
        opened(content, "any", otherwise="srt")
    except SubkitError:
        return


def _encodings() -> tuple[bytes, ...]:
    text = "1\n00:00:01,000 --> 00:00:02,000\nna\u00efve caf\u00e9\n"
    return tuple(text.encode(name) for name in ("utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"))


def _all_captions() -> tuple[bytes, ...]:
    return tuple(captions_seeds(name)[0] for name, known in formats().items() if known.readable)
